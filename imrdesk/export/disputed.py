"""The disputed items: one table for a look at all of them, then each with its facts and its rationale in full."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from imrdesk.document.locate import cite
from imrdesk.record import reasons
from imrdesk.record.fields import ISSUE_FIELDS, Field, field
from imrdesk.record.finding import Evidence, evidence
from imrdesk.record.model import FieldValue, Issue, Path, State
from imrdesk.record.reasons import Decided
from imrdesk.record.values import show

from .cites import NOT_FOUND, NOT_STATED, absence, is_stated, source
from .draft import Draft, on
from .facts import FACTS, fact_row, prose
from .letter import Letter
from .ooxml import Table, Xml, joined, lines, paragraph, run

ITEMS = Table(
    "Disputed items: what utilization review did, what IMR decided, on which guideline and why",
    (1900, 1010, 1440, 1640, 2702, 1100),
    ("Item", "UR action", "IMR decision", "Guideline", "Reason", "Source"),
)
CAPTION = "What utilization review did and what IMR decided. Words in quotation marks are the letter's own."
REMARKS = {"retrospective": "Service already given", "associated_service": "Goes with another item"}
TEXTS = {
    "claims_administrator_citations": "claims_administrator_guideline",
    "imr_citations": "imr_guideline",
}
SAID = {State.CONFIRMED: "confirmed", State.EDITED: "chosen", State.ABSENT: "the program's proposal dismissed"}
NO_ITEMS, NO_RATIONALES = "items.none", "rationales.none"  # of the record, where it holds no item
NO_REASON = "See the rationale"
HEADING = 110  # characters of an item's name in its heading; the table gives it whole
KEPT_ROWS = 2  # of an item's facts stay with its heading at the foot of a page


def items_table(draft: Draft) -> Iterator[Xml]:
    """The table of disputed items."""
    yield paragraph(run("Disputed items"), "Heading2")
    if not draft.record.issues:
        yield _none(draft, NO_ITEMS)
        return
    yield paragraph(run(CAPTION), "Caption")
    yield draft.table(ITEMS, (_row(draft, number, issue) for number, issue in enumerate(draft.record.issues, 1)))


def _row(draft: Draft, number: int, issue: Issue) -> Sequence[Xml]:
    values = issue.values
    name, guideline = Path(name_key(values), issue.id), Path(guideline_key(values), issue.id)
    rationale, decision = Path("rationale", issue.id), Path("decision", issue.id)
    reason = quoted_reason(draft.letter, issue)
    draft.rely(reason.places, rationale)
    remarks = (
        draft.control(f"remark.{key}", field(key).label, run(words, "Source"), issue.id)
        for key, words in REMARKS.items()
        if values[key].value is True
    )
    return (
        lines(
            joined(
                (
                    draft.control("number.n", "Item number", run(str(number), "Strong"), issue.id),
                    run(". ", "Strong"),
                    draft.said(name, show(values[name.key].value), key="name.n"),
                )
            ),
            *remarks,
        ),
        lines(draft.said(Path("ur_action", issue.id), key="ur_action.r")),
        lines(draft.said(decision, style="Strong", key="decision.r")),
        lines(draft.said(guideline, cited(values[guideline.key]), key="guideline.r")),
        lines(draft.said(rationale, reason.words, key="rationale.q"), said_by(draft, issue, reason)),
        lines(*_places(draft, issue, (name, decision, guideline))),
    )


def name_key(values: Mapping[str, FieldValue]) -> str:
    """What the item is called: the treatment really in dispute, else its heading."""
    return "disputed_treatment" if is_stated(values["disputed_treatment"]) else "treatment"


def guideline_key(values: Mapping[str, FieldValue]) -> str:
    """The expert reviewer's guideline: as citations where the record has them, else as the letter's text."""
    return "imr_citations" if is_stated(values["imr_citations"]) else "imr_guideline"


def cited(guideline: FieldValue) -> str:
    """A guideline as the table gives it."""
    text = show(guideline.value)
    return "No guideline cited" if text == "none" else text.replace("\n", ";\n").replace("§ ", "§\xa0")


@dataclass(frozen=True, slots=True)
class Quoted:
    """What decided an item: the words, their cite and places, and who stands behind them."""

    words: str
    cite: str
    places: tuple[Evidence, ...]
    standing: str


def quoted_reason(letter: Letter, issue: Issue) -> Quoted:
    """The words that decided; in quotation marks only where the source has just these."""
    value, document = issue.values["rationale"], letter.document
    decided = reasons.of_issue(letter.record, issue)
    words, standing = decided.words(show(value.value)), _standing(decided)
    pieces = [reasons.places(reason, value) for reason in decided.deciding]
    if pieces and all(pieces):
        spans = [span for piece in pieces for span in piece]
        return Quoted(f"“{words}”", cite(document, spans), evidence(document, spans), standing)
    return Quoted(words or NO_REASON, source(document, value), (), standing)


def said_by(draft: Draft, issue: Issue, reason: Quoted) -> Xml:
    """Who stands behind the words that decided, in a control of its own."""
    return draft.control("rationale.by", "What decided: by whom", run(reason.standing, "Source"), issue.id)


def _standing(decided: Decided) -> str:
    """Who says that these words decided, in brackets; nothing where the letter has no rationale."""
    if not decided.remark:
        return "(proposed by the program)" if decided.reasons else ""
    return f"({SAID[decided.state]} by {decided.remark.by}{on(decided.remark.at)})"


def _places(draft: Draft, issue: Issue, paths: tuple[Path, Path, Path]) -> Iterator[Xml]:
    """The source of each part of a row; that of the item only where the decision does not stand beside it."""
    name, decision, guideline = paths
    document, values = draft.letter.document, issue.values
    named = {"Item": name, "Decision": decision, "Guideline": guideline}
    for part, path in named.items():
        place = source(document, values[path.key])
        draft.rely(values[path.key].evidence if place else (), path)
        if place and not (path is name and place == source(document, values["decision"])):
            yield _place(draft, issue, part, place)
    if place := quoted_reason(draft.letter, issue).cite:
        yield _place(draft, issue, "Reason", place)


def _place(draft: Draft, issue: Issue, part: str, place: str) -> Xml:
    cited_place = draft.control(f"row.{part.lower()}", f"{part}: source", run(place, "Source"), issue.id)
    return joined((run(f"{part}\n"), cited_place))


def rationales(draft: Draft) -> Iterator[Xml]:
    """Each item under its own heading: its facts, and the rationale in full."""
    yield paragraph(run("Rationale by item"), "Heading2")
    if not draft.record.issues:
        yield _none(draft, NO_RATIONALES)
    for number, issue in enumerate(draft.record.issues, 1):
        yield from item_section(draft, number, issue)


def _none(draft: Draft, key: str) -> Xml:
    """That there is no item, where the first one goes when it comes."""
    return paragraph(draft.control(key, "Disputed items", run("The record holds no disputed item.", "Absent")))


def item_row(draft: Draft, number: int, issue: Issue) -> Xml:
    """The table of disputed items with one of them alone."""
    return draft.table(ITEMS, [_row(draft, number, issue)])


def item_section(draft: Draft, number: int, issue: Issue) -> list[Xml]:
    """One item under its heading."""
    name = textwrap.shorten(show(issue.values[name_key(issue.values)].value), HEADING, placeholder=" …")
    numbered = draft.control("number.h", "Item number", run(f"Item {number}"), issue.id)
    title = draft.control("name.h", f"Item {number}", run(name or "not named"), issue.id)
    return [
        paragraph(joined((numbered, run(". "), title)), "Heading3"),
        draft.table(FACTS, _facts(draft, issue)),
        paragraph(run("Decision rationale"), "Label"),
        prose(draft, Path("rationale", issue.id)),
    ]


def _facts(draft: Draft, issue: Issue) -> Iterator[Sequence[Xml]]:
    """A row for each fact of an item, the first ones kept on one page, and one that names those the letter has not."""
    values = issue.values
    told = [item for item in ISSUE_FIELDS if draft.complete or not _told_elsewhere(item, values)]
    for number, item in enumerate(told):
        yield fact_row(draft, Path(item.key, issue.id), "TableKept" if number < KEPT_ROWS else "TableText")
    missing = [item for item in ISSUE_FIELDS if _merely_missing(values[item.key])]
    for words in (NOT_STATED, NOT_FOUND):
        if labels := "; ".join(item.label for item in missing if absence(values[item.key]) == words):
            listed = draft.control(f"missing.{words.split()[1]}", words.capitalize(), run(labels, "Absent"), issue.id)
            yield lines(run(words.capitalize(), "Absent")), lines(listed), lines()


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
