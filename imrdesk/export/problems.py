"""Problems found: what the program's checks could not reconcile, kept apart from the facts."""

import textwrap
from collections.abc import Iterator, Sequence

from imrdesk.document.locate import cite, fold
from imrdesk.record.finding import Evidence, Problem
from imrdesk.record.validation import check

from .letter import Letter
from .ooxml import Table, Xml, joined, lines, paragraph, run

PROBLEMS = Table(
    "Problems found by the program's checks, with the places they concern",
    (1000, 4792, 4000),
    ("Kind", "What does not fit", "Where"),
)
CAPTION = "From the program's automatic checks, not from the letter. To be judged by a person against the source."
QUOTE = 90  # characters: enough to find the place by


def problems_found(letter: Letter) -> Iterator[Xml]:
    """The open problems of a record as it stands."""
    yield paragraph(run("Problems found"), "Heading2")
    found = check(letter.record)
    if not found:
        yield paragraph(run("None: the program's checks found nothing that does not fit."))
        return
    yield paragraph(run(CAPTION), "Caption")
    yield PROBLEMS.filled(_row(letter, problem) for problem in found)


def _row(letter: Letter, problem: Problem) -> Sequence[Xml]:
    places = [_place(letter, item) for item in problem.evidence]
    return (
        lines(run(problem.severity.value.capitalize(), "Strong")),
        lines(run(problem.message)),
        lines(*places or [run("no place in the source", "Absent")]),
    )


def _place(letter: Letter, item: Evidence) -> Xml:
    quote = textwrap.shorten(fold(item.quote), QUOTE, placeholder=" …")
    return joined((run(f"“{quote}”  "), run(cite(letter.document, [item.span]), "Source")))
