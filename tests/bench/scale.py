"""How the workspace does with very many letters: python -m tests.bench.scale --letters 100000 [--folder KEPT].

The letters are made: a thousand through the store as any other, the rest as copies of their rows with new ids and
dates. Each figure stands beside the floor: the same question in bare SQL.
"""

import argparse
import os
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias
from uuid import UUID

from imrdesk.document.model import Document, Page
from imrdesk.record import changes as acts
from imrdesk.record.changes import Sign
from imrdesk.record.model import Path as ValuePath
from imrdesk.record.model import Status
from imrdesk.store import CaseRow, Query, Store, items, records, sources
from imrdesk.store.numbering import ITEM_BITS, row_of
from tests.store.conftest import Letter, make_letter

BASE = 1000
FEW, TIMED = 10_000, 500  # letters in the workspace that rates are compared with; letters a rate is taken of
SIGN = Sign("Ana", "2026-05-04T12:00:00+00:00")
COPIED = ("issues", "field_values", "page_texts", "events")


def words(chance: random.Random) -> str:
    """A page of a letter's length: common words often, rare ones seldom."""
    common = (
        "pain",
        "lumbar",
        "therapy",
        "treatment",
        "patient",
        "records",
        "medical",
        "necessary",
        "guideline",
        "spine",
    )
    drawn = (chance.choice(common) if chance.random() < 0.4 else f"w{int(chance.paretovariate(0.7)) % 30000}"
             for _word in range(420))  # fmt: skip
    return " ".join(drawn) + "\n"


def letter(number: int, chance: random.Random) -> Letter:
    """A letter of seven pages, as long as real ones are, and two items."""
    made = make_letter(number)
    pages = [*made.document.pages, *(Page(4 + page, words(chance), 612.0, 792.0) for page in range(4))]
    document = Document(f"letter {number}.txt", made.document.sha256, "text/plain", "text", tuple(pages))
    source = replace(made.record.source, pages=len(pages))
    return Letter(replace(made.record, source=source), document, made.data)


def fill(folder: Path, count: int) -> None:
    """Make the workspace."""
    chance = random.Random(20260504)
    with Store.open(folder) as store:
        for number in range(1, BASE + 1):
            letter(number, chance).kept(store, SIGN)
    keep_item_texts(folder)
    copies(folder, BASE, count, chance)
    with Store.open(folder) as store, store.database.writing() as db:
        db.execute("DROP TABLE item_texts")


def rates(folders: Sequence[Path]) -> list[float]:
    """Letters a second, imported as any others into each of some workspaces: a letter into one, then one into the
    next, so that whatever else the computer does slows all of them."""
    os.sync()  # what was copied in is on the disk before it is asked for more
    chance, taken = random.Random(11), [0.0] * len(folders)
    with ExitStack() as opened:
        stores = [opened.enter_context(Store.open(folder)) for folder in folders]
        first = 1 + max(sum(store.counts().values()) for store in stores)
        for number in range(first, first + TIMED):
            made = letter(number, chance)
            for place, store in enumerate(stores):
                began = time.perf_counter()
                made.kept(store, SIGN)
                taken[place] += time.perf_counter() - began
    return [TIMED / spent for spent in taken]


def copies(folder: Path, there: int, count: int, chance: random.Random) -> None:
    """Copy the first letters until there are so many."""
    with closing(sqlite3.connect(folder / "imrdesk.db", isolation_level=None)) as db:
        db.create_function("new_id", 0, lambda: str(UUID(int=chance.getrandbits(128))))
        db.executescript("PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; PRAGMA foreign_keys = OFF;")
        for start in range(there, count, BASE):
            db.execute("BEGIN")
            copy(db, start, min(BASE, count - start))
            db.execute("COMMIT")
        db.executescript("ANALYZE; PRAGMA wal_checkpoint(TRUNCATE);")


