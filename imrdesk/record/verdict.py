"""The sentences of a rationale, and which of them gives the verdict."""

import re
from itertools import pairwise

_STOP = re.compile(r"[.!?]+[\"”’)\]]*\s+(?=[\"“(\[]?[A-Z])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:Dr|Mr|Mrs|Ms|Drs|vs|No|Nos|Sec|St|Inc|Jr|Sr|al|etc|e\.g|i\.e|cf|[A-Z])\.\s*$"
)
_STRONG = re.compile(
    r"medically\s*necessary|not\s*medically"
    r"|medical\s+necessity\b.{0,90}\b(?:established|supported|documented|demonstrated|substantiated|met|found)\b",
    re.IGNORECASE | re.DOTALL,
)
_DENIED = re.compile(r"\bnot\b|\bno\b", re.IGNORECASE)
_WEAK = re.compile(
    r"\b(?:recommended|warranted|indicated|supported|appropriate|certified|certification|approved|authorized)\b",
    re.IGNORECASE,
)
_CAVEAT = re.compile(r"should not be (?:interpreted|construed)|is not a recommendation to", re.IGNORECASE)


def sentences(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence."""
    ends = (stop.end() for stop in _STOP.finditer(text))
    bounds = [0, *(end for end in ends if not _ABBREVIATION.search(text, max(end - 9, 0), end)), len(text)]
    return [(low, high) for low, high in pairwise(bounds) if text[low:high].strip()]


def verdict(said: list[str]) -> int:
    """Which sentence gives the verdict; the last one where none says it in the usual words."""
    for pattern in (_STRONG, _WEAK):
        fits = [number for number, text in enumerate(said) if pattern.search(text) and not _CAVEAT.search(text)]
        if fits:
            return fits[-1]
    return len(said) - 1


def is_verdict(text: str, *, denied: bool = False) -> bool:
    """Whether a sentence says that something is medically necessary, or that it is not."""
    return bool(_STRONG.search(text)) and not _CAVEAT.search(text) and (not denied or bool(_DENIED.search(text)))


def is_caveat(text: str) -> bool:
    """Whether a sentence says how the verdict is not to be read."""
    return bool(_CAVEAT.search(text))


def before_verdict(text: str) -> str:
    """What a sentence says before it gives its verdict; all of it where it gives none."""
    found = _STRONG.search(text)
    return text[: found.start()] if found else text
