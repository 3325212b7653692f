"""Finding letters by what they say, and by what machine and reviewers made of it."""

import re
import sqlite3
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from functools import reduce
from heapq import merge
from itertools import groupby, islice
from typing import TYPE_CHECKING

from imrdesk.document.locate import Flow, fold
from imrdesk.document.model import Span
from imrdesk.record.fields import field
from imrdesk.record.model import Path
from imrdesk.record.values import show

from . import items, records, sources
from .indexing import TOKENIZER, lines
from .language import Wanted, parse
from .matching import HIT_END, HIT_START
from .numbering import ITEM_BITS, MOST_ITEMS

if TYPE_CHECKING:
    import sqlite_utils

_OPEN, _CLOSE = "\ufdd0", "\ufdd1"  # characters that Unicode keeps out of texts
_NOWHERE = Span(0, 0, 0)
_AROUND = 70


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
    return _hits_of_words(db, list(islice(letters(db, wanted), limit)), wanted.words)


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


def _hits_of_words(db: "sqlite_utils.Database", numbers: list[int], words: str) -> list[Hit]:
    flows = {number: Flow(sources.document(db, number)) for number in numbers}
    in_text = _marked_texts({number: flow.text for number, flow in flows.items()}, words)
    in_value = _marked_values(db, [number for number in numbers if number not in in_text], words)
    return [
        _hit_in_text(db, number, flows[number], in_text[number])
        if number in in_text
        else _hit_in_value(db, number, in_value[number])
        for number in numbers
    ]


def _marked_texts(texts: dict[int, str], wanted: str) -> dict[int, str]:
    """The texts that have the words, with each match marked: in an index of these few alone, made in memory."""
    with closing(sqlite3.connect(":memory:")) as few:
        few.execute(f"CREATE VIRTUAL TABLE few USING fts5(text, tokenize = '{TOKENIZER}')")
        few.executemany("INSERT INTO few (rowid, text) VALUES (?, ?)", texts.items())
        return dict(few.execute("SELECT rowid, highlight(few, 0, ?, ?) FROM few(?)", (_OPEN, _CLOSE, wanted)))


def _marked_values(db: "sqlite_utils.Database", numbers: list[int], wanted: str) -> dict[int, str]:
    """The texts of values of some letters with each match marked."""
    if not numbers:
        return {}
    sql = (
        "SELECT rowid, highlight(value_search, 0, ?, ?) FROM value_search WHERE value_search MATCH ?"
        " AND rowid BETWEEN ? AND ? AND +rowid IN (SELECT value FROM json_each(?))"
    )
    listed = f"[{','.join(map(str, numbers))}]"
    return dict(db.execute(sql, (_OPEN, _CLOSE, wanted, min(numbers), max(numbers), listed)).fetchall())


def _hit_of_item(db: "sqlite_utils.Database", row: int, keys: tuple[str, ...]) -> Hit:
    """An item that fits the filters: what they are about, and the first place that says so."""
    number, place = row >> ITEM_BITS, row & (MOST_ITEMS - 1)
    record = records.load(db, number, sources.document(db, number))
    issue = record.issues[place] if place < len(record.issues) else None
    shown = [Path("disputed_treatment", issue.id)] if issue else []
    shown += [Path(key, issue.id if issue and key in issue.values else "") for key in dict.fromkeys(keys)
              if key in record.fields or (issue and key in issue.values)]  # fmt: skip
    filled = [path for path in shown if record.at(path).value is not None]
    told = " · ".join(f"{field(path.key).label}: {fold(show(record.at(path).value))[:_AROUND]}" for path in filled)
    asked = [path for path in filled if path.key in keys] or filled
    spans = (item.span for path in asked for item in record.at(path).evidence)
    spelled = record.spell(asked[0]) if asked else ""
    return _hit(db, number, next(spans, _NOWHERE), told, spelled)


def _hit_in_text(db: "sqlite_utils.Database", number: int, flow: Flow, marked: str) -> Hit:
    (start, end), snippet = _excerpt(marked)
    span = next(iter(flow.spans(start, end)), _NOWHERE)
    return _hit(db, number, span, snippet)


def _hit_in_value(db: "sqlite_utils.Database", number: int, marked: str) -> Hit:
    line = next(line for line in marked.split("\n") if _OPEN in line)
    _place, snippet = _excerpt(line + _CLOSE)  # a phrase may run on into the next value
    record = records.load(db, number, sources.document(db, number))
    plain = _MARKS.sub("", line)
    path = next((path for path, text in lines(record).items() if text == plain), None)
    if path is None:
        return _hit(db, number, _NOWHERE, snippet)
    span = min((item.span for item in record.at(path).evidence), default=_NOWHERE)
    return _hit(db, number, span, f"{field(path.key).label}: {snippet}", record.spell(path))


def _hit(db: "sqlite_utils.Database", number: int, span: Span, snippet: str, spelled: str = "") -> Hit:
    sql = "SELECT id, case_number, file_name FROM cases WHERE number = ?"
    record_id, case_number, file_name = db.execute(sql, (number,)).fetchone()
    return Hit(record_id, case_number, span.page, span.start, span.end, snippet, file_name, spelled)


_MARKS = re.compile(f"[{_OPEN}{_CLOSE}]")


def _excerpt(marked: str) -> tuple[tuple[int, int], str]:
    """Where most of the words stand close together, as offsets into the text without marks, and the text around."""
    plain = _MARKS.sub("", marked)
    offsets = [mark.start() - index for index, mark in enumerate(_MARKS.finditer(marked))]
    starts, ends = offsets[::2], offsets[1::2]
    words = [plain[start:end].casefold() for start, end in zip(starts, ends, strict=False)]
    near = [len({*words[index : bisect_right(starts, start + _AROUND)]}) for index, start in enumerate(starts)]
    best = near.index(max(near))
    low = _word_start(plain, starts[best] - _AROUND)
    high = _word_end(plain, ends[best] + 2 * _AROUND)
    parts: list[str] = []
    at = low
    for start, end in zip(starts, ends, strict=False):
        if low <= start and end <= high:
            parts += (plain[at:start], HIT_START, plain[start:end], HIT_END)
            at = end
    parts.append(plain[at:high])
    snippet = f"{'…' if low else ''}{fold(''.join(parts))}{'…' if high < len(plain) else ''}"
    return (starts[best], ends[best]), snippet


def _word_start(text: str, offset: int) -> int:
    """The first beginning of a word at or after the offset."""
    if offset <= 0:
        return 0
    while offset < len(text) and not text[offset - 1].isspace():
        offset += 1
    return offset


def _word_end(text: str, offset: int) -> int:
    """The last end of a word at or before the offset."""
    if offset >= len(text):
        return len(text)
    while offset > 0 and not text[offset].isspace():
        offset -= 1
    return offset