def copy(db: sqlite3.Connection, start: int, count: int) -> None:
    """Copy the rows of the first letters, with numbers moved by `start`; items move by twice as much."""
    new = {"number": f"number + {start}", "id": "new_id()", "sha256": "new_id()", "case_row": f"case_row + {start}",
           "case_number": f"printf('CM16-%07d', number + {start})", "hash": "''", "previous": "''", "seq": "NULL",
           "imported_at": f"printf('2026-%06d', number + {start})", "file_name": f"'letter ' || (number + {start})",
           "decision_date": f"date('2013-01-01', ((number + {start}) * 7919 % 2500) || ' days')",
           "status": "CASE WHEN random() % 3 THEN 'new' ELSE 'reviewed' END",
           "outcome": "CASE WHEN random() % 3 THEN 'overturned' ELSE 'upheld' END",
           "issue_row": f"CASE issue_row WHEN 0 THEN 0 ELSE issue_row + {2 * start} END"}  # fmt: skip
    for table, where in (("cases", "number"), ("sources", "number"), *((name, "case_row") for name in COPIED)):
        names = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
        own = dict(new, number=f"number + {2 * start}") if table == "issues" else new
        values = ", ".join(str(own.get(name, name)) for name in names)
        order = f"ORDER BY {where}"
        db.execute(f"INSERT INTO {table} SELECT {values} FROM {table} WHERE {where} <= {count} {order}")
    for table in ("letter_search", "word_search", "value_search"):
        source, key = ("value_search", "rowid") if table == "value_search" else ("letter_texts", "number")
        db.execute(f"INSERT INTO {table} (rowid, text) SELECT {key} + {start}, text FROM {source}"
                   f" WHERE {key} <= {count}")  # fmt: skip
    moved = f"+ ({start} << {ITEM_BITS})"
    for table, key, name in (("tag_search", "rowid", "tags"), ("item_facets", "row", "facets")):
        db.execute(f"INSERT INTO {table} ({key}, {name}) SELECT {key} {moved}, {name} FROM {table}"
                   f" WHERE {key} < {row_of(count + 1, 0)}")  # fmt: skip
    db.execute(f"INSERT INTO item_search (rowid, text) SELECT row {moved}, text FROM item_texts"
               f" WHERE row < {row_of(count + 1, 0)}")  # fmt: skip


def keep_item_texts(folder: Path) -> None:
    """The texts of the first letters' items, in a table for as long as the workspace is made: their index has none."""
    with Store.open(folder) as store, store.database.writing() as db:
        db.execute("CREATE TABLE item_texts (row INTEGER PRIMARY KEY, text)")
        for number in range(1, BASE + 1):
            record = records.load(db, number, sources.document(db, number))
            texts = items.texts(record)
            db.conn.executemany("INSERT INTO item_texts VALUES (?, ?)",
                                [(row_of(number, place), text) for place, text in enumerate(texts)])  # fmt: skip


def p95(run: Callable[[], object], times: int = 20) -> tuple[float, float]:
    """Median and 95th percentile in milliseconds."""
    taken = []
    for _time in range(times):
        began = time.perf_counter()
        run()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken), sorted(taken)[int(len(taken) * 0.95) - 1]


SAVED = 17 * 8216  # bytes that a save writes into the log
PAGE = 200  # rows that a list asks for at a time
SORTS = tuple(name for name in CaseRow.__dataclass_fields__ if name not in ("id", "number", "summary_older"))
FILTERS = {
    "reviewed": Query(status=Status.REVIEWED),
    "upheld": Query(outcome="upheld"),
    "with problems": Query(problems=True),
    "flagged (none is)": Query(flagged=True),
    "upheld, by reviewer": Query(outcome="upheld", order="reviewed_by"),
    "w1234": Query(text="w1234"),
    "lumb* upheld": Query(text="lumb*", outcome="upheld"),
    "decision:overturned": Query(text="decision:overturned"),
}
WHERE = {"reviewed": "status = 'reviewed'", "upheld": "outcome = 'upheld'", "with problems": "problems > 0",
         "flagged (none is)": "flag IS NOT NULL", "upheld, by reviewer": "outcome = 'upheld'"}  # fmt: skip
SEARCHES = ("pain", "w1234", "pain lumbar", "therapy w17", '"lumbar pain"', "l*", "lumb*", "lumba*", "w12*", "w1*",
            '"lumbar pain" w12*', "decision:overturned", "status:reviewed lumbar", "date:2016..2017 case:CM16-0000100",
            "nothinglikethis")  # fmt: skip


def measure(folder: Path) -> None:
    """Print every figure against its goal and its floor."""
    began = time.perf_counter()
    with Store.open(folder) as store:
        listed = begin(store, Query())
        store.counts()
        show("start to first rows", (0, (time.perf_counter() - began) * 1000), 300)
        print(f"{listed} letters")
        floor = sqlite3.connect(folder / "imrdesk.db")
        for order in SORTS:
            query = Query(order=order)
            asked = f"SELECT * FROM cases ORDER BY {order} DESC, number DESC LIMIT {PAGE}"
            bare = p95(lambda asked=asked: floor.execute(asked).fetchall(), 5)
            show(f"sort by {order}", p95(lambda query=query: begin(store, query)), 100, bare)
            show("  and jump anywhere", *jumps(store, query, floor, f"ORDER BY {order} DESC, number DESC"))
        for name, query in FILTERS.items():
            show(f"filter {name}", p95(lambda query=query: begin(store, query), 10), 100)
            if not query.text:
                by = f"WHERE {WHERE[name]} ORDER BY {query.order} DESC, number DESC"
                show("  and jump anywhere", *jumps(store, query, floor, by))
        for name, query in {"sort": Query(order="outcome"), **FILTERS}.items():
            show(f"  all numbers, in the background: {name}", p95(lambda query=query: store.ids(query), 3), 1000)
        for text in SEARCHES:
            sql = f"SELECT rowid FROM {table(text)} WHERE {table(text)} MATCH ? ORDER BY rowid DESC LIMIT 50"
            bare = (
                p95(lambda sql=sql, text=text: floor.execute(sql, (text,)).fetchall(), 5) if ":" not in text else None
            )
            show(f"search {text}", p95(lambda text=text: store.search(text), 10), 100, bare)
        saving = Saving(store, random.Random(7))
        saved = p95(saving, 400)
        show("save", saved, 10, p95(Syncing(folder), 100))


