"""Medicines as letters name them: the vocabulary's names, found in text."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from .vocabularies import any_of, vocabulary

_WORD = re.compile(r"(?<![A-Za-z])[A-Za-z][A-Za-z-]*(?![A-Za-z])")


@cache
def listed() -> dict[str, str]:
    """Each known name as the vocabularies write it, with the generic name it stands for."""
    found: dict[str, str] = {}
    for table in ("drugs_more", "drugs"):  # the second list knows better
        for generic_name, others in vocabulary(table)["drugs"].items():
            found.update(dict.fromkeys((generic_name, *others), generic_name))
    return found


@cache
def _names() -> dict[str, str]:
    """Each known name in lower case, with the generic name it stands for."""
    return {name.lower(): generic_name for name, generic_name in listed().items()}


@cache
def _by_first_word() -> dict[str, list[str]]:
    """The names that begin with each word: a look-up a word is far quicker than one pattern of all names."""
    groups: dict[str, list[str]] = defaultdict(list)
    for name in _names():
        if first := _WORD.match(name):
            groups[first[0].split("-")[0]].append(name)
    return groups


@cache
def _beginning(word: str) -> "re.Pattern[str]":
    """Any of the names that begin with a word."""
    return re.compile(any_of(_by_first_word()[word]) + r"(?![A-Za-z])", re.IGNORECASE)


def find(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where known medicines stand between two offsets, the longest name at each place."""
    at = start
    for word in _WORD.finditer(text, start, end):
        if word.start() < at:
            continue
        first = word[0].lower().split("-")[0]
        if first in _by_first_word() and (match := _beginning(first).match(text, word.start(), end)):
            at = match.end()
            yield match.span()


def generic(name: str) -> str | None:
    """The generic name of a medicine, None where the vocabulary has it not."""
    return _names().get(" ".join(name.split()).lower().replace("- ", "-"))


@cache
def family(words: str) -> tuple[str, str]:
    """The generic name of the first medicine in some words, and its class; "" for what is not known."""
    place = next(find(words, 0, len(words)), None)
    name = (generic(words[slice(*place)]) if place else None) or ""
    return name, _classes().get(name, "")


@cache
def _classes() -> dict[str, str]:
    """The class of each generic name that has one."""
    return {name: kind for kind, names in vocabulary("drug_classes")["classes"].items() for name in names}


def known_names() -> tuple[str, ...]:
    """Every name of the vocabulary in lower case."""
    return tuple(_names())
