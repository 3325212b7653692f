"""Finding letters by what they say, and by what machine and reviewers made of it."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from heapq import merge
from itertools import accumulate, groupby, islice
from typing import TYPE_CHECKING

from imrdesk.document.locate import Flow, fold
from imrdesk.document.model import Document, Span
from imrdesk.record.fields import field
from imrdesk.record.model import Path
from imrdesk.record.values import show

from . import items, records, sources
from .indexing import lines
from .language import Term, Wanted, parse
from .matching import BEFORE, densest, excerpt, matches
from .numbering import ITEM_BITS, MOST_ITEMS

if TYPE_CHECKING:
    import sqlite_utils

_NOWHERE = Span(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Hit:
    """One letter that has the words: the first place, and the text around it, each match between HIT_START and
    HIT_END. Where a value has them and the page text has not, `field` names the value as scripts spell it; its place
    is its evidence, page 0 where it has none."""

    record_id: str
    case_number: str | None
    page: int
    start: int
    end: int
    snippet: str
    file_name: str
    field: str = ""


def search(db: "sqlite_utils.Database", text: str, limit: int) -> list[Hit]:
    """The newest letters that have the words, in their pages or values; with filters alone, the newest items."""
    wanted = parse(text)
    if not wanted.words:
        return [_hit_of_item(db, row, wanted.fields) for row in islice(_items(db, wanted), limit)]
    return [_hit_of_words(db, number, wanted.terms) for number in list(islice(letters(db, wanted), limit))]


def letters(db: "sqlite_utils.Database", wanted: Wanted) -> Iterator[int]:
    """The numbers of the letters that have what is wanted, the newest first, each once; read only as far as asked."""
    of_tags = (row >> ITEM_BITS for row in _items(db, wanted))
    if not wanted.words:
        return _once(of_tags)
    in_text = [_rows(db, table, expression)
               for table, expression in (("word_search", wanted.single), ("letter_search", wanted.phrases))
               if expression]  # fmt: skip
    found = _once(merge(reduce(_both, in_text), _rows(db, "value_search", wanted.words), reverse=True))
    return _both(found, of_tags) if wanted.tags or wanted.exact else found


def _items(db: "sqlite_utils.Database", wanted: Wanted) -> Iterator[int]:
    """The rows of the items that fit the filters, the newest first."""
    if wanted.exact:
        return iter(items.rows(db, replace(wanted, terms=())))
    return _rows(db, "tag_search", wanted.tags) if wanted.tags else iter(())


def _rows(db: "sqlite_utils.Database", table: str, wanted: str) -> Iterator[int]:
    sql = f"SELECT rowid FROM {table} WHERE {table} MATCH ? ORDER BY rowid DESC"
    return (number for (number,) in db.execute(sql, (wanted,)))


def _once(numbers: Iterable[int]) -> Iterator[int]:
    return (number for number, _same in groupby(numbers))


def _both(one: Iterator[int], other: Iterator[int]) -> Iterator[int]:
    """What two falling rows of numbers have in common, each once."""
    left, right = next(one, None), next(other, None)
    while left is not None and right is not None:
        if left == right:
            yield left
        if left >= right:
            left = next(one, None)
        else:
            right = next(other, None)


def _hit_of_words(db: "sqlite_utils.Database", number: int, terms: Sequence[Term]) -> Hit:
    """Where most of the words stand close together: in the letter's text, or in its values where these have all."""
    document = sources.document(db, number)
    flow = Flow(document)
    found = matches(flow.text, terms)
    if len({term for *_, term in found}) < len(terms) and (hit := _hit_in_value(db, number, document, terms)):
        return hit
    if not found:
        return _hit(db, number, _NOWHERE, document.file_name)  # SQLite sees words where we see none
    start, end = densest(found)
    span = next(iter(flow.spans(start, end)), _NOWHERE)
    return _hit(db, number, span, excerpt(flow.text, found, start))


def _hit_in_value(db: "sqlite_utils.Database", number: int, document: Document, terms: Sequence[Term]) -> Hit | None:
    """The value that has the words, or the first of those that a phrase runs over."""
    record = records.load(db, number, document)
    named: list[tuple[Path | None, str]] = [(None, document.file_name), *lines(record).items()]
    starts = list(accumulate((len(line) + 1 for _path, line in named), initial=0))
    found = matches("\n".join(line for _path, line in named), terms)
    if len({term for *_, term in found}) < len(terms):
        return None
    at, _end = densest(found)
    place = bisect_right(starts, at) - 1
    (path, line), base = named[place], starts[place]
    inside = [(low - base, min(high - base, len(line)), term) for low, high, term in found if low >= base]
    snippet = excerpt(line, inside, at - base)
    if path is None:
        return _hit(db, number, _NOWHERE, snippet)
    span = min((item.span for item in record.at(path).evidence), default=_NOWHERE)
    return _hit(db, number, span, f"{field(path.key).label}: {snippet}", record.spell(path))


def _hit_of_item(db: "sqlite_utils.Database", row: int, keys: tuple[str, ...]) -> Hit:
    """An item that fits the filters: what they are about, and the first place that says so."""
    number, place = row >> ITEM_BITS, row & (MOST_ITEMS - 1)
    record = records.load(db, number, sources.document(db, number))
    issue = record.issues[place] if place < len(record.issues) else None
    shown = [Path("disputed_treatment", issue.id)] if issue else []
    shown += [Path(key, issue.id if issue and key in issue.values else "") for key in dict.fromkeys(keys)
              if key in record.fields or (issue and key in issue.values)]  # fmt: skip
    filled = [path for path in shown if record.at(path).value is not None]
    told = " · ".join(f"{field(path.key).label}: {fold(show(record.at(path).value))[:BEFORE]}" for path in filled)
    asked = [path for path in filled if path.key in keys] or filled
    spans = (item.span for path in asked for item in record.at(path).evidence)
    spelled = record.spell(asked[0]) if asked else ""
    return _hit(db, number, next(spans, _NOWHERE), told, spelled)


def _hit(db: "sqlite_utils.Database", number: int, span: Span, snippet: str, spelled: str = "") -> Hit:
    sql = "SELECT id, case_number, file_name FROM cases WHERE number = ?"
    record_id, case_number, file_name = db.execute(sql, (number,)).fetchone()
    return Hit(record_id, case_number, span.page, span.start, span.end, snippet, file_name, spelled)
