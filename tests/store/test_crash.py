"""A program that is killed loses nothing that it acknowledged; the bench kills a thousand times."""

import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from imrdesk.store import Store, health
from tests.store.crashing import ROOT, rounds

MIGRATING = """
import sys, pathlib
from imrdesk.store import Store, migrations
def step_9999_more(db):
    print("begun", flush=True)
    for number in range(300):
        db.execute(f"CREATE TABLE more_{number} AS SELECT * FROM page_texts")
migrations.STEPS = (*migrations.STEPS, step_9999_more)
Store.open(pathlib.Path(sys.argv[1])).close()
"""


@pytest.mark.timeout(300)
def test_nothing_acknowledged_is_lost():
    assert rounds(12, longest=0.3) == []


def test_a_migration_that_is_killed_half_way_loses_nothing(folder, letter, tmp_path):
    with Store.open(folder) as store:
        records = [letter(number).kept(store) for number in range(1, 6)]
    for turn in range(5):
        place = shutil.copytree(folder, tmp_path / f"killed {turn}")
        command = [sys.executable, "-c", MIGRATING, str(place)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as program:
            assert program.stdout
            assert program.stdout.readline() == "begun\n"
            time.sleep(turn * 0.004)
            program.kill()
        with sqlite3.connect(place / "imrdesk.db") as db:
            more = db.execute("SELECT count(*) FROM sqlite_master WHERE name LIKE 'more%'").fetchone()[0]
            done = db.execute("SELECT count(*) FROM _sqlite_migrations WHERE name = 'step_9999_more'").fetchone()[0]
            assert more == 300 * done
            assert [id for (id,) in db.execute("SELECT id FROM cases ORDER BY number")] == [item.id for item in records]  # noqa: A001
        db.close()
        assert {damage.code for damage in health.full(place).damages} <= {"newer"}
        assert Path(place / "backups").exists()
