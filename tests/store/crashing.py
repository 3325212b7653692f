"""The crash harness: a desk that works without pause until it is killed, and the look at what it left behind.

`python -m tests.store.crashing FOLDER SEED` works; each line it prints is a change that was acknowledged.
"""

import gzip
import json
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from imrdesk.desk.keeping import Keeper
from imrdesk.record import changes as acts
from imrdesk.record.changes import Sign
from imrdesk.record.model import Path as ValuePath
from imrdesk.record.model import Status
from imrdesk.settings import Settings
from imrdesk.store import Store, backups, health, indexing
from tests.store.conftest import make_letter

SIGN = Sign("Ana", "2026-05-04T12:00:00+00:00", "crash test")
ROOT = Path(__file__).parents[2]
OLDEST = min((Path(__file__).parent / "released").glob("*.db.gz"))
MIGRATION = 0.3  # seconds that one takes


def work(folder: Path, seed: int) -> None:
    """Migrate where that is to be done, import, edit, review and back up, saying each thing once it is done."""
    chance = random.Random(seed)
    indexing.PIECE = 1
    keeper = Keeper(folder, Settings(), "Ana")
    store = keeper.open(lambda done, _total, what: say(act="migrate", id=what, revision=done))
    number = len(list((folder / "sources").iterdir()))
    known = [row.id for row in store.rows(range(1, sum(store.counts().values()) + 1))]
    while True:
        act = chance.choice(("import", "import", "edit", "edit", "edit", "review", "back up"))
        if act == "import" or not known:
            number += 1
            made = make_letter(number * 1000 + seed % 1000)
            store.add(made.record, made.document, made.data, SIGN)
            known.append(made.record.id)
            say(act="import", id=made.record.id, revision=0)
        elif act == "back up":
            at = datetime.now(UTC) + timedelta(seconds=chance.randrange(86400))
            made = backups.take(folder / "imrdesk.db", folder / "backups", backups.ROLLING, at)
            backups.thin(folder / "backups", at)
            say(act=act, id=made.file.name, revision=0)
        else:
            record = store.record(chance.choice(known))
            change = acts.mark_reviewed if act == "review" and record.status is not Status.REVIEWED else edit(chance)
            done = change(record, SIGN)
            store.save(done)
            say(act=act, id=record.id, revision=done.after.revision)


def edit(chance: random.Random):
    """Another age than before."""

    def change(record, sign):
        return acts.set_value(record, ValuePath("patient_age"), chance.randrange(1, 10**6), sign)

    return change


def say(**what) -> None:
    print(json.dumps(what), flush=True)


def begin_old(folder: Path) -> list[dict]:
    """Put a workspace there as an older version left it; gives what it has."""
    (folder / "sources").mkdir(parents=True)
    (folder / "imrdesk.db").write_bytes(gzip.decompress(OLDEST.read_bytes()))
    for number in (1, 2):
        made = make_letter(number)
        (folder / "sources" / made.document.sha256).write_bytes(made.data)
    with closing(sqlite3.connect(folder / "imrdesk.db")) as db:
        return [{"act": "keep", "id": name, "revision": revision}
                for name, revision in db.execute("SELECT id, revision FROM cases")]  # fmt: skip


def killed(folder: Path, seed: int, longest: float) -> list[dict]:
    """Let it work for a while, kill it; gives what it had acknowledged. The first thing it says is no later than the
    first step of a migration, so that it may be killed in the midst of one."""
    command = [sys.executable, "-m", "tests.store.crashing", str(folder), str(seed)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as program:
        assert program.stdout
        assert program.stderr
        first = program.stdout.readline()
        time.sleep(random.Random(seed).random() * longest)
        program.kill()
        lines = [first, *program.stdout]
        said = program.stderr.read()
    assert first, said
    return [json.loads(line) for line in lines if line.endswith("\n")]


def lost(folder: Path, acknowledged: list[dict]) -> list[str]:
    """What is missing or damaged after a kill; a letter's file without a record is an import that was cut off."""
    found = _damages(folder, {"tables"})  # some may be missing until the migration has gone on
    with Store.open(folder) as store:
        for item in acknowledged:
            if item["act"] == "migrate":
                continue
            if item["act"] == "back up":
                file = folder / "backups" / item["id"]
                found += [] if not file.exists() else _bad(file)
            elif store.record(item["id"]).revision < item["revision"]:
                found.append(f"{item} is lost")
    return found + _damages(folder, set())


def _damages(folder: Path, let_pass: set[str]) -> list[str]:
    return [item.message for item in health.full(folder).damages if item.code not in {*health.NOTICES, *let_pass}]


def _bad(file: Path) -> list[str]:
    (made,) = (backup for backup in backups.every(file.parent) if backup.file == file)
    return [] if made.verify().letters >= 0 else [f"{file.name} is damaged"]


def rounds(count: int, seed: int = 20260504, longest: float = 0.4) -> list[str]:
    """Kill as often as asked for; every ten kills a new workspace, the first five of which hit it at its migration.
    Gives what was lost."""
    found: list[str] = []
    acknowledged: list[dict] = []
    done_of: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as place:
        for turn in range(count):
            folder = Path(place) / f"workspace {turn // 10} {max(5 - turn % 10, 0)}"
            if turn % 10 <= 5:
                acknowledged = begin_old(folder)
            done = killed(folder, seed + turn, MIGRATION if turn % 10 < 5 else longest)
            done_of.update(item["act"] for item in done)
            acknowledged = [*acknowledged, *done]
            found += [f"round {turn}: {item}" for item in lost(folder, acknowledged)]
    print(f"{count} kills, {dict(done_of)} acknowledged, {len(found)} lost or damaged")
    return found


if __name__ == "__main__":
    work(Path(sys.argv[1]), int(sys.argv[2]))
