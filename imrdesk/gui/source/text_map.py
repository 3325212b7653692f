"""A letter's text in a text widget: spans to the widget's positions and back."""

import re
from bisect import bisect_left, bisect_right
from itertools import chain, pairwise

from imrdesk.document.model import Document, Page, Span

from .selection import between

BREAK = "\n\n"  # an empty paragraph of the widget stands between pages
_FULL = 0.8  # of the page's long lines: a line as long as this went on in the next
_SHORT = 50  # characters; shorter lines are lists and tables and stay as they are
_BEGINS = re.compile(r"\s|$|[A-Z][\w()/’' ]{1,40}:|[A-Z][A-Z, ]+$")  # a blank line, a label, a heading
_LAST_OF_PLANE = "\uffff"  # a text widget counts every character above as two
_BLOCKS = str.maketrans({"\r": " ", "\x00": " ", "\ufdd0": " ", "\ufdd1": " ", "\u2028": "\n", "\u2029": "\n"})


class TextMap:
    """All pages of a document as one text, `starts` saying where each begins; positions are a text widget's."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = BREAK.join(_shown(page) for page in document.pages)
        self._wide = [_wide(page) for page in document.pages]
        self.starts: list[int] = []
        at = 0
        for page, wide in zip(document.pages, self._wide, strict=True):
            self.starts.append(at)
            at += len(page.text) + len(wide) + len(BREAK)

    def stretch(self, span: Span) -> tuple[int, int]:
        """Where a span starts and ends in the widget."""
        return self._position(span.page, span.start), self._position(span.page, span.end)

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """The spans of a stretch of the widget, one for each page it touches, white space trimmed."""
        return between(self.document, self._offset(start), self._offset(end)) if start < end else ()

    def page_at(self, position: int) -> int:
        """The page a position belongs to; 0 where there are none."""
        return bisect_right(self.starts, position)

    def breaks(self) -> list[tuple[int, int]]:
        """Each page that follows another, with the position of the empty paragraph before it."""
        return [(number, start - 1) for number, (_, start) in enumerate(pairwise(self.starts), 2)]

    def _position(self, page: int, offset: int) -> int:
        return self.starts[page - 1] + offset + bisect_left(self._wide[page - 1], offset)

    def _offset(self, position: int) -> tuple[int, int]:
        """The page and the offset in its text."""
        page = self.page_at(position)
        wide = self._wide[page - 1]
        inside = position - self.starts[page - 1]
        before = bisect_left([offset + index for index, offset in enumerate(wide)], inside)
        return page, min(inside - before, len(self.document.page(page).text))


def _shown(page: Page) -> str:
    """A page's text, character by character in place; lines that only ended with the paper's width flow on."""
    text = page.text.translate(_BLOCKS)
    if not page.width:
        return text
    lines = text.split("\n")
    full = max(_FULL * sorted(map(len, lines))[len(lines) * 9 // 10], _SHORT)
    joints = ("\n" if len(line) < full or _BEGINS.match(after) else _joint(line) for line, after in pairwise(lines))
    return "".join(chain.from_iterable(zip(lines, [*joints, ""], strict=True)))


def _joint(line: str) -> str:
    """What stands for a line end within a sentence: one character, seen only where the line has no space of its own."""
    return "\u200b" if line.endswith((" ", "-")) else " "


def _wide(page: Page) -> list[int]:
    """The offsets of the characters that a text widget counts as two."""
    if page.text.isascii():
        return []
    return [offset for offset, character in enumerate(page.text) if character > _LAST_OF_PLANE]
