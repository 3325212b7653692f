"""A letter as text: pages, and spans that point into them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of one page's text: `page` counts from 1, `start` and `end` are offsets into its text."""

    page: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its text, and its size in points as seen (0 where a source has no pages of its own)."""

    number: int
    text: str
    width: float = 0.0
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Document:
    """A source that has been read: `reader` names who read it, `notes` what a person should know of the reading."""

    file_name: str
    sha256: str
    media_type: str
    reader: str
    pages: tuple[Page, ...]
    notes: tuple[str, ...] = ()

    def page(self, number: int) -> Page:
        """The page with that number, counted from 1."""
        return self.pages[number - 1]

    def quote(self, span: Span) -> str:
        """Exactly the words a span covers."""
        return self.page(span.page).text[span.start : span.end]
