"""The places of what a person is at: of the current value, or of a problem that has several."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from imrdesk.document.locate import cite
from imrdesk.document.model import Document, Span
from imrdesk.record.finding import Evidence
from imrdesk.record.model import Path

from .marks import Mark

NO_PLACE = "No place in the letter for this value"
_CIRCLED = 20  # so many circled numbers there are


@dataclass(frozen=True, slots=True)
class Places:
    """Named spans in order, and which of them a person is at."""

    label: str = ""
    spans: tuple[Span, ...] = ()
    index: int = 0
    numbered: bool = False  # as they are on the pages, where several matter together

    @property
    def now(self) -> Span | None:
        """The place a person is at."""
        return self.spans[self.index] if self.spans else None

    def at(self, index: int) -> "Places":
        """At another place, around the ends."""
        return replace(self, index=index % len(self.spans)) if self.spans else self

    def cites(self, document: Document) -> list[str]:
        """Each as people cite it."""
        cites = [cite(document, [span]) for span in self.spans]
        return [f"{_circled(number)} {one}" for number, one in enumerate(cites)] if self.numbered else cites


def of_value(marks: Sequence[Mark], path: Path | None) -> Places:
    """Where a value stands; in words, that it stands nowhere."""
    mark = next((mark for mark in marks if mark.path == path), None)
    if mark:
        return Places(mark.label, tuple(dict.fromkeys(mark.spans)))
    return Places(NO_PLACE if path else "")


def of_problem(evidences: Sequence[Evidence]) -> Places:
    """Where the parts of a problem stand, that have to be seen together."""
    spans = tuple(dict.fromkeys(place.span for place in evidences))
    return Places("Places" if len(spans) > 1 else "Place", spans, numbered=len(spans) > 1)


def _circled(number: int) -> str:
    return chr(ord("①") + number) if number < _CIRCLED else f"({number + 1})"
