"""Finding disputed items: by the words of each item, by its values, and by whole values of facets."""

import json
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from imrdesk.document.locate import Flow, cite, fold
from imrdesk.document.model import Document, Span
from imrdesk.errors import InputError
from imrdesk.record import reasons
from imrdesk.record.fields import CASE_FIELDS, ISSUE_FIELDS, field
from imrdesk.record.model import FieldValue, Issue, Path, Record, State, Status
from imrdesk.record.values import Citation, Kind, show

from . import decided, facets, records, sources
from .facets import FACETS, Facets
from .language import Term, Wanted, one_word, parse
from .matching import TOKENIZER, densest, excerpt, matches
from .numbering import ITEM_BITS, MOST_ITEMS, row_of

if TYPE_CHECKING:
    import sqlite_utils

COUNTED = 150_000  # items that facets are counted over: what is counted in 300 ms
NOWHERE = Span(0, 0, 0)
_SHOWN = ("rationale", "disputed_treatment", "treatment", "imr_guideline", "claims_administrator_guideline")
"""Where words are looked for first, to be shown."""
_Place: TypeAlias = tuple[str, str, Span, State | None]
_OF_CASE = tuple(item.key for item in CASE_FIELDS if item.kind not in (Kind.DATE, Kind.LONG_TEXT, Kind.NUMBER))


@dataclass(frozen=True, slots=True)
class FoundItem:
    """One disputed item that a query finds: what it is about, and the place that says so.

    `row` is its number in this workspace; `item` counts from 1 within its letter, 0 for a letter without items. The
    snippet marks each match between HIT_START and HIT_END; where no words were asked for it is what decided the item.
    `key` names the field it stands in ("" for the letter's text), `page` is 0 where it has no place. `said` is how far
    people stand behind what decided it, where that is the snippet; None elsewhere.
    """

    row: int
    record_id: str
    issue_id: str
    item: int
    case_number: str | None
    file_name: str
    status: Status
    treatment: str
    decision: str
    category: str
    drug: str
    body_parts: tuple[str, ...]
    guideline: str
    specialty: str
    decision_date: str | None
    snippet: str
    key: str
    page: int
    start: int
    end: int
    cite: str
    said: State | None = None

    @property
    def path(self) -> Path | None:
        """The value the snippet stands in."""
        if not self.key:
            return None
        return Path(self.key, self.issue_id if field(self.key).scope == "issue" else "")

    @property
    def name(self) -> str:
        """What people call its letter."""
        return self.case_number or self.file_name


def create(db: "sqlite_utils.Database") -> None:
    """Make the index of each item's words. It holds no texts: to take a row out, its old text must be given."""
    db.executescript(f"CREATE VIRTUAL TABLE item_search USING fts5(text, content = '', tokenize = '{TOKENIZER}');")
    facets.create(db)


def index(db: "sqlite_utils.Database", number: int, record: Record) -> None:
    """Make the items of a new letter findable."""
    for place, issue in enumerate(_issues(record)):
        row = row_of(number, place)
        db.execute("INSERT INTO item_search (rowid, text) VALUES (?, ?)", (row, _text(record, issue)))
        facets.put(db, row, facets.of(record, issue))
    decided.follow(db, None, record)


def reindex(db: "sqlite_utils.Database", number: int, before: Record, after: Record) -> None:
    """Make changed items findable."""
    old, new = texts(before), texts(after)
    for place in range(max(len(old), len(new))):
        row = row_of(number, place)
        was, now = (side[place] if place < len(side) else None for side in (old, new))
        if was != now and was is not None:
            db.execute("INSERT INTO item_search (item_search, rowid, text) VALUES ('delete', ?, ?)", (row, was))
        if was != now and now is not None:
            db.execute("INSERT INTO item_search (rowid, text) VALUES (?, ?)", (row, now))
        if now is None:
            db.execute("DELETE FROM item_facets WHERE row = ?", (row,))
    counted_before = [facets.of(before, issue) for issue in _issues(before)]
    for place, issue in enumerate(_issues(after)):
        if facets.of(after, issue) not in counted_before[place : place + 1]:
            facets.put(db, row_of(number, place), facets.of(after, issue))
    decided.follow(db, before, after)


def texts(record: Record) -> list[str]:
    """The words that each item of a record is found by."""
    return [_text(record, issue) for issue in _issues(record)]


def find(db: "sqlite_utils.Database", text: str) -> "array[int]":
    """The rows of the items that fit, the newest first; all there are where nothing is asked for."""
    return rows(db, parse(text))


def rows(db: "sqlite_utils.Database", wanted: Wanted) -> "array[int]":
    """The same for a query that is read already."""
    condition, values = _condition(wanted)
    sql = f"SELECT json_group_array(row) FROM (SELECT row FROM item_facets WHERE {condition} ORDER BY row DESC)"
    (found,) = db.execute(sql, values).fetchone()
    return array("q", json.loads(found))


