"""The long fault sweep: python -m tests.bench.faults. The disk refuses every KB in turn (a limit on files, a full disk
where one can be mounted), and a migration of every schema is killed before every statement; prints what was wrong.
"""

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from imrdesk.store import Query, Store, audit, health
from tests.store import sweeping
from tests.store.test_faults import ROOT, can_mount, on_a_disk_of_its_own
from tests.store.test_released import FIXTURES, died_at


def sweeps(step: str) -> list[str]:
    """Every act at every size; gives what was wrong."""
    wrong = []
    for act in sweeping.ACTS:
        commands = {"files limited": [sys.executable, "-m", "tests.store.sweeping", act]}
        with tempfile.TemporaryDirectory() as place:
            if can_mount():
                commands["disk full"] = on_a_disk_of_its_own(Path(place) / "disk", act)
            for how, command in commands.items():
                done = subprocess.run([*command, "--step", step], cwd=ROOT, capture_output=True, text=True, check=False)
                outcome = json.loads(done.stdout or '{"bare": ["no answer"]}')
                wrong += [f"{act}, {how}: {item}" for item in outcome["bare"]]
                print(f"{act}, {how}: {outcome}", flush=True)
    return wrong


def kills(every: int) -> list[str]:
    """Every schema's migration killed before every so many statements; gives what was lost."""
    wrong = []
    for file in FIXTURES[:-1]:
        statement = 1
        while True:
            with tempfile.TemporaryDirectory() as place:
                folder = Path(place) / "desk"
                folder.mkdir()
                (folder / "imrdesk.db").write_bytes(gzip.decompress(file.read_bytes()))
                died = died_at(folder, statement)
                wrong += [f"{file.name} killed at {statement}: {item}" for item in lost(folder)]
            if not died:
                break
            statement += every
        print(f"{file.name}: killed {statement // every} times", flush=True)
    return wrong


def lost(folder: Path) -> list[str]:
    """What is missing once the migration has gone on."""
    with Store.open(folder) as store:
        rows = store.rows(store.ids(Query()))
        broken = [row.file_name for row in rows if store.record(row.id) != audit.replay(store, row.id)]
        found = [] if len(rows) == 2 and store.verify_chain() is None else ["letters or events"]
    return found + broken + [item.message for item in health.full(folder).damages if item.code != "missing_file"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--step", default="1024", help="bytes between two tries")
    parser.add_argument("--every", type=int, default=1, help="statements between two kills")
    chosen = parser.parse_args()
    wrong = [*sweeps(chosen.step), *kills(chosen.every)]
    print("\n".join(wrong) or "nothing was wrong")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
