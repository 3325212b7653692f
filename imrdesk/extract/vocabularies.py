"""The words the rules know: the TOML files in resources/vocabularies, and those in a user's own folder."""

import logging
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from imrdesk.paths import home, resource

log = logging.getLogger(__name__)


def own_folder() -> Path:
    """Where a user's own vocabulary files lie: of the same names and tables, their words are added to ours."""
    return home() / "vocabularies"


@cache
def vocabulary(name: str) -> dict[str, Any]:
    """The words of one vocabulary, a user's own among them."""
    ours = _read(resource("vocabularies", f"{name}.toml"))
    own = own_folder() / f"{name}.toml"
    if not own.is_file():
        return ours
    if complaint := fault(own):
        log.warning("own vocabulary left out: %s", complaint)
        return ours
    return _joined(ours, _read(own))


def fault(path: Path) -> str | None:
    """What is wrong with a vocabulary file of a user's, in words; None where it can be used."""
    try:
        own = _read(path)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return f"{path.name} is no TOML file: {error}"
    ours = resource("vocabularies", path.name)
    if not ours.is_file():
        return f"{path.name} is the name of no vocabulary."
    known = _read(ours)
    for table, content in own.items():
        if type(content) is not type(known.get(table)):
            return f"{path.name} has a table “{table}” that the vocabulary has not, or in another form."
    for word in _texts(own):
        try:
            re.compile(word)
        except re.error as error:
            return f"{path.name}: “{word}” is no pattern: {error}."
    return None


def _read(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)


def _joined(ours: Any, own: Any) -> Any:
    """Two vocabularies as one: tables entry by entry, lists end to end."""
    if isinstance(ours, dict) and isinstance(own, dict):
        added = {key: _joined(ours[key], value) if key in ours else value for key, value in own.items()}
        return {**ours, **added}
    return [*ours, *own] if isinstance(ours, list) and isinstance(own, list) else own


def _texts(content: Any) -> Iterator[str]:
    """Every word in a vocabulary's tables."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict | list):
        for part in content.values() if isinstance(content, dict) else content:
            yield from _texts(part)


def any_of(words: list[str] | tuple[str, ...]) -> str:
    """A pattern for any of these words or phrases, the longest first, however their spaces and hyphens fall."""
    pieces = (
        re.escape(word).replace(r"\-", r"-\s?").replace(r"\ ", r"[\s-]+")
        for word in sorted(words, key=len, reverse=True)
    )
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


def named_at(name: str, table: str, text: str, start: int, end: int) -> tuple[int, str] | None:
    """The end and the entry of a word of a vocabulary's table that begins at an offset."""
    entries, pattern = _any_entry(name, table)
    match = pattern.match(text, start, end)
    return (match.end(), entries[int((match.lastgroup or "entry0")[5:])]) if match else None
