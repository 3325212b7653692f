"""Facts as rows: what it is, what the letter says, where it says so."""

from collections.abc import Iterator, Sequence

from imrdesk.record.fields import CASE_FIELDS, Field
from imrdesk.record.model import FieldValue
from imrdesk.record.values import Kind, show

from .cites import absence, is_stated, source
from .letter import Letter
from .ooxml import NOTHING, Table, Xml, joined, lines, paragraph, run

FACTS = Table("Facts, each with its place in the source", (2150, 4792, 2850), ("Fact", "Value", "Source"))
SECTION_NAMES = {"Reviewer": "IMR expert reviewer"}
TO_REVIEW = "◆ to review"


def case_facts(letter: Letter) -> Iterator[Xml]:
    """The table of all facts of the case, in groups; of long texts only those that are missing."""
    yield paragraph(run("Facts of the case"), "Heading2")
    yield FACTS.filled(_grouped(letter))


def _grouped(letter: Letter) -> Iterator[Sequence[Xml]]:
    section = ""
    for field in CASE_FIELDS:
        value = letter.record.fields[field.key]
        if field.kind is Kind.LONG_TEXT and is_stated(value):
            continue
        if field.section != section:
            section = field.section
            yield (lines(run(SECTION_NAMES.get(section, section)), style="TableSection"),)
        yield fact_row(letter, field, value)


def case_texts(letter: Letter) -> Iterator[Xml]:
    """The long texts of the case, each under its own heading."""
    for field in CASE_FIELDS:
        value = letter.record.fields[field.key]
        if field.kind is Kind.LONG_TEXT and is_stated(value):
            yield paragraph(run(field.label), "Heading2")
            yield from prose(letter, value)


def fact_row(letter: Letter, field: Field, value: FieldValue, style: str = "TableText") -> Sequence[Xml]:
    """One fact as a row of FACTS."""
    contents = (
        run(field.label),
        said(value, in_words(field, value)),
        run(source(letter.document, value), "Source"),
    )
    return [lines(content, style=style) for content in contents]


def in_words(field: Field, value: FieldValue) -> str:
    """The value as a person reads it."""
    text = show(value.value)
    return text[:1].upper() + text[1:] if field.kind in (Kind.CHOICE, Kind.FLAG) else text


def said(value: FieldValue, words: str, style: str = "") -> Xml:
    """The words for a value, or that it is missing; marked where a person has still to look."""
    shown = run(words, style) if is_stated(value) else run(absence(value), "Absent")
    mark = joined((run("  "), run(TO_REVIEW, "ToReview"))) if value.needs_review else NOTHING
    return joined((shown, mark))


def prose(letter: Letter, value: FieldValue) -> Iterator[Xml]:
    """A long text of the letter, its paragraphs kept, its cite at the end."""
    if not is_stated(value):
        yield paragraph(said(value, ""))
        return
    *before, last = [text for text in show(value.value).split("\n") if text.strip()] or [""]
    for text in before:
        yield paragraph(run(text), "Quote")
    cited = run(f"  ({source(letter.document, value)})", "Source")
    yield paragraph(joined((said(value, last), cited)), "Quote")
