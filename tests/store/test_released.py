"""Every schema that a person can have had, with letters in it, becomes today's; none is ever taken from this folder.

`python -m tests.store.old_schemas` adds those of new steps.
"""

import gzip
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from imrdesk.store import Query, Store, backups, health, migrations
from tests.store import old_schemas

RELEASED = Path(__file__).parent / "released"
FIXTURES = sorted(RELEASED.glob("*.db.gz"))


@pytest.fixture(params=FIXTURES, ids=lambda file: file.name)
def old(request, folder):
    folder.mkdir()
    (folder / "imrdesk.db").write_bytes(gzip.decompress(request.param.read_bytes()))
    (folder / "from").write_text(request.param.name[:4])
    return folder


def test_the_schema_of_each_step_is_among_them():
    """Fails once there is a new step: run tests.store.old_schemas."""
    assert [file.name for file in FIXTURES] == [f"{step:04}.db.gz" for step in range(1, len(migrations.STEPS) + 1)]


def test_what_was_in_it_is_in_it_still(old):
    beside = rows_beside(old / "imrdesk.db")
    with sqlite3.connect(old / "imrdesk.db") as db:
        ids = [number for (number,) in db.execute("SELECT id FROM cases ORDER BY number")]
        steps = db.execute("SELECT count(*) FROM _sqlite_migrations").fetchone()[0]
    db.close()
    assert len(ids) == 2
    with Store.open(old) as store:
        for record_id in ids:
            assert store.record(record_id) == store.replayed(record_id)
        assert store.record(ids[0]).fields["patient_age"].value == 83
        assert len(store.search("lumbar")) == 2
        assert len(store.search("decision:overturned")) == 4
        assert store.verify_chain() is None
    now = rows_beside(old / "imrdesk.db")
    assert {name: now[name] for name in beside} == beside
    assert {damage.code for damage in health.full(old).damages} == {"missing_file"}
    assert len(backups.every(old / "backups")) == (1 if steps < len(migrations.STEPS) else 0)


def rows_beside(file: Path) -> dict[str, list[tuple]]:
    """The rows of the tables that are not a letter's own, as far as their columns are not remade by a step."""
    with sqlite3.connect(file) as db:
        there = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        remade = {"pins": ("page", "start", "stop", "places", "position"), "second_values": ("value",)}
        found = {}
        for table, row in old_schemas.BESIDE.items():
            if table in there:
                own = {column[1] for column in db.execute(f"PRAGMA table_info({table})")}
                names = [name for name in row if name in own and name not in remade.get(table, ())]
                found[table] = db.execute(f"SELECT {', '.join(names)} FROM {table}").fetchall()
    db.close()
    return found


def test_a_check_of_an_older_one_says_so_and_finds_no_damage(old):
    found = health.full(old)
    older = (old / "from").read_text() != f"{len(migrations.STEPS):04}"
    assert {damage.code for damage in found.damages} == ({"older"} if older else {"missing_file"})
    assert found.is_whole is older


def test_there_are_rows_of_what_is_not_a_letters_own():
    with_all = gzip.decompress(FIXTURES[-1].read_bytes())
    assert with_all
    for file in FIXTURES[6:]:
        assert b"Example Clinic" in gzip.decompress(file.read_bytes()), file.name


def all_is_there(folder: Path) -> None:
    with Store.open(folder) as store:
        assert store.verify_chain() is None
        rows = store.rows(store.ids(Query()))
        assert len(rows) == 2
        for row in rows:
            assert store.record(row.id) == store.replayed(row.id)
        assert len(store.search("decision:overturned")) == 4
        assert len(store.search("lumb*")) == 2
    assert {damage.code for damage in health.full(folder).damages} == {"missing_file"}


def test_one_backup_is_made_however_many_steps_there_are(folder, monkeypatch):
    folder.mkdir()
    (folder / "imrdesk.db").write_bytes(gzip.decompress(FIXTURES[0].read_bytes()))
    taken = []
    monkeypatch.setattr(backups, "take", lambda *given: taken.append(given))
    Store.open(folder).close()
    Store.open(folder).close()
    assert [why for _file, _folder, why in taken] == [backups.MIGRATION]


@pytest.mark.parametrize("done", range(7, len(migrations.STEPS)))
def test_a_migration_that_ended_after_any_step_goes_on(folder, done):
    folder.mkdir()
    (folder / "imrdesk.db").write_bytes(gzip.decompress(FIXTURES[0].read_bytes()))
    with old_schemas.only(done):
        Store.open(folder).close()
    all_is_there(folder)


DYING = """
import os, pathlib, signal, sqlite3, sys
from imrdesk.store import Store
left = int(sys.argv[2])
def tell(statement):
    global left
    left -= 1
    if left <= 0:
        os.kill(os.getpid(), signal.SIGKILL)
connect = sqlite3.connect
def traced(*arguments, **more):
    made = connect(*arguments, **more)
    made.set_trace_callback(tell)
    return made
sqlite3.connect = traced
Store.open(pathlib.Path(sys.argv[1])).close()
"""
ROOT = Path(__file__).parents[2]


def died_at(folder: Path, statement: int) -> bool:
    """Whether a migration that is killed before a statement got so far."""
    command = [sys.executable, "-c", DYING, str(folder), str(statement)]
    done = subprocess.run(command, cwd=ROOT, env={"PYTHONPATH": str(ROOT), "PATH": os.defpath}, check=False)
    assert done.returncode in (0, -signal.SIGKILL)
    return done.returncode != 0


@pytest.mark.skipif(sys.platform == "win32", reason="no program is killed so there")
@pytest.mark.parametrize("part", [0.3, 0.8])
def test_a_migration_killed_in_the_midst_loses_nothing(old, part):
    """Tens of statements lie between two such kills; the bench `tests.bench.faults` kills at every one."""
    steps = len(migrations.STEPS) - int((old / "from").read_text())
    died_at(old, int(part * (120 + 60 * steps)))
    all_is_there(old)
