"""How the search of items does with very many letters: python -m tests.bench.finding --letters 100000 [--folder KEPT].

Letters are made as in tests.bench.scale, two items each; every item then gets words and values of its own, drawn as
real letters have them. Each figure stands beside its floor: the same rows read by bare SQL.
"""

import argparse
import random
import sqlite3
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path

from imrdesk.record.fields import BODY_PARTS, CATEGORIES
from imrdesk.store import Query, Store, facets
from tests.bench.scale import fill, p95, show, words

DRUGS = tuple(f"drug {number}" for number in range(400))
CHAPTERS = tuple(f"MTUS chapter {number}" for number in range(60))
SPECIALTIES = tuple(f"specialty {number}" for number in range(50))
GOAL = 300
QUERIES = ("", "decision:overturned", "date:2016", "lumbar", "lumb* decision:overturned", "w1234", '"lumbar pain"',
           "category:Surgery body:=knee", 'drug:="drug 3"', "therapy chapter:=\"MTUS chapter 0\"", "w1234 in:letter",
           "nothinglikethis")  # fmt: skip


def drawn(chance: random.Random, given: Sequence[str]) -> str:
    """One of many, the first ones often."""
    return given[int(chance.paretovariate(0.8)) % len(given)]


def values(chance: random.Random) -> facets.Values:
    """What an item is counted under."""
    found = [("decision", "overturned" if chance.random() < 0.2 else "upheld"),
             ("category", drawn(chance, tuple(CATEGORIES))), ("body", drawn(chance, BODY_PARTS)),
             ("chapter", drawn(chance, CHAPTERS)), ("specialty", drawn(chance, SPECIALTIES)),
             ("year", str(chance.randrange(2013, 2020)))]  # fmt: skip
    found += [("drug", drawn(chance, DRUGS))] if chance.random() < 0.4 else []
    found += [("specialty", drawn(chance, SPECIALTIES))] if chance.random() < 0.5 else []
    return tuple(found)


def enrich(folder: Path) -> None:
    """Give every item words and values of its own."""
    chance = random.Random(8)
    texts = [words(chance)[:1400] for _text in range(3000)]
    with Store.open(folder) as store:
        db = store.database.connection
        db.execute("PRAGMA synchronous = OFF")
        rows = [row for (row,) in db.execute("SELECT rowid FROM tag_search").fetchall()]
        db.execute("BEGIN")
        db.execute("INSERT INTO item_search (item_search) VALUES ('delete-all')")
        for row in rows:
            facets.put(db, row, values(chance))
            db.execute("INSERT INTO item_search (rowid, text) VALUES (?, ?)", (row, chance.choice(texts)))
        db.execute("COMMIT")
        db.execute("ANALYZE")


def floor(db: sqlite3.Connection, store: Store, text: str) -> Callable[[], object]:
    """The rows' values read by their numbers, which bare SQL is given for nothing."""
    rows = store.finder.rows(text)
    db.execute("CREATE TEMP TABLE IF NOT EXISTS given (row INTEGER PRIMARY KEY)")

    def run() -> object:
        return db.execute("SELECT sum(length(facets)) FROM given JOIN item_facets USING (row)").fetchone()

    db.execute("DELETE FROM given")
    db.executemany("INSERT INTO given VALUES (?)", ((row,) for row in rows))
    return run


def measure(folder: Path) -> None:
    """Print every figure against its goal and its floor."""
    with Store.open(folder) as store, closing(sqlite3.connect(folder / "imrdesk.db")) as db:
        print(f"{len(store.ids(Query()))} letters, {len(store.finder.rows(''))} items")
        for text in QUERIES:
            bare = p95(floor(db, store, text), 5)
            found = len(store.finder.rows(text))
            show(
                f"rows   {text or 'everything'} ({found})", p95(lambda text=text: store.finder.rows(text), 7), 100, bare
            )
            show(f"facets {text or 'everything'}", p95(lambda text=text: store.finder.facets(text), 7), GOAL, bare)
            show(f"else   {text or 'everything'}", p95(lambda text=text: store.finder.elsewhere(text), 3), GOAL, bare)
        rows = store.finder.rows("")
        chance = random.Random(7)
        jumps = iter(lambda: chance.randrange(len(rows) - 50), None)
        screens = iter([rows[at : at + 20] for at in islice(jumps, 30)])
        show("20 results shown", p95(lambda: store.finder.shown(next(screens), "lumbar"), 20), 50)


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
            enrich(folder)
            print(f"{chosen.letters} letters in {time.perf_counter() - began:.0f} s")
        measure(folder)


if __name__ == "__main__":
    main()
