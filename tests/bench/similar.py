"""How comparable determinations do: python -m tests.bench.similar [--letters 100000] [--folder KEPT].

Speed beside its floor, one bare scan of the facets. Quality on the real letters and the samples, each item left out in
turn: the share of its ten most alike of other letters that have its category, drug or body part, beside plain FTS5 bm25
of its words.
"""

import argparse
import re
import sqlite3
import statistics
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path

from imrdesk.extract import drugs
from imrdesk.paths import resource
from imrdesk.record.values import show
from imrdesk.store import FoundItem, Query, Store
from imrdesk.workflow import Desk
from tests.bench.finding import enrich
from tests.bench.scale import fill, p95
from tests.bench.scale import show as tell
from tests.specimens import FOLDER

SAMPLES = resource("samples")
TOP = 10
ASKED = 40  # items
GOAL = 200
Item = tuple[str, str]
Facts = tuple[frozenset[str], frozenset[str], frozenset[str]]


def speed(folder: Path) -> None:
    """How long one question takes."""
    with Store.open(folder) as store, closing(sqlite3.connect(folder / "imrdesk.db")) as db:
        rows = store.finder.rows("")
        print(f"{len(store.ids(Query()))} letters, {len(rows)} items")
        asked = store.finder.shown(rows[:: max(len(rows) // ASKED, 1)][:ASKED])
        bare = p95(lambda: db.execute("SELECT count(*) FROM item_facets WHERE instr(facets, 'x')").fetchone(), 9)
        for overturned in (False, True):
            turn = iter(asked)
            tell(
                f"ten most alike{', overturned first' if overturned else ''}",
                p95(lambda turn=turn, overturned=overturned: alike(store, next(turn), overturned), len(asked)),
                GOAL,
                bare,
            )


def alike(store: Store, item: FoundItem, overturned: bool) -> object:
    """One question."""
    return store.finder.alike(item.record_id, item.issue_id, drugs.family, TOP, overturned=overturned)


def quality() -> None:
    """The table: our order beside bm25."""
    letters = [*sorted((FOLDER / "pdf").glob("*.pdf")), *sorted(SAMPLES.glob("*.pdf"))]
    with tempfile.TemporaryDirectory() as place, Desk.open(Path(place) / "desk") as desk:
        desk.import_paths(letters, "bench")
        facts, texts = gathered(desk)
        ours = ranks(facts, lambda item: [(one.found.record_id, one.found.issue_id)
                                          for one in desk.comparing.similar(*item, TOP)])  # fmt: skip
        plain = ranks(facts, bm25(texts))
    print(f"{len(letters)} letters, {len(facts)} decided items; share of the first {TOP} with the same")
    print(f"{'':28}{'category':>10}{'drug':>10}{'body part':>11}")
    for name, shares in (("comparable determinations", ours), ("FTS5 bm25 of its words", plain)):
        print(f"{name:28}{shares[0]:10.1%}{shares[1]:10.1%}{shares[2]:11.1%}")


def gathered(desk: Desk) -> tuple[dict[Item, Facts], dict[Item, str]]:
    """Category, drug and body parts of every decided item, and its words."""
    facts: dict[Item, Facts] = {}
    texts: dict[Item, str] = {}
    for row in desk.rows(desk.ids(Query())):
        record = desk.record(row.id)
        for issue in record.issues:
            said = {key: show(value.value) for key, value in issue.values.items()}
            if said["decision"]:
                drug = drugs.family(said["drug"])[0]
                body = issue.values["body_parts"].value
                facts[record.id, issue.id] = (
                    frozenset(filter(None, (said["category"],))), frozenset(filter(None, (drug,))),
                    frozenset(map(str, body)) if isinstance(body, tuple) else frozenset(),
                )  # fmt: skip
                texts[record.id, issue.id] = " ".join(
                    (said["disputed_treatment"], said["rationale"], show(record.fields["diagnoses"].value))
                )
    return facts, texts


def bm25(texts: dict[Item, str]) -> Callable[[Item], Sequence[Item]]:
    """The same question asked of a plain index: the item's words, ranked."""
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE plain USING fts5(text)")
    keys = list(texts)
    db.executemany("INSERT INTO plain (rowid, text) VALUES (?, ?)", enumerate(texts.values(), 1))

    def asked(item: Item) -> Sequence[Item]:
        words = " OR ".join(f'"{word}"' for word in sorted(set(re.findall(r"\w+", texts[item].lower()))))
        rows = db.execute("SELECT rowid FROM plain WHERE plain MATCH ? ORDER BY rank", (words,))
        others = (keys[row - 1] for (row,) in rows)
        return list(islice((other for other in others if other[0] != item[0]), TOP))

    return asked


def ranks(facts: dict[Item, Facts], asked: Callable[[Item], Sequence[Item]]) -> list[float]:
    """For category, drug and body part: the mean share of the first that have one in common, of the items that have one
    which another letter has too."""
    shares: list[list[float]] = [[], [], []]
    for item, own in facts.items():
        found = [other for other in asked(item) if other in facts]
        for place in range(3):
            there = sum(1 for key, one in facts.items() if key[0] != item[0] and one[place] & own[place])
            if there:
                same = sum(1 for other in found if facts[other][place] & own[place])
                shares[place].append(same / min(TOP, there))
    return [statistics.mean(listed) if listed else 0.0 for listed in shares]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, help="Where the workspace is kept for another run.")
    chosen = parser.parse_args()
    quality()
    with tempfile.TemporaryDirectory() as place:
        folder = chosen.folder or Path(place) / "desk"
        if not (folder / "imrdesk.db").exists():
            fill(folder, chosen.letters)
            enrich(folder)
        speed(folder)


if __name__ == "__main__":
    main()
