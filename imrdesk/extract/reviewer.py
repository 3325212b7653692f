"""The expert reviewer's licences and specialties: as a list, or in prose as older letters give them."""

import re
from functools import cache

from imrdesk.record.finding import Finding

from .letter import Letter, propose
from .vocabularies import any_of, vocabulary

_LICENSURE = re.compile(r"State\s?\(s\)\s+of\s+Licensure\s*:\s*(?P<states>.*?)\s*(?=Certification)", re.IGNORECASE)
_SPECIALTY = re.compile(r"Certification\s?\(s\)\s*/\s*Specialty\s*:\s*(?P<names>.*)", re.IGNORECASE)
_PROSE_LICENCE = re.compile(
    r"(?:is\s+)?licensed\s+to\s+practice\s+in\s+(?P<states>[A-Z][A-Za-z ,]+?)(?=\.|\s+He/she|$)"
)
_PROSE_SPECIALTY = re.compile(
    r"(?:Board\s+Certified\s+in|licensed\s+in|[Ss]ubspecialty\s+(?:Certificate\s+)?in|specializes\s+in)\s+"
    r"(?P<names>[A-Z].*?)(?=,?\s+(?:and\s+)?(?:is\s+licensed|has\s+a\s+[Ss]ub|who\s+is|is\s+Board)|\.(?:\s|$))"
)
UNKNOWN = "“{}” is not in the list: check the spelling."


def extract(letter: Letter, start: int, end: int) -> dict[str, Finding]:
    """Licences and specialties named between two offsets."""
    found: dict[str, Finding] = {}
    if match := _LICENSURE.search(letter.text, start, end):
        found["reviewer_licensure"] = _list(letter, "reviewer.licensure", "states", match.span("states"))
    elif prose := _PROSE_LICENCE.search(letter.text, start, end):
        found["reviewer_licensure"] = _list(letter, "reviewer.prose", "states", prose.span("states"))
    if match := _SPECIALTY.search(letter.text, start, end):
        found["reviewer_specialties"] = _list(letter, "reviewer.specialties", "specialties", match.span("names"))
    elif matches := list(_PROSE_SPECIALTY.finditer(letter.text, start, end)):
        found["reviewer_specialties"] = _prose(letter, matches)
    return found


def is_known(name: str) -> bool:
    """Whether the vocabulary has a state or specialty of that name."""
    return any(name.lower() == known.lower() for names in vocabulary("reviewer").values() for known in names)


def _parted(name: str) -> list[str]:
    """Two known names that an "and" joins, each by itself; any other as it is."""
    if not is_known(name):
        for mark in re.finditer(r"\s+and\s+", name):
            first, second = name[: mark.start()], name[mark.end() :]
            if is_known(first) and is_known(second):
                return [first, second]
    return [name.removeprefix("and ")]


def _prose(letter: Letter, matches: list["re.Match[str]"]) -> Finding:
    names = tuple(name for match in matches for item in _split(match["names"], "specialties") for name in _parted(item))
    places = tuple(item for match in matches for item in letter.evidence(*match.span("names")))
    return propose("reviewer.prose", names, places, letter.text[matches[0].start() : matches[-1].end()])


def _list(letter: Letter, rule: str, table: str, span: tuple[int, int]) -> Finding:
    start, end = span
    names = [name for item in _split(letter.text[start:end], table) for name in _parted(item)]
    known = {name.lower() for name in vocabulary("reviewer")[table]}
    odd = [name for name in names if name.lower() not in known]
    return letter.found(rule, start, end, tuple(names), doubt=UNKNOWN.format(odd[0]) if odd else None)


@cache
def _commas(table: str) -> "re.Pattern[str]":
    """Names of the vocabulary that hold a comma, kept whole when a list is split at its commas."""
    whole = [name for name in vocabulary("reviewer")[table] if "," in name]
    return re.compile(any_of(whole) if whole else r"(?!)", re.IGNORECASE)


def _split(text: str, table: str) -> list[str]:
    """The names of a list; commas part them, with a space or without."""
    names: list[str] = []
    at = 0
    for match in _commas(table).finditer(text):
        names += text[at : match.start()].split(",")
        names.append(match[0].replace(",", "\0"))
        at = match.end()
    names += text[at:].split(",")
    return [clean for name in names if (clean := name.replace("\0", ",").strip(" .;"))]
