"""The crash harness: a desk that works without pause until it is killed, and the look at what it left behind.

`python -m tests.store.crashing FOLDER SEED` works; each line it prints is a change that was acknowledged.
"""

import json
import random
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from imrdesk.keeping import Keeper
from imrdesk.record import changes as acts
from imrdesk.record.changes import Sign
from imrdesk.record.model import Path as ValuePath
from imrdesk.record.model import Status
from imrdesk.settings import Settings
from imrdesk.store import Store, backups, health
from tests.store.conftest import make_letter

SIGN = Sign("Ana", "2026-05-04T12:00:00+00:00", "crash test")
ROOT = Path(__file__).parents[2]


def work(folder: Path, seed: int) -> None:
    """Import, edit, review and back up, saying each thing once it is done."""
    chance = random.Random(seed)
    keeper = Keeper(folder, Settings(), "Ana")
    store = keeper.open()
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


def killed(folder: Path, seed: int, longest: float) -> list[dict]:
    """Let it work for a while, kill it; gives what it had acknowledged."""
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
    found = [damage.message for damage in health.full(folder).damages if damage.code not in health.NOTICES]
    with Store.open(folder) as store:
        for item in acknowledged:
            if item["act"] == "back up":
                file = folder / "backups" / item["id"]
                found += [] if not file.exists() else _bad(file)
            elif store.record(item["id"]).revision < item["revision"]:
                found.append(f"{item} is lost")
    return found


def _bad(file: Path) -> list[str]:
    (made,) = (backup for backup in backups.every(file.parent) if backup.file == file)
    return [] if made.verify().letters >= 0 else [f"{file.name} is damaged"]


def rounds(count: int, seed: int = 20260504, longest: float = 0.4) -> list[str]:
    """Kill as often as asked for; every ten kills a new workspace. Gives what was lost."""
    found: list[str] = []
    acknowledged: list[dict] = []
    total = 0
    with tempfile.TemporaryDirectory() as place:
        for turn in range(count):
            if turn % 10 == 0:
                acknowledged = []
            folder = Path(place) / f"workspace {turn // 10}"
            done = killed(folder, seed + turn, longest)
            total += len(done)
            acknowledged = [*acknowledged, *done]
            found += [f"round {turn}: {item}" for item in lost(folder, acknowledged)]
    print(f"{count} kills, {total} acknowledged changes, {len(found)} lost or damaged")
    return found


if __name__ == "__main__":
    work(Path(sys.argv[1]), int(sys.argv[2]))
