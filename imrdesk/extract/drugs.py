"""Medicines as letters name them: the vocabulary's names, found in text."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from .vocabularies import any_of, vocabulary

_WORD = re.compile(r"(?<![A-Za-z])[A-Za-z][A-Za-z-]*(?![A-Za-z])")


@cache
def _names() -> dict[str, str]:
    """Each known name in lower case, with the generic name it stands for."""
    found: dict[str, str] = {}
    for generic_name, others in vocabulary("drugs")["drugs"].items():
        for name in (generic_name, *others):
            found[name.lower()] = generic_name
    return found


@cache
def _by_first_word() -> dict[str, "re.Pattern[str]"]:
    """For each first word of a name, the pattern of all names that begin with it: a look-up a word is far quicker
    than one pattern of all names."""
    groups: dict[str, list[str]] = defaultdict(list)
    for name in _names():
        if first := _WORD.match(name):
            groups[first[0].split("-")[0]].append(name)
    return {word: re.compile(any_of(names) + r"(?![A-Za-z])", re.IGNORECASE) for word, names in groups.items()}


def find(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where known medicines stand between two offsets, the longest name at each place."""
    at = start
    for word in _WORD.finditer(text, start, end):
        if word.start() < at:
            continue
        pattern = _by_first_word().get(word[0].lower().split("-")[0])
        if pattern and (match := pattern.match(text, word.start(), end)):
            at = match.end()
            yield match.span()


def generic(name: str) -> str | None:
    """The generic name of a medicine, None where the vocabulary has it not."""
    return _names().get(" ".join(name.split()).lower())


def known_names() -> tuple[str, ...]:
    """Every name of the vocabulary in lower case."""
    return tuple(_names())
