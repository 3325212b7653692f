"""A case summary: the parts of it in the order a lawyer reads them."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from imrdesk.record.fields import field
from imrdesk.record.values import show

from .cites import source
from .disputed import items_table, rationales
from .facts import case_facts, case_texts, in_words, said
from .letter import Letter
from .ooxml import Table, Xml, bookmark, joined, jump, lines, paragraph, run
from .problems import problems_found
from .standing import review_status, standing, status_line

TITLE = "INDEPENDENT MEDICAL REVIEW  ·  CASE SUMMARY"
TITLE_OF_MANY = "INDEPENDENT MEDICAL REVIEW  ·  CASE SUMMARIES"
CAPTION_BLOCK = Table("Case caption", (1900, 2300, 1700, 3892), style="CaptionBlock")
CONTENTS = Table(
    "Letters in this file",
    (600, 2100, 1500, 1900, 800, 2892),
    ("No.", "Case", "Decision date", "Outcome", "Items", "Review"),
)


def caption(letter: Letter) -> Iterator[Xml]:
    """What the case is and how it ended, in one look."""
    shown = [_captioned(letter, key) for key in ("decision_date", "outcome", "priority")]
    file_name = _labelled("Source file", run(letter.record.source.file_name))
    yield CAPTION_BLOCK.filled([[*shown, file_name]])
    yield status_line(letter)


def _captioned(letter: Letter, key: str) -> Xml:
    value = letter.record.fields[key]
    words = said(value, in_words(field(key), value), "Strong")
    return _labelled(field(key).label, words, run(source(letter.document, value), "Source"))


def _labelled(label: str, *contents: Xml) -> Xml:
    return joined((lines(run(label), style="TableHeading"), lines(*contents)))


PARTS: tuple[Callable[[Letter], Iterable[Xml]], ...] = (
    caption, case_facts, items_table, case_texts, rationales, problems_found, review_status,
)  # fmt: skip


def summaries(letters: Sequence[Letter]) -> Iterator[Xml]:
    """All letters, one after the other; several of them each on a new page, after a table of contents."""
    many = len(letters) > 1
    yield paragraph(run(TITLE_OF_MANY if many else TITLE), "Title")
    if many:
        yield from _contents(letters)
    for number, letter in enumerate(letters, 1):
        yield paragraph(bookmark(run(letter.name), number), "Heading1", new_page=many)
        for part in PARTS:
            yield from part(letter)


def _contents(letters: Sequence[Letter]) -> Iterator[Xml]:
    yield paragraph(run(f"{len(letters)} letters"), "Heading1")
    yield CONTENTS.filled(_entry(number, letter) for number, letter in enumerate(letters, 1))


def _entry(number: int, letter: Letter) -> Sequence[Xml]:
    values = letter.record.fields
    return (
        lines(run(str(number))),
        lines(jump(letter.name, number)),
        lines(said(values["decision_date"], show(values["decision_date"].value))),
        lines(said(values["outcome"], in_words(field("outcome"), values["outcome"]))),
        lines(run(str(len(letter.record.issues)))),
        lines(run(standing(letter.record), "Source")),
    )
