"""The long fault sweep: python -m tests.bench.faults. The disk refuses every write in turn (a limit on files, a full
disk where one can be mounted), and a migration of every schema is killed before every statement; prints what was wrong.
"""

import argparse
import gzip
import itertools
import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from imrdesk.store import Query, Store, health
from tests.store import sweeping
from tests.store.test_faults import ROOT, can_mount, on_a_disk_of_its_own
from tests.store.test_released import FIXTURES

PAGE = "4096"  # half of what SQLite writes at once: each of its writes is refused at least once
STEPS = {"export": "512"}


def sweeps(step: str | None) -> list[str]:
    """Every act at every size; gives what was wrong."""
    wrong = []
    for act in sweeping.ACTS:
        commands = {"files limited": [sys.executable, "-m", "tests.store.sweeping", act]}
        with tempfile.TemporaryDirectory() as place:
            if can_mount():
                commands["disk full"] = on_a_disk_of_its_own(Path(place) / "disk", act)
            for how, command in commands.items():
                began = time.monotonic()
                size = step or STEPS.get(act, PAGE)
                done = subprocess.run([*command, "--step", size], cwd=ROOT, capture_output=True, text=True, check=False)
                outcome = json.loads(done.stdout or '{"bare": ["no answer"]}')
                wrong += [f"{act}, {how}: {item}" for item in outcome["bare"]]
                print(f"{act}, {how}, every {size} bytes: {outcome}, {time.monotonic() - began:.0f} s", flush=True)
    return wrong


def kills(every: int) -> list[str]:
    """Every schema's migration killed before every so many statements; gives what was lost."""
    wrong = []
    for file in FIXTURES[:-1]:
        began = time.monotonic()
        old, statement = gzip.decompress(file.read_bytes()), 1
        while True:
            with tempfile.TemporaryDirectory() as place:
                folder = Path(place) / "desk"
                folder.mkdir()
                (folder / "imrdesk.db").write_bytes(old)
                died = killed_at(folder, statement)
                wrong += [f"{file.name} killed at {statement}: {item}" for item in lost(folder)]
            if not died:
                break
            statement += every
        print(f"{file.name}: killed {statement // every} times, {time.monotonic() - began:.0f} s", flush=True)
    return wrong


def killed_at(folder: Path, statement: int) -> bool:
    """Whether a migration that is killed before a statement got so far; in a fork, which has no program to start."""
    child = os.fork()
    if not child:
        try:
            left = itertools.count(statement - 1, -1)

            def tell(_statement: str) -> None:
                if next(left) <= 0:
                    os.kill(os.getpid(), signal.SIGKILL)

            def traced(*arguments, **more):
                made = connect(*arguments, **more)
                made.set_trace_callback(tell)
                return made

            connect, sqlite3.connect = sqlite3.connect, traced
            Store.open(folder).close()
            os._exit(0)
        finally:
            os._exit(1)
    _child, status = os.waitpid(child, 0)
    if os.waitstatus_to_exitcode(status) == 1:
        raise RuntimeError(f"the migration in {folder} failed by itself")
    return os.WIFSIGNALED(status)


def lost(folder: Path) -> list[str]:
    """What is missing once the migration has gone on."""
    with Store.open(folder) as store:
        rows = store.rows(store.ids(Query()))
        broken = [row.file_name for row in rows if store.record(row.id) != store.replayed(row.id)]
        found = [] if len(rows) == 2 and store.verify_chain() is None else ["letters or events"]
    return found + broken + [item.message for item in health.full(folder).damages if item.code != "missing_file"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--step", help="bytes between two tries; by default so few that every write is refused")
    parser.add_argument("--every", type=int, default=1, help="statements between two kills")
    chosen = parser.parse_args()
    wrong = [*sweeps(chosen.step), *kills(chosen.every)]
    print("\n".join(wrong) or "nothing was wrong")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
