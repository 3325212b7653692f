"""The appeal worksheet: the statutory grounds as an empty checklist, with what a person pinned under each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from imrdesk.document.locate import cite, fold
from imrdesk.document.model import Span
from imrdesk.record.finding import Problem
from imrdesk.record.validation import check

from . import word
from .controls import Marks
from .draft import Draft
from .letter import Letter, SummaryOptions
from .ooxml import Table, Xml, joined, lines, paragraph, run
from .problems import place
from .quotes import check_cites
from .summary import caption


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground on which a determination can be appealed: `name` for scripts, `words` of the statute."""

    name: str
    label: str
    words: str


STATUTE = "Labor Code § 4610.6(h)"
GROUNDS = {
    ground.name: ground
    for ground in (
        Ground("powers", "1. Excess of powers",
               "The administrative director acted without or in excess of the administrative director's powers."),
        Ground("fraud", "2. Fraud", "The determination of the administrative director was procured by fraud."),
        Ground("conflict", "3. Conflict of interest",
               "The independent medical reviewer was subject to a material conflict of interest that is in violation "
               "of Section 139.5."),
        Ground("bias", "4. Bias",
               "The determination was the result of bias on the basis of race, national origin, ethnic group "
               "identification, religion, age, sex, sexual orientation, color, or disability."),
        Ground("fact", "5. Mistake of fact",
               "The determination was the result of a plainly erroneous express or implied finding of fact, provided "
               "that the mistake of fact is a matter of ordinary knowledge based on the information submitted for "
               "review and not a matter that is subject to expert opinion."),
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pinned:
    """Places of the letter that a person put under a ground, or a `problem` with its places; and a note of theirs."""

    spans: tuple[Span, ...]
    note: str = ""
    problem: str = ""


PLACES = Table(
    "Places pinned to a ground", (4892, 1500, 3400), ("The letter's words, or what does not fit", "Source", "Note")
)
FOUND = Table("Problems found that nobody has weighed yet", (4892, 4900), ("What does not fit", "Where"))
TITLE = "INDEPENDENT MEDICAL REVIEW  ·  APPEAL WORKSHEET"
PURPOSE = (
    f"The grounds of {STATUTE}, each to be weighed and ticked by a person. The program draws no conclusion: a box is "
    "empty until somebody ticks it. Verify the words of the statute against its current text."
)
UNWEIGHED = (
    "From the program's checks of the letter against itself, such as a rationale that says “no documentation” beside a "
    "summary that documents it. They are no grounds; a person may pin them to one."
)  # fmt: skip
EMPTY = "Nothing pinned."
NOTHING_LEFT = "Nothing else: all that was found is pinned above."


def fill(letter: Letter, target: Path, pinned: Mapping[str, Sequence[Pinned]], options: SummaryOptions) -> None:
    """Write the worksheet of one letter as a Word file."""
    check_cites(letter)
    marks = Marks()
    draft = Draft(letter, options, marks)
    word.finished(list(_blocks(draft, pinned)), target, f"IMR appeal worksheet {letter.name}", options, marks)


def _blocks(draft: Draft, pinned: Mapping[str, Sequence[Pinned]]) -> Iterator[Xml]:
    yield paragraph(run(TITLE), "Title")
    yield paragraph(run(draft.letter.name), "Heading1")
    yield from caption(draft)
    yield paragraph(run(PURPOSE), "Note")
    for ground in GROUNDS.values():
        yield paragraph(joined((run("☐  "), run(ground.label))), "Heading2")
        yield paragraph(run(ground.words), "Quote")
        if places := pinned.get(ground.name):
            yield draft.table(PLACES, (_pin(draft, item) for item in places))
        else:
            yield paragraph(run(EMPTY, "Absent"))
    yield paragraph(run("Found by the program, not weighed"), "Heading2")
    weighed = {item.problem for items in pinned.values() for item in items}
    if not (problems := [problem for problem in check(draft.record) if problem.message not in weighed]):
        yield paragraph(run(NOTHING_LEFT if weighed - {""} else "Nothing that does not fit was found."))
        return
    yield paragraph(run(UNWEIGHED), "Caption")
    yield draft.table(FOUND, (_problem(draft, problem) for problem in problems))


def _pin(draft: Draft, item: Pinned) -> Sequence[Xml]:
    """What is pinned: words of the letter in quotation marks, a problem in the program's words before its places."""
    document = draft.letter.document
    quotes = [(f"“{fold(document.quote(span))}”", cite(document, [span])) for span in item.spans]
    words = ([run(f"Found by the program: {item.problem}")] if item.problem else []) + [
        run(words) for words, _ in quotes
    ]
    cites = [run(place, "Source") for _, place in quotes] or [run("no place in the source", "Absent")]
    return lines(*words), lines(*cites), lines(run(item.note))


def _problem(draft: Draft, problem: Problem) -> Sequence[Xml]:
    places = [place(draft, item) for item in problem.evidence]
    return lines(run(problem.message)), lines(*places or [run("no place in the source", "Absent")])
