"""The sections of a determination: header, reviewer, summary and items, found by title or by their first words."""

import re
from dataclasses import dataclass
from functools import lru_cache

from .fuzzy import like
from .letter import Letter

MADE, DOCUMENTS, SUMMARY, ITEMS = "made", "documents", "summary", "items"


@dataclass(frozen=True, slots=True)
class _Mark:
    """What opens a section: its title, the words it begins with, and the title's plain text for damaged copies."""

    name: str
    title: re.Pattern[str]
    lead: re.Pattern[str]
    plain: str


MARKS: tuple[_Mark, ...] = (
    _Mark(
        MADE,
        re.compile(r"HOW\s+THE\s+IMR\s+(?:FINAL\s+)?DETERMINATION\s+WAS\s+MADE", re.IGNORECASE),
        re.compile(r"MAXIMUS\s+Federal\s+Services(?=,?\s+(?:Inc\.?,?\s+)?sent\s)", re.IGNORECASE),
        "HOW THE IMR FINAL DETERMINATION WAS MADE",
    ),
    _Mark(
        DOCUMENTS,
        re.compile(r"DOCUMENTS\s+REVIEWED\b"),
        re.compile(r"The\s+following\s+relevant\s+documents\s+(?:were\s+)?(?=received|reviewed)", re.IGNORECASE),
        "DOCUMENTS REVIEWED",
    ),
    _Mark(
        SUMMARY,
        re.compile(r"CLINICAL\s+CASE\s+SUMMARY\b"),
        re.compile(r"(?=The\s+expert\s+reviewer\s+developed\s+the\s+following\s+clinical)", re.IGNORECASE),
        "CLINICAL CASE SUMMARY",
    ),
    _Mark(
        ITEMS,
        re.compile(r"IMR\s+(?:ISSUES,?\s*DECISIONS?|DECISIONS?\s?\(S\))\s+AND\s+RATIONALES?(?:\(S\))?"),
        re.compile(r"(?=The\s+Final\s+Determination\s+was\s+based\s+on\s+decisions?\s+for)", re.IGNORECASE),
        "IMR ISSUES, DECISIONS AND RATIONALES",
    ),
)
_LEADS = {
    SUMMARY: re.compile(r"\s*The\s+expert\s+reviewer\s+developed\s[^:]{40,220}:\s*", re.IGNORECASE),
    ITEMS: re.compile(r"\s*The\s+Final\s+Determination\s+was\s+based\s+on\s[^:]{20,140}:\s*", re.IGNORECASE),
}
_LEAD_WORDS = {
    SUMMARY: "The expert reviewer developed the following clinical case summary",
    ITEMS: "The Final Determination was based on decisions for the disputed",
}


@dataclass(frozen=True, slots=True)
class Sections:
    """Where each section's text starts and ends in the folded text, without its title and lead-in; None where missing.
    `titled` counts the sections that have been found."""

    header: tuple[int, int]
    reviewer: tuple[int, int]
    documents: tuple[int, int] | None
    summary: tuple[int, int] | None
    items: tuple[int, int]
    titled: int


@lru_cache(maxsize=1)
def find(letter: Letter) -> Sections:
    """The sections of a letter; what is not there is taken to be empty, and the rest keeps its order."""
    places: dict[str, tuple[int, int]] = {}
    at = 0
    for mark in MARKS:
        if place := _place(letter, mark, at):
            places[mark.name] = place
            at = place[1]
    end = len(letter.text)
    starts = [*sorted(place[0] for place in places.values()), end]
    spans = {name: (place[1], next(start for start in starts if start > place[0])) for name, place in places.items()}
    first = starts[0] if places else 0
    reviewer = spans.get(MADE) or (first, first)
    return Sections(
        header=(0, first),
        reviewer=reviewer,
        documents=spans.get(DOCUMENTS),
        summary=_without_lead(letter, SUMMARY, spans[SUMMARY]) if SUMMARY in spans else None,
        items=_without_lead(letter, ITEMS, spans[ITEMS]) if ITEMS in spans else (max(reviewer[1], _last(spans)), end),
        titled=len(places),
    )


def _last(spans: dict[str, tuple[int, int]]) -> int:
    """Where the items begin when nothing says so: behind whatever section was found last before them."""
    return max((span[0] for name, span in spans.items() if name != ITEMS), default=0)


def _place(letter: Letter, mark: _Mark, after: int) -> tuple[int, int] | None:
    match = mark.title.search(letter.text, after) or mark.lead.search(letter.text, after)
    if match:
        return match.span()
    for start, end in letter.lines:
        if start >= after and end - start < len(mark.plain) + 12 and like(letter.text[start:end], mark.plain):
            return start, end
    return None


def _without_lead(letter: Letter, name: str, span: tuple[int, int]) -> tuple[int, int]:
    start, end = span
    if match := _LEADS[name].match(letter.text, start, end):
        start = match.end()
    elif like(letter.text[start : start + len(_LEAD_WORDS[name]) + 1], _LEAD_WORDS[name]):
        colon = letter.text.find(":", start + len(_LEAD_WORDS[name]), start + 260)
        start = colon + 1 if colon >= 0 else start
    while start < end and letter.text[start] in " :":
        start += 1
    return start, start + len(letter.text[start:end].rstrip())