def count(db: "sqlite_utils.Database", text: str, most: int = COUNTED) -> Facets:
    """What the items that fit are told apart by, over no more than the newest so many."""
    condition, values = _condition(parse(text))
    newest = f"SELECT facets FROM item_facets WHERE {condition} ORDER BY row DESC LIMIT ?"
    sql = f"SELECT count(*), group_concat(facets, '') FROM ({newest})"
    counted, signs = db.execute(sql, (*values, most)).fetchone()
    return Facets(facets.count(db, signs or ""), counted)


def elsewhere(db: "sqlite_utils.Database", text: str) -> int:
    """How many letters have the words of a query somewhere, though in no item that it finds."""
    wanted = parse(text)
    if not wanted.words or wanted.in_letter:
        return 0
    here, values = _condition(wanted)
    anywhere, more = _condition(replace(wanted, in_letter=True))
    letter = f"row >> {ITEM_BITS}"
    found_here = f"SELECT {letter} FROM item_facets WHERE {here}"
    sql = f"SELECT count(DISTINCT {letter}) FROM item_facets WHERE {anywhere} AND {letter} NOT IN ({found_here})"
    (found,) = db.execute(sql, (*more, *values)).fetchone()
    return found


def shown(db: "sqlite_utils.Database", wanted_rows: Sequence[int], text: str = "") -> list[FoundItem]:
    """What a list shows of some rows, in their order; those that are gone are left out."""
    wanted = parse(text)
    made: dict[int, FoundItem] = {}
    for number, of_letter in groupby(sorted(wanted_rows), lambda row: row >> ITEM_BITS):
        if not db.execute("SELECT 1 FROM cases WHERE number = ?", (number,)).fetchone():
            continue
        document = sources.document(db, number)
        record = records.load(db, number, document)
        issues = _issues(record)
        for row in of_letter:
            place = row - row_of(number, 0)
            if place < len(issues):
                made[row] = _found(row, record, issues[place], document, wanted)
    return [made[row] for row in wanted_rows if row in made]


def of_issue(db: "sqlite_utils.Database", record_id: str, issue_id: str) -> int | None:
    """The row of an item; None where its letter or itself is gone."""
    position = "SELECT position FROM issues WHERE issues.id = ? AND case_row = cases.number"
    sql = f"SELECT number, ({position}) FROM cases WHERE id = ?"
    found = db.execute(sql, (issue_id, record_id)).fetchone()
    if not found or (issue_id and found[1] is None):
        return None
    return row_of(found[0], found[1] or 0)


def record_of(db: "sqlite_utils.Database", row: int) -> Record:
    """The record that an item belongs to."""
    number = row >> ITEM_BITS
    return records.load(db, number, sources.document(db, number))


def letters(wanted: Wanted) -> tuple[str, tuple[str, ...]]:
    """The question for the numbers of the letters that have the words in their pages or in their values."""
    asked = [(table, expression) for table, expression in (("word_search", wanted.single),
             ("letter_search", wanted.phrases)) if expression]  # fmt: skip
    text = " INTERSECT ".join(f"SELECT rowid FROM {table} WHERE {table} MATCH ?" for table, _expression in asked)
    sql = f"SELECT rowid FROM ({text}) UNION ALL SELECT rowid FROM value_search WHERE value_search MATCH ?"
    return sql, (*(expression for _table, expression in asked), wanted.words)


def _condition(wanted: Wanted) -> tuple[str, tuple[str, ...]]:
    """What a row has to fulfil, in SQL, with the values that it takes."""
    conditions, values = ["TRUE"], list[str]()
    if wanted.words and wanted.in_letter:
        having, expressions = letters(wanted)
        conditions.append(f"row >> {ITEM_BITS} IN ({having})")
        values += expressions
    elif wanted.words:
        conditions.append("row IN (SELECT rowid FROM item_search WHERE item_search MATCH ?)")
        values.append(wanted.words)
    if wanted.tags:
        conditions.append("row IN (SELECT rowid FROM tag_search WHERE tag_search MATCH ?)")
        values.append(wanted.tags)
    if wanted.exact:
        condition, exact = whole_values(wanted)
        conditions.append(condition)
        values += exact
    return " AND ".join(conditions), tuple(values)


def whole_values(wanted: Wanted) -> tuple[str, tuple[str, ...]]:
    """What the facets of an item have to hold for the whole values that are asked for; raises InputError for a filter
    that has none."""
    values: list[str] = []
    for name, value in wanted.exact:
        if not (facet := facets.of_filter(name)):
            known = ", ".join(f"{item.filter}:=" for item in FACETS.values())
            raise InputError("no_such_filter", f"“{name}:=” cannot be asked for.", f"Write {name}: alone, or {known}.")
        values += (facet.name, one_word(value))
    return " AND ".join(facets.HAS for _value in wanted.exact), tuple(values)


