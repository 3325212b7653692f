"""How far the review of a record has come: what a reader has to know before relying on a summary."""

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime

from imrdesk.record.model import Record, State, Status

from .letter import Letter
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
    return f"Reviewed by {record.reviewed_by or 'unknown'}{_on(record.reviewed_at)}"


def _on(at: str | None) -> str:
    """A UTC time as people write it."""
    if not at:
        return ""
    with suppress(ValueError):
        moment = datetime.fromisoformat(at)
        return f" on {(moment if moment.tzinfo is None else moment.astimezone(UTC)):%m/%d/%Y at %H:%M} UTC"
    return f" on {at}"


def status_line(letter: Letter) -> Xml:
    """The standing as a paragraph that cannot be overlooked."""
    reviewed = letter.record.status is Status.REVIEWED
    return paragraph(run(standing(letter.record)), "StatusReviewed" if reviewed else "StatusOpen", keep_next=True)


def review_status(letter: Letter) -> Iterator[Xml]:
    """Who reviewed, how many values were looked at, and what the summary was made from."""
    yield paragraph(run("Review status"), "Heading2")
    yield status_line(letter)
    yield COUNTS.filled([[lines(run(str(number)), style="TableKept") for number in counts(letter.record)]])
    source = letter.record.source
    pages = "1 page" if source.pages == 1 else f"{source.pages} pages"
    yield paragraph(run(f"Source file: {source.file_name}, {pages}.\nSHA-256: {source.sha256}"), "Note")
    yield paragraph(run(MEANING), "Note")


def counts(record: Record) -> list[int]:
    """How many values are in each state, and how many of the proposed ones the program is not sure of."""
    found = Counter(record.at(path).state for path in record.paths())
    return [*(found[state] for state in COUNTED), len(record.to_review())]
