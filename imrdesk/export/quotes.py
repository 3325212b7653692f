"""Quotations: each passage that a summary relies on, and the proof that it stands where its cite says."""

from collections.abc import Iterable, Iterator, Sequence

from imrdesk.document.locate import cite, fold
from imrdesk.document.model import Document
from imrdesk.errors import ExportError
from imrdesk.record.finding import Evidence

from .controls import PASSAGE, fingerprint
from .draft import Draft, label
from .letter import Letter
from .ooxml import Table, Xml, lines, paragraph, run

QUOTES = Table(
    "Every passage cited, quoted once",
    (520, 1500, 5272, 2500),
    ("No.", "Source", "The letter's words", "Relied on for"),
)
CAPTION = "Each passage that this summary relies on, once, in the order of the letter and in its own words."


def cited_passages(draft: Draft) -> Iterator[Xml]:
    """The appendix: each passage cited above, numbered, with what relies on it."""
    yield paragraph(run("Passages cited"), "Heading2")
    if not draft.cited:
        yield paragraph(run("The summary cites no passage.", "Absent"))
        return
    yield paragraph(run(CAPTION), "Caption")
    cited = sorted(draft.cited.items(), key=lambda entry: entry[0][0].span)
    yield draft.table(QUOTES, (_row(draft, number, *entry) for number, entry in enumerate(cited, 1)))


def _row(draft: Draft, number: int, places: tuple[Evidence, ...], facts: Sequence[str]) -> Sequence[Xml]:
    quote = " … ".join(fold(item.quote) for item in places)
    name = fingerprint(repr([item.span for item in places]))
    return (
        lines(run(str(number))),
        lines(run(cite(draft.letter.document, [item.span for item in places]), "Source")),
        lines(draft.control(f"{PASSAGE}{name}", f"Passage {number}", run(f"“{quote}”"))),
        lines(run("; ".join(facts))),
    )


def check_cites(letter: Letter) -> None:
    """Every place that a value or a problem points to holds the words it is said to hold; raises ExportError."""
    record, document = letter.record, letter.document
    if record.source.sha256 != document.sha256:
        raise _broken(letter, "The record", "belongs to another file than the text that is kept beside it")
    for path in record.paths():
        _check(letter, label(path), record.at(path).evidence)
    for problem in record.problems:
        _check(letter, "A problem found", problem.evidence)


def _check(letter: Letter, what: str, places: Iterable[Evidence]) -> None:
    for item in places:
        if not _exists(letter.document, item):
            raise _broken(letter, what, f"cites page {item.span.page}, where the letter has no such place")
        if letter.document.quote(item.span) != item.quote:
            where = cite(letter.document, [item.span])
            raise _broken(letter, what, f"cites {where}, where the letter says something else")


def _exists(document: Document, item: Evidence) -> bool:
    span = item.span
    return 1 <= span.page <= len(document.pages) and 0 <= span.start <= span.end <= len(document.page(span.page).text)


def _broken(letter: Letter, what: str, how: str) -> ExportError:
    message = f"{letter.name}: {what[:1].lower() + what[1:]} {how}, so nothing was written."
    return ExportError("cite", message, "Point the value out in the letter again, then export once more.")