def _issues(record: Record) -> Sequence[Issue | None]:
    return record.issues[:MOST_ITEMS] or (None,)


def _text(record: Record, issue: Issue | None) -> str:
    """The words an item is found by: its own, and the short values of its case."""
    values = [record.fields[key] for key in _OF_CASE]
    values += [issue.values[item.key] for item in ISSUE_FIELDS if item.kind is not Kind.FLAG] if issue else []
    return "\n".join((record.source.file_name, *(text for value in values if (text := show(value.value)))))


def _found(row: int, record: Record, issue: Issue | None, document: Document, wanted: Wanted) -> FoundItem:
    key, snippet, span, state = _place(record, issue, document, wanted.terms)
    said = {item.key: show(issue.values[item.key].value) if issue else "" for item in ISSUE_FIELDS}
    parts = issue.values["body_parts"].value if issue else ()
    return FoundItem(
        row=row,
        record_id=record.id,
        issue_id=issue.id if issue else "",
        item=row % (1 << ITEM_BITS) + 1 if issue else 0,
        case_number=record.case_number,
        file_name=record.source.file_name,
        status=record.status,
        treatment=fold(said["disputed_treatment"] or said["treatment"]),
        decision=said["decision"],
        category=said["category"],
        drug=said["drug"],
        body_parts=tuple(map(str, parts)) if isinstance(parts, tuple) else (),
        guideline=guideline(issue),
        specialty=show(record.fields["reviewer_specialties"].value),
        decision_date=str(record.fields["decision_date"].value or "") or None,
        snippet=snippet,
        key=key,
        page=span.page,
        start=span.start,
        end=span.end,
        cite=cite(document, [span] if span.page else []),
        said=state,
    )


def guideline(issue: Issue | None) -> str:
    """What IMR cited for an item, each chapter once, with its year."""
    cited = issue.values["imr_citations"].value if issue else ()
    named = (
        " ".join(filter(None, (facets.chapter(item), str(item.year or ""))))
        for item in (cited if isinstance(cited, tuple) else ())
        if isinstance(item, Citation)
    )
    return "; ".join(dict.fromkeys(named))


def _place(record: Record, issue: Issue | None, document: Document, terms: Sequence[Term]) -> _Place:
    """What is shown of an item: field, snippet and place; the value that has most of the words, or what decided."""
    values = dict(_searched(record, issue))
    if not terms:
        return _deciding(values, record, issue, document)
    ranked = {key: len({term for *_, term in matches(show(value.value), terms)}) for key, value in values.items()}
    key = max(ranked, key=lambda name: ranked[name], default="")
    if key and ranked[key]:
        return key, *_in_value(values[key], terms, document), None
    flow = Flow(document)
    if found := matches(flow.text, terms):
        start, end = densest(found)
        return "", excerpt(flow.text, found, start), next(iter(flow.spans(start, end)), NOWHERE), None
    return _deciding(values, record, issue, document)


def _searched(record: Record, issue: Issue | None) -> Iterator[tuple[str, FieldValue]]:
    """The values words are looked for in, the most telling first."""
    if issue:
        keys = (*_SHOWN, *(item.key for item in ISSUE_FIELDS if item.key not in _SHOWN))
        yield from ((key, issue.values[key]) for key in keys if issue.values[key].value is not None)
    yield from ((key, record.fields[key]) for key in _OF_CASE if record.fields[key].value is not None)


def _in_value(value: FieldValue, terms: Sequence[Term], document: Document) -> tuple[str, Span]:
    """The words in a value: in its evidence, else in the value itself, beside the first place it came from."""
    for item in value.evidence:
        if found := matches(item.quote, terms):
            start, end = densest(found)
            text = document.page(item.span.page).text
            moved = [(low + item.span.start, high + item.span.start, term) for low, high, term in found]
            at = item.span.start + start
            return excerpt(text, moved, at), Span(item.span.page, at, item.span.start + end)
    text = show(value.value)
    found = matches(text, terms)
    place = min((item.span for item in value.evidence), default=NOWHERE)
    return excerpt(text, found, densest(found)[0]), place


def _deciding(values: dict[str, FieldValue], record: Record, issue: Issue | None, document: Document) -> _Place:
    """The sentences that decided an item, else what it is called."""
    if issue and (decided := reasons.of_issue(record, issue)).deciding:
        rationale = issue.values["rationale"]
        spans = reasons.places(decided.deciding[0], rationale)
        return "rationale", decided.words(show(rationale.value)), spans[0] if spans else NOWHERE, decided.state
    for key in ("disputed_treatment", "treatment", "decision") if issue else ("case_number",):
        if value := values.get(key):
            return key, fold(show(value.value)), min((item.span for item in value.evidence), default=NOWHERE), None
    return "", "", Span(1, 0, 0) if document.pages else NOWHERE, None
