"""The disputed items: one table for a look at all of them, then each with its facts and its rationale in full."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence

from imrdesk.document.locate import cite
from imrdesk.record.fields import ISSUE_FIELDS, Field, field
from imrdesk.record.model import FieldValue, Issue
from imrdesk.record.values import show

from .cites import NOT_FOUND, NOT_STATED, absence, is_stated, located, source
from .facts import FACTS, fact_row, in_words, prose, said
from .letter import Letter
from .ooxml import Table, Xml, joined, lines, paragraph, run
from .verdict import deciding_words

ITEMS = Table(
    "Disputed items: what utilization review did, what IMR decided, on which guideline and why",
    (2100, 920, 1180, 1700, 2792, 1100),
    ("Item", "UR action", "IMR decision", "Guideline", "Reason", "Source"),
)
CAPTION = "What utilization review did and what IMR decided. Words in quotation marks are the letter's own."
REMARKS = {"retrospective": "Service already given", "associated_service": "Goes with another item"}
TEXTS = {
    "claims_administrator_citations": "claims_administrator_guideline",
    "imr_citations": "imr_guideline",
}
HEADING = 110  # characters of an item's name in its heading; the table gives it whole
KEPT_ROWS = 2  # of an item's facts stay with its heading at the foot of a page


def items_table(letter: Letter) -> Iterator[Xml]:
    """The table of disputed items."""
    yield paragraph(run("Disputed items"), "Heading2")
    if not letter.record.issues:
        yield paragraph(run("The record holds no disputed item.", "Absent"))
        return
    yield paragraph(run(CAPTION), "Caption")
    yield ITEMS.filled(_row(letter, number, issue) for number, issue in enumerate(letter.record.issues, 1))


def _row(letter: Letter, number: int, issue: Issue) -> Sequence[Xml]:
    values = issue.values
    name, guideline, rationale = _name(values), _guideline(values), values["rationale"]
    reason, reason_source = _reason(letter, rationale)
    sources = {
        "Item": source(letter.document, name),
        "Decision": source(letter.document, values["decision"]),
        "Guideline": source(letter.document, guideline),
        "Reason": reason_source,
    }
    remarks = (run(words, "Source") for key, words in REMARKS.items() if values[key].value is True)
    return (
        lines(joined((run(f"{number}. ", "Strong"), said(name, show(name.value)))), *remarks),
        lines(said(values["ur_action"], in_words(field("ur_action"), values["ur_action"]))),
        lines(said(values["decision"], in_words(field("decision"), values["decision"]), "Strong")),
        lines(said(guideline, _cited(guideline))),
        lines(said(rationale, reason)),
        lines(*_places(sources)),
    )


def _name(values: Mapping[str, FieldValue]) -> FieldValue:
    """What the item is called: the treatment really in dispute, else its heading."""
    return values["disputed_treatment" if is_stated(values["disputed_treatment"]) else "treatment"]


def _guideline(values: Mapping[str, FieldValue]) -> FieldValue:
    """The expert reviewer's guideline: as citations where the record has them, else as the letter's text."""
    return values["imr_citations" if is_stated(values["imr_citations"]) else "imr_guideline"]


def _cited(guideline: FieldValue) -> str:
    text = show(guideline.value)
    return "No guideline cited" if text == "none" else text.replace("\n", ";\n").replace("§ ", "§\xa0")


def _reason(letter: Letter, value: FieldValue) -> tuple[str, str]:
    """The words that decided and their cite; in quotation marks only where the source has exactly these words."""
    words = deciding_words(show(value.value))
    spans = located(words, value.evidence)
    return (f"“{words}”", cite(letter.document, spans)) if spans else (words, source(letter.document, value))


def _places(sources: Mapping[str, str]) -> Iterator[Xml]:
    """The source of each part of a row; that of the item only where the decision does not stand beside it."""
    for part, place in sources.items():
        if place and not (part == "Item" and place == sources["Decision"]):
            yield joined((run(f"{part}\n"), run(place, "Source")))


def rationales(letter: Letter) -> Iterator[Xml]:
    """Each item under its own heading: its facts, and the rationale in full."""
    if letter.record.issues:
        yield paragraph(run("Rationale by item"), "Heading2")
    for number, issue in enumerate(letter.record.issues, 1):
        name = textwrap.shorten(show(_name(issue.values).value), HEADING, placeholder=" …")
        yield paragraph(run(f"Item {number}. {name}" if name else f"Item {number}"), "Heading3")
        yield FACTS.filled(_facts(letter, issue.values))
        yield paragraph(run("Decision rationale"), "Label")
        yield from prose(letter, issue.values["rationale"])


def _facts(letter: Letter, values: Mapping[str, FieldValue]) -> Iterator[Sequence[Xml]]:
    """A row for each fact of an item, the first ones kept on one page, and one that names those the letter has not."""
    told = [item for item in ISSUE_FIELDS if not _told_elsewhere(item, values)]
    for number, item in enumerate(told):
        yield fact_row(letter, item, values[item.key], "TableKept" if number < KEPT_ROWS else "TableText")
    missing = [item for item in ISSUE_FIELDS if _merely_missing(values[item.key])]
    for words in (NOT_STATED, NOT_FOUND):
        if labels := "; ".join(item.label for item in missing if absence(values[item.key]) == words):
            yield lines(run(words.capitalize(), "Absent")), lines(run(labels, "Absent")), lines()


def _merely_missing(value: FieldValue) -> bool:
    return not is_stated(value) and not value.needs_review


def _told_elsewhere(item: Field, values: Mapping[str, FieldValue]) -> bool:
    """Whether a row would say nothing new: the rationale, which follows in full; what is merely missing; citations
    beside their own text; a name that is the heading; a plain no."""
    value = values[item.key]
    if item.key == "rationale" or _merely_missing(value):
        return True
    if value.needs_review:
        return False
    same_name = item.key == "disputed_treatment" and value.value == values["treatment"].value
    return same_name or value.value is False or (item.key in TEXTS and is_stated(values[TEXTS[item.key]]))
