"""What decided an item: sentences of its rationale that carry the verdict; criteria asked for, missing and met."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from imrdesk.document.locate import fold, trimmed
from imrdesk.document.model import Span
from imrdesk.errors import InputError

from . import wording
from .finding import located
from .model import FieldValue, Issue, Path, Record, Remark, RemarkKind
from .values import show
from .verdict import before_verdict, is_caveat, is_verdict, sentences, verdict


class ReasonKind(StrEnum):
    """What a sentence of a rationale is for."""

    DECIDING = "deciding"
    ASKED = "asked"
    MISSING = "missing"
    MET = "met"


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence, and where it stands in its rationale; the same may ask for something and say that it is missing."""

    kind: ReasonKind
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Decided:
    """The reasons of an item in the order of its rationale; `confirmed` says who agreed with what decided it."""

    reasons: tuple[Reason, ...]
    confirmed: Remark | None = None

    @property
    def deciding(self) -> tuple[Reason, ...]:
        """The sentences that carry the decision."""
        return tuple(reason for reason in self.reasons if reason.kind is ReasonKind.DECIDING)

    def words(self, rationale: str) -> str:
        """The deciding sentences as one line, what is left out between them marked."""
        line, end = "", 0
        for reason in self.deciding:
            gap = " … " if line and rationale[end : reason.start].strip() else " "
            line, end = f"{line}{gap}{reason.text}".strip(), reason.end
        return line


_BARE = 130  # a verdict below this says no reason of its own
_TAIL = re.compile(r"\b(?:is|are|was|were)\s+not(?:\s+indicated)?(?:\s+as)?\s*$", re.IGNORECASE)
_REASONS = 2  # sentences before the verdict that may carry its reason


def reasons(rationale: str, decision: str = "") -> tuple[Reason, ...]:
    """What decided, what was asked for, what was missing and met, in the order of the rationale; a proposal."""
    bounds = [trimmed(rationale, low, high) for low, high in sentences(rationale)]
    if not bounds:
        return ()
    said = [rationale[low:high] for low, high in bounds]
    kinds = [_kinds(text) for text in said]
    deciding = _deciding(said, kinds, decision)
    found: list[Reason] = []
    for place, (low, high) in enumerate(bounds):
        listed = [ReasonKind.DECIDING] if place in deciding else []
        listed += sorted(kinds[place], key=list(ReasonKind).index)
        found += (Reason(kind, low, high, fold(said[place])) for kind in listed)
    return tuple(found)


def of_issue(record: Record, issue: Issue) -> Decided:
    """What decided an item: as a person confirmed it, else as it is proposed."""
    rationale = show(issue.values["rationale"].value)
    proposed = reasons(rationale, show(issue.values["decision"].value))
    remark = record.remark(RemarkKind.DECIDED, Path("rationale", issue.id))
    found = _pieces(rationale, remark.text) if remark else ()
    if not found:
        return Decided(proposed)
    rest = (reason for reason in proposed if reason.kind is not ReasonKind.DECIDING)
    return Decided(tuple(sorted((*found, *rest), key=_in_order)), remark)


def chosen(issue: Issue, words: str | None = None) -> str:
    """What is kept as deciding, a line each: the sentences proposed, or other words; raises InputError."""
    rationale = show(issue.values["rationale"].value)
    if words is None:
        proposed = reasons(rationale, show(issue.values["decision"].value))
        found = tuple(reason for reason in proposed if reason.kind is ReasonKind.DECIDING)
    else:
        found = _pieces(rationale, words)
    if not found:
        raise InputError("not_in_rationale", "These words are not in the rationale.", "Copy them as they stand there.")
    return "\n".join(reason.text for reason in found)


def _pieces(rationale: str, words: str) -> tuple[Reason, ...]:
    """Each line of words as a deciding reason, where it stands in the rationale; empty where one is not there."""
    found: list[Reason] = []
    for line in filter(None, map(str.strip, words.split("\n"))):
        match = re.search(r"\s+".join(map(re.escape, line.split())), rationale)
        if not match:
            return ()
        found.append(Reason(ReasonKind.DECIDING, *match.span(), fold(match[0])))
    return tuple(found)


def _in_order(reason: Reason) -> tuple[int, int]:
    return reason.start, list(ReasonKind).index(reason.kind)


def places(reason: Reason, rationale: FieldValue) -> tuple[Span, ...]:
    """Where a reason stands in the letter; empty where the rationale's words are no longer the letter's."""
    return located(show(rationale.value)[reason.start : reason.end], rationale.evidence)


def _kinds(text: str) -> set[ReasonKind]:
    """What a sentence says of criteria: that of a guideline what is asked, that of the case what is missing or met."""
    plain = _unquoted(text)
    surely = bool(wording.SURELY_OF_CASE.search(plain))
    general = bool(wording.CITED.search(text) or wording.GENERAL.search(plain))
    asked = set() if is_verdict(text) or is_caveat(text) else set(_of_guideline(text))
    if surely:
        return set(_of_case(text)) | (asked if wording.CITED.search(text) else set())
    if general:
        return asked
    return set(_of_case(text)) or (asked if not wording.OF_CASE.search(plain) else set())


def _of_guideline(text: str) -> Iterator[ReasonKind]:
    if wording.DEMAND.search(text) and not wording.NOT_ASKING.search(text):
        yield ReasonKind.ASKED


def _of_case(text: str) -> Iterator[ReasonKind]:
    """Of a verdict only what stands before it counts."""
    said = _TAIL.sub("", before_verdict(text))
    if wording.MISSING.search(said) and not wording.NOT_ASKING.search(said):
        yield ReasonKind.MISSING
    elif wording.MET.search(said) and not is_verdict(text, denied=True):
        yield ReasonKind.MET


def _deciding(said: list[str], kinds: list[set[ReasonKind]], decision: str) -> set[int]:
    """The verdict, and the nearest sentences before it that give its reason where it gives none of its own."""
    last = verdict(said)
    wanted = ReasonKind.MET if decision == "overturned" else ReasonKind.MISSING
    chosen = {last}
    if wanted in kinds[last] and not wording.POINTING_BACK.search(said[last]) and len(said[last]) >= _BARE:
        return chosen
    before = [place for place in range(last - 1, -1, -1) if not _is_conclusion(said[place])]
    carrying = [place for place in before if wanted in kinds[place]][:_REASONS]
    if carrying:
        nearest = carrying[0]
        chosen |= {place for place in carrying if nearest - place < _REASONS}
    elif before:
        chosen.add(before[0])
    return chosen


def _is_conclusion(text: str) -> bool:
    return is_verdict(text) or bool(wording.CONCLUSION.search(text))


def _unquoted(text: str) -> str:
    """The sentence without what it quotes."""
    return re.sub(r'"[^"]*"', " ", text)
