"""Medicines as letters name them: the vocabulary's names, found in text."""

import re
from functools import cache

from .vocabularies import any_of, vocabulary


@cache
def names() -> dict[str, str]:
    """Each known name in lower case, with the generic name it stands for."""
    found: dict[str, str] = {}
    for generic, others in vocabulary("drugs")["drugs"].items():
        for name in (generic, *others):
            found[name.lower()] = generic
    return found


@cache
def pattern() -> "re.Pattern[str]":
    """Any known medicine as a whole word; names of more than one word first."""
    words = sorted(names(), key=lambda name: (-len(name.split()), -len(name)))
    return re.compile(rf"(?<![A-Za-z]){any_of(words)}(?![A-Za-z])", re.IGNORECASE)


def generic(name: str) -> str | None:
    """The generic name of a medicine, None where the vocabulary has it not."""
    return names().get(" ".join(name.split()).lower())
