"""Checks of what the summary says UR denied against the items that were decided."""

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

from imrdesk.extract import drugs
from imrdesk.extract.fuzzy import like
from imrdesk.extract.phrases import Phrases, Words
from imrdesk.extract.treatment import PHARMACEUTICALS, treatment_words
from imrdesk.record.finding import Finding, Problem, Severity

from .reading import Reading

_REFUSED = (
    r"(?:non-?\s?certif\w*|denied|denies|denying|modified|partially\s+(?:approved|certified)|failed\s+to\s+approve|"
    r"not\s+medically\s+necessary|did\s+not\s+(?:approve|certify))"
)
_REFUSAL = re.compile(_REFUSED, re.IGNORECASE)
_UR = Phrases.of("request", "review", "UR", after="")
_OF_UR = re.compile(rf"{_REFUSED}.*\b(?:request|review|UR)|\b(?:request|review|UR)\w*\b.*{_REFUSED}", re.I)
_REASON = Phrases.of(  # what stands behind these was not denied
    r"due\s+to", "because", "since", r"as\s+(?:the|there|an?|no|not|it)", r"for\s+(?:no|lack)", r"which\s+was",
    "naming", "citing", "offering", "suggesting",
    r"(?<!non-)(?<!non-\s)(?:certif(?:ied|ying)|approv(?:ed|ing)|allow(?:ed|ing)|authori[sz](?:ed|ing))",
)  # fmt: skip
_DENIED = (  # the words of what was asked for stand after "for", before or behind the denial
    re.compile(
        rf"{_REFUSED}\s+(?:an?\s+|the\s+)?(?:\w+\s+)?(?:requests?\s+|certification\s+)?(?:of|for)\s+(?P<asked>.+)", re.I
    ),
    re.compile(
        rf"requests?\s+for\s+(?P<asked>.+?)\s+(?:(?:that|which)\s+)?(?:(?:was|were|is|are|to\s+be)\s+)?{_REFUSED}", re.I
    ),
    re.compile(rf"{_REFUSED}\s+(?P<asked>(?!by\b|on\b|in\b|due\b|as\b|because\b|since\b).+)", re.I),
)
_ASKS = re.compile(r"\b(?:requests?|requested|RFA|authori[sz]ation|appeal\w*)\b", re.IGNORECASE)
_ANY = re.compile(
    r"\b(?:the\s+(?:rest|sessions?|visits?|therapy|treatments?|medications?|testing)|both|others?|remain\w+|these|requested|same)\b",
    re.IGNORECASE,
)
_NEARLY = 0.85
_ANOTHER = "Summary: UR denied “{}”; no item of this letter decides it."
_NOT_DENIED = "What UR denied, as the summary tells it, does not name {}."


@dataclass(frozen=True, slots=True)
class _Kind:
    """What sort of treatment words name: a medicine by its generic name, anything else by its category."""

    name: str
    place: tuple[int, int]


def of_ur(reading: Reading, sentence: tuple[int, int]) -> bool:
    """Whether a sentence tells what utilization review refused."""
    return bool(reading.first(_UR, sentence) and _OF_UR.search(reading.letter.text, *sentence))


def denied(reading: Reading) -> Iterator[Problem]:
    """A treatment that the summary says was denied and no item is of that sort; else items of no such sort."""
    asked = list(_asked(reading))
    named = {kind.name: kind for kinds in asked for kind in kinds}
    if not named or _is_settled(reading, named.keys()):
        return
    decided = [_decided(issue) for issue in reading.issues]
    if not all(decided):
        return
    undecided = [
        kind
        for name, kind in named.items()
        if not any(name in names for names in decided) and not _is_misspelt(reading, reading.text(kind.place))
    ]
    for kind in undecided:
        message = _ANOTHER.format(reading.text(kind.place))
        yield reading.problem("denied_differs", message, ("issues[0].treatment",), kind.place)
    others = [number for number, names in enumerate(decided) if names.isdisjoint(named)]
    if others and all(asked) and named and not undecided and not _is_open(reading):
        message = _NOT_DENIED.format(", ".join(f"item {number + 1}" for number in others))
        fields = tuple(f"issues[{number}].treatment" for number in others)
        evidence = tuple(item for number in others for item in reading.issues[number]["treatment"].evidence[:1])
        yield reading.problem("denied_differs", message, fields, evidence, severity=Severity.NOTE)


