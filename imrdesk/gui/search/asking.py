"""What can be asked for: the names a builder offers, and how what is being typed can be completed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from imrdesk.errors import InputError
from imrdesk.record.fields import field
from imrdesk.store import FACETS, Clause
from imrdesk.store.language import FILTERS, OF_RECORD, WHERE, WHOLE_LETTER, choices_of

WORDS, PHRASE = "", '"'
NAMED = {
    "decision": "Decision", "category": "Category", "treatment": "Treatment", "drug": "Drug", "body": "Body part",
    "chapter": "Guideline", "specialty": "Specialty", "date": "Decided", "diagnosis": "Diagnosis",
    "medication": "Medication", "outcome": "Outcome of the case", "side": "Side", "status": "Status",
    "reviewer": "Reviewed by", "case": "Case number", "age": "Age", "sex": "Sex", "injury": "Injured",
    "denied": "UR denial", "file": "File", "flag": "Flag", WHERE: "Words are looked for in",
}  # fmt: skip
"""What people call the filters they use most, in the order of a builder."""
OFFERED = {WORDS: "Words", PHRASE: "Exact phrase", **NAMED}
HINTS = {"date": "2016, 2016..2017 or 2016-03-15", "age": "47 or 40..50", WORDS: "words, or inject*"}
_TOKEN = re.compile(r'(?:[A-Za-z_]{2,}:=?)?(?:"[^"]*|[^\s"]*)$')


@dataclass(frozen=True, slots=True)
class Typing:
    """The piece of a query that is being typed: from `start` on, a filter's `name` ("" while that itself is typed),
    and what stands there of its value or name."""

    start: int
    name: str
    exact: bool
    begun: str


def typing_at(text: str, cursor: int) -> Typing:
    """What is being typed at the cursor."""
    match = _TOKEN.search(text[:cursor])
    token = match[0] if match else ""
    name, colon, value = token.partition(":")
    if not colon:
        return Typing(cursor - len(token), "", False, token)
    return Typing(cursor - len(token), name.casefold(), value.startswith("="), value.lstrip("=").strip('"'))


def completions(typing: Typing, known: Mapping[str, tuple[str, ...]], most: int = 12) -> list[str]:
    """What the piece can become, as it is written; the values are those that items have."""
    begun = typing.begun.casefold()
    if not typing.name:
        names = (f"{name}:" for name in FILTERS if name.startswith(begun)) if len(begun) > 1 else ()
        return sorted(names, key=lambda name: (name[:-1] not in NAMED, name))[:most]
    found = (value for value in values_of(typing.name, known) if _begins(value, begun))
    return [Clause(typing.name, value, exact=typing.exact).written for value in found][:most]


def values_of(name: str, known: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The values a filter may have, as far as they can be listed."""
    if name == WHERE:
        return (WHOLE_LETTER,)
    fixed = tuple(dict.fromkeys(choice for key in FILTERS.get(name, ()) for choice in choices_of(key)))
    return fixed or known.get(name, ())


def label_of(clause: Clause) -> str:
    """What people call what a clause asks for."""
    if not clause.name:
        return OFFERED[PHRASE if clause.quoted else WORDS]
    return OFFERED.get(clause.name.casefold()) or _field_label(clause.name.casefold())


def takes_exact(name: str) -> bool:
    """Whether a filter can ask for a whole value."""
    return any(facet.filter == name and not facet.plain for facet in FACETS.values())


def _field_label(name: str) -> str:
    keys = FILTERS.get(name, ())
    try:
        return field(keys[0]).label if keys and keys[0] not in OF_RECORD else name
    except InputError:
        return name


def _begins(value: str, begun: str) -> bool:
    """Whether a word of the value begins so."""
    plain = value.casefold()
    return plain.startswith(begun) or f" {begun}" in plain
