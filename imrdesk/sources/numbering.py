"""The numbers that Word sets before paragraphs: they stand in no text, and still a person reads them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from .wordxml import child, local, of

_DEEPEST = 20  # styles that lean on others
_MOST = 100_000  # a number; larger ones are shown as digits
_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_ROMANS = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
           (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts: `text` has %1 for the number of level 1 and so on."""

    start: int = 1
    kind: str = "decimal"
    text: str = ""
    restart: int | None = None  # the level (from 1) that starts it anew; None for any level above
    legal: bool = False  # all levels in digits


@dataclass(slots=True)
class _List:
    """Lists of one abstract definition count together."""

    levels: dict[int, Level]
    counts: dict[int, int] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)  # lists whose own starting numbers have been used


class Numbering:
    """Counts the paragraphs of one document, in their order; `styles` and `parts` are the roots of its XML parts."""

    def __init__(self, parts: Any = None, styles: Any = None) -> None:
        self._lists: dict[str, tuple[_List, dict[int, Level], dict[int, int]]] = {}
        self._styles = {of(one, "styleId"): one for one in _named(styles, "style")}
        abstract = _defined(parts)
        for one in _named(parts, "num"):
            base = child(one, "abstractNumId")
            if base is not None and (found := abstract.get(of(base, "val"))):
                self._lists[of(one, "numId")] = found, *_overrides(one)

    def label(self, paragraph: Any) -> str:
        """What Word sets before a paragraph, a space behind it; "" where it sets nothing."""
        look = child(paragraph, "pPr")
        if look is None or not self._lists or _mark_is_gone(look):
            return ""
        number, level = self._place(look)
        if number not in self._lists:
            return ""
        found, own, starts = self._lists[number]
        if number not in found.begun:
            found.begun.add(number)
            for at, start in starts.items():
                found.counts[at] = start - 1
        levels = found.levels | own
        _step(found.counts, levels, level)
        text = _filled(levels, found.counts, level)
        return f"{text} " if text else ""

    def _place(self, look: Any) -> tuple[str, int]:
        """The list and level of a paragraph: its own, or those of its style."""
        number, level = _list_of(look)
        style = child(look, "pStyle")
        name = of(style, "val") if style is not None else ""
        for _ in range(_DEEPEST):
            if number is not None or name not in self._styles:
                break
            inner = child(self._styles[name], "pPr")
            number, of_style = _list_of(inner) if inner is not None else (None, None)
            level = of_style if level is None else level
            base = child(self._styles[name], "basedOn")
            name = of(base, "val") if base is not None else ""
        return number or "", min(max(level or 0, 0), _LEVELS - 1)


def _defined(parts: Any) -> dict[str, _List]:
    """The abstract definitions; one that only names a style is the one that style was made of."""
    found: dict[str, _List] = {}
    of_style: dict[str, _List] = {}
    links: dict[str, str] = {}
    for one in _named(parts, "abstractNum"):
        name = of(one, "abstractNumId")
        found[name] = _List(dict(_levels(one)))
        if (style := child(one, "styleLink")) is not None:
            of_style[of(style, "val")] = found[name]
        if (link := child(one, "numStyleLink")) is not None:
            links[name] = of(link, "val")
    return found | {name: of_style[style] for name, style in links.items() if style in of_style}


def _step(counts: dict[int, int], levels: dict[int, Level], level: int) -> None:
    """One paragraph more at a level; those below begin anew, those above that have not begun do."""
    for above in range(level):
        counts.setdefault(above, levels.get(above, Level()).start)
    counts[level] = counts.get(level, levels.get(level, Level()).start - 1) + 1
    for below in range(level + 1, _LEVELS):
        restart = levels.get(below, Level()).restart
        if restart is None or (restart and level < restart):
            counts.pop(below, None)


def _filled(levels: dict[int, Level], counts: dict[int, int], level: int) -> str:
    shape = levels.get(level)
    if shape is None or shape.kind == "none":
        return ""
    if shape.kind == "bullet":
        return "".join("•" if "\ue000" <= char <= "\uf8ff" else char for char in shape.text).strip()

    def number(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        kind = levels.get(at, Level()).kind
        return _written(counts.get(at, levels.get(at, Level()).start), "decimal" if shape.legal else kind)

    return _PLACE.sub(number, shape.text).strip()


def _written(number: int, kind: str) -> str:
    """A number as a kind of list writes it."""
    return _KINDS.get(kind, str)(number) if 0 < number < _MOST else str(number)


def _letters(number: int) -> str:
    turns, at = divmod(number - 1, 26)
    return chr(ord("a") + at) * (min(turns, 20) + 1)


def _ordinal(number: int) -> str:
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _roman(number: int) -> str:
    written = ""
    for value, sign in _ROMANS:
        written += sign * (number // value)
        number %= value
    return written


def _upper(write: Callable[[int], str]) -> Callable[[int], str]:
    return lambda number: write(number).upper()


_KINDS: dict[str, Callable[[int], str]] = {
    "lowerLetter": _letters, "upperLetter": _upper(_letters), "lowerRoman": _roman, "upperRoman": _upper(_roman),
    "decimalZero": "{:02}".format, "ordinal": _ordinal, "none": "".format,
}  # fmt: skip


def _levels(owner: Any) -> Iterator[tuple[int, Level]]:
    for one in _named(owner, "lvl"):
        yield _whole(of(one, "ilvl"), 0), _level(one)


def _level(one: Any) -> Level:
    found = {local(part): of(part, "val") for part in one.iterchildren("*")}
    restart = _whole(found["lvlRestart"], 0) if "lvlRestart" in found else None
    legal = "isLgl" in found and found["isLgl"] not in ("0", "false", "off")
    return Level(_whole(found.get("start", ""), 1), found.get("numFmt", "decimal"), found.get("lvlText", ""),
                 restart, legal)  # fmt: skip


def _overrides(one: Any) -> tuple[dict[int, Level], dict[int, int]]:
    """What one list has of its own: whole levels, and the numbers it starts with."""
    levels: dict[int, Level] = {}
    starts: dict[int, int] = {}
    for override in _named(one, "lvlOverride"):
        at = _whole(of(override, "ilvl"), 0)
        levels.update((at, level) for _named_so, level in _levels(override))
        if (start := child(override, "startOverride")) is not None:
            starts[at] = _whole(of(start, "val"), 1)
    return levels, starts


def _list_of(look: Any) -> tuple[str | None, int | None]:
    """The list and level that paragraph properties name; list "0" takes one of the style away."""
    place = child(look, "numPr")
    if place is None:
        return None, None
    number, level = child(place, "numId"), child(place, "ilvl")
    return (
        of(number, "val") if number is not None else None,
        _whole(of(level, "val"), 0) if level is not None else None,
    )


def _mark_is_gone(look: Any) -> bool:
    """Whether the mark that ends the paragraph is deleted or hidden: its number goes with it."""
    mark = child(look, "rPr")
    return mark is not None and any(child(mark, name) is not None for name in ("del", "vanish", "moveFrom"))


def _named(owner: Any, name: str) -> Iterator[Any]:
    return (one for one in (owner.iterchildren("*") if owner is not None else ()) if local(one) == name)


def _whole(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else default