def begin(store: Store, query: Query) -> int:
    """What the window asks for before it shows a list; gives how long the list is."""
    listed = store.first(query, PAGE)
    numbers = store.ids(query) if listed is None else listed.numbers
    store.rows(numbers[:PAGE])
    return listed.count if listed else len(numbers)


Timed: TypeAlias = tuple[float, float]
"""Median and 95th percentile in milliseconds."""


def jumps(store: Store, query: Query, floor: sqlite3.Connection, by: str) -> tuple[Timed, float, Timed]:
    """What the window asks for when a person drags the list to any place of it: measured, goal, and the floor."""
    listed = store.first(query, PAGE)
    chance, count = random.Random(7), max(listed.count if listed else 0, 1)
    found = p95(lambda: store.rows(store.window(query, chance.randrange(count), PAGE)), 60)  # the first reads the disk
    asked = f"SELECT * FROM cases WHERE number IN (SELECT number FROM cases {by} LIMIT {PAGE} OFFSET ?)"
    return found, 100, p95(lambda: floor.execute(asked, (chance.randrange(count),)).fetchall())


def table(text: str) -> str:
    return "letter_search" if '"' in text else "word_search"


class Saving:
    """Changes one value of any letter that came through the store."""

    def __init__(self, store: Store, chance: random.Random) -> None:
        self._store, self._chance = store, chance
        self._last = [row.id for row in store.rows(store.window(Query(order="number"), 0, TIMED))]

    def __call__(self) -> None:
        record = self._store.record(self._chance.choice(self._last))
        age = record.fields["patient_age"].value
        another = age + 1 if isinstance(age, int) else 1  # the same once more would be no save
        self._store.save(acts.set_value(record, ValuePath("patient_age"), another, SIGN))


class Syncing:
    """The floor of a save: as many bytes as one writes, put into a file that is there, and on the disk."""

    def __init__(self, folder: Path) -> None:
        self._file = (folder / "synced").open("wb+")
        self._file.write(bytes(100 * SAVED))
        self._file.seek(0)

    def __call__(self) -> None:
        self._file.write(os.urandom(SAVED))
        self._file.flush()
        os.fsync(self._file.fileno())


def show(what: str, found: tuple[float, float], goal: float, bare: tuple[float, float] | None = None) -> None:
    mark = "ok  " if found[1] <= goal else "OVER"
    beside = f"  floor {bare[0]:8.1f} ms, {found[0] / max(bare[0], 0.001):.1f} times" if bare else ""
    print(f"{mark} {what:45} {found[0]:8.1f} ms, p95 {found[1]:8.1f} ms, goal {goal}{beside}", flush=True)


def size(folder: Path) -> None:
    """Print what a letter takes against its text, and which tables take it."""
    with closing(sqlite3.connect(folder / "imrdesk.db")) as db:
        (text,) = db.execute("SELECT sum(length(CAST(text AS BLOB))) FROM page_texts").fetchone()
        tables = db.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY 1 ORDER BY 2 DESC LIMIT 8").fetchall()
    print(f"size: {(folder / 'imrdesk.db').stat().st_size / text:.2f} times the text, goal 2.5;",
          ", ".join(f"{name} {taken / text:.2f}" for name, taken in tables))  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, help="Where the workspace is kept for another run.")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = chosen.folder or Path(place) / "desk"
        if not (folder / "imrdesk.db").exists():
            began = time.perf_counter()
            fill(folder, chosen.letters)
            print(f"{chosen.letters} letters in {time.perf_counter() - began:.0f} s")
        few = Path(place) / "few"
        fill(few, FEW)
        first, last = rates([few, folder])
        print(f"import {first:.0f} a second with {FEW}, {last:.0f} with all there, one by the other")
        print(f"{'ok  ' if last / first >= 0.7 else 'OVER'} import rate {last / first:.2f}, goal 0.7", flush=True)
        measure(folder)
        size(folder)


if __name__ == "__main__":
    main()
