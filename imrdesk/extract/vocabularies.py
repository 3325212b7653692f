"""The words the rules know, from the TOML files in resources/vocabularies, which a user may extend."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Any

from imrdesk.paths import resource


@cache
def vocabulary(name: str) -> dict[str, Any]:
    """The content of one vocabulary file."""
    with resource("vocabularies", f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def any_of(words: list[str] | tuple[str, ...]) -> str:
    """A pattern for any of these words or phrases, the longest first, however their spaces and hyphens fall."""
    pieces = (re.escape(word).replace(r"\ ", r"[\s-]+") for word in sorted(words, key=len, reverse=True))
    return "(?:" + "|".join(pieces) + ")"


@cache
def _any_entry(name: str, table: str) -> tuple[tuple[str, ...], "re.Pattern[str]"]:
    """The entries of a vocabulary's table, and one pattern with a group for each; words may be patterns."""
    entries = vocabulary(name)[table]
    groups = (f"(?P<entry{number}>{'|'.join(words)})" for number, words in enumerate(entries.values()))
    return tuple(entries), re.compile(rf"(?<![A-Za-z])(?:{'|'.join(groups)})(?![A-Za-z])", re.IGNORECASE)


def mentions(name: str, table: str, text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Where words of a vocabulary's table stand between two offsets, and the entry each belongs to."""
    entries, pattern = _any_entry(name, table)
    for match in pattern.finditer(text, start, end):
        yield match.start(), match.end(), entries[int((match.lastgroup or "entry0")[5:])]
