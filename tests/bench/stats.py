"""How the figures do with very many letters: python -m tests.bench.stats --letters 100000 [--folder KEPT].

Letters are made as in tests.bench.finding; each figure stands beside its floor, what bare SQL takes to count it anew.
"""

import argparse
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from imrdesk.record.model import State
from imrdesk.store import Store, decided
from tests.bench.finding import enrich
from tests.bench.scale import fill, p95, show

GOAL = 300
SINCE = "2026-01-01"
REVIEWED = f"""
    UPDATE field_values SET state = CASE abs(random()) % 20 WHEN 0 THEN '{State.EDITED}' WHEN 1
        THEN '{State.ACCEPTED_UNSEEN}' ELSE '{State.CONFIRMED}' END, by = 'Ana'
    WHERE case_row IN (SELECT number FROM cases WHERE status = 'reviewed');
    INSERT OR IGNORE INTO corrections SELECT case_row, '', key, 'test.words', '"a ' || case_row % 500 || '"', '"b"'
        FROM field_values WHERE state = '{State.EDITED}' AND key IN ('category', 'diagnoses', 'disputed_treatment');
"""
COUNTED = "SELECT key, rule, state, count(*) FROM field_values WHERE state <> 'proposed' GROUP BY 1, 2, 3"
DECIDED = "SELECT category, decision, count(*) FROM issues GROUP BY 1, 2"


def work(folder: Path) -> None:
    """Let a third of the letters be reviewed."""
    with closing(sqlite3.connect(folder / "imrdesk.db")) as db:
        db.executescript(f"PRAGMA synchronous = OFF; BEGIN; {REVIEWED} COMMIT;")
    with Store.open(folder) as store, store.database.writing() as writing:
        decided.recount(writing)


def measure(folder: Path) -> None:
    """Print every figure against its goal and its floor."""
    with Store.open(folder) as store, closing(sqlite3.connect(folder / "imrdesk.db")) as db:
        figures = store.figures

        def everything() -> None:
            figures.decided()
            figures.rules()
            figures.work(SINCE)
            figures.agreement()

        floors = {sql: p95(lambda sql=sql: db.execute(sql).fetchall(), 2) for sql in (COUNTED, DECIDED)}
        show("decisions by all facets and month", p95(figures.decided), GOAL, floors[DECIDED])
        show("values by field and rule", p95(figures.rules), GOAL, floors[COUNTED])
        show("how far the work is", p95(lambda: figures.work(SINCE)), GOAL)
        show("the whole dashboard", p95(everything), GOAL, floors[COUNTED])
        show("corrections that come again", p95(lambda: figures.corrections(3), 5), GOAL)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, help="Where the workspace is kept for another run.")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = chosen.folder or Path(place) / "desk"
        if not (folder / "imrdesk.db").exists():
            fill(folder, chosen.letters)
            enrich(folder)
            work(folder)
        measure(folder)


if __name__ == "__main__":
    main()
