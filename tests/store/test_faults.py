"""The disk refuses at every place in turn: always a plain message, and what was there stays."""

import gzip
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from imrdesk.errors import StoreError
from imrdesk.record import changes as acts
from imrdesk.record.model import Path as ValuePath
from imrdesk.store import Query, Store, backups, health
from tests.store.conftest import SIGN, make_letter

ROOT = Path(__file__).parents[2]
SWEEP = """
import json, os, pathlib, resource, sys, tempfile
from imrdesk.errors import ImrdeskError
from imrdesk.export import EXPORTERS, Letter
from imrdesk.record import changes as acts
from imrdesk.record.model import Path
from imrdesk.store import Store, archive, backups, health
from tests.store.conftest import SIGN, make_letter

NEVER = resource.RLIM_INFINITY
DISK = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None  # a small disk of its own, to be filled

SIZES = range(0, 600_000, 32_768) if DISK else (*range(0, 8192, 1024), *range(8192, 600_000, 8192))

def limit(size):
    if DISK is None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, NEVER))
        return
    filler = DISK / "filler"
    filler.unlink(missing_ok=True)
    if size != NEVER:
        found = os.statvfs(DISK)
        filler.write_bytes(bytes(max(found.f_bavail * found.f_frsize - size, 0)))

def save(store, turn, letter):
    store.save(acts.set_value(store.record(letter.record.id), Path("occupation"), "roofer " * (turn + 1) * 90, SIGN))

def add(store, turn, letter):
    made = make_letter(turn + 2, items=3)
    store.add(made.record, made.document, made.data, SIGN)

def back_up(store, turn, letter):
    backups.take(store.folder / "imrdesk.db", store.folder / "backups", backups.ROLLING)

def pack(store, turn, letter):
    archive.pack(store.folder, store.folder / "packed" / "all.imrdesk")

def export(store, turn, letter):
    (store.folder / "out").mkdir(exist_ok=True)
    EXPORTERS["docx"].write([Letter(letter.record, letter.document)], store.folder / "out" / "summary.docx")

if __name__ == "__main__":
    act = globals()[sys.argv[1]]
    outcome = {"refused": 0, "done": 0, "bare": []}
    with tempfile.TemporaryDirectory(dir=DISK) as place:
        folder = pathlib.Path(place) / "desk"
        letter = make_letter(1)
        with Store.open(folder) as store:
            store.add(letter.record, letter.document, letter.data, SIGN)
        for turn, size in enumerate((*SIZES, NEVER)):
            with Store.open(folder) as store:
                before = {row.id: store.record(row.id) for row in store.rows(range(1, 200))}
                limit(size)
                try:
                    act(store, turn, letter)
                    outcome["done"] += 1
                    failed = False
                except ImrdeskError as error:
                    outcome["refused"] += 1
                    failed = True
                except BaseException as error:
                    outcome["bare"].append(f"{size}: {error!r}")
                    failed = True
                finally:
                    limit(NEVER)
                after = {row.id: store.record(row.id) for row in store.rows(range(1, 200))}
                if failed and before != after:
                    outcome["bare"].append(f"{size}: changed all the same")
            found = [item.message for item in health.full(folder).damages if item.code not in health.NOTICES]
            outcome["bare"] += found
            if turn == 0 and list(folder.rglob("*.part")):
                outcome["bare"].append("a part was left")
        for backup in backups.every(folder / "backups"):
            backup.verify()
    print(json.dumps(outcome))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the system limits no file sizes")
@pytest.mark.parametrize("act", ["save", "add", "back_up", "pack", "export"])
def test_a_disk_that_refuses_at_any_place_is_told_and_loses_nothing(act, tmp_path):
    swept(tmp_path, [sys.executable, str(tmp_path / "sweep.py"), act])


def can_mount() -> bool:
    """Whether a small disk can be had, seen by nobody else."""
    if sys.platform != "linux" or not shutil.which("unshare"):
        return False
    tried = ["unshare", "-m", "mount", "-t", "tmpfs", "-o", "size=1m", "none", "/mnt"]
    return subprocess.run(tried, capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not can_mount(), reason="a small disk can only be mounted by root, on Linux")
@pytest.mark.parametrize("act", ["save", "add"])
def test_a_small_disk_that_is_full_at_any_place_is_told_and_loses_nothing(act, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    run = 'mount -t tmpfs -o size=24m none "$1" && exec "$2" "$3" "$4" "$1"'
    swept(
        tmp_path, ["unshare", "-m", "sh", "-c", run, "sh", str(disk), sys.executable, str(tmp_path / "sweep.py"), act]
    )


def swept(tmp_path, command) -> None:
    """Run the sweep: always a plain message, and what was there stays."""
    (tmp_path / "sweep.py").write_text(SWEEP, encoding="utf-8")
    environment = {"PYTHONPATH": str(ROOT), "PATH": os.defpath}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=110)
    assert done.returncode == 0, done.stderr[-2000:]
    outcome = json.loads(done.stdout)
    assert outcome["bare"] == []
    assert outcome["refused"] >= 3
    assert outcome["done"] >= 1


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
