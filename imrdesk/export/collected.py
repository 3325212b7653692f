"""The items of a collection in its order, each with its letter: what a digest and its workbook are made of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from imrdesk.record.model import Issue

from .letter import Letter, SummaryOptions


@dataclass(frozen=True, slots=True)
class Line:
    """One item: its letter, its place in the letter from 1 on, and what a person noted of it."""

    letter: Letter
    issue: Issue
    item: int
    note: str = ""


def lines(letters: Sequence[Letter], options: SummaryOptions) -> Iterator[Line]:
    """The items that were chosen, in that order; every item of the letters where none were. One that has gone from
    its letter is left out: what a record no longer holds cannot be cited."""
    listed: dict[tuple[str, str], Line] = {}
    for letter in letters:
        for number, issue in enumerate(letter.record.issues, 1):
            listed[letter.record.id, issue.id] = Line(letter, issue, number)
    if not options.chosen:
        yield from listed.values()
    for chosen in options.chosen:
        if line := listed.get((chosen.record_id, chosen.issue_id)):
            yield Line(line.letter, line.issue, line.item, chosen.note)
