"""Where in a text the words of a query stand, as the index sees them: case and accents make no difference."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from imrdesk.document.locate import fold

from .language import Term

TOKENIZER = "unicode61 remove_diacritics 2"  # how every index parts text into words
HIT_START, HIT_END = "\x02", "\x03"
BEFORE, AFTER = 70, 150  # characters of an excerpt around its first word
_TOKEN = re.compile(r"[^\W_]+")


def matches(text: str, terms: Sequence[Term]) -> list[tuple[int, int, int]]:
    """Each place that has a term, in order: start, end, and which of the terms."""
    plain = _plain(text)
    found = [(*match.span(), place) for place, term in enumerate(terms) for match in _pattern(term).finditer(plain)]
    return sorted(found)


def densest(found: Sequence[tuple[int, int, int]]) -> tuple[int, int]:
    """The stretch where most of the terms stand close together."""
    best, most = 0, 0
    for index, (start, _end, _term) in enumerate(found):
        near = {term for low, _high, term in found[index:] if low <= start + AFTER}
        if len(near) > most:
            best, most = index, len(near)
    return found[best][:2]


def excerpt(text: str, found: Sequence[tuple[int, int, int]], at: int) -> str:
    """The text around an offset on one line, each match between HIT_START and HIT_END."""
    low, high = _word_start(text, at - BEFORE), _word_end(text, at + AFTER)
    parts: list[str] = []
    done = low
    for start, end, _term in found:
        if done <= start and end <= high:
            parts += (text[done:start], HIT_START, text[start:end], HIT_END)
            done = end
    parts.append(text[done:high])
    return f"{'…' if low else ''}{fold(''.join(parts))}{'…' if high < len(text) else ''}"


@lru_cache(64)
def _pattern(term: Term) -> re.Pattern[str]:
    """The term as an expression over plain text."""
    ways = [r"[\W_]+".join(map(re.escape, _TOKEN.findall(_plain(way)))) for way in (term.text, term.other) if way]
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(ways)})" + (r"[^\W_]*" if term.begins else r"(?![^\W_])"))


def _plain(text: str) -> str:
    """The text in small letters without accents, each character still in its place."""
    if text.isascii():
        return text.lower()
    return "".join(unicodedata.normalize("NFD", char)[0].lower()[:1] for char in text)


def _word_start(text: str, offset: int) -> int:
    if offset <= 0:
        return 0
    space = re.compile(r"\s").search(text, offset)
    return min(space.end() if space else offset, offset + BEFORE)


def _word_end(text: str, offset: int) -> int:
    if offset >= len(text):
        return len(text)
    space = max(text.rfind(sign, 0, offset) for sign in (" ", "\n"))
    return space if space > offset - BEFORE else offset
