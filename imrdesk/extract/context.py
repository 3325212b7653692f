"""What an item's own words leave open, told from the rest of the letter: always to be looked at."""

from collections.abc import Mapping

from imrdesk.record.finding import Finding

from .letter import Letter, propose
from .treatment import named_parts

_WHOLE_BODY = {"Transportation", "Home Health"}


def complete(
    letter: Letter, item: Mapping[str, Finding], case: Mapping[str, Finding], guideline: tuple[int, int] | None
) -> dict[str, Finding]:
    """Body parts and side of an item whose heading names none: from its guideline's chapter, then the diagnoses."""
    found: dict[str, Finding] = {}
    if "body_parts" not in item:
        found["body_parts"] = _parts(letter, item, case, guideline)
    if "side" not in item:
        parts = (item.get("body_parts") or found["body_parts"]).value
        found["side"] = _side(case, parts if "body_parts" not in item else ())
    return found


def _parts(
    letter: Letter, item: Mapping[str, Finding], case: Mapping[str, Finding], guideline: tuple[int, int] | None
) -> Finding:
    if item["category"].value in _WHOLE_BODY:
        return propose("item.body_parts.context", ())
    if item["category"].value == "Psych Services":
        return propose("item.body_parts.context", ("psyche",))
    for text, places in _contexts(letter, case, guideline):
        if named := named_parts(text, 0, len(text)):
            return propose("item.body_parts.context", tuple(part for _b, _e, part in named), places)
    return propose("item.body_parts.context", ())


def _contexts(letter: Letter, case: Mapping[str, Finding], guideline: tuple[int, int] | None):
    diagnoses = case.get("diagnoses")
    if diagnoses and isinstance(diagnoses.value, tuple) and diagnoses.value:
        yield "; ".join(str(item) for item in diagnoses.value), diagnoses.evidence
    if guideline:
        yield letter.text[slice(*guideline)], letter.evidence(*guideline)


def _side(case: Mapping[str, Finding], parts: object) -> Finding:
    diagnoses = case.get("diagnoses")
    if not parts or not diagnoses or not isinstance(diagnoses.value, tuple):
        return propose("not_stated", None)
    text = "; ".join(str(item) for item in diagnoses.value)
    sides = {side for _begin, _end, side in named_parts(text, 0, len(text), "sides")}
    if len(sides) == 1:
        return propose("item.side.context", sides.pop(), diagnoses.evidence)
    return propose("not_stated", None)
