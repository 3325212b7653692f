"""Problems found: what the program's checks could not reconcile, kept apart from the facts."""

import textwrap
from collections.abc import Iterator, Sequence

from imrdesk.document.locate import cite, fold
from imrdesk.record.finding import Evidence, Problem
from imrdesk.record.validation import check, dismissed

from .controls import PROBLEM, fingerprint
from .draft import Draft, on
from .ooxml import Table, Xml, joined, lines, paragraph, run

PROBLEMS = Table(
    "Problems found by the program's checks, with the places they concern",
    (1000, 4792, 4000),
    ("Kind", "What does not fit", "Where"),
)
CAPTION = "From the program's automatic checks, not from the letter. To be judged by a person against the source."
NONE = "None: the program's checks found nothing that does not fit."
QUOTE = 90  # characters: enough to find the place by


def problems_found(draft: Draft) -> Iterator[Xml]:
    """The open problems of a record as it stands."""
    yield paragraph(run("Problems found"), "Heading2")
    found = check(draft.record)
    if found:
        yield paragraph(run(CAPTION), "Caption")
        yield draft.table(PROBLEMS, (_row(draft, problem) for problem in found))
    else:
        yield paragraph(draft.control("problems", "Problems found", run(NONE)))
    for problem, remark in dismissed(draft.record):
        words = f"Dismissed by {remark.by}{on(remark.at)}: {problem.message} Reason: {remark.text}"
        yield paragraph(draft.control(f"dismissed.{key(problem)}", "Problem dismissed", run(words)), "Note")


def key(problem: Problem) -> str:
    """What names a problem in a file: the same as long as it is about the same fields."""
    return PROBLEM + fingerprint(" ".join((problem.code, *problem.fields)))


def _row(draft: Draft, problem: Problem) -> Sequence[Xml]:
    message = draft.control(key(problem), "Problem found", run(problem.message))
    places = [place(draft, item) for item in problem.evidence]
    return (
        lines(run(problem.severity.value.capitalize(), "Strong")),
        lines(message),
        lines(*places or [run("no place in the source", "Absent")]),
    )


def place(draft: Draft, item: Evidence) -> Xml:
    """The words at a place, shortened, and where they stand."""
    quote = textwrap.shorten(fold(item.quote), QUOTE, placeholder=" …")
    return joined((run(f"“{quote}”  "), run(cite(draft.letter.document, [item.span]), "Source")))
