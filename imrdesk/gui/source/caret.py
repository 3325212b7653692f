"""A caret on the pages: steps by character, word and line through the letter's text, and what it selects."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeyEvent, QKeySequence

from imrdesk.document.geometry import Rect
from imrdesk.document.model import Document, Span

from .selection import WORD, Selected, between

if TYPE_CHECKING:
    from imrdesk.sources.render import PageView

_SCREEN = 20  # lines that Page Up and Page Down step over


@dataclass(frozen=True, slots=True, order=True)
class Caret:
    """A place between two characters of a page's text; `column` is where it wants to stand on the lines it passes."""

    page: int
    offset: int
    column: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Move:
    """One step: in which unit, and how many of them, backwards if negative; `selects` with Shift."""

    unit: str
    count: int
    selects: bool = False


@dataclass(frozen=True, slots=True)
class PlacedCaret:
    """What the pages show of a caret: what is selected, and the upright line on a page where it stands."""

    selected: Selected
    page: int
    line: Rect | None


_Key = QKeySequence.StandardKey
_KEYS: tuple[tuple[_Key, _Key, str, int], ...] = (
    (_Key.MoveToNextChar, _Key.SelectNextChar, "character", 1),
    (_Key.MoveToPreviousChar, _Key.SelectPreviousChar, "character", -1),
    (_Key.MoveToNextWord, _Key.SelectNextWord, "word", 1),
    (_Key.MoveToPreviousWord, _Key.SelectPreviousWord, "word", -1),
    (_Key.MoveToNextLine, _Key.SelectNextLine, "line", 1),
    (_Key.MoveToPreviousLine, _Key.SelectPreviousLine, "line", -1),
    (_Key.MoveToNextPage, _Key.SelectNextPage, "line", _SCREEN),
    (_Key.MoveToPreviousPage, _Key.SelectPreviousPage, "line", -_SCREEN),
    (_Key.MoveToEndOfLine, _Key.SelectEndOfLine, "end of line", 1),
    (_Key.MoveToStartOfLine, _Key.SelectStartOfLine, "end of line", -1),
    (_Key.MoveToEndOfDocument, _Key.SelectEndOfDocument, "end of letter", 1),
    (_Key.MoveToStartOfDocument, _Key.SelectStartOfDocument, "end of letter", -1),
)


def move_of(event: QKeyEvent) -> Move | None:
    """The step that a key asks for, as the system's own text fields take it."""
    for moves, selects, unit, count in _KEYS:
        if event.matches(selects):
            return Move(unit, count, selects=True)
        if event.matches(moves):
            return Move(unit, count)
    return None


def moved(document: Document, caret: Caret, move: Move) -> Caret:
    """Where a step leads, over the ends of pages; at the letter's ends it stays."""
    for _ in range(abs(move.count)):
        caret = _UNITS[move.unit](document, caret, 1 if move.count > 0 else -1)
    return caret


def placed(document: Document, anchor: Caret, caret: Caret, view: "PageView") -> PlacedCaret:
    """What the pages show of it; asks the page view, so not for the GUI thread."""
    first, last = sorted((anchor, caret))
    spans = between(document, (first.page, first.offset), (last.page, last.offset)) if first < last else ()
    rects = tuple((span.page, rect) for span in spans for rect in view.rects(span))
    return PlacedCaret(Selected(spans, rects), caret.page, _line(document, caret, view))


def _line(document: Document, caret: Caret, view: "PageView") -> Rect | None:
    """The left edge of the character behind the caret, or at the end of a line the right edge of the one before."""
    text = document.page(caret.page).text
    if text[caret.offset : caret.offset + 1].strip():
        found = view.rects(Span(caret.page, caret.offset, caret.offset + 1))
        return Rect(found[0].x0, found[0].top, found[0].x0, found[0].bottom) if found else None
    before = len(text[: caret.offset].rstrip())
    found = view.rects(Span(caret.page, before - 1, before)) if before else []
    return Rect(found[-1].x1, found[-1].top, found[-1].x1, found[-1].bottom) if found else None


def _by_character(document: Document, caret: Caret, step: int) -> Caret:
    offset = caret.offset + step
    if 0 <= offset <= len(document.page(caret.page).text):
        return Caret(caret.page, offset)
    return _over(document, caret, step)


def _by_word(document: Document, caret: Caret, step: int) -> Caret:
    text = document.page(caret.page).text
    starts = [match.start() for match in re.finditer(WORD, text)]
    found = [at for at in starts if (at - caret.offset) * step > 0]
    if found:
        return Caret(caret.page, min(found) if step > 0 else max(found))
    return _over(document, caret, step)


def _by_line(document: Document, caret: Caret, step: int) -> Caret:
    """The same column of the next line that has words."""
    lines = _lines(document.page(caret.page).text)
    start = next((low for low, high in reversed(lines) if low <= caret.offset), 0)
    column = caret.offset - start if caret.column is None else caret.column
    following = [line for line in lines if (line[0] - start) * step > 0]
    if following:
        low, high = following[0] if step > 0 else following[-1]
        return Caret(caret.page, min(low + column, high), column)
    beyond = _over(document, caret, step)
    if beyond.page == caret.page:
        return caret
    lines = _lines(document.page(beyond.page).text)
    low, high = lines[0 if step > 0 else -1] if lines else (0, 0)
    return Caret(beyond.page, min(low + column, high), column)


def _to_line_end(document: Document, caret: Caret, step: int) -> Caret:
    text = document.page(caret.page).text
    end = text.find("\n", caret.offset)
    ends = len(text) if end < 0 else end
    return Caret(caret.page, ends if step > 0 else text.rfind("\n", 0, caret.offset) + 1)


def _to_letter_end(document: Document, caret: Caret, step: int) -> Caret:
    del caret
    last = document.pages[-1]
    return Caret(last.number, len(last.text)) if step > 0 else Caret(1, 0)


def _over(document: Document, caret: Caret, step: int) -> Caret:
    """The near end of the next page."""
    page = caret.page + step
    if not 1 <= page <= len(document.pages):
        return Caret(caret.page, len(document.page(caret.page).text) if step > 0 else 0)
    return Caret(page, 0 if step > 0 else len(document.page(page).text))


def _lines(text: str) -> list[tuple[int, int]]:
    """Where the lines with words begin and end."""
    return [match.span() for match in re.finditer(r"[^\n]*\S[^\n]*", text)]


_UNITS: dict[str, Callable[[Document, Caret, int], Caret]] = {
    "character": _by_character,
    "word": _by_word,
    "line": _by_line,
    "end of line": _to_line_end,
    "end of letter": _to_letter_end,
}
