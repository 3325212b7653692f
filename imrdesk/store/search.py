"""Finding letters by what they say, and by what machine and reviewers made of it."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from imrdesk.document.locate import Flow, fold
from imrdesk.document.model import Document, Span
from imrdesk.record.fields import field
from imrdesk.record.model import Path, Record
from imrdesk.record.values import show

from . import records, sources
from .encoding import said

if TYPE_CHECKING:
    import sqlite_utils

HIT_START, HIT_END = "\x02", "\x03"
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"  # characters that Unicode keeps out of texts
_NOWHERE = Span(0, 0, 0)
_AROUND = 70
_PIECES = re.compile(r'"([^"]*)"?|([^\s"]+)')
_WORD = re.compile(r"\w+")
_NEVER = re.compile(r"[\x00-\x1f\x7f*\ud800-\udfff]")


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


def expression(text: str) -> str:
    """What a person typed as an FTS5 expression: all of the words, "phrases" and prefix*; empty where there is none."""
    return " AND ".join(_terms(text))


def _terms(text: str) -> Iterator[str]:
    for phrase, word in _PIECES.findall(text):
        plain = _NEVER.sub(" ", phrase or word).strip()
        if not any(char.isalnum() for char in plain):
            continue
        if word.endswith("*"):
            yield f'"{plain}"*'
        elif word.isalpha() and len(word) > 3:
            yield f'("{plain}" OR "{_other_number(plain)}")'
        else:
            yield f'"{plain}"'


def _other_number(word: str) -> str:
    """The plural of a singular and the reverse, for the many words that only take an s."""
    return word[:-1] if word[-1] in "sS" else f"{word}s"


def index_letter(db: "sqlite_utils.Database", number: int, record: Record, document: Document) -> None:
    """Make a new letter findable."""
    db.execute("INSERT INTO letter_search (rowid, text) VALUES (?, ?)", (number, Flow(document).text))
    db.execute("INSERT INTO value_search (rowid, text) VALUES (?, ?)", (number, _indexed(record)))


def index_values(db: "sqlite_utils.Database", number: int, before: Record, after: Record) -> None:
    """Make changed values findable."""
    if (now := _indexed(after)) != _indexed(before):
        db.execute("UPDATE value_search SET text = ? WHERE rowid = ?", (now, number))


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
    """The newest letters that have the words, in their pages or in their values."""
    if not (wanted := expression(text)):
        return []
    found: dict[int, Hit] = {}
    for number, marked in _matches(db, "letter_search", wanted, limit):
        found[number] = _hit_in_text(db, number, marked)
    for number, marked in _matches(db, "value_search", wanted, limit):
        if number not in found:
            found[number] = _hit_in_value(db, number, marked)
    return [found[number] for number in sorted(found, reverse=True)[:limit]]


def _matches(db: "sqlite_utils.Database", table: str, wanted: str, limit: int) -> list[tuple[int, str]]:
    sql = f"SELECT rowid, highlight({table}, 0, ?, ?) FROM {table} WHERE {table} MATCH ? ORDER BY rowid DESC LIMIT ?"
    return db.execute(sql, (_OPEN, _CLOSE, wanted, limit)).fetchall()


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
