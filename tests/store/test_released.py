"""Every schema that was ever released, with letters in it, becomes today's; none is ever taken from this folder.

`python -m tests.store.test_released` adds today's, to be done with each release that has new steps.
"""

import gzip
import sqlite3
import tempfile
from pathlib import Path

import pytest

from imrdesk.record import changes as acts
from imrdesk.record.model import Path as ValuePath
from imrdesk.store import Query, Store, audit, backups, health, migrations
from tests.store.conftest import SIGN, make_letter

RELEASED = Path(__file__).parent / "released"
FIXTURES = sorted(RELEASED.glob("*.db.gz"))


@pytest.fixture(params=FIXTURES, ids=lambda file: file.name)
def old(request, folder):
    folder.mkdir()
    (folder / "imrdesk.db").write_bytes(gzip.decompress(request.param.read_bytes()))
    return folder


def test_todays_schema_is_among_them():
    """Fails once there is a new step: add today's schema when it is released."""
    assert FIXTURES
    assert int(FIXTURES[-1].name[:4]) <= len(migrations.STEPS)


def test_what_was_in_it_is_in_it_still(old):
    with sqlite3.connect(old / "imrdesk.db") as db:
        ids = [number for (number,) in db.execute("SELECT id FROM cases ORDER BY number")]
        steps = db.execute("SELECT count(*) FROM _sqlite_migrations").fetchone()[0]
    db.close()
    assert len(ids) == 2
    with Store.open(old) as store:
        for record_id in ids:
            assert store.record(record_id) == audit.replay(store, record_id)
        assert store.record(ids[0]).fields["patient_age"].value == 83
        assert len(store.search("lumbar")) == 2
        assert len(store.search("decision:overturned")) == 4
        assert store.verify_chain() is None
    assert {damage.code for damage in health.full(old).damages} == {"missing_file"}
    assert len(backups.every(old / "backups")) == (1 if steps < len(migrations.STEPS) else 0)


@pytest.mark.parametrize("done", range(6, len(migrations.STEPS)))
def test_a_migration_that_ended_after_any_step_goes_on(folder, monkeypatch, done):
    folder.mkdir()
    (folder / "imrdesk.db").write_bytes(gzip.decompress(FIXTURES[0].read_bytes()))
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "STEPS", migrations.STEPS[:done])
        patched.setattr(migrations.indexing, "catch_up", lambda _database, _progress: None)
        Store.open(folder).close()
    with Store.open(folder) as store:
        assert store.verify_chain() is None
        for row in store.rows(store.ids(Query())):
            assert store.record(row.id) == audit.replay(store, row.id)
        assert len(store.search("decision:overturned")) == 4
        assert len(store.search("lumb*")) == 2


def add_todays() -> None:
    """Write a workspace of two letters as this version makes it."""
    with tempfile.TemporaryDirectory() as place:
        with Store.open(Path(place) / "desk") as store:
            records = [make_letter(number).kept(store) for number in (1, 2)]
            done = acts.set_value(records[0], ValuePath("patient_age"), 83, SIGN)
            store.save(done)
            store.save(acts.mark_reviewed(done.after, SIGN))
            made = backups.take(Path(place) / "desk" / "imrdesk.db", Path(place) / "copy")
        RELEASED.mkdir(exist_ok=True)
        target = RELEASED / f"{len(migrations.STEPS):04}.db.gz"
        target.write_bytes(gzip.compress(made.file.read_bytes(), mtime=0))
        print(target)


if __name__ == "__main__":
    add_todays()
