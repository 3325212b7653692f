"""The doctor's looks: each says good where all is well, and each fault is told where it is one."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from imrdesk import doctor, paths
from imrdesk.cli import main
from imrdesk.doctor import EXAMINED, Finding, Level
from imrdesk.sources import ocr
from imrdesk.workflow import Desk

ROOT = Path(__file__).parents[1]
linux = pytest.mark.skipif(sys.platform != "linux", reason="a look for Linux")


def look(part: str, folder: Path) -> dict[Level, str]:
    return dict(EXAMINED[part](folder))


@pytest.fixture
def workspace(tmp_path) -> Path:
    with_one = tmp_path / "desk"
    desk = Desk.open(with_one)
    desk.keeper.back_up()
    desk.close()
    return with_one


@pytest.mark.parametrize("part", [part for part in EXAMINED if part not in ("window", "reading")])
def test_a_look_finds_this_computer_in_order(part, workspace):
    assert Level.FAULT not in look(part, workspace)


def test_a_window_opens_in_a_process_of_its_own(monkeypatch, tmp_path):
    monkeypatch.chdir(ROOT)
    assert "opens and closes" in look("window", tmp_path)[Level.GOOD]
    assert not (paths.home() / "workspace").exists()


def test_a_window_that_does_not_open_is_a_fault(monkeypatch, tmp_path):
    died = subprocess.CompletedProcess(
        [], 1, "", "Traceback\nImportError: libGL.so.1: cannot open shared object file\n"
    )
    monkeypatch.setattr(subprocess, "run", lambda *_args, **_options: died)
    assert look("window", tmp_path) == {
        Level.FAULT: "The window does not open: ImportError: libGL.so.1: cannot open shared object file"
    }
    died.stderr, died.returncode = "", -6
    assert look("window", tmp_path) == {Level.FAULT: "The window does not open: it ended with -6"}


def test_a_window_that_takes_for_ever_is_a_fault(monkeypatch, tmp_path):
    def late(*_args: object, **_options: object) -> None:
        raise subprocess.TimeoutExpired([], 60)

    monkeypatch.setattr(subprocess, "run", late)
    assert "did not open" in look("window", tmp_path)[Level.FAULT]


def test_a_letter_is_read(tmp_path):
    assert "is read" in look("reading", tmp_path)[Level.GOOD]


def test_a_letter_that_is_read_wrongly_is_a_fault(monkeypatch, tmp_path):
    empty = SimpleNamespace(fields={"case_number": SimpleNamespace(value=None)})
    monkeypatch.setattr(doctor, "extract_file", lambda _path: (None, empty))
    assert "not read" in look("reading", tmp_path)[Level.FAULT]


@linux
def test_missing_libraries_are_named_by_their_packages(monkeypatch, tmp_path):
    monkeypatch.setattr(doctor, "DRAWING_LIBRARIES", {"libnone.so.1": "libnone1"})
    monkeypatch.setattr(doctor, "SCREEN_LIBRARIES", {"libnothing.so.1": "libnothing1"})
    monkeypatch.delenv("DISPLAY", raising=False)
    found = list(EXAMINED["libraries"](tmp_path))
    assert found == [
        (Level.FAULT, "Libraries that the window needs are missing: sudo apt install libnone1"),
        (Level.NOTE, "For a window on a screen: sudo apt install libnothing1"),
    ]
    monkeypatch.setenv("DISPLAY", ":0")
    assert list(EXAMINED["libraries"](tmp_path))[1][0] is Level.FAULT


def test_libraries_are_those_of_the_set_up():
    script = (ROOT / "packaging" / "setup.sh").read_text(encoding="utf-8")

    def listed(name: str) -> dict[str, str]:
        found = re.search(rf'^{name}="([^"]*)"', script, re.MULTILINE)
        assert found
        return dict(pair.split(":") for pair in found[1].split())

    assert listed("LIBRARIES") == doctor.DRAWING_LIBRARIES
    assert listed("SCREEN_LIBRARIES") == doctor.SCREEN_LIBRARIES


@linux
def test_no_fonts_are_a_fault(monkeypatch, tmp_path):
    monkeypatch.setattr(doctor, "FONT_FOLDERS", (str(tmp_path),))
    assert "fonts-dejavu-core" in look("fonts", tmp_path)[Level.FAULT]


def test_a_missing_package_is_a_fault(monkeypatch, tmp_path):
    monkeypatch.setattr(doctor, "dependencies", lambda: [("click", "8.2"), ("lxml", None)])
    found = look("packages", tmp_path)
    assert "missing: lxml" in found[Level.FAULT]
    assert found[Level.GOOD] == "click 8.2"


def test_dependencies_are_those_of_the_project():
    known = dict(doctor.dependencies())
    assert known["click"]
    assert "tesserocr" not in known


def test_scans_that_cannot_be_read_are_noted(monkeypatch, tmp_path):
    monkeypatch.setattr(ocr, "available", lambda: False)
    assert "by hand" in look("scans", tmp_path)[Level.NOTE]


def test_encryption_that_is_not_there_is_noted(monkeypatch, tmp_path):
    monkeypatch.setattr(doctor.importlib.util, "find_spec", lambda _name: None)
    assert "encrypted disk" in look("encryption", tmp_path)[Level.NOTE]


def test_a_vocabulary_that_cannot_be_used_is_a_fault(tmp_path, home):
    own = home / "vocabularies"
    own.mkdir(parents=True)
    (own / "drugs.toml").write_text("no toml")
    assert "drugs.toml" in look("vocabularies", tmp_path)[Level.FAULT]


@pytest.mark.parametrize("written", ["no toml", "lock_minutes = 9000", "no_such_setting = 1"])
def test_wrong_settings_are_a_fault(written, tmp_path, home):
    home.mkdir(exist_ok=True)
    (home / "settings.toml").write_text(written)
    assert "default" in look("settings", tmp_path)[Level.FAULT]


def test_a_full_disk_is_a_fault(monkeypatch, tmp_path):
    monkeypatch.setattr(shutil, "disk_usage", lambda _place: SimpleNamespace(free=10_000))
    assert look("disk", tmp_path / "not" / "yet") == {Level.FAULT: "0.0 GB are free where the workspace lies."}


def test_a_damaged_workspace_is_a_fault(workspace):
    (workspace / "imrdesk.db").write_bytes(b"no database")
    assert "imrdesk recover" in look("workspace", workspace)[Level.FAULT]


def test_a_workspace_in_a_synced_folder_is_noted(tmp_path):
    folder = tmp_path / "Dropbox" / "desk"
    Desk.open(folder).close()
    assert "Dropbox" in look("workspace", folder)[Level.NOTE]


def test_no_workspace_and_no_backup_are_noted(tmp_path):
    assert "no workspace yet" in look("workspace", tmp_path / "none")[Level.NOTE]
    assert "no backup yet" in look("backups", tmp_path / "none")[Level.NOTE]


def test_an_old_backup_is_noted(workspace, monkeypatch):
    monkeypatch.setattr(doctor, "OLD_BACKUP", -1)
    assert "days old" in look("backups", workspace)[Level.NOTE]


def test_a_look_that_fails_is_a_fault_and_the_others_go_on(monkeypatch, tmp_path):
    def broken(_folder: Path):
        raise OSError("the disk is gone")
        yield

    def fine(_folder: Path):
        yield Level.GOOD, "fine"

    monkeypatch.setattr(doctor, "EXAMINED", {"disk": broken, "fonts": fine})
    assert list(doctor.examine(tmp_path)) == [
        Finding("disk", Level.FAULT, "the disk is gone"),
        Finding("fonts", Level.GOOD, "fine"),
    ]


@pytest.mark.parametrize(("level", "code"), [(Level.GOOD, 0), (Level.NOTE, 0), (Level.FAULT, 1)])
def test_the_command_ends_with_1_where_a_fault_is(level, code, monkeypatch):
    monkeypatch.setattr(doctor, "examine", lambda _folder: iter([Finding("disk", level, "10 GB are free.")]))
    shown = CliRunner().invoke(main, ["doctor"])
    assert (shown.exit_code, shown.stdout.split()) == (code, [level.value, "disk", "10", "GB", "are", "free."])
    scripts = CliRunner().invoke(main, ["doctor", "--json"])
    assert scripts.exit_code == code
    assert f'"level": "{level.value}"' in scripts.stdout


def test_nobody_is_named(workspace, monkeypatch):
    """A home folder often has its owner's name."""
    words = " ".join(
        text
        for part in ("program", "packages", "disk", "workspace", "backups")
        for text in look(part, workspace).values()
    )
    assert os.environ.get("USER", "root") not in words


def test_an_encrypted_workspace_is_noted(workspace, monkeypatch):
    monkeypatch.setattr(doctor.keeping, "is_locked", lambda _folder: True)
    assert look("workspace", workspace) == {
        Level.NOTE: "The workspace is encrypted. Look at it by itself: imrdesk check"
    }
