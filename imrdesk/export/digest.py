"""The Word digest of disputed items: one table to compare them, then for each what decided it, quoted and cited."""

import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path as FilePath

from imrdesk.record.model import Path
from imrdesk.record.values import show

from . import word
from .collected import Line, lines
from .controls import Marks
from .disputed import HEADING, cited, guideline_key, name_key, quoted_reason, said_by
from .draft import Draft
from .letter import Letter, SummaryOptions
from .ooxml import Table, Xml, bookmark, joined, jump, paragraph, run
from .ooxml import lines as cell
from .quotes import check_cites
from .standing import standing

TITLE = "INDEPENDENT MEDICAL REVIEW  ·  DETERMINATIONS COMPARED"
ITEMS = Table(
    "The items compared: treatment, decision, guideline, specialty of the reviewer, date, case and place",
    (520, 2600, 1200, 2000, 1572, 1900),
    ("No.", "Item", "Decision", "Guideline", "Specialty", "Case and place"),
)
CAPTION = "Each number leads to the words that decided the item. Places are page and line of the letter."
NAMED = "Disputed items"
NOTHING = "No item is left in its letter."


def fill(letters: Sequence[Letter], target: FilePath, options: SummaryOptions) -> None:
    """Write the digest of the items that were chosen."""
    listed = list(lines(letters, options))
    marks = Marks()
    drafts: dict[str, Draft] = {}
    for line in listed:
        if line.letter.record.id not in drafts:
            check_cites(line.letter)
            drafts[line.letter.record.id] = Draft(line.letter, options, marks)
    name = options.title or NAMED
    word.finished(_blocks(name, listed, drafts), target, f"IMR digest: {name}", options, marks)


def _blocks(name: str, listed: Sequence[Line], drafts: dict[str, Draft]) -> Iterator[Xml]:
    yield paragraph(run(TITLE), "Title")
    yield paragraph(run(name), "Heading1")
    if not listed:
        yield paragraph(run(NOTHING, "Absent"))
        return
    yield paragraph(run(CAPTION), "Caption")
    rows = [_row(drafts[line.letter.record.id], line, number) for number, line in enumerate(listed, 1)]
    yield drafts[listed[0].letter.record.id].table(ITEMS, rows)
    for number, line in enumerate(listed, 1):
        yield from _item(drafts[line.letter.record.id], line, number)


def _row(draft: Draft, line: Line, number: int) -> Sequence[Xml]:
    values, issue = line.issue.values, line.issue.id
    name, guideline = name_key(values), guideline_key(values)
    decision = Path("decision", issue)
    return (
        cell(jump(str(number), number)),
        cell(draft.said(Path(name, issue), show(values[name].value), key="name.n")),
        cell(draft.said(decision, style="Strong", key="decision.r")),
        cell(draft.said(Path(guideline, issue), cited(values[guideline]), key="guideline.r")),
        cell(draft.said(Path("reviewer_specialties"), key="reviewer_specialties.x")),
        cell(
            joined((run(f"{draft.letter.name}, item {line.item}"),)),
            joined((run("decided "), draft.said(Path("decision_date"), key="decision_date.l"))),
            draft.source(decision, ".xs"),
        ),
    )


def _item(draft: Draft, line: Line, number: int) -> Iterator[Xml]:
    values, issue = line.issue.values, line.issue.id
    name = textwrap.shorten(show(values[name_key(values)].value), HEADING, placeholder=" …") or "not named"
    title = joined((run(f"{number}. "), draft.control("name.h", f"Item {line.item}", run(name), issue)))
    yield paragraph(bookmark(title, number), "Heading2", keep_next=True)
    about = f"{draft.letter.name}, item {line.item}, "
    told = (
        run(about),
        draft.said(Path("decision", issue), style="Strong"),
        run(f".  {standing(draft.record)}.", "Source"),
    )
    yield paragraph(joined(told), keep_next=True)
    quoted = quoted_reason(draft.letter, line.issue)
    heading = joined((run("What decided it  "), said_by(draft, line.issue, quoted)))
    yield paragraph(heading, "Label", keep_next=True)
    source = (
        draft.control("row.reason", "Reason: source", run(quoted.cite, "Source"), issue) if quoted.cite else run("")
    )
    reason = draft.said(Path("rationale", issue), quoted.words, key="rationale.q")
    yield paragraph(joined((reason, run("  "), source)), "Quote", keep_next=bool(line.note))
    if line.note:
        yield paragraph(joined((run("Note: ", "Strong"), run(line.note))), "Note")
