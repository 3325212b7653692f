"""The words the rules know: the TOML files in resources/vocabularies, and those in a user's own folder."""

import logging
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from imrdesk.paths import home, resource

from .phrases import Phrases

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
    return "(?:" + "|".join(map(spaced, sorted(words, key=len, reverse=True))) + ")"


def spaced(words: str) -> str:
    """A pattern for a word or phrase, however its spaces and hyphens fall."""
    return re.escape(words).replace(r"\-", r"-\s?").replace(r"\ ", r"[\s-]+")


@cache
def phrases(name: str, table: str) -> Phrases:
    """The words and phrases of a vocabulary's table, which may be patterns, each under the entry it belongs to."""
    listed = vocabulary(name)[table]
    return Phrases(listed if isinstance(listed, dict) else {table: listed})
