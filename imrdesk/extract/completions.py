"""Words to complete what a person types, out of the vocabularies."""

import re
from collections.abc import Iterable
from functools import cache

from imrdesk.record.fields import BODY_PARTS

from . import drugs
from .vocabularies import vocabulary


@cache
def completions() -> dict[str, tuple[str, ...]]:
    """The words a field's values are made of, by the field's key; of citations the chapters, by their source."""
    names = _sorted(drugs.listed())
    guidelines, reviewer = vocabulary("guidelines"), vocabulary("reviewer")
    chapters = (f"{source} {name}" for source in ("MTUS", "ODG") for name in guidelines[f"{source.lower()}_chapters"])
    cited = _sorted([*chapters, "ACOEM", "Other", "none"])
    return {
        "reviewer_licensure": _sorted(reviewer["states"]),
        "reviewer_specialties": _sorted(reviewer["specialties"]),
        "diagnoses": _sorted(_plain(vocabulary("clinical")["conditions"])),
        "medications": names,
        "drug": names,
        "body_parts": BODY_PARTS,
        "claims_administrator_citations": cited,
        "imr_citations": cited,
    }


def _plain(patterns: list[str]) -> list[str]:
    """The patterns that stand for one word and its plural, as that word."""
    words = (pattern.removesuffix("s?") for pattern in patterns)
    return [word for word in words if re.fullmatch(r"[A-Za-z -]+", word)]


def _sorted(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(words), key=str.lower))
