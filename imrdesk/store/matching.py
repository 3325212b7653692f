"""Where in a text the words of a query stand, as the index sees them: case and accents make no difference."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from imrdesk.document.locate import fold

from .language import Term

TOKENIZER = "unicode61 remove_diacritics 2"  # how every index parts text into words
HIT_START, HIT_END = "\x02", "\x03"
BEFORE, AFTER = 70, 150  # characters of an excerpt around its first word
NEAR = 70  # characters from one word to another that stands with it
_TOKEN = re.compile(r"[^\W_]+")


def matches(text: str, terms: Sequence[Term]) -> list[tuple[int, int, int]]:
    """Each place that has a term, in order: start, end, and which of the terms."""
    plain = _plain(text)
    found = [(*match.span(), place) for place, term in enumerate(terms) for match in _pattern(term).finditer(plain)]
    return sorted(found)


def densest(found: Sequence[tuple[int, int, int]]) -> tuple[int, int]:
    """The first of the places from which on most of the terms stand close together."""
    if len({term for *_, term in found}) == 1:
        return found[0][:2]
    best, most, past = 0, 0, 0
    near: Counter[int] = Counter()
    for index, (start, _end, own) in enumerate(found):
        while past < len(found) and found[past][0] <= start + NEAR:
            near[found[past][2]] += 1
            past += 1
        if len(near) > most:
            best, most = index, len(near)
        near[own] -= 1
        if not near[own]:
            del near[own]
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
    return (text if text.isascii() else _BEYOND_ASCII.sub(_base, text)).lower()


_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


def _base(found: re.Match[str]) -> str:
    return _letter(found[0])


@lru_cache(4096)
def _letter(char: str) -> str:
    """One character for one, so that offsets stay."""
    return unicodedata.normalize("NFD", char)[0].lower()[:1]


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
