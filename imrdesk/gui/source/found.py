"""What a search of the letter has found, and which of the places a person is at."""

from dataclasses import dataclass, replace

from imrdesk.document.locate import search
from imrdesk.document.model import Document, Span

NOT_YET = -1  # at none of the places


@dataclass(frozen=True, slots=True)
class Found:
    """The places that have the words, in order; `index` counts from 0, and is NOT_YET before the first step."""

    spans: tuple[Span, ...] = ()
    index: int = 0

    @property
    def now(self) -> Span | None:
        """The place a person is at."""
        return self.spans[self.index] if self.number else None

    @property
    def number(self) -> int:
        """The same counted from 1, as people count; 0 where one is at none."""
        return self.index + 1 if self.spans else 0

    def moved(self, step: int) -> "Found":
        """At the next or previous place, around the ends."""
        start = 0 if self.index == NOT_YET and step < 0 else self.index
        return replace(self, index=(start + step) % len(self.spans)) if self.spans else self


def find(document: Document, words: str, page: int) -> Found:
    """Search the letter, starting at the first place on this page or a later one."""
    spans = tuple(search(document, words))
    return Found(spans, next((index for index, span in enumerate(spans) if span.page >= page), 0))
