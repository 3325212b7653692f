"""A letter without the words that say whose it is: masked with signs of the same length, so that every cite holds."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from imrdesk.document.model import Document
from imrdesk.record.finding import Alternative, Evidence, Finding, Problem
from imrdesk.record.model import FieldValue, Issue, Record, RemarkKind
from imrdesk.record.values import MONTHS, Citation, Value, iso_date

from .letter import Letter

MASK = "█"
SHORTEST = 3  # letters of a part of a name that is looked for by itself

_NAME = r"[A-Z][\w’'-]*(?:(?:, | )(?:[A-Z]\. )?[A-Z][\w’'-]+){0,3}"
_NAMES = (
    re.compile(rf"\b(?:Employee|Injured Worker|Claimant|Applicant|Patient)(?: Name)?: *({_NAME})"),
    re.compile(rf"\b(?:Mr|Mrs|Ms|Miss|Dr)\.? +((?:[A-Z]\. )?{_NAME})"),
    re.compile(rf"\bDear +(?!Sir|Madam)({_NAME})"),
    re.compile(rf"\b({_NAME}), (?:MD|M\.D\.|DO|D\.O\.|DC|PhD|Ph\.D\.)(?!\w)"),
)
_NUMBERS = re.compile(r"\bClaim(?: Number| No\.?| #)?s?[:#] *([\w-]*\d[\w-]{3,})", re.IGNORECASE)
_BIRTH = re.compile(r"\b(?:dates?\s+of\s+birth|birth[\s-]?dates?|D\.?O\.?B\b\.?|born)\b", re.IGNORECASE)
_BIRTH_REACH = 90  # characters behind such a word in which its dates stand
_SOMETHING_ELSE = re.compile(r";|\.\s|\binjur|\bDOI\b|\bseen\b|\bdates?\s+of\s+(?!birth)", re.IGNORECASE)
_DATE = re.compile(r"\d{1,4}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{2,4}|[A-Z][a-z]+\.?\s+\d{1,2},?\s+\d{4}")
_GAP = r"[\s,]+"


def terms(document: Document, listed: Iterable[str] = ()) -> tuple[re.Pattern[str], ...]:
    """What says whose letter it is: names, claim numbers and dates of birth in it, and the terms on a case's list."""
    text = "\n".join(page.text for page in document.pages)
    names = {match for pattern in _NAMES for match in pattern.findall(text)}
    parts = {part for name in names for part in re.findall(r"[A-Z][\w’'-]+", name) if len(part) >= SHORTEST}
    wholes = {*names, *_NUMBERS.findall(text), *listed}
    wholes |= {spelling for birth in _births(text) for spelling in _spellings(birth)}
    exact = [_pattern(part, 0) for part in sorted(parts - wholes)]
    return (
        *(_pattern(whole, re.IGNORECASE) for whole in sorted(wholes, key=len, reverse=True) if whole.strip()),
        *exact,
    )


def _births(text: str) -> Iterator[str]:
    """Every date that the text gives as one of birth."""
    for mark in _BIRTH.finditer(text):
        told = _SOMETHING_ELSE.split(text[mark.end() : mark.end() + _BIRTH_REACH], maxsplit=1)[0]
        for written in _DATE.findall(told):
            yield from (written, re.sub(r"\s?([-/.])\s?", r"\1", written))


def _pattern(words: str, flags: int) -> re.Pattern[str]:
    pieces = map(re.escape, re.split(r"[\s,]+", words.strip()))
    return re.compile(rf"(?<!\w){_GAP.join(pieces)}(?!\w)", flags)


def _spellings(written: str) -> set[str]:
    """The ways in which one date may be written."""
    if not (iso := iso_date(written)):
        return {written}
    day = date.fromisoformat(iso)
    month = MONTHS[day.month - 1]
    figures = {f"{day:%m}{sign}{day:%d}{sign}{day:%Y}" for sign in "/-."}
    bare = {f"{day.month}{sign}{day.day}{sign}{day.year}" for sign in "/-."}
    named = {f"{name} {day.day}, {day.year}" for name in (month, month[:3])}
    return {written, iso, f"{day.month}/{day.day}/{day:%y}", f"{day:%m/%d/%y}", *figures, *bare, *named}


def letter(original: Letter, forbidden: Sequence[re.Pattern[str]]) -> Letter:
    """The letter with every such word masked, in its values, its places and its problems; without its file."""
    masked = _Masking(original.document, forbidden)
    return Letter(masked.record(original.record), masked.document)


class _Masking:
    """One letter's masked text, and all that points into it."""

    def __init__(self, document: Document, forbidden: Sequence[re.Pattern[str]]) -> None:
        self._forbidden = forbidden
        self._file_name = f"letter{Path(document.file_name).suffix}"
        pages = tuple(replace(page, text=self.text(page.text)) for page in document.pages)
        self.document = replace(document, file_name=self._file_name, pages=pages, notes=())

    def text(self, words: str) -> str:
        """The same text, its white space kept, so that offsets and lines stay."""
        for pattern in self._forbidden:
            words = pattern.sub(lambda match: re.sub(r"\S", MASK, match[0]), words)
        return words

    def record(self, record: Record) -> Record:
        """The record; of what people say among themselves only what is shown: that a problem is none, what decided."""
        kept = (item for item in record.remarks if item.kind in (RemarkKind.DISMISSAL, RemarkKind.DECIDED))
        return replace(
            record,
            source=replace(record.source, file_name=self._file_name),
            fields={key: self._value(value) for key, value in record.fields.items()},
            issues=tuple(
                Issue(issue.id, {key: self._value(value) for key, value in issue.values.items()})
                for issue in record.issues
            ),
            problems=tuple(self._problem(problem) for problem in record.problems),
            flag=None,
            remarks=tuple(replace(item, text=self.text(item.text), by=self.text(item.by)) for item in kept),
            reviewed_by=self._name(record.reviewed_by),
        )

    def _name(self, name: str | None) -> str | None:
        return None if name is None else self.text(name)

    def _value(self, value: FieldValue) -> FieldValue:
        return replace(
            value,
            value=self._plain(value.value),
            finding=self._finding(value.finding) if value.finding else None,
            evidence=self._evidence(value.evidence),
            by=self._name(value.by),
        )

    def _finding(self, finding: Finding) -> Finding:
        others = tuple(
            Alternative(self._plain(item.value), self._evidence(item.evidence)) for item in finding.alternatives
        )
        return replace(
            finding,
            value=self._plain(finding.value),
            raw=self._name(finding.raw),
            reason=self._name(finding.reason),
            evidence=self._evidence(finding.evidence),
            alternatives=others,
        )

    def _plain(self, value: Value) -> Value:
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, tuple):
            words = tuple(self.text(item) for item in value if isinstance(item, str))
            return words or tuple(self._citation(item) for item in value if isinstance(item, Citation))
        return value

    def _citation(self, item: Citation) -> Citation:
        sections = tuple(self.text(section) for section in item.sections)
        return replace(item, chapter=self._name(item.chapter), sections=sections)

    def _evidence(self, places: Iterable[Evidence]) -> tuple[Evidence, ...]:
        return tuple(Evidence(item.span, self.document.quote(item.span)) for item in places)

    def _problem(self, problem: Problem) -> Problem:
        return replace(problem, message=self.text(problem.message), evidence=self._evidence(problem.evidence))
