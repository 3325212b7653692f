"""What an item's own words leave open, told from the rest of the letter: always to be looked at."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from imrdesk.record.finding import Evidence, Finding

from . import drugs
from .letter import Letter, propose
from .phrases import Words
from .treatment import named_parts
from .vocabularies import phrases, vocabulary

PAIRED = frozenset((
    "shoulder", "upper arm", "elbow", "forearm", "wrist", "hand", "finger",
    "hip", "thigh", "knee", "lower leg", "ankle", "foot", "toe",
))  # fmt: skip
_OF_NO_SIDE = {
    "Transportation", "Home Health", "Lab & Pathology", "Supplies", "Therapies", "Programs", "Other Rehabilitation",
    "Psych Services",
}  # fmt: skip
_ONLY_AS_SPOKEN_OF = {"Therapies"}  # given to what the rationale names, not to all that is diagnosed
_SPASM_CLASSES = ("muscle relaxant", "benzodiazepine")
_SPASM = re.compile(r"(?<!without )(?<!no )(?<!denies )\bspasms?\b", re.IGNORECASE)
_REGIONS: dict[str, tuple[str, ...]] = {  # words of a heading that tell one region of the body from another
    "spinal": ("neck", "upper back", "low back"),
    "spine": ("neck", "upper back", "low back"),
    "joint": ("shoulder", "elbow", "wrist", "hip", "knee", "ankle"),
}
_OF_MIND_OR_ORGANS = {"psyche", "internal"}  # medicines for these are told by their class
_BY_KIND: dict[str, tuple[str, tuple[str, ...]]] = {  # parts that the kind of treatment tells, and by which rule
    "Transportation": ("item.body_parts.kind", ()),
    "Home Health": ("item.body_parts.kind", ()),
    "Lab & Pathology": ("item.body_parts.kind", ()),
    "Psych Services": ("item.body_parts.kind", ("psyche",)),
    "Supplies": ("item.body_parts.context", ()),
}


@dataclass(frozen=True, slots=True)
class _Named:
    """Body parts and sides that a text names, and where it stands."""

    parts: tuple[str, ...]
    sides: frozenset[str]
    places: tuple[Evidence, ...]


def complete(
    letter: Letter, item: Mapping[str, Finding], case: Mapping[str, Finding], rationale: tuple[int, int] | None
) -> dict[str, Finding]:
    """Body parts and side of an item whose heading names none: from what its rationale and the diagnoses name."""
    found: dict[str, Finding] = {}
    diagnosed = _diagnosed(case)
    parts = item.get("body_parts")
    if parts is None:
        parts = found["body_parts"] = _parts(item, case, diagnosed, _spoken_of(letter, rationale))
    if "side" not in item:
        kind = {item["category"].value, item["subcategory"].value}
        paired = (
            kind.isdisjoint(_OF_NO_SIDE)
            and isinstance(parts.value, tuple)
            and not PAIRED.isdisjoint(str(part) for part in parts.value)
        )
        found["side"] = _side(case, diagnosed, parts) if paired else propose("not_stated", None)
    return found


def _diagnosed(case: Mapping[str, Finding]) -> _Named:
    """What the diagnoses name."""
    finding = case.get("diagnoses")
    if not finding or not isinstance(finding.value, tuple):
        return _Named((), frozenset(), ())
    text = "; ".join(str(item) for item in finding.value)
    return _named(Words(text), 0, len(text), finding.evidence)


def _spoken_of(letter: Letter, rationale: tuple[int, int] | None) -> _Named:
    """What a rationale names."""
    if rationale is None:
        return _Named((), frozenset(), ())
    return _named(letter.words, *rationale, letter.evidence(*rationale))


def _named(words: Words, start: int, end: int, places: tuple[Evidence, ...]) -> _Named:
    parts = tuple(part for _begin, _stop, part in named_parts(words, start, end))
    sides = frozenset(side for _begin, _stop, side in named_parts(words, start, end, "sides"))
    return _Named(parts, sides, places)


def _parts(item: Mapping[str, Finding], case: Mapping[str, Finding], diagnosed: _Named, spoken_of: _Named) -> Finding:
    kind = {item["category"].value, item["subcategory"].value}
    if known := next((known for name, known in _BY_KIND.items() if name in kind), None):
        return propose(known[0], known[1], item["category"].evidence if known[1] else ())
    if "Pharmaceuticals" in kind:
        return _treated_by(item["drug"], diagnosed, case)
    words = str(item["disputed_treatment"].value).lower()
    if implied := tuple(part for _begin, _stop, part in named_parts(Words(words), table="implied")):
        return propose("item.body_parts.context", implied, item["disputed_treatment"].evidence)
    region = next((parts for word, parts in _REGIONS.items() if word in words), spoken_of.parts)
    of_body = tuple(part for part in diagnosed.parts if part not in _OF_MIND_OR_ORGANS)
    meant = tuple(part for part in of_body if part in region)
    if not meant and not kind.isdisjoint(_ONLY_AS_SPOKEN_OF):
        return propose("item.body_parts.context", spoken_of.parts, spoken_of.places if spoken_of.parts else ())
    sure = len(of_body) == 1 and _most_told(case) == of_body[0]
    rule = "item.body_parts.only" if sure else "item.body_parts.context"
    return propose(rule, meant or of_body or diagnosed.parts, diagnosed.places)


def _most_told(case: Mapping[str, Finding]) -> str | None:
    """The part of the body that the summary names most often."""
    summary = case.get("clinical_summary")
    text = str(summary.value or "") if summary else ""
    counts = Counter(part for _begin, _stop, part in Words(text).mentions(phrases("body_parts", "parts")))
    return counts.most_common(1)[0][0] if counts else None


def _treated_by(drug: Finding, diagnosed: _Named, case: Mapping[str, Finding]) -> Finding:
    """The part a medicine is for: by its class, else the only one that is diagnosed, or that has the spasms."""
    generic, family = drugs.family(str(drug.value or ""))
    for part, names in vocabulary("drugs")["for_part"].items():
        if generic in names:
            return propose("item.body_parts.kind", (part,), drug.evidence)
    of_body = tuple(part for part in diagnosed.parts if part not in _OF_MIND_OR_ORGANS)
    if len(of_body) > 1 and family in _SPASM_CLASSES and (only := _in_spasm(case, of_body)):
        return propose("item.body_parts.context", (only,), diagnosed.places)
    only = of_body if len(of_body) == 1 else ()
    return propose("item.body_parts.context", only, diagnosed.places if only else ())


def _in_spasm(case: Mapping[str, Finding], diagnosed: tuple[str, ...]) -> str | None:
    """The one part that the summary's sentences on spasms name."""
    summary = case.get("clinical_summary")
    sentences = re.split(r"[.;,]\s", str(summary.value or "")) if summary else []
    told = " . ".join(sentence for sentence in sentences if _SPASM.search(sentence))
    parts = {part for _begin, _stop, part in named_parts(Words(told))}.intersection(diagnosed)
    return parts.pop() if len(parts) == 1 else None


def _side(case: Mapping[str, Finding], diagnosed: _Named, parts: Finding) -> Finding:
    """The only side that the diagnoses of the item's parts name, else all of them."""
    names, wanted = case["diagnoses"].value, parts.value
    sides: set[str] = set()
    for name in map(str, names) if isinstance(names, tuple) else ():
        named = _named(Words(name), 0, len(name), ())
        sides |= named.sides if isinstance(wanted, tuple) and not set(named.parts).isdisjoint(wanted) else set()
    sides = sides or set(diagnosed.sides)
    side = sides.pop() if len(sides) == 1 else None
    return propose("item.side.context", side, diagnosed.places if side else ())
