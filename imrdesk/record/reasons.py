"""What decided an item: sentences of its rationale that carry the verdict; criteria asked for, missing and met."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from imrdesk.document.locate import fold, trimmed
from imrdesk.document.model import Span
from imrdesk.errors import InputError

from . import wording
from .finding import located
from .model import FieldValue, Issue, Path, Record, Remark, RemarkKind, State
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
    """The reasons of an item in the order of its rationale: proposed; confirmed or edited by who made the `remark`;
    or absent, where that person says that none of them decided it."""

    reasons: tuple[Reason, ...]
    state: State = State.PROPOSED
    remark: Remark | None = None

    @property
    def confirmed(self) -> Remark | None:
        """Who stands behind what is listed, and since when."""
        return None if self.state is State.ABSENT else self.remark

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
_DISMISSED = "dismissed"  # in the place of a kind
_REASONS = 2  # sentences before the verdict that may carry its reason


def reasons(rationale: str, decision: str = "") -> tuple[Reason, ...]:
    """What decided, what was asked for, what was missing and met, in the order of the rationale; a proposal."""
    bounds = said(rationale)
    if not bounds:
        return ()
    texts = [rationale[low:high] for low, high in bounds]
    kinds = [_kinds(text) for text in texts]
    deciding = _deciding(texts, kinds, decision)
    found: list[Reason] = []
    for place, (low, high) in enumerate(bounds):
        listed = [ReasonKind.DECIDING] if place in deciding else []
        listed += sorted(kinds[place], key=list(ReasonKind).index)
        found += (Reason(kind, low, high, fold(texts[place])) for kind in listed)
    return tuple(found)


def said(rationale: str) -> list[tuple[int, int]]:
    """Start and end of every sentence, without the space around it."""
    return [trimmed(rationale, low, high) for low, high in sentences(rationale)]


def of_issue(record: Record, issue: Issue) -> Decided:
    """What decided an item: as a person said, as long as the rationale has these words, else as it is proposed."""
    proposed = _proposed(issue)
    remark = record.remark(RemarkKind.DECIDED, Path("rationale", issue.id))
    lines = _lines(remark.text) if remark else []
    found = _pieces(show(issue.values["rationale"].value), lines)
    if not found:
        return Decided(proposed)
    if lines[0][0] == _DISMISSED:
        return Decided((), State.ABSENT, remark)
    if all(not name for name, _words in lines):  # as it was kept when only what decided could be confirmed
        found = tuple(sorted((*found, *_criteria(proposed)), key=_in_order))
    same = {(one.kind, one.text) for one in found} == {(one.kind, one.text) for one in proposed}
    return Decided(found, State.CONFIRMED if same else State.EDITED, remark)


def chosen(issue: Issue, words: str | None = None) -> str:
    """What is kept where a person agrees with what is proposed, or says other words decided; raises InputError."""
    proposed = [(one.kind, one.text) for one in _proposed(issue)]
    if words is None:
        return kept(issue, proposed)
    deciding = [(ReasonKind.DECIDING, line) for line in map(str.strip, words.split("\n")) if line]
    return kept(issue, deciding + [one for one in proposed if one[0] is not ReasonKind.DECIDING])


def kept(issue: Issue, listed: Iterable[tuple[ReasonKind, str]]) -> str:
    """What is kept of the words a person lists, each with what it is for; raises InputError."""
    lines = [(kind.value, fold(words)) for kind, words in listed]
    if not lines or not _pieces(show(issue.values["rationale"].value), lines):
        raise InputError("not_in_rationale", "These words are not in the rationale.", "Copy them as they stand there.")
    return "\n".join("\t".join(line) for line in lines)


def dismissed(issue: Issue) -> str:
    """What is kept where a person says that none of what is proposed decided an item; raises InputError."""
    if not (proposed := _proposed(issue)):
        raise InputError("no_rationale", "This item has no rationale, so nothing is proposed.")
    return "\n".join(f"{_DISMISSED}\t{one.text}" for one in proposed)


def in_words(remark: str) -> str:
    """What is kept of an item's reasons as a person reads it in a history."""
    return "\n".join(f"{name}: {words}" if name else words for name, words in _lines(remark))


def _proposed(issue: Issue) -> tuple[Reason, ...]:
    return reasons(show(issue.values["rationale"].value), show(issue.values["decision"].value))


def _criteria(found: Iterable[Reason]) -> Iterator[Reason]:
    return (one for one in found if one.kind is not ReasonKind.DECIDING)


def _lines(text: str) -> list[tuple[str, str]]:
    """Each line of what is kept: the name of its kind, empty for words that decided alone, and its words."""
    split = (line.rpartition("\t") for line in text.split("\n"))
    return [(name, words.strip()) for name, _tab, words in split if words.strip()]


def _pieces(rationale: str, lines: Iterable[tuple[str, str]]) -> tuple[Reason, ...]:
    """Each line where it stands in the rationale, in that order; empty where one is not there."""
    found: list[Reason] = []
    for name, words in lines:
        match = re.search(r"\s+".join(map(re.escape, words.split())), rationale)
        if not match:
            return ()
        kind = ReasonKind(name) if name in set(ReasonKind) else ReasonKind.DECIDING
        found.append(Reason(kind, *match.span(), fold(match[0])))
    return tuple(sorted(found, key=_in_order))


def _in_order(reason: Reason) -> tuple[int, int]:
    return reason.start, list(ReasonKind).index(reason.kind)


def places(reason: Reason, rationale: FieldValue) -> tuple[Span, ...]:
    """Where a reason stands in the letter; empty where the rationale's words are no longer the letter's."""
    return places_of(reason.start, reason.end, rationale)


def places_of(start: int, end: int, rationale: FieldValue) -> tuple[Span, ...]:
    """Where a stretch of a rationale stands in the letter."""
    return located(show(rationale.value)[start:end], rationale.evidence)


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
