"""Tables across cases: what was decided on what by whom, and what happened when."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from imrdesk.document.locate import cite
from imrdesk.record.fields import CASE_FIELDS
from imrdesk.record.model import Issue, Path
from imrdesk.record.values import Kind, show

from .cites import source
from .disputed import cited, guideline_key, name_key
from .draft import in_words
from .letter import Letter
from .ooxml import Table, Xml, joined, jump, lines, paragraph, run


@dataclass(frozen=True, slots=True)
class Comparison:
    """One table across cases: `rows` gives for each letter its rows, each with what it is sorted by."""

    name: str
    label: str
    caption: str
    shape: Table
    rows: Callable[[Letter, int], Iterator[tuple[str, Sequence[Xml]]]]

    def blocks(self, rows: Sequence[tuple[str, Sequence[Xml]]], width: int) -> Iterator[Xml]:
        """The table under its heading, sorted."""
        ordered = [cells for _key, cells in sorted(rows, key=lambda row: row[0])]
        yield paragraph(run(self.label), "Heading2")
        yield paragraph(run(self.caption), "Caption")
        yield self.shape.fitted(width).filled(ordered)


def _decisions(letter: Letter, number: int) -> Iterator[tuple[str, Sequence[Xml]]]:
    specialty = show(letter.record.fields["reviewer_specialties"].value)
    for issue in letter.record.issues:
        name = show(issue.values[name_key(issue.values)].value)
        cells = (
            lines(run(name)),
            lines(run(_words(issue, "decision"), "Strong")),
            lines(run(cited(issue.values[guideline_key(issue.values)]))),
            lines(run(specialty)),
            _place(letter, number, source(letter.document, issue.values["decision"])),
        )
        yield f"{show(issue.values['category'].value)}\0{name.casefold()}\0{number:06}", cells


def _words(issue: Issue, key: str) -> str:
    return in_words(Path(key, issue.id), issue.values[key])


def _events(letter: Letter, number: int) -> Iterator[tuple[str, Sequence[Xml]]]:
    for item in CASE_FIELDS:
        value = letter.record.fields[item.key]
        if item.kind is Kind.DATE and isinstance(value.value, str):
            cells = (
                lines(run(show(value.value))),
                lines(run(item.label)),
                _place(letter, number, cite(letter.document, [place.span for place in value.evidence])),
            )
            yield f"{value.value}\0{number:06}", cells


def _place(letter: Letter, number: int, place: str) -> Xml:
    return lines(joined((jump(letter.name, number), run(f"\n{place}" if place else "", "Source"))))


COMPARISONS = {
    table.name: table
    for table in (
        Comparison(
            "comparison",
            "Decisions compared",
            "One line for each disputed item, by treatment category.",
            Table(
                "Treatment, decision, guideline and reviewer of every disputed item",
                (2900, 1180, 2300, 1712, 1700),
                ("Treatment", "Decision", "Guideline", "Reviewer's specialty", "Case and source"),
            ),
            _decisions,
        ),
        Comparison(
            "chronology",
            "Chronology",
            "Every date of the cases below, the earliest first.",
            Table("Dates of all cases in order", (1700, 4092, 4000), ("Date", "What", "Case and source")),
            _events,
        ),
    )
}
