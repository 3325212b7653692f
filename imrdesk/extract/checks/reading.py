"""What checks look at: a letter that has been read, with the places of its parts."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from imrdesk.extract.items import Block
from imrdesk.extract.letter import Letter
from imrdesk.extract.phrases import Phrases
from imrdesk.record.finding import Evidence, Finding, Problem, Severity
from imrdesk.record.values import WRITTEN_DATE, iso_date

_DATE = re.compile(r"\b\d{1,2}\s?[-/]\s?\d{1,2}\s?[-/]\s?(?:\d{4}|\d{2})\b|\b" + WRITTEN_DATE.pattern)


@dataclass(frozen=True, slots=True)
class Reading:
    """A letter with its findings; `summary` and the parts of `blocks` are offsets in its folded text."""

    letter: Letter
    summary: tuple[int, int]
    blocks: tuple[Block, ...]
    fields: Mapping[str, Finding]
    issues: tuple[Mapping[str, Finding], ...]

    def iso(self, key: str) -> str | None:
        """A date field's value."""
        finding = self.fields.get(key)
        return str(finding.value) if finding and finding.value else None

    def part(self, number: int, name: str) -> tuple[int, int] | None:
        """Where a labelled text of an item stands."""
        return self.blocks[number].parts.get(name)

    def text(self, span: tuple[int, int]) -> str:
        """The words of a stretch."""
        return self.letter.text[slice(*span)]

    def sentences(self, span: tuple[int, int]) -> list[tuple[int, int]]:
        """Each sentence of a stretch."""
        return self.letter.sentences(*span)

    def first(self, phrases: Phrases, span: tuple[int, int]) -> tuple[int, int] | None:
        """Where the first of some phrases stands in a stretch, if any does."""
        found = self.letter.words.first(phrases, *span)
        return found[:2] if found else None

    def dates(self, span: tuple[int, int]) -> Iterator[tuple[str, tuple[int, int]]]:
        """Each date of a stretch in ISO form, and where it stands."""
        for match in _DATE.finditer(self.letter.text, *span):
            if iso := iso_date(re.sub(r"\s(?=[-/])|(?<=[-/])\s", "", match[0])):
                yield iso, match.span()

    def problem(
        self,
        code: str,
        message: str,
        fields: tuple[str, ...],
        *places: tuple[int, int] | tuple[Evidence, ...],
        severity: Severity = Severity.WARNING,
    ) -> Problem:
        """A problem with its places: offsets of the folded text, or the evidence of findings."""
        shown: list[Evidence] = []
        for place in places:
            if place and isinstance(place[0], int) and isinstance(place[1], int):
                shown += self.letter.evidence(place[0], place[1])
            else:
                shown += [item for item in place if isinstance(item, Evidence)]
        return Problem(code, severity, message, fields, tuple(shown))
