"""Comparing: what decided an item, and the decided items most like it."""

from dataclasses import dataclass

from imrdesk.document.locate import cite
from imrdesk.document.model import Span
from imrdesk.errors import InputError
from imrdesk.extract import drugs
from imrdesk.record import reasons
from imrdesk.record.model import Issue, Record
from imrdesk.record.reasons import Decided, Reason
from imrdesk.record.values import show
from imrdesk.store import FoundItem, Store


@dataclass(frozen=True, slots=True)
class Placed:
    """A reason with its places in the letter, none where the rationale's words are not the letter's."""

    reason: Reason
    places: tuple[Span, ...]
    cite: str


@dataclass(frozen=True, slots=True)
class ItemDecided:
    """What decided one item; `item` counts from 1."""

    issue_id: str
    item: int
    treatment: str
    decision: str
    decided: Decided
    placed: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class Similar:
    """A decided item like another: what it is, with the sentence that decided it, and why it is like it."""

    found: FoundItem
    why: tuple[str, ...]
    score: float


class Comparing:
    """What is asked about decisions across letters."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._finder = store.finder

    def decided(self, record_id: str, issue_id: str = "") -> list[ItemDecided]:
        """What decided each item of a letter, or the one named."""
        record, document = self._store.record(record_id), self._store.document(record_id)
        found: list[ItemDecided] = []
        for number, issue in enumerate(record.issues, 1):
            if issue_id in ("", issue.id):
                decided = reasons.of_issue(record, issue)
                rationale = issue.values["rationale"]
                places = [(reason, reasons.places(reason, rationale)) for reason in decided.reasons]
                placed = tuple(Placed(reason, spans, cite(document, spans)) for reason, spans in places)
                said = [show(issue.values[key].value) for key in ("disputed_treatment", "treatment", "decision")]
                found.append(ItemDecided(issue.id, number, said[0] or said[1], said[2], decided, placed))
        return found

    def similar(
        self, record_id: str, issue_id: str, limit: int = 10, *, overturned_first: bool = False
    ) -> list[Similar]:
        """The decided items of other cases most like one, the most alike first."""
        found = self._finder.alike(record_id, issue_id, drugs.family, limit, overturned=overturned_first)
        shown = {item.row: item for item in self._finder.shown([item.row for item in found])}
        return [Similar(shown[item.row], item.why, item.score) for item in found if item.row in shown]


def item_of(record: Record, number: int | None) -> Issue:
    """The item of a number counted from 1; without one the only item there is. Raises InputError."""
    if number is None and len(record.issues) != 1:
        raise InputError("which_item", f"This letter has {len(record.issues)} items.", "Name one by its number.")
    if not 1 <= (number or 1) <= len(record.issues):
        raise InputError("no_such_issue", f"This letter has {len(record.issues)} item(s), no number {number}.")
    return record.issues[(number or 1) - 1]
