"""How far the review of a record has come: what a reader has to know before relying on a summary."""

from collections import Counter
from collections.abc import Iterator

from imrdesk.record.model import Record, State, Status

from .draft import Draft, on
from .ooxml import Table, Xml, lines, paragraph, run

UNREVIEWED = "NOT YET REVIEWED: values as extracted by the program"
PROGRESS = {Status.IN_REVIEW: "; review has begun", Status.REOPENED: "; reopened after an earlier review"}
COUNTED = {
    State.CONFIRMED: "Confirmed against the source",
    State.EDITED: "Entered or changed by hand",
    State.ABSENT: "Said to be not stated",
    State.ACCEPTED_UNSEEN: "Accepted unseen",
    State.PROPOSED: "Only proposed by the program",
}
COUNTS = Table(
    "How many values of the record a person has checked",
    (1632,) * 6,
    (*COUNTED.values(), "Of these still to review"),
)
MEANING = (
    "A source such as “p. 2, l. 14” is page 2, line 14 of the source file, blank lines not counted. "
    "“Inferred by the program” and “entered by hand” mark values that have no place of their own in the letter."
)


def standing(record: Record) -> str:
    """Whether a person stands behind the values, in one line."""
    if record.status is not Status.REVIEWED:
        return UNREVIEWED + PROGRESS.get(record.status, "")
    return f"Reviewed by {record.reviewed_by or 'unknown'}{on(record.reviewed_at)}"


def status_line(draft: Draft, part: str) -> Xml:
    """The standing as a paragraph that cannot be overlooked."""
    reviewed = draft.record.status is Status.REVIEWED
    shown = draft.control(f"standing.{part}", "Review status", run(standing(draft.record)))
    return paragraph(shown, "StatusReviewed" if reviewed else "StatusOpen", keep_next=True)


def review_status(draft: Draft) -> Iterator[Xml]:
    """Who reviewed, how many values were looked at, and what the summary was made from."""
    yield paragraph(run("Review status"), "Heading2")
    if not draft.brief:
        yield status_line(draft, "end")
    numbered = zip(COUNTS.header, counts(draft.record), strict=True)
    cells = (draft.control(f"count.{at}", name, run(str(number))) for at, (name, number) in enumerate(numbered))
    yield draft.table(COUNTS, [[lines(cell, style="TableKept") for cell in cells]])
    source = draft.record.source
    pages = "1 page" if source.pages == 1 else f"{source.pages} pages"
    yield paragraph(run(f"Source file: {source.file_name}, {pages}.\nSHA-256: {source.sha256}"), "Note")
    yield paragraph(run(MEANING), "Note")


def counts(record: Record) -> list[int]:
    """How many values are in each state, and how many of the proposed ones the program is not sure of."""
    found = Counter(record.at(path).state for path in record.paths())
    return [*(found[state] for state in COUNTED), len(record.to_review())]
