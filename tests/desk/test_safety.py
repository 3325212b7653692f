"""What is said of a workspace's disk, backups and place, and that it is said only where it is so."""

import os
import shutil
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from imrdesk.cli import main
from imrdesk.desk import safety
from imrdesk.desk.keeping import Keeper
from imrdesk.settings import Settings
from imrdesk.store import Query, backups
from imrdesk.workflow import Desk

LETTER = "01_one_item_upheld.pdf"


@pytest.fixture
def folder(tmp_path, samples):
    folder = tmp_path / "desk"
    with Desk.open(folder) as desk:
        desk.import_paths([samples / LETTER], "Ana")
    return folder


@pytest.fixture
def roomy(monkeypatch):
    """A disk with room, so that only what a test does is told."""
    monkeypatch.setattr(shutil, "disk_usage", lambda _place: SimpleNamespace(free=500 * 1024**3))


def codes(folder, chosen=None, now=None):
    keeper = Keeper(folder, chosen or Settings(), "Ana", looking=True)
    return {item.code: item for item in safety.cautions(keeper, now)}


def test_nothing_is_said_of_an_empty_workspace(tmp_path, roomy):
    Desk.open(tmp_path / "empty").close()
    assert codes(tmp_path / "empty") == {}


def test_backups_that_share_the_fate_of_the_workspace_are_told(folder, tmp_path, roomy, monkeypatch):
    assert set(codes(folder)) == {"backups_inside"}
    outside = Settings(backup_folder=str(tmp_path / "outside"))
    with Desk.open(folder, outside) as desk:
        desk.keeper.back_up()
    assert set(codes(folder, outside)) == {"same_disk"}
    device = safety._device
    monkeypatch.setattr(safety, "_device", lambda place: device(place) + ("outside" in str(place)))
    assert codes(folder, outside) == {}


def test_a_disk_that_is_nearly_full_is_told_again_only_once_half_of_the_rest_is_gone(folder, monkeypatch):
    states = []
    for free in (1000, 900, 450, 5000):
        usage = SimpleNamespace(free=free * 1024**2)
        monkeypatch.setattr(shutil, "disk_usage", lambda _place, usage=usage: usage)
        found = codes(folder).get("disk")
        states.append(found.state if found else None)
        assert found is None or "nearly full" in found.words
    assert states[0] == states[1] != states[2]
    assert states[3] is None


def test_missing_and_old_backups_are_told(folder, roomy):
    (folder / "imrdesk.db-wal").unlink(missing_ok=True)
    os.utime(folder / "imrdesk.db", (0, 0))
    assert "old_backup" not in codes(folder, now=datetime.now(UTC) + timedelta(days=9))  # nothing was done since
    (newest, *_others) = backups.every(folder / "backups")
    long_ago = datetime.now(UTC) - timedelta(days=3)
    newest.file.rename(newest.file.with_name(f"imrdesk-{long_ago:%Y%m%dT%H%M%SZ}-rolling.db"))
    os.utime(folder / "imrdesk.db")
    assert "3 days old" in codes(folder)["old_backup"].words
    shutil.rmtree(folder / "backups")
    assert "no_backup" in codes(folder)


def test_a_workspace_in_a_sync_folder_is_told_in_one_line(tmp_path, roomy):
    found = codes(tmp_path / "Dropbox" / "desk")["place"]
    assert "Dropbox" in found.words
    assert "elsewhere" in found.remedy


def test_it_is_told_on_the_command_line_too(folder):
    said = CliRunner().invoke(main, ["safety", "-w", str(folder)]).output
    assert "inside the workspace" in said
    assert "The workspace is not encrypted." in said
    assert "The newest backup is" in said


def test_a_letters_file_is_given_again_on_the_command_line(folder, samples, tmp_path):
    with Desk.open(folder) as desk:
        (row,) = desk.rows(desk.ids(Query()))
        place = desk._store.source_path(row.id)
    place.write_bytes(b"damaged")
    other = tmp_path / "other.pdf"
    other.write_bytes((samples / LETTER).read_bytes() + b"\n")
    refused = CliRunner().invoke(main, ["give-file", row.case_number, str(other), "-w", str(folder)])
    assert refused.exit_code == 1
    assert "not this letter's file" in refused.output
    assert place.read_bytes() == b"damaged"
    done = CliRunner().invoke(main, ["give-file", row.case_number, str(samples / LETTER), "-w", str(folder)])
    assert done.exit_code == 0, done.output
    assert place.read_bytes() == (samples / LETTER).read_bytes()


def test_importing_it_once_more_brings_a_lost_file_back(folder, samples):
    with Desk.open(folder) as desk:
        (row,) = desk.rows(desk.ids(Query()))
        place = desk._store.source_path(row.id)
        place.unlink()
        report = desk.import_paths([samples / LETTER], "Ana")
    assert "is back" in report.duplicates[0].message
    assert place.read_bytes() == (samples / LETTER).read_bytes()
