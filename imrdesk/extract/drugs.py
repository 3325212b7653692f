"""Medicines as letters name them: the vocabulary's names, found in text."""

import difflib
from collections.abc import Iterator
from functools import cache

from .phrases import WORD_START, Phrases, Words
from .vocabularies import spaced, vocabulary

_LIKE = 0.8


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
def _phrases() -> Phrases:
    """Every known name, the longer before the shorter; the end of a hyphenated word is none."""
    return Phrases({"": map(spaced, sorted(_names(), key=len, reverse=True))}, rf"{WORD_START}(?<![A-Za-z]-)")


def find(words: Words, start: int | None = None, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Where known medicines stand between two offsets, the longest name at each place."""
    for low, high, _name in words.mentions(_phrases(), start, end):
        yield low, high


def generic(name: str) -> str | None:
    """The generic name of a medicine, None where the vocabulary has it not."""
    return _names().get(" ".join(name.split()).lower().replace("- ", "-"))


@cache
def family(words: str) -> tuple[str, str]:
    """The generic name of the first medicine in some words, and its class; "" for what is not known."""
    place = next(find(Words(words)), None)
    name = (generic(words[slice(*place)]) if place else None) or ""
    return name, _classes().get(name, "")


@cache
def _classes() -> dict[str, str]:
    """The class of each generic name that has one."""
    return {name: kind for kind, names in vocabulary("drug_classes")["classes"].items() for name in names}


def nearest(name: str) -> str | None:
    """The known name that is most like an unknown one, if any is like it."""
    wanted = name.lower()
    letters = set(wanted)
    able = [  # a name that lacks too many of the letters cannot be so like, and costs no comparison
        known
        for known, its in _letters().items()
        if min(len(wanted) - len(letters - its), len(known) - len(its - letters)) * 2
        >= _LIKE * (len(wanted) + len(known))
    ]
    return next(iter(difflib.get_close_matches(wanted, able, n=1, cutoff=_LIKE)), None)


@cache
def _letters() -> dict[str, set[str]]:
    """The letters of each known name."""
    return {name: set(name) for name in _names()}
