"""One desk at a time, and no workspace where a database is not safe."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from imrdesk.errors import StoreError
from imrdesk.store import Query, Store
from imrdesk.store.holding import Hold, Holder, holder
from imrdesk.store.whereabouts import is_network, kind_of_disk, synced_by, warning

ROOT = Path(__file__).parents[2]
OTHER = """
import sys, pathlib
from imrdesk.store.holding import Hold
hold = Hold(pathlib.Path(sys.argv[1]), "Ben Ortiz")
print(hold.held_by or "ours", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def other(tmp_path):
    """Another program that takes the workspace."""
    command = [sys.executable, "-c", OTHER, str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout
        program.said = program.stdout.readline().strip()  # pyright: ignore[reportAttributeAccessIssue]
        yield program
        program.kill()


def test_a_second_program_is_told_who_has_it(tmp_path, other):
    assert other.said == "ours"
    hold = Hold(tmp_path, "Ana Reyes")
    assert hold.held_by
    assert str(hold.held_by).startswith("Ben Ortiz on ")
    assert hold.held_by.process == other.pid
    hold.release()
    assert holder(tmp_path) == hold.held_by


def test_a_program_that_was_killed_holds_nothing(tmp_path, other):
    other.kill()
    other.wait()
    hold = Hold(tmp_path, "Ana Reyes")
    assert (hold.held_by, hold.ended_badly) == (None, True)
    hold.release()
    again = Hold(tmp_path, "Ana Reyes")
    assert (again.held_by, again.ended_badly) == (None, False)
    again.release()


def test_the_same_program_is_no_second_desk(tmp_path):
    first, second = Hold(tmp_path, "Ana Reyes"), Hold(tmp_path, "Ana Reyes")
    assert second.held_by is None
    second.release()
    assert holder(tmp_path)
    first.release()
    assert holder(tmp_path) is None


def test_who_only_reads_changes_nothing(folder, letter, sign):
    with Store.open(folder) as store:
        record = letter(1).kept(store)
    with Store.open(folder, read_only=True) as store:
        assert store.record(record.id) == record
        assert list(store.ids(Query(text="lumbar"))) == [1]
        with pytest.raises(StoreError, match="open elsewhere"):
            letter(2).kept(store)


MOUNTS = r"""/dev/sda1 / ext4 rw 0 0
server:/export /net nfs4 rw 0 0
//server/letters /net/the\040letters cifs rw 0 0
tmpfs /net/local tmpfs rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/data", "ext4"),
        ("/net/x", "nfs4"),
        ("/net/the letters/x", "cifs"),
        ("/net/local/x", "tmpfs"),
        ("/nety", "ext4"),
    ],
)
def test_the_kind_of_disk_is_that_of_the_nearest_mount(folder, kind):
    assert kind_of_disk(Path(folder), MOUNTS) == kind


def test_a_disk_of_this_computer_is_no_share(tmp_path):
    assert not is_network(tmp_path)


@pytest.mark.parametrize("name", ["Dropbox", "OneDrive", "OneDrive - Sierra Health", "Google Drive", "Nextcloud"])
def test_a_sync_folder_is_told(tmp_path, name):
    assert synced_by(tmp_path / name / "desk") == name
    assert name in str(warning(tmp_path / name / "desk"))


def test_a_sync_folder_is_known_by_what_lies_in_it(tmp_path):
    assert warning(tmp_path / "desk") is None
    (tmp_path / ".stfolder").touch()
    assert synced_by(tmp_path / "desk") == tmp_path.name


def test_what_speaks_against_a_sync_folder_is_said_with_what_to_do(tmp_path):
    place = tmp_path / "Dropbox" / "desk"
    place.mkdir(parents=True)
    said = warning(place)
    assert said
    assert "Dropbox" in said
    assert said.endswith("let its backups go there.")


def test_a_network_share_is_warned_of(tmp_path, monkeypatch):
    monkeypatch.setattr("imrdesk.store.whereabouts.is_network", lambda _folder: True)
    assert "network share" in (warning(tmp_path) or "")


def test_where_the_system_has_no_table_of_disks_psutil_tells(tmp_path, monkeypatch):
    def absent(*_given, **_more):
        raise FileNotFoundError

    partition = SimpleNamespace(mountpoint="/", fstype="nfs4")
    monkeypatch.setattr("pathlib.Path.read_text", absent)
    monkeypatch.setattr("psutil.disk_partitions", lambda **_given: [partition])
    assert is_network(tmp_path)


def test_a_folder_whose_lock_cannot_be_made_is_told(tmp_path):
    (tmp_path / "imrdesk.lock").mkdir()
    with pytest.raises(StoreError) as refused:
        Hold(tmp_path, "Ana")
    assert refused.value.code == "cannot_open"


def test_who_has_it_is_told_in_the_time_of_this_computer():
    since = datetime(2026, 11, 22, 17, 20).astimezone()
    told = Holder("Ana", "desk-3", 7, since.astimezone(UTC).isoformat(timespec="seconds"))
    assert str(told) == "Ana on desk-3 (since 11/22/2026 17:20)"
    assert str(Holder("somebody", "another computer", 0, "")) == "somebody on another computer"
