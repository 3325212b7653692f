"""Keys as a person reads and chooses them: those of ACTIONS, those chosen instead, those that panels have."""

from collections.abc import Iterator, Mapping

from PySide6.QtGui import QKeySequence

from .actions import ACTIONS, NUMBERS, Action, words_of

TYPED_KEYS: tuple[tuple[str, str, str], ...] = (
    ("In the form", "Enter", "Confirm and go to the next field to check"),
    ("In the form", "Shift+Enter", "The same, where Enter is a new line"),
    ("In the form", "Esc", "Put the field back as it was"),
    ("In the form", "Tab", "Go to the next field"),
    ("What decided", "Enter", "Confirm the sentences listed"),
    ("What decided", "1 … 4", "The sentence decides, is asked for, found missing, found met"),
    ("What decided", "A", "Show every sentence of the rationale"),
    ("What decided", "D  B", "Dismiss, or bring the proposal back"),
    ("What decided", "Left  Right", "Go to the item before or after"),
    ("Where two readers differ", "A  B", "Take the first or the second reader's value"),
    ("Where two readers differ", "T", "Type another value"),
)  # what panels do with keys of their own

chosen_keys: dict[str, tuple[str, ...]] = {}  # keys chosen in place of those of the table; one choice for the program


def key_text(keys: tuple[str, ...]) -> str:
    """Keys as a person reads them: the first one counts, and a row of numbers is one."""
    if len(keys) == len(NUMBERS):
        return f"{keys[0]} … {keys[-1]}"
    return QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if keys else ""


def key_of(name: str) -> str:
    """The key of an action as it is now, as a person reads it; empty where it has none."""
    return key_text(chosen_keys.get(name, next(row.keys for row in ACTIONS if row.name == name)))


def tip(words: str, name: str) -> str:
    """Words of a tooltip with the key of an action behind them, where it has one."""
    key = key_of(name)
    return f"{words} ({key})" if key else words


def conflict(key: str, name: str, bound: Mapping[str, tuple[str, ...]]) -> Action | None:
    """The other action that has a key already."""
    wanted = QKeySequence(key)
    for row in ACTIONS:
        if row.name != name and any(QKeySequence(held) == wanted for held in bound.get(row.name, row.keys)):
            return row
    return None


def key_rows(bound: Mapping[str, tuple[str, ...]] | None = None) -> Iterator[tuple[str, str, str]]:
    """The key sheet: group, keys, what they do; the keys of the table where none are given."""
    yield from TYPED_KEYS
    for row in ACTIONS:
        if keys := (bound or {}).get(row.name, row.keys):
            yield (row.menu or "&Review").replace("&", ""), key_text(keys), words_of(row)
