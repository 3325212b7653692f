"""A case summary: its sections in the order a lawyer reads them, or as somebody chose them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from imrdesk.errors import InputError
from imrdesk.record.fields import field
from imrdesk.record.model import Path

from .disputed import items_table, rationales
from .draft import Draft
from .facts import case_facts, case_texts
from .letter import BRIEF, DETAILED, SummaryOptions
from .next_dates import next_dates
from .ooxml import Table, Xml, bookmark, joined, jump, lines, paragraph, run
from .problems import problems_found
from .quotes import cited_passages
from .standing import review_status, standing, status_line

TITLE = "INDEPENDENT MEDICAL REVIEW  ·  CASE SUMMARY"
TITLE_OF_MANY = "INDEPENDENT MEDICAL REVIEW  ·  CASE SUMMARIES"
CAPTION_BLOCK = Table("Case caption", (1900, 2300, 1700, 3892), style="CaptionBlock")
CONTENTS = Table(
    "Letters in this file",
    (600, 2100, 1500, 1900, 800, 2892),
    ("No.", "Case", "Decision date", "Outcome", "Items", "Review"),
)


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a summary that can be left out or moved: `name` for scripts, `label` for people."""

    name: str
    label: str
    blocks: Callable[[Draft], Iterable[Xml]]


SECTIONS = {
    section.name: section
    for section in (
        Section("facts", "Facts of the case", case_facts),
        Section("items", "Disputed items", items_table),
        Section("dates", "Next dates", next_dates),
        Section("texts", "Clinical summary and documents", case_texts),
        Section("rationales", "Rationale by item", rationales),
        Section("problems", "Problems found", problems_found),
        Section("review", "Review status", review_status),
        Section("quotes", "Passages cited", cited_passages),
    )
}
APPENDIX = "quotes"  # always last: it gathers what the others cite
KINDS = {
    BRIEF: ("items", "facts", "dates", "problems"),
    DETAILED: ("facts", "items", "dates", "texts", "rationales", "problems", "review"),
}


def chosen(options: SummaryOptions) -> tuple[Section, ...]:
    """The sections of a summary in order; raises InputError for a name there is not."""
    names = options.sections or KINDS[options.kind]
    for name in names:
        if name not in SECTIONS:
            known = ", ".join(SECTIONS)
            raise InputError("no_such_section", f"There is no section “{name}”.", f"Choose from: {known}.")
    ordered = sorted(dict.fromkeys(names), key=APPENDIX.__eq__)
    return tuple(SECTIONS[name] for name in ordered)


def caption(draft: Draft) -> Iterator[Xml]:
    """What the case is and how it ended, in one look."""
    shown = [_captioned(draft, key) for key in ("decision_date", "outcome", "priority")]
    file_name = _labelled("Source file", run(draft.record.source.file_name))
    yield draft.table(CAPTION_BLOCK, [[*shown, file_name]])
    yield status_line(draft, "top")


def _captioned(draft: Draft, key: str) -> Xml:
    path = Path(key)
    return _labelled(field(key).label, draft.said(path, style="Strong", key=f"{key}.c"), draft.source(path, ".cs"))


def _labelled(label: str, *contents: Xml) -> Xml:
    return joined((lines(run(label), style="TableHeading"), lines(*contents)))


def title(count: int) -> Xml:
    """The first line of a file."""
    return paragraph(run(TITLE if count == 1 else TITLE_OF_MANY), "Title")


def case_name(draft: Draft) -> Xml:
    """What the case is called, as its heading has it."""
    return draft.control("case_number.h", "Case", run(draft.letter.name))


def case(draft: Draft, number: int) -> Iterator[Xml]:
    """The whole summary of one letter."""
    yield paragraph(bookmark(case_name(draft), number), "Heading1")
    yield from caption(draft)
    for section in chosen(draft.options):
        yield from section.blocks(draft)


def entry(draft: Draft, number: int) -> Sequence[Xml]:
    """The line of a letter in the table of contents."""
    record = draft.record
    return (
        lines(run(str(number))),
        lines(jump(draft.letter.name, number)),
        lines(draft.said(Path("decision_date"), key="decision_date.l")),
        lines(draft.said(Path("outcome"), key="outcome.l")),
        lines(draft.control("items.l", "Items", run(str(len(record.issues))))),
        lines(draft.control("standing.l", "Review status", run(standing(record), "Source"))),
    )


def contents(entries: Sequence[Sequence[Xml]], width: int) -> Iterator[Xml]:
    """What is in a file of several letters, each line leading to its letter."""
    yield paragraph(run(f"{len(entries)} letters"), "Heading1")
    yield CONTENTS.fitted(width).filled(entries)
