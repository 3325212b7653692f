"""The words the rules know, from the TOML files in resources/vocabularies, which a user may extend."""

import re
import tomllib
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
def terms(name: str, table: str) -> tuple[tuple[str, "re.Pattern[str]"], ...]:
    """For each entry of a vocabulary's table: its name, and the pattern of its words. Words may be patterns."""
    return tuple(
        (key, re.compile(r"(?<![A-Za-z])(?:" + "|".join(words) + r")(?![A-Za-z])", re.IGNORECASE))
        for key, words in vocabulary(name)[table].items()
    )
