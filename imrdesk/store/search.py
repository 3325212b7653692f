"""Finding letters by what they say, and by what machine and reviewers made of it."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import merge
from itertools import groupby, islice
from typing import TYPE_CHECKING

from imrdesk.document.locate import Flow, fold
from imrdesk.document.model import Document, Span
from imrdesk.record.fields import field
from imrdesk.record.model import Path, Record
from imrdesk.record.values import show

from . import records, sources
from .encoding import said
from .language import parse, tags

if TYPE_CHECKING:
    import sqlite_utils

HIT_START, HIT_END = "\x02", "\x03"
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"  # characters that Unicode keeps out of texts
_NOWHERE = Span(0, 0, 0)
_AROUND = 70
_WORD = re.compile(r"\w+")
ITEM_BITS = 12  # 4,096 items a case: the low bits of a row of tags


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


def index_letter(db: "sqlite_utils.Database", number: int, record: Record, document: Document) -> None:
    """Make a new letter findable."""
    db.execute("INSERT INTO letter_search (rowid, text) VALUES (?, ?)", (number, Flow(document).text))
    db.execute("INSERT INTO value_search (rowid, text) VALUES (?, ?)", (number, _indexed(record)))
    _put_tags(db, number, tags(record))


def index_values(db: "sqlite_utils.Database", number: int, before: Record, after: Record) -> None:
    """Make changed values findable."""
    if (now := _indexed(after)) != _indexed(before):
        db.execute("UPDATE value_search SET text = ? WHERE rowid = ?", (now, number))
    if (listed := tags(after)) != tags(before):
        db.execute("DELETE FROM tag_search WHERE rowid BETWEEN ? AND ?", (number << ITEM_BITS, _last(number)))
        _put_tags(db, number, listed)


def create_tags(db: "sqlite_utils.Database") -> None:
    """Make the index of tags; a row is an item, its number that of the case with the item's place behind."""
    db.executescript("CREATE VIRTUAL TABLE tag_search USING fts5(tags, tokenize = 'unicode61 remove_diacritics 2');")


def fill_tags(db: "sqlite_utils.Database") -> None:
    """Tag the letters that were here before there were tags."""
    for (number,) in db.execute("SELECT number FROM cases ORDER BY number").fetchall():
        _put_tags(db, number, tags(records.load(db, number, sources.document(db, number))))


def needs_tags(db: "sqlite_utils.Database") -> bool:
    """Whether there are letters and no tags."""
    sql = "SELECT EXISTS (SELECT 1 FROM cases) AND NOT EXISTS (SELECT 1 FROM tag_search_content)"
    return bool(db.execute(sql).fetchone()[0])


def _put_tags(db: "sqlite_utils.Database", number: int, listed: list[str]) -> None:
    rows = [((number << ITEM_BITS) + place, text) for place, text in enumerate(listed[: 1 << ITEM_BITS])]
    db.conn.executemany("INSERT INTO tag_search (rowid, tags) VALUES (?, ?)", rows)


def _last(number: int) -> int:
    """The number of the last item that a case may have."""
    return (number << ITEM_BITS) + (1 << ITEM_BITS) - 1


def _indexed(record: Record) -> str:
    return "\n".join((record.source.file_name, *_lines(record).values()))


def _lines(record: Record) -> dict[Path, str]:
    """What to find a record's values by, a line each, without the words its evidence says: the page has those."""
    lines: dict[Path, str] = {}
    for path in record.paths():
        value = record.at(path)
        if isinstance(value.value, bool) or value.value == said(value.evidence):
            continue
        page = _plain(" ".join(item.quote for item in value.evidence))
        pieces = show(value.value).split("\n")
        if line := fold(" ".join(piece for piece in pieces if _plain(piece) not in page)):
            lines[path] = line
    return lines


def _plain(text: str) -> str:
    """The words of a text, alike however they are parted, between spaces."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "


def search(db: "sqlite_utils.Database", text: str, limit: int) -> list[Hit]:
    """The newest letters that have the words, in their pages or values; with filters alone, the newest items."""
    wanted = parse(text)
    if not wanted.words:
        return [_hit_of_item(db, row, wanted.fields) for row in islice(_items(db, wanted.tags), limit)]
    numbers = _letters(db, wanted.words, limit if not wanted.tags else -1)
    if wanted.tags:
        numbers = _both(numbers, (row >> ITEM_BITS for row in _items(db, wanted.tags)))
    return _hits_of_words(db, list(islice(numbers, limit)), wanted.words)


def _letters(db: "sqlite_utils.Database", words: str, limit: int) -> Iterator[int]:
    """The numbers of the letters that have words, the newest first, each once."""
    found = merge(*(_rows(db, table, words, limit) for table in ("letter_search", "value_search")), reverse=True)
    return (number for number, _same in groupby(found))


def _items(db: "sqlite_utils.Database", wanted: str) -> Iterator[int]:
    """The rows of the items that have tags, the newest first."""
    return _rows(db, "tag_search", wanted, -1) if wanted else iter(())


def _rows(db: "sqlite_utils.Database", table: str, wanted: str, limit: int) -> Iterator[int]:
    sql = f"SELECT rowid FROM {table} WHERE {table} MATCH ? ORDER BY rowid DESC LIMIT ?"
    return (number for (number,) in db.execute(sql, (wanted, limit)))


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
    in_text = _marked(db, "letter_search", numbers, words)
    in_value = _marked(db, "value_search", [number for number in numbers if number not in in_text], words)
    return [
        _hit_in_text(db, number, in_text[number]) if number in in_text else _hit_in_value(db, number, in_value[number])
        for number in numbers
    ]


def _marked(db: "sqlite_utils.Database", table: str, numbers: list[int], wanted: str) -> dict[int, str]:
    """The texts of some rows with each match marked; in one go, for to look up a prefix takes long."""
    if not numbers:
        return {}
    sql = (
        f"SELECT rowid, highlight({table}, 0, ?, ?) FROM {table} WHERE {table} MATCH ? AND rowid BETWEEN ? AND ?"
        " AND +rowid IN (SELECT value FROM json_each(?))"
    )
    listed = f"[{','.join(map(str, numbers))}]"
    return dict(db.execute(sql, (_OPEN, _CLOSE, wanted, min(numbers), max(numbers), listed)).fetchall())


def _hit_of_item(db: "sqlite_utils.Database", row: int, keys: tuple[str, ...]) -> Hit:
    """An item that fits the filters: what they are about, and the first place that says so."""
    number, place = row >> ITEM_BITS, row & ((1 << ITEM_BITS) - 1)
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


def _hit_in_text(db: "sqlite_utils.Database", number: int, marked: str) -> Hit:
    document = sources.document(db, number)
    (start, end), snippet = _excerpt(marked)
    span = next(iter(Flow(document).spans(start, end)), _NOWHERE)
    return _hit(db, number, span, snippet)


def _hit_in_value(db: "sqlite_utils.Database", number: int, marked: str) -> Hit:
    line = next(line for line in marked.split("\n") if _OPEN in line)
    _place, snippet = _excerpt(line + _CLOSE)  # a phrase may run on into the next value
    record = records.load(db, number, sources.document(db, number))
    plain = _MARKS.sub("", line)
    path = next((path for path, text in _lines(record).items() if text == plain), None)
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
