"""Checks of a heading's own arithmetic: how often times how long against the total it gives."""

import re
from collections.abc import Iterator

from imrdesk.record.finding import Problem

from .reading import Reading

_WORDS = {
    "once": 1, "one": 1, "twice": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "daily": 1,
}  # fmt: skip
_N = rf"(?:\d+|{'|'.join(_WORDS)})"
_UNIT = r"(?:sessions?|visits?|treatments?)"
_SUMS: tuple[re.Pattern[str], ...] = (
    re.compile(
        rf"(?<![-\d])\b(?P<often>{_N})\s*(?:\(\d+\)\s*)?(?:times?|x|visits|sessions)?\s*(?:a|per|/|each)?\s*week(?:ly)?\s*,?\s*"
        rf"(?:for|x|times|over)\s*(?P<long>{_N})\s*(?:\(\d+\)\s*)?(?:weeks?|wks?)[\s,;:-]*"
        rf"(?:\(\s*(?:total\s+(?:of\s+)?)?(?P<all>\d+)\s*(?:{_UNIT})?\s*\)|"
        rf"(?:for\s+)?(?:an?\s+)?total\s*(?:of\s+|:\s*)?(?P<total>{_N})\b(?:\s*{_UNIT})?|"
        rf"(?P<in_total>{_N})\s*{_UNIT}\s+(?:in\s+)?total\b)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?<![\w.])(?P<often>\d)\s?x\s?(?P<long>\d{{1,2}})\s*(?:weeks?|wks?)?\s*\(\s*(?P<all>\d+)\s*{_UNIT}\s*\)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?P<each>{_N})\s+(?:tab(?:let)?s?|caps?(?:ule)?s?|pills?)\s+(?:by\s+mouth\s+|po\s+)?(?P<often>{_N})"
        rf"(?:\s+times)?(?:\s+(?:a\s+day|per\s+day|daily))?\s*,?\s*(?:for\s+|x\s*)?(?P<long>{_N})\s+days?,?\s*#\s?(?P<all>\d+)",
        re.IGNORECASE,
    ),
)


def total(reading: Reading) -> Iterator[Problem]:
    """A heading whose total is not what its own rate comes to."""
    for number, issue in enumerate(reading.issues):
        heading = str(issue["treatment"].value or "")
        for pattern in _SUMS:
            for match in pattern.finditer(heading):
                parts = match.groupdict()
                comes_to = _count(parts.get("each") or "1") * _count(match["often"]) * _count(match["long"])
                given = next(filter(None, map(parts.get, ("all", "total", "in_total"))))
                if comes_to != _count(given):
                    message = f"Item {number + 1}: “{match[0].strip()}” comes to {comes_to}, not {given}."
                    name = f"issues[{number}].quantity"
                    yield reading.problem("total", message, (name,), issue["treatment"].evidence)


def _count(words: str) -> int:
    return _WORDS[words.lower()] if words.lower() in _WORDS else int(words)
