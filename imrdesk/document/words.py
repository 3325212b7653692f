"""Places of words that a reader has measured: rectangles of a stretch of page text, and the word under a point."""

from itertools import groupby

from .geometry import Rect
from .model import Page, Word

_NEAR = 4.0  # a point this close to a word, in points, still means it


def rects(page: Page, start: int, end: int) -> list[Rect]:
    """One rectangle for each line that the words between two offsets stand on."""
    words = [word for word in page.words if word.start < end and start < word.end]
    lines = groupby(words, key=lambda word: page.text.count("\n", 0, word.start))
    return [_around([_part(word, start, end) for word in line]) for _number, line in lines]


def offset_at(page: Page, x: float, y: float) -> int | None:
    """The offset of the character under a point, None where no word is near."""
    for word in page.words:
        rect = word.rect
        if rect.x0 - _NEAR <= x <= rect.x1 + _NEAR and rect.top - _NEAR <= y <= rect.bottom + _NEAR:
            across = min(max((x - rect.x0) / max(rect.x1 - rect.x0, 0.01), 0.0), 0.999)
            return word.start + int(across * (word.end - word.start))
    return None


def _part(word: Word, start: int, end: int) -> Rect:
    """The part of a word that the stretch covers, its letters taken as equally wide."""
    width = (word.rect.x1 - word.rect.x0) / max(word.end - word.start, 1)
    left = word.rect.x0 + width * max(start - word.start, 0)
    right = word.rect.x1 - width * max(word.end - end, 0)
    return Rect(left, word.rect.top, right, word.rect.bottom)


def _around(parts: list[Rect]) -> Rect:
    return Rect(
        min(part.x0 for part in parts), min(part.top for part in parts),
        max(part.x1 for part in parts), max(part.bottom for part in parts),
    )  # fmt: skip
