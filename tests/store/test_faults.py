"""The disk refuses at every place in turn: always a plain message, and what was there stays."""

import errno
import gzip
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

import pytest

from imrdesk.errors import ImrdeskError, StoreError
from imrdesk.record import changes as acts
from imrdesk.record.model import Path as ValuePath
from imrdesk.store import Query, Store, backups, health
from tests.store import sweeping
from tests.store.conftest import SIGN, make_letter

ROOT = Path(__file__).parents[2]
COARSE = "98304"  # bytes between two tries; the bench tests.bench.faults has them closer
ACTS = ["save", "add", "back_up", "pack", "export"]


@pytest.mark.skipif(sys.platform == "win32", reason="the system limits no file sizes")
@pytest.mark.parametrize("act", ACTS)
def test_a_disk_that_refuses_at_any_place_is_told_and_loses_nothing(act):
    swept([sys.executable, "-m", "tests.store.sweeping", act, "--step", COARSE])


def can_mount() -> bool:
    """Whether a small disk can be had, seen by nobody else."""
    if sys.platform != "linux" or not shutil.which("unshare"):
        return False
    tried = ["unshare", "-m", "mount", "-t", "tmpfs", "-o", "size=1m", "none", "/mnt"]
    return subprocess.run(tried, capture_output=True, check=False).returncode == 0


def on_a_disk_of_its_own(disk, *arguments) -> list[str]:
    """The harness on a small disk, as a command."""
    disk.mkdir()
    run = 'mount -t tmpfs -o size=96m none "$1" && shift && exec "$@"'
    sweeping = [sys.executable, "-m", "tests.store.sweeping", *arguments, "--disk", str(disk)]
    return ["unshare", "-m", "sh", "-c", run, "sh", str(disk), *sweeping]


@pytest.mark.skipif(not can_mount(), reason="a small disk can only be mounted by root, on Linux")
@pytest.mark.parametrize("act", ACTS)
def test_a_small_disk_that_is_full_at_any_place_is_told_and_loses_nothing(act, tmp_path):
    swept(on_a_disk_of_its_own(tmp_path / "disk", act, "--step", COARSE))


