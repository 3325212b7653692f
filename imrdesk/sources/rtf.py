"""Rich text letters (.rtf), as older word processors and some e-mail programs save them."""

import re

from imrdesk.document.model import Note

from .clean import cleaned
from .reader import How, Read
from .text import paged

MEDIA_TYPE = "application/rtf"
_QUOTED = 80
_UNSEEN = ("v", "deleted")  # the properties of characters that nobody sees
_HAS_UNSEEN = re.compile(r"\\(?:v|deleted)(?![a-z])")
_TOKEN = re.compile(
    r"\\(?P<word>[a-z]{1,32})(?P<number>-?\d{1,10})? ?"
    r"|(?P<brace>[{}])|(?P<text>\\'[0-9a-fA-F]{2}|\\[^a-z]|[^\\{}]+|\\)",
    re.DOTALL,
)


def claims(data: bytes) -> bool:
    """Whether these are the bytes of rich text."""
    return data.lstrip()[:5] == rb"{\rtf"


def read(data: bytes, _how: How) -> tuple[Read, ...]:
    """The words that are seen; tables come as lines."""
    raw = data.lstrip().decode("latin-1")
    left_out = ""
    if _HAS_UNSEEN.search(raw):
        raw, unseen = parted(raw)
        left_out = " ".join(_words(unseen).split())
    text, notes = cleaned(_words(raw))
    if left_out:
        shown = left_out if len(left_out) <= _QUOTED else f"{left_out[:_QUOTED]}…"
        notes = (*notes, Note("hidden_text", f"Hidden or deleted words were left out: “{shown}”.", warning=True))
    return (Read(paged(text), notes),)


def parted(raw: str) -> tuple[str, str]:
    """Rich text without what is hidden or deleted, and that alone, each with all its braces and control words."""
    seen: list[str] = []
    unseen: list[str] = []
    at, states = 0, [frozenset[str]()]
    while found := _TOKEN.match(raw, at):
        at, state = found.end(), states[-1]
        word, number = found["word"], found["number"]
        if found["brace"] == "{":
            states.append(state)
        elif found["brace"]:
            states = states[:-1] or [frozenset()]
        elif word == "plain":
            states[-1] = frozenset()
        elif word in _UNSEEN:
            states[-1] = state - {word} if number == "0" else state | {word}
        elif word == "bin" and number:
            at += max(int(number), 0)  # so many bytes that are no text at all
            continue
        _share(found[0], (unseen if state else seen), (seen, unseen), is_text=bool(found["text"]) or word == "u")
    return "".join(seen), "".join(unseen)


def _share(token: str, its_own: list[str], both: tuple[list[str], list[str]], *, is_text: bool) -> None:
    """Text goes where it belongs; what gives the text its shape goes to both."""
    for part in (its_own,) if is_text else both:
        part.append(token)


def _words(raw: str) -> str:
    from striprtf.striprtf import rtf_to_text

    return rtf_to_text(raw, errors="replace").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
