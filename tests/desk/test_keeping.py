"""A desk holds its workspace, backs it up, and everything can be done from the command line."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from imrdesk import settings
from imrdesk.cli import main
from imrdesk.desk import keeping
from imrdesk.errors import StoreError
from imrdesk.record.model import Path as ValuePath
from imrdesk.store import Query, backups
from imrdesk.workflow import Desk

ROOT = Path(__file__).parents[2]
OTHER = """
import sys, pathlib
from imrdesk.workflow import Desk
if __name__ == "__main__":
    desk = Desk.open(pathlib.Path(sys.argv[1]))
    print("open", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def folder(tmp_path, samples):
    folder = tmp_path / "desk"
    with Desk.open(folder) as desk:
        desk.import_paths([samples / "01_one_item_upheld.pdf"], "Ana")
    return folder


def run(*words, code=0):
    done = CliRunner().invoke(main, [str(word) for word in words])
    assert done.exit_code == code, done.output
    return done.output


def test_a_desk_that_changed_something_leaves_a_backup(folder):
    (made,) = backups.every(folder / "backups")
    assert made.verify().letters == 1
    with Desk.open(folder) as desk:
        desk.counts()
    assert backups.every(folder / "backups") == [made]


def test_backups_outside_the_workspace_have_the_letters_too(folder, tmp_path):
    chosen = replace(settings.Settings(), backup_folder=str(tmp_path / "other disk"))
    with Desk.open(folder, chosen) as desk:
        made = desk.keeper.back_up()
    assert made.file.parent == tmp_path / "other disk" / "desk"
    assert [file.name for file in (made.file.parent / "sources").iterdir()] == [
        file.name for file in (folder / "sources").iterdir()
    ]


def test_backups_come_by_and_by_while_a_desk_is_open(folder, monkeypatch):
    for made in backups.every(folder / "backups"):
        made.file.unlink()
    monkeypatch.setattr(keeping, "LOOK_EVERY", 0.01)
    with Desk.open(folder) as desk:
        for _turn in range(500):
            if backups.every(folder / "backups"):
                break
            desk.keeper._stopped.wait(0.01)
        assert backups.every(folder / "backups")


def test_a_backup_that_fails_stops_nobody(folder, monkeypatch):
    for made in backups.every(folder / "backups"):
        made.file.unlink()
    monkeypatch.setattr(backups, "LEAST_FREE", 1 << 60)
    with Desk.open(folder) as desk:
        assert desk.keeper.back_up_if_due() is None
        with pytest.raises(StoreError, match="no room"):
            desk.keeper.back_up()


def test_a_second_program_reads_and_is_told_who_has_it(folder):
    command = [sys.executable, "-c", OTHER, str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout
        assert program.stdout.readline() == "open\n"
        with Desk.open(folder) as desk:
            (warned,) = desk.keeper.warnings()
            assert "has this workspace open. Here it can only be read." in warned
            assert len(desk.ids(Query())) == 1
            with pytest.raises(StoreError, match="open elsewhere"):
                desk.set_value(desk.rows([1])[0].id, ValuePath("patient_age"), 83, "Ben")
        assert "open" in run("restore", "newest", "-w", folder, code=1)
        program.kill()
    with Desk.open(folder) as desk:
        assert desk.keeper.warnings() == []


def test_damage_is_told_and_mended_by_hand(folder):
    assert "No damage: 1 letter" in run("check", "-w", folder)
    run("backup", "-w", folder)
    assert len(run("backup", "--list", "-w", folder).splitlines()) == 2
    (folder / "imrdesk.db").write_bytes(b"")
    assert "emptied: imrdesk.db is empty or missing." in run("check", "-w", folder, code=1)
    offered = run("recover", "-w", folder)
    assert "imrdesk restore imrdesk-" in offered
    assert "imrdesk recover --anew" in offered
    assert "1 letter" in run("restore", "-w", folder)
    assert "No damage" in run("check", "-w", folder)


def test_letters_are_imported_anew_where_there_is_no_backup(folder):
    for made in backups.every(folder / "backups"):
        made.file.unlink()
    (folder / "imrdesk.db").write_bytes(b"Dear reader")
    assert "Nothing" in run("recover", "--salvage", "-w", folder, code=1)
    assert "1 letter ready." in run("recover", "--anew", "-w", folder)
    assert "No damage" in run("check", "-w", folder)


def test_a_workspace_is_packed_and_unpacked(folder, tmp_path):
    run("pack", tmp_path / "desk.imrdesk", "-w", folder)
    run("unpack", tmp_path / "desk.imrdesk", "-w", tmp_path / "there")
    assert run("list", "-w", tmp_path / "there") == run("list", "-w", folder)
    assert "There is no file" in run("unpack", tmp_path / "nothing", "-w", tmp_path / "x", code=1)


def test_the_audit_says_who_did_what_and_why(folder):
    case = "CM16-9900001"
    run("set", case, "patient_age", "83", "--by", "Ana", "-w", folder)
    run("review", case, "--reason", "all the same", "--by", "Ana", "-w", folder)
    rows = json.loads(run("audit", case, "--json", "-w", folder))
    assert rows[0]["action"] == "import"
    edit = next(row for row in rows if row["action"] == "set")
    assert (edit["field"], edit["new"], edit["by"], edit["state"]) == ("patient_age", "83", "Ana", "edited")
    assert edit["source"] == "person"
    assert (rows[-1]["new"], rows[-1]["reason"]) == ("reviewed", "all the same")
    assert "patient_age" in run("audit", case, "-w", folder)
    assert "The audit is whole. Its last hash: " in run("audit", "-w", folder)
    assert "reviewed; the record is what was signed" in run("certificate", case, "-w", folder)


def test_a_reviewer_signs_with_the_profile_of_the_settings(folder):
    settings.save(replace(settings.load(), reviewer_name="Ana Reyes", reviewer_credentials="RN, CCM"))
    run("review", "CM16-9900001", "--reason", "all the same", "-w", folder)
    assert "Ana Reyes, RN, CCM" in run("certificate", "CM16-9900001", "-w", folder)


def test_an_unknown_backup_is_told(folder):
    assert "There is no backup" in run("restore", "yesterday", "-w", folder, code=1)
    assert "There is no workspace" in run("check", "-w", folder / "nowhere", code=1)


def test_a_packed_file_that_is_opened_is_unpacked_beside_itself_once(tmp_path):
    Desk.open(tmp_path / "first").close()
    file = tmp_path / "office.imrdesk"
    keeping.archive.pack(tmp_path / "first", file)
    folder = keeping.unpacked(file)
    assert folder == tmp_path / "office"
    made = (folder / "imrdesk.db").stat().st_ino
    assert keeping.unpacked(file) == folder
    assert (folder / "imrdesk.db").stat().st_ino == made