def swept(command) -> None:
    """Run the sweep: always a plain message, and what was there stays."""
    environment = {"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=110)
    assert done.returncode == 0, done.stderr[-2000:]
    outcome = json.loads(done.stdout)
    assert outcome["bare"] == []
    assert outcome["refused"] >= 3
    assert outcome["done"] >= 1


OPERATIONS = ((os, "fsync"), (Path, "replace"), (Path, "open"), (Path, "write_bytes"), (Path, "mkdir"),
              (tempfile, "mkstemp"), (shutil, "copyfile"))  # fmt: skip


class Broken:
    """A disk on which the operation number `at` fails; none where it is 0."""

    def __init__(self, monkeypatch, code) -> None:
        self.at = self.count = 0
        self._code = code
        for owner, name in OPERATIONS:
            monkeypatch.setattr(owner, name, self._breaking(getattr(owner, name)))

    def _breaking(self, operation):
        def broken(*arguments, **more):
            self.count += bool(self.at)
            if self.at and self.count == self.at:
                raise OSError(self._code, os.strerror(self._code))
            return operation(*arguments, **more)

        return broken


@pytest.mark.parametrize("code", [errno.EIO, errno.EROFS], ids=errno.errorcode.get)
@pytest.mark.parametrize("act", sweeping.ACTS.values(), ids=sweeping.ACTS)
def test_each_operation_on_a_file_that_fails_is_told_and_leaves_what_was(folder, monkeypatch, act, code):
    letter = make_letter(1)
    disk = Broken(monkeypatch, code)
    with Store.open(folder) as store:
        letter.kept(store)
        before = store.record(letter.record.id)
        turn = 0
        for turn in range(1, 500):
            disk.at, disk.count = turn, 0
            try:
                act(store, 0, letter)
                done = disk.count < turn
            except ImrdeskError as refused:
                assert refused.message
                done = False
            finally:
                disk.at = 0
            if done:
                break
            if act is not sweeping.save:
                assert store.record(letter.record.id) == before
            assert not list(folder.rglob("*.part"))
        assert act is sweeping.save or turn > 2  # a save is SQLite's own business
        for backup in backups.every(folder / "backups"):
            backup.verify()
    assert [item.code for item in health.full(folder).damages if item.code not in health.NOTICES] == []


REFUSED = [(sqlite3.SQLITE_IOERR, "disk"), (sqlite3.SQLITE_READONLY, "read_only")]


class Failing(sqlite3.Connection):
    """A connection whose statement number `at` fails as `code` says; counts them."""

    at = 0
    code = sqlite3.SQLITE_IOERR
    count = 0

    def execute(self, *arguments):
        """As a connection does it, unless its turn has come."""
        if not arguments[0].startswith("ROLLBACK"):  # which needs no disk
            self._refuse_in_turn()
        return super().execute(*arguments)

    def executemany(self, *arguments):
        """As a connection does it, unless its turn has come."""
        self._refuse_in_turn()
        return super().executemany(*arguments)

    def _refuse_in_turn(self) -> None:
        Failing.count += 1
        if Failing.count == Failing.at:
            refused = sqlite3.OperationalError("it failed")
            refused.sqlite_errorcode = Failing.code
            raise refused


def save(store, made):
    store.save(acts.set_value(store.record(made.record.id), ValuePath("occupation"), "roofer", SIGN))


def review(store, made):
    store.save(acts.mark_reviewed(store.record(made.record.id), SIGN))


def add(store, _made):
    other = make_letter(2, items=3)
    store.add(other.record, other.document, other.data, SIGN)


def opened_again(store, _made):
    with Store.open(store.folder) as again:
        again.search("lumbar")


def migrate(store, _made):
    with Store.open(store.folder.with_name("old")):
        pass


@pytest.mark.parametrize(("code", "said"), REFUSED)
@pytest.mark.parametrize("act", [save, review, add, opened_again, migrate])
def test_each_statement_that_fails_is_told_and_leaves_what_was(folder, monkeypatch, act, code, said):
    letter = make_letter(1)
    Failing.at, Failing.code = 0, code
    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Failing))
    with Store.open(folder) as store:
        letter.kept(store)
        before = store.record(letter.record.id)
        turn = 0
        for turn in range(1, 10_000, 40 if act is migrate else 1):
            old = put_old(folder.with_name("old")) if act is migrate else None
            Failing.at, Failing.count = turn, 0
            try:
                act(store, letter)
                break
            except StoreError as refused:
                assert refused.code == said, turn
                assert refused.message
            finally:
                Failing.at = 0
            assert store.record(letter.record.id) == before
            assert len(store.ids(Query())) == 1
            if old:
                with Store.open(old) as again:
                    assert again.verify_chain() is None
                shutil.rmtree(old)
        assert turn > 5
        assert [item.code for item in health.full(folder).damages if item.code not in health.NOTICES] == []


def put_old(folder):
    """A workspace as the oldest version left it."""
    folder.mkdir()
    oldest = min((Path(__file__).parent / "released").glob("*.db.gz"))
    (folder / "imrdesk.db").write_bytes(gzip.decompress(oldest.read_bytes()))
    return folder


LOCKED = {"save": save, "review": review, "add": add}


@pytest.mark.parametrize("act", LOCKED.values(), ids=LOCKED)
def test_a_file_that_another_program_holds_is_told(folder, monkeypatch, act):
    monkeypatch.setattr("imrdesk.store.database.BUSY_SECONDS", 0.05)
    letter = make_letter(1)
    with Store.open(folder) as store:
        letter.kept(store)
        before = store.record(letter.record.id)
        other = sqlite3.connect(folder / "imrdesk.db", isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError) as refused:
            act(store, letter)
        assert refused.value.code == "busy"
        other.execute("ROLLBACK")
        other.close()
        assert store.record(letter.record.id) == before
        act(store, letter)
        assert backups.take(folder / "imrdesk.db", folder / "backups").verify().letters == 1 + (act is add)
