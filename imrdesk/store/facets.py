"""FACETS: by what disputed items are told apart and counted; one character stands for each value of each facet."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from imrdesk.record.model import Issue, Record
from imrdesk.record.values import Citation, Value

from .clauses import Clause
from .language import one_word

if TYPE_CHECKING:
    import sqlite_utils

_FIRST = 0x100  # the character of value number 0
_SURROGATES = range(0xD800, 0xE000)
_BEYOND = _FIRST + len(_SURROGATES)
NO_GUIDELINE = "no guideline"


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to tell items apart: `filter` is its name in a query, `plain` where that filter means just its values,
    so that no `=` is needed."""

    name: str
    label: str
    filter: str
    values: Callable[[Record, Issue | None], Iterable[str]]
    plain: bool = False

    def clause(self, value: str) -> Clause:
        """What a query says to have this value only."""
        return Clause(self.filter, value, exact=not self.plain)


def _of_issue(key: str) -> Callable[[Record, Issue | None], Iterator[str]]:
    def values(_record: Record, issue: Issue | None) -> Iterator[str]:
        return _each(issue.values[key].value) if issue else iter(())

    return values


def _each(value: Value) -> Iterator[str]:
    """The single values of a value."""
    for item in value if isinstance(value, tuple) else (value,):
        if isinstance(item, Citation):
            yield chapter(item)
        elif item:
            yield str(item)


def chapter(item: Citation) -> str:
    """A guideline by its chapter, whatever its year and sections."""
    return NO_GUIDELINE if item.source == "none" else " ".join(filter(None, (item.source, item.chapter)))


def _specialties(record: Record, _issue: Issue | None) -> Iterator[str]:
    return _each(record.fields["reviewer_specialties"].value)


def _year(record: Record, _issue: Issue | None) -> Iterator[str]:
    return _each(str(record.fields["decision_date"].value or "")[:4])


FACETS: Mapping[str, Facet] = {
    facet.name: facet
    for facet in (
        Facet("decision", "Decision", "decision", _of_issue("decision"), plain=True),
        Facet("category", "Category", "category", _of_issue("category"), plain=True),
        Facet("drug", "Drug", "drug", _of_issue("drug")),
        Facet("body", "Body part", "body", _of_issue("body_parts")),
        Facet("chapter", "Guideline", "chapter", _of_issue("imr_citations")),
        Facet("specialty", "Specialty", "specialty", _specialties),
        Facet("year", "Year", "date", _year, plain=True),
    )
}


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many of the items found have a value of a facet."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Facets:
    """The counts of every facet over `counted` items, the newest ones where more were found."""

    counts: Mapping[str, tuple[FacetCount, ...]]
    counted: int


def create(db: "sqlite_utils.Database") -> None:
    """Make the tables: the values there are, and the item's values as one text of their characters."""
    db.executescript("""
        CREATE TABLE facet_values (
            number INTEGER PRIMARY KEY,
            facet TEXT NOT NULL,
            word TEXT NOT NULL,
            value TEXT NOT NULL,
            UNIQUE (facet, word)
        );
        CREATE TABLE item_facets (row INTEGER PRIMARY KEY, facets TEXT NOT NULL);
    """)


Values: TypeAlias = tuple[tuple[str, str], ...]
"""What one item is counted under: names of facets with their values."""


def of(record: Record, issue: Issue | None) -> Values:
    """What an item is counted under."""
    return tuple((facet.name, value) for facet in FACETS.values() for value in facet.values(record, issue))


def put(db: "sqlite_utils.Database", row: int, counted: Values) -> None:
    """Keep what an item is counted under."""
    numbers = (_number(db, facet, word, value) for facet, value in counted if (word := one_word(value)))
    signs = "".join(dict.fromkeys(map(character, numbers)))
    db.execute("INSERT OR REPLACE INTO item_facets (row, facets) VALUES (?, ?)", (row, signs))


HAS = f"""instr(facets, (
    SELECT char(number + CASE WHEN number + {_FIRST} < {_SURROGATES.start} THEN {_FIRST} ELSE {_BEYOND} END)
    FROM facet_values WHERE facet = ? AND word = ?))"""
"""What the facets of an item fulfil that has a value, asked for by facet and word."""


def count(db: "sqlite_utils.Database", signs: str) -> Mapping[str, tuple[FacetCount, ...]]:
    """The counts of every facet in texts of items put together, the most frequent values first."""
    found = Counter(signs)
    listed: dict[str, list[FacetCount]] = {name: [] for name in FACETS}
    for number, facet, value in db.execute("SELECT number, facet, value FROM facet_values"):
        if (items := found[character(number)]) and facet in listed:
            listed[facet].append(FacetCount(value, items))
    return {
        name: tuple(sorted(counts, key=_by_year if name == "year" else _by_count)) for name, counts in listed.items()
    }


def values(db: "sqlite_utils.Database", most: int) -> dict[str, tuple[str, ...]]:
    """Values to complete what is typed behind a filter, by the filter's name."""
    sql = "SELECT value FROM facet_values WHERE facet = ? ORDER BY value LIMIT ?"
    return {facet.filter: tuple(value for (value,) in db.execute(sql, (facet.name, most))) for facet in FACETS.values()}


def of_filter(name: str) -> Facet | None:
    """The facet whose whole values a filter can ask for."""
    return next((facet for facet in FACETS.values() if facet.filter == name), None)


def _number(db: "sqlite_utils.Database", facet: str, word: str, value: str) -> int:
    sql = "SELECT number FROM facet_values WHERE facet = ? AND word = ?"
    if row := db.execute(sql, (facet, word)).fetchone():
        return row[0]
    added = "INSERT INTO facet_values (facet, word, value) VALUES (?, ?, ?) RETURNING number"
    return db.execute(added, (facet, word, value)).fetchone()[0]


def character(number: int) -> str:
    """The sign of a value in the texts of items."""
    return chr(number + (_FIRST if number + _FIRST < _SURROGATES.start else _BEYOND))


def _by_count(item: FacetCount) -> tuple[int, str]:
    return -item.count, item.value.casefold()


def _by_year(item: FacetCount) -> tuple[int, str]:
    return -int(item.value) if item.value.isdigit() else 0, item.value
