"""The language of the search box: words, "phrases", prefix*, and filters like decision:overturned date:2016..2017."""

import difflib
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from imrdesk.errors import InputError
from imrdesk.record.fields import FIELDS, field
from imrdesk.record.model import FieldValue, Record, Status
from imrdesk.record.values import Kind, Value, show

from .clauses import Clause, clauses

_WORD = re.compile(r"\w+")
_NEVER = re.compile(r"[\x00-\x1f\x7f*\ud800-\udfff]")
_MOST_NUMBERS = 200
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


def _code(key: str) -> str:
    """Three letters that stay the same whatever fields there will be."""
    number = zlib.crc32(key.encode())
    return "".join(chr(97 + number // 26**place % 26) for place in range(3))


OF_RECORD = {"status": Kind.CHOICE, "reviewed_by": Kind.TEXT, "file_name": Kind.TEXT, "flag": Kind.TEXT}
"""What a letter is found by besides its fields."""
FILTERS: dict[str, tuple[str, ...]] = {
    **{item.key: (item.key,) for item in FIELDS if item.kind is not Kind.LONG_TEXT},
    **{key: (key,) for key in OF_RECORD},
    "category": ("category", "subcategory"),
    "specialty": ("reviewer_specialties",),
    "date": ("decision_date",),
    "injury": ("date_of_injury",),
    "denied": ("ur_denial_date",),
    "received": ("application_received",),
    "assigned": ("date_assigned",),
    "case": ("case_number",),
    "age": ("patient_age",),
    "sex": ("patient_sex",),
    "diagnosis": ("diagnoses",),
    "medication": ("medications",),
    "treatment": ("disputed_treatment",),
    "body": ("body_parts",),
    "guideline": ("imr_citations", "claims_administrator_citations"),
    "chapter": ("imr_citations",),
    "reviewer": ("reviewed_by",),
    "file": ("file_name",),
}
"""The names of filters, each with the fields it looks in."""
_CODES = {key: _code(key) for keys in FILTERS.values() for key in keys}


WHERE, WHOLE_LETTER = "in", "letter"
"""The one filter that is about no field: in:letter looks for words anywhere in a letter."""


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand together: the last may only begin so (`begins`), or an `other` word do as well."""

    text: str
    begins: bool = False
    other: str = ""

    @property
    def is_one_word(self) -> bool:
        """Whether SQLite is sure to see one word too; where it may see more, it must know how they follow."""
        return self.text.isascii() and self.text.isalnum()

    @property
    def expression(self) -> str:
        """The term for FTS5."""
        plain = f'"{self.text}"'
        if self.other:
            return f'({plain} OR "{self.other}")'
        return f"{plain}*" if self.begins else plain


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person typed: words (`terms`), tags of values as an FTS5 expression, the fields they are of, and in
    `exact` the names of filters with the whole value they must have."""

    terms: tuple[Term, ...]
    tags: str
    fields: tuple[str, ...] = ()
    exact: tuple[tuple[str, str], ...] = ()
    in_letter: bool = False

    @property
    def single(self) -> str:
        """The single words and beginnings of words, for FTS5."""
        return " AND ".join(term.expression for term in self.terms if term.is_one_word)

    @property
    def phrases(self) -> str:
        """The words that must follow each other, for FTS5."""
        return " AND ".join(term.expression for term in self.terms if not term.is_one_word)

    @property
    def words(self) -> str:
        """All that a text must have."""
        return " AND ".join(part for part in (self.single, self.phrases) if part)

    @property
    def everything(self) -> bool:
        """Whether nothing is asked for."""
        return not (self.terms or self.tags or self.exact)


def parse(text: str) -> Wanted:
    """What is wanted; raises InputError, with a suggestion, where a filter is misspelled or has no such value."""
    terms: list[Term] = []
    tags: list[str] = []
    fields: list[str] = []
    exact: list[tuple[str, str]] = []
    in_letter = False
    for clause in clauses(text):
        if clause.name.casefold() == WHERE:
            in_letter = _where(clause)
        elif keys := _keys(clause.name) if clause.name else ():
            fields += keys
            if clause.exact and clause.value.strip():
                exact.append((clause.name.casefold(), clause.value))
            elif found := " OR ".join(_filter(clause, keys)):
                tags.append(f"({found})")
        else:
            terms += _terms(clause)
    return Wanted(tuple(terms), " AND ".join(tags), tuple(fields), tuple(exact), in_letter)


def _where(clause: Clause) -> bool:
    if clause.value.casefold() != WHOLE_LETTER:
        raise InputError("no_such_value", f"{WHERE}: has no “{clause.value}”.", f"Write {WHERE}:{WHOLE_LETTER}.")
    return True


def _terms(clause: Clause) -> Iterator[Term]:
    typed = f"{clause.name}:{'=' * clause.exact}{clause.value}" if clause.name else clause.value
    plain = _NEVER.sub(" ", typed.replace('"', " ")).strip()
    if not any(char.isalnum() for char in plain):
        return
    single = not clause.quoted and not clause.name
    begins = single and typed.endswith("*")
    other = _other_number(plain) if single and typed.isalpha() and len(typed) > 3 else ""
    yield Term(plain, begins, other)


def _other_number(word: str) -> str:
    """The plural of a singular and the reverse, for the many words that only take an s."""
    return word[:-1] if word[-1] in "sS" else f"{word}s"


def _keys(name: str) -> tuple[str, ...]:
    """The fields of a filter; none where the name is just a word before a colon."""
    known = FILTERS.get(name.casefold())
    if known is None and (near := difflib.get_close_matches(name.casefold(), FILTERS, n=3, cutoff=0.75)):
        raise InputError(
            "no_such_filter",
            f"There is no filter “{name}:”.",
            f"Did you mean {', '.join(f'{item}:' for item in near)}?",
        )
    return known or ()


def _kind(key: str) -> Kind:
    return OF_RECORD[key] if key in OF_RECORD else field(key).kind


def _filter(clause: Clause, keys: tuple[str, ...]) -> Iterator[str]:
    """The expressions of which one must hold."""
    name, typed = clause.name, clause.value
    value = _NEVER.sub(" ", typed).strip()
    open_ended = not clause.quoted
    if not any(char.isalnum() for char in value):
        return
    if all(_kind(key) is Kind.CHOICE for key in keys):
        yield from _choice(name, keys, value)
        return
    for key in keys:
        match _kind(key):
            case Kind.DATE:
                yield from (_token(key, part) for part in _days(name, value))
            case Kind.NUMBER:
                yield from (_token(key, str(number)) for number in _numbers(name, value))
            case _:
                star = "*" if open_ended and typed.endswith("*") else ""
                yield " + ".join(_token(key, word) for word in _WORD.findall(value.replace("_", " "))) + star


def _choice(name: str, keys: tuple[str, ...], value: str) -> Iterator[str]:
    """The choices that begin so; raises InputError naming near ones where none does."""
    wanted = one_word(value)
    known = {(key, choice) for key in keys for choice in choices_of(key)}
    found = sorted(pair for pair in known if one_word(pair[1]).startswith(wanted))
    exact = [pair for pair in found if one_word(pair[1]) == wanted]
    if not found:
        names = sorted({choice for _key, choice in known})
        near = difflib.get_close_matches(value.casefold(), names, n=3, cutoff=0.5) or names[:6]
        raise InputError("no_such_value", f"{name}: has no “{value}”.", f"Try {', '.join(near)}.")
    yield from (_token(key, one_word(choice)) for key, choice in exact or found)


def choices_of(key: str) -> tuple[str, ...]:
    """The values a filter's field is chosen from; none where it is free."""
    return tuple(status.value for status in Status) if key == "status" else field(key).choices


def _days(name: str, value: str) -> Iterator[str]:
    """A day, month, year, or a range of them, as years, months and days that together are just that."""
    first, dots, last = value.partition("..")
    low = _edge(name, first, date(_FIRST_YEAR, 1, 1), end=False)
    high = _edge(name, last if dots else first, date(_LAST_YEAR, 12, 31), end=True)
    at = low
    while at <= high:
        year_ends, month_ends = date(at.year, 12, 31), _month_end(at)
        if (at.month, at.day) == (1, 1) and year_ends <= high:
            yield f"{at.year}"
            at = year_ends
        elif at.day == 1 and month_ends <= high:
            yield f"{at:%Y%m}"
            at = month_ends
        else:
            yield f"{at:%Y%m%d}"
        at += timedelta(days=1)


def _edge(name: str, typed: str, default: date, *, end: bool) -> date:
    if not typed:
        return default
    match = re.fullmatch(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", typed)
    try:
        year, month, day = (int(part) if part else 0 for part in match.groups()) if match else (0, 0, 0)
        if not _FIRST_YEAR <= year <= _LAST_YEAR:
            raise ValueError
        if day:
            return date(year, month, day)
        first = date(year, month or (12 if end else 1), 1)
        return _month_end(first) if end else first
    except ValueError:
        raise InputError(
            "no_such_value",
            f"{name}: “{typed}” is no date.",
            f"Write {name}:2016, {name}:2016-03-15 or {name}:2016..2017.",
        ) from None


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _numbers(name: str, value: str) -> range:
    match = re.fullmatch(r"(\d{1,3})(?:\.\.(\d{0,3}))?", value)
    if not match:
        raise InputError("no_such_value", f"{name}: “{value}” is no number.", f"Write {name}:47 or {name}:40..50.")
    low = int(match[1])
    high = low if match[2] is None else int(match[2] or _MOST_NUMBERS)
    return range(low, min(max(low, high), low + _MOST_NUMBERS) + 1)


def _token(key: str, word: str) -> str:
    return f'"{tag(key, word)}"'


def tag(key: str, word: str) -> str:
    """A word of a field as one token: a short code of the field, and the word."""
    return f"{_CODES[key]}{word}"


def one_word(text: str) -> str:
    """A value as one token, however it is spelled."""
    return "".join(_WORD.findall(text.casefold()))


def tags(record: Record) -> list[str]:
    """What a record is filtered by: a text of tags for each item, with those of the case; one for none."""
    own = {"status": record.status.value, "reviewed_by": record.reviewed_by, "file_name": record.source.file_name,
           "flag": record.flag}  # fmt: skip
    return tags_of(own, _bare(record.fields), [_bare(issue.values) for issue in record.issues])


def tags_of(
    own: Mapping[str, str | None], values: Mapping[str, Value], issues: Iterable[Mapping[str, Value]]
) -> list[str]:
    """The same of what a record consists of: what is said of it, its values, and those of each item."""
    of_case = [found for key, text in own.items() for found in _of_text(key, OF_RECORD[key], text or "")]
    of_case += _of_values(values)
    items = [list(_of_values(item)) for item in issues] or [[]]
    return [" ".join((*of_case, *item)) for item in items]


def _bare(values: Mapping[str, FieldValue]) -> dict[str, Value]:
    return {key: value.value for key, value in values.items()}


def _of_values(values: Mapping[str, Value]) -> Iterator[str]:
    for key, value in values.items():
        kind = field(key).kind
        if value is not None and kind is not Kind.LONG_TEXT:
            yield from _of_text(key, kind, str(value) if kind is Kind.DATE else show(value))


def _of_text(key: str, kind: Kind, text: str) -> Iterator[str]:
    match kind:
        case Kind.CHOICE:
            yield tag(key, one_word(text))
        case Kind.DATE:
            digits = text.replace("-", "")
            yield from (tag(key, digits[:length]) for length in (4, 6, 8))
        case _:
            yield from (tag(key, word) for word in _WORD.findall(text.replace("_", " ")))
