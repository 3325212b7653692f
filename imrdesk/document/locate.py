"""Finding places in a document: the letter as one flow of text, lines, cites, and search."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from .model import Document, Page, Span


def fold(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())


class Flow:
    """All pages as one text, each page ending in a line break; offsets lead back to spans."""

    __slots__ = ("_starts", "document", "text")

    def __init__(self, document: Document) -> None:
        self.document = document
        self._starts: list[int] = []
        parts: list[str] = []
        at = 0
        for page in document.pages:
            self._starts.append(at)
            parts.append(page.text + "\n")
            at += len(page.text) + 1
        self.text = "".join(parts)

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """The spans of a stretch of the flow, white space trimmed, one for each page it touches."""
        start, end = trimmed(self.text, start, end)
        found: list[Span] = []
        index = max(bisect_right(self._starts, start) - 1, 0)
        while index < len(self._starts) and self._starts[index] < end:
            base = self._starts[index]
            text = self.document.pages[index].text
            low, high = trimmed(text, max(start - base, 0), min(end - base, len(text)))
            if low < high:
                found.append(Span(index + 1, low, high))
            index += 1
        return tuple(found)

    def offset(self, span: Span) -> int:
        """Where a span starts in the flow."""
        return self._starts[span.page - 1] + span.start


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without white space at either end."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def line_number(page: Page, offset: int) -> int:
    """The line an offset stands on, counted from 1, blank lines left out."""
    before = page.text[:offset].split("\n")
    return sum(1 for line in before[:-1] if line.strip()) + 1


def cite(document: Document, spans: Sequence[Span]) -> str:
    """Where a value stands, as a person cites it: `p. 2, l. 14` where there are pages, else by paragraph: `¶ 12`."""
    if not spans:
        return ""
    first = min(spans)
    page = document.page(first.page)
    if page.width:
        return f"p. {first.page}, l. {line_number(page, first.start)}"
    place = f"¶ {line_number(page, first.start)}" if WORD in document.media_type else _in_text(page, first.start)
    return f"p. {first.page}, {place}" if len(document.pages) > 1 else place


WORD = "wordprocessingml"
"""In the media type of sources each line of which is a paragraph; in plain text, blank lines part paragraphs."""

_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")


def _in_text(page: Page, offset: int) -> str:
    """Paragraph and line of a plain text: `¶ 3, l. 2`."""
    blocks = _BLANK_LINES.split(page.text[:offset].lstrip())
    return f"¶ {len(blocks)}, l. {blocks[-1].count(chr(10)) + 1}"


_ALIKE = {r"\-": r"[-\u2010-\u2014]\s*", "'": "['\u2018\u2019]", "\u2019": "['\u2018\u2019]", '"': '["\u201c\u201d]'}
"""What is typed, and all that letters have for it; a line may end behind a hyphen."""
_LIKE = re.compile("|".join(map(re.escape, _ALIKE)))


def search(document: Document, words: str) -> list[Span]:
    """Every place that has these words, whatever the case and however the lines break."""
    pieces = words.split()
    if not pieces:
        return []
    words_apart = (_LIKE.sub(lambda one: _ALIKE[one[0]], re.escape(piece)) for piece in pieces)
    pattern = re.compile(r"\s+".join(words_apart), re.IGNORECASE)
    return [Span(page.number, *match.span()) for page in document.pages for match in pattern.finditer(page.text)]
