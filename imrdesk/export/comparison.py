"""Tables across cases: what was decided on what by whom, and what happened when."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from imrdesk.record.fields import CASE_FIELDS
from imrdesk.record.model import Path
from imrdesk.record.values import Kind, show

from .disputed import cited, guideline_key, name_key
from .draft import Draft
from .ooxml import Table, Xml, joined, jump, lines, paragraph, run


@dataclass(frozen=True, slots=True)
class Comparison:
    """One table across cases: `rows` gives for each letter its rows, each with what it is sorted by."""

    name: str
    label: str
    caption: str
    shape: Table
    rows: Callable[[Draft, int], Iterator[tuple[str, Sequence[Xml]]]]

    def blocks(self, rows: Sequence[tuple[str, Sequence[Xml]]], width: int) -> Iterator[Xml]:
        """The table under its heading, sorted."""
        ordered = [cells for _key, cells in sorted(rows, key=lambda row: row[0])]
        yield paragraph(run(self.label), "Heading2")
        yield paragraph(run(self.caption), "Caption")
        yield self.shape.fitted(width).filled(ordered)


def _decisions(draft: Draft, number: int) -> Iterator[tuple[str, Sequence[Xml]]]:
    for issue in draft.record.issues:
        name, guideline = name_key(issue.values), guideline_key(issue.values)
        shown = show(issue.values[name].value)
        decision = Path("decision", issue.id)
        cells = (
            lines(draft.said(Path(name, issue.id), shown, key="name.x")),
            lines(draft.said(decision, style="Strong", key="decision.x")),
            lines(draft.said(Path(guideline, issue.id), cited(issue.values[guideline]), key="guideline.x")),
            lines(draft.said(Path("reviewer_specialties"), key="reviewer_specialties.x")),
            lines(joined((jump(draft.letter.name, number), run("\n"), draft.source(decision, ".xs")))),
        )
        yield f"{show(issue.values['category'].value)}\0{shown.casefold()}\0{number:06}", cells


def _events(draft: Draft, number: int) -> Iterator[tuple[str, Sequence[Xml]]]:
    for item in CASE_FIELDS:
        value = draft.record.fields[item.key].value
        if item.kind is Kind.DATE and isinstance(value, str):
            path = Path(item.key)
            cells = (
                lines(draft.said(path, key=f"{item.key}.y")),
                lines(run(item.label)),
                lines(jump(draft.letter.name, number)),
                lines(draft.source(path, ".ys")),
            )
            yield f"{value}\0{number:06}", cells


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
            Table("Dates of all cases in order", (1700, 3292, 2400, 2400), ("Date", "What", "Case", "Source")),
            _events,
        ),
    )
}
