"""What an item's own words leave open, told from the rest of the letter: always to be looked at."""

from collections.abc import Mapping
from dataclasses import dataclass

from imrdesk.record.finding import Evidence, Finding

from . import drugs
from .letter import Letter, propose
from .treatment import named_parts
from .vocabularies import vocabulary

PAIRED = frozenset((
    "shoulder", "upper arm", "elbow", "forearm", "wrist", "hand", "finger",
    "hip", "thigh", "knee", "lower leg", "ankle", "foot", "toe",
))  # fmt: skip
_OF_NO_PART = {"Transportation", "Home Health", "Supplies", "Therapies", "Lab & Pathology"}
_OF_NO_SIDE = _OF_NO_PART | {"Programs", "Other Rehabilitation", "Psych Services"}
_REGIONS: dict[str, tuple[str, ...]] = {  # words of a heading that tell one region of the body from another
    "spinal": ("neck", "upper back", "low back"),
    "spine": ("neck", "upper back", "low back"),
    "joint": ("shoulder", "elbow", "wrist", "hip", "knee", "ankle"),
}
_OF_MIND_OR_ORGANS = {"psyche", "internal"}  # medicines for these are told by their class
_FIXED_PART = {"Psych Services": ("psyche",)}


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
        parts = found["body_parts"] = _parts(item, diagnosed, _spoken_of(letter, rationale))
    if "side" not in item:
        kind = {item["category"].value, item["subcategory"].value}
        paired = (
            kind.isdisjoint(_OF_NO_SIDE)
            and isinstance(parts.value, tuple)
            and not PAIRED.isdisjoint(str(part) for part in parts.value)
        )
        found["side"] = _side(diagnosed) if paired else propose("not_stated", None)
    return found


def _diagnosed(case: Mapping[str, Finding]) -> _Named:
    """What the diagnoses name."""
    finding = case.get("diagnoses")
    if not finding or not isinstance(finding.value, tuple):
        return _Named((), frozenset(), ())
    text = "; ".join(str(item) for item in finding.value)
    return _named(text, 0, len(text), finding.evidence)


def _spoken_of(letter: Letter, rationale: tuple[int, int] | None) -> _Named:
    """What a rationale names."""
    if rationale is None:
        return _Named((), frozenset(), ())
    return _named(letter.text, *rationale, letter.evidence(*rationale))


def _named(text: str, start: int, end: int, places: tuple[Evidence, ...]) -> _Named:
    parts = tuple(part for _begin, _stop, part in named_parts(text, start, end))
    sides = frozenset(side for _begin, _stop, side in named_parts(text, start, end, "sides"))
    return _Named(parts, sides, places)


def _parts(item: Mapping[str, Finding], diagnosed: _Named, spoken_of: _Named) -> Finding:
    kind = {item["category"].value, item["subcategory"].value}
    if not kind.isdisjoint(_OF_NO_PART):
        return propose("item.body_parts.context", ())
    for name, parts in _FIXED_PART.items():
        if name in kind:
            return propose("item.body_parts.context", parts)
    if "Pharmaceuticals" in kind:
        return _treated_by(item["drug"], diagnosed)
    words = str(item["disputed_treatment"].value).lower()
    if implied := tuple(part for _begin, _stop, part in named_parts(words, 0, len(words), "implied")):
        return propose("item.body_parts.context", implied, item["disputed_treatment"].evidence)
    region = next((parts for word, parts in _REGIONS.items() if word in words), spoken_of.parts)
    meant = tuple(part for part in diagnosed.parts if part in region)
    return propose("item.body_parts.context", meant or diagnosed.parts, diagnosed.places)


def _treated_by(drug: Finding, diagnosed: _Named) -> Finding:
    """The part a medicine is for: by its class, else the only one that is diagnosed."""
    generic = drugs.generic(str(drug.value or "").split(" (")[0])
    for part, names in vocabulary("drugs")["for_part"].items():
        if generic in names:
            return propose("item.body_parts.context", (part,), drug.evidence)
    of_body = tuple(part for part in diagnosed.parts if part not in _OF_MIND_OR_ORGANS)
    only = of_body if len(of_body) == 1 else ()
    return propose("item.body_parts.context", only, diagnosed.places if only else ())


def _side(diagnosed: _Named) -> Finding:
    """The only side the diagnoses name, for a part of the body that there is twice."""
    side = next(iter(diagnosed.sides)) if len(diagnosed.sides) == 1 else None
    return propose("item.side.context", side, diagnosed.places if side else ())