def _is_settled(reading: Reading, named: Set[str]) -> bool:
    """Whether each item is of a sort that was denied, and each sort that of an item, by their fields alone."""
    kinds = [{str(issue["category"].value), drugs.family(str(issue["drug"].value))[0]} for issue in reading.issues]
    return named <= set[str]().union(*kinds) and not any(named.isdisjoint(names) for names in kinds)


def drug_not_taken(reading: Reading) -> Iterator[Problem]:
    """A medicine in dispute that the summary names nowhere but in the request and its denial."""
    told: set[str | None] = set()
    if not any("drug" in issue and issue["drug"].value for issue in reading.issues):
        return
    for sentence in reading.sentences(reading.summary):
        if not (of_ur(reading, sentence) or _ASKS.search(reading.text(sentence))):
            told |= {drugs.generic(reading.text(span)) for span in drugs.find(reading.letter.words, *sentence)}
    for number, issue in enumerate(reading.issues):
        name = drugs.family(str(issue["drug"].value or ""))[0] if "drug" in issue else ""
        if name and reading.summary[1] > reading.summary[0] and name not in told:
            message = f"Item {number + 1}'s {issue['drug'].value} is not among what the summary says is taken."
            key = f"issues[{number}].drug"
            yield reading.problem("drug_not_taken", message, (key,), issue["drug"].evidence, severity=Severity.NOTE)


def _is_misspelt(reading: Reading, name: str) -> bool:
    """Whether a heading has nearly this name."""
    headings = " ".join(str(issue["treatment"].value) for issue in reading.issues)
    return any(like(word, name, _NEARLY) for word in headings.split())


def _is_open(reading: Reading) -> bool:
    """Whether a denial is told in words that may mean any item: "the therapy", "the rest"."""
    told = (reading.text(span) for span in reading.sentences(reading.summary) if of_ur(reading, span))
    return any(_ANY.search(text) or treatment_words(Words(text), "hints") for text in told)


def _asked(reading: Reading) -> Iterator[list[_Kind]]:
    """The sorts of treatment of each denial that the summary tells of."""
    for start, end in reading.sentences(reading.summary):
        if not of_ur(reading, (start, end)):
            continue
        begin, stop = _where_asked(reading, start, end)
        reason = reading.first(_REASON, (begin, stop))
        yield list(_kinds(Words(reading.letter.text, begin, reason[0] if reason else stop)))


def _where_asked(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """The words of a sentence that say what was denied: all of it where it tells of more than one denial."""
    if len(list(_REFUSAL.finditer(reading.letter.text, start, end))) > 1:
        return start, end
    match = next(filter(None, (pattern.search(reading.letter.text, start, end) for pattern in _DENIED)), None)
    return match.span("asked") if match else (end, end)


def _kinds(words: Words) -> Iterator[_Kind]:
    """Each sort of treatment that some words name."""
    for span in drugs.find(words):
        yield _Kind(drugs.generic(words.text[slice(*span)]) or "", span)
    for word in treatment_words(words):
        yield _Kind(word.category, (word.start, word.end))


def _decided(issue: Mapping[str, Finding]) -> set[str]:
    """The sorts of treatment an item's heading names; none where it is not known."""
    names = {kind.name for kind in _kinds(Words(str(issue["treatment"].value or "")))}
    category = issue["category"].value
    return names | ({str(category)} if category else set()) - ({PHARMACEUTICALS} if names else set())
