"""A letter as text: pages, and spans that point into them."""

from collections.abc import Iterable
from dataclasses import dataclass

from .geometry import Rect


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of one page's text: `page` counts from 1, `start` and `end` are offsets into its text."""

    page: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Word:
    """Where a stretch of page text stands on the page, and how sure its reader was of it, from 0 to 1."""

    start: int
    end: int
    rect: Rect
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Note:
    """What a person should know of the reading, and the places it is about; a warning may touch a value."""

    code: str
    message: str
    spans: tuple[Span, ...] = ()
    warning: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its text, and its size in points as seen (0 where a source has no pages of its own).

    `words` holds the places of text that PDFium cannot lead to; `ocr` is the mean confidence of text that was
    recognised from a picture (0 where nobody measured it), None for text that the file itself holds; `label` is
    the page number printed in the file where it is not `number`.
    """

    number: int
    text: str
    width: float = 0.0
    height: float = 0.0
    words: tuple[Word, ...] = ()
    ocr: float | None = None
    label: str = ""

    def confidence(self, start: int, end: int) -> float:
        """How sure the reader was of the least sure word between two offsets; 1 where the file holds the text."""
        if self.ocr is None:
            return 1.0
        return min((word.confidence for word in self.words if word.start < end and start < word.end), default=self.ocr)


@dataclass(frozen=True, slots=True)
class Document:
    """A source that has been read: `reader` names who read it, `notes` what a person should know of the reading."""

    file_name: str
    sha256: str
    media_type: str
    reader: str
    pages: tuple[Page, ...]
    notes: tuple[Note, ...] = ()

    def page(self, number: int) -> Page:
        """The page with that number, counted from 1."""
        return self.pages[number - 1]

    def quote(self, span: Span) -> str:
        """Exactly the words a span covers."""
        return self.page(span.page).text[span.start : span.end]

    def confidence(self, spans: Iterable[Span]) -> float:
        """How sure the readers were of the words that spans cover."""
        return min((self.page(span.page).confidence(span.start, span.end) for span in spans), default=1.0)
