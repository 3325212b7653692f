"""A workspace is encrypted, used and taken back from the command line; commands that look work beside an open desk."""

import subprocess
import sys

import pytest
from click.testing import CliRunner

from imrdesk.cli import main
from imrdesk.store import Query, keys
from imrdesk.workflow import Desk

WORDS = "correct horse battery staple"
AGREED = "I have written it down"
OTHER = """
import sys, pathlib
from imrdesk.workflow import Desk
if __name__ == "__main__":
    desk = Desk.open(pathlib.Path(sys.argv[1]))
    print("open", flush=True)
    sys.stdin.read()
    desk.close()
"""


@pytest.fixture(autouse=True)
def locked_again(monkeypatch):
    monkeypatch.setitem(keys._SCRYPT, "n", 2**10)
    yield
    keys.forget()


@pytest.fixture
def folder(tmp_path, samples):
    folder = tmp_path / "desk"
    with Desk.open(folder) as desk:
        desk.import_paths([samples / "01_one_item_upheld.pdf"], "Ana")
    return folder


def run(*words, code=0, typed=None, given=None):
    keys.forget()  # each command is a program of its own
    env = {"IMRDESK_PASSPHRASE": given} if given is not None else None
    done = CliRunner().invoke(main, [str(word) for word in words], input=typed, env=env)
    assert done.exit_code == code, done.output
    return done.output


def test_encrypted_read_changed_and_decrypted(folder):
    pytest.importorskip("sqlcipher3", reason="the extra imrdesk[encryption] is not installed")
    before = run("list", "-w", folder)
    said = run("encrypt", "-w", folder, typed=f"{AGREED}\n{WORDS}\n{WORDS}\n")
    assert "lost for ever" in said
    assert "The workspace is encrypted: database, letters and backups." in said
    assert "passphrase" in run("list", "-w", folder, code=1)
    assert "not the passphrase" in run("list", "-w", folder, given="something else", code=1)
    assert run("list", "-w", folder, given=WORDS) == before
    assert "No damage" in run("check", "-w", folder, given=WORDS)
    assert "encrypted: database" in run("encrypt", "--status", "-w", folder)
    other = "a second set of words"
    run("passphrase", "-w", folder, given=WORDS, typed=f"{other}\n{other}\n")
    assert run("list", "-w", folder, given=other) == before
    assert "is not encrypted" in run("decrypt", "-w", folder, given=other)
    assert run("list", "-w", folder) == before


def test_nothing_happens_until_the_warning_is_agreed_to(folder):
    said = run("encrypt", "-w", folder, typed="yes\n", code=1)
    assert "Nothing was encrypted" in said
    assert "not encrypted" in run("encrypt", "--status", "-w", folder)


def test_an_encrypted_workspace_travels_as_one_file(folder, tmp_path):
    pytest.importorskip("sqlcipher3", reason="the extra imrdesk[encryption] is not installed")
    run("encrypt", "-w", folder, "--i-have-written-it-down", given=WORDS)
    run("pack", tmp_path / "one.imrdesk", "-w", folder, given=WORDS)
    run("unpack", tmp_path / "one.imrdesk", "-w", tmp_path / "new")  # without a passphrase: nothing is opened
    assert run("list", "-w", tmp_path / "new", given=WORDS) == run("list", "-w", folder, given=WORDS)


def test_begun_anew_the_locked_letters_are_read_again(folder):
    pytest.importorskip("sqlcipher3", reason="the extra imrdesk[encryption] is not installed")
    run("encrypt", "-w", folder, "--i-have-written-it-down", given=WORDS)
    assert "1 letter ready" in run("recover", "--anew", "-w", folder, given=WORDS)
    assert "is encrypted: database" in run("encrypt", "--status", "-w", folder)


def test_commands_that_look_work_beside_an_open_desk(folder, tmp_path):
    place = ["-w", folder]
    case = run("list", *place).split()[0]
    with subprocess.Popen([sys.executable, "-c", OTHER, str(folder)], stdin=-1, stdout=-1, text=True) as other:
        assert other.stdout
        assert other.stdin
        other.stdout.readline()
        looks = (
            ["list"], ["show", case], ["search", "the"], ["audit", case], ["audit"], ["check"], ["pace"], ["backup"],
            ["dismiss", case], ["certificate", case], ["refused"], ["pack", tmp_path / "one.imrdesk"],
            ["export", case, "-o", tmp_path / "one.docx"], ["second", "list"], ["second", "compare"],
        )  # fmt: skip
        for words in looks:
            assert "open" not in run(*words, *place).split(), words
        assert "this workspace open" in run("set", case, "patient_age", "47", *place, code=1)
        other.stdin.close()
    assert "docx" in str(Desk.look(folder).exports(next(iter(_ids(folder)))))


def _ids(folder):
    with Desk.look(folder) as desk:
        return [row.id for row in desk.rows(desk.ids(Query()))]


def test_a_look_takes_no_lock_and_changes_nothing(folder):
    file = folder / "imrdesk.db"
    before = file.read_bytes()
    with Desk.look(folder) as desk:
        assert desk.read_only
        assert desk.counts()
        with Desk.open(folder) as second:
            assert not second.read_only
    assert file.read_bytes() == before


def test_the_pages_of_a_locked_letter_are_drawn(folder):
    pytest.importorskip("sqlcipher3", reason="the extra imrdesk[encryption] is not installed")
    run("encrypt", "-w", folder, "--i-have-written-it-down", given=WORDS)
    keys.unlock(folder / keys.FILE_NAME, WORDS)
    with Desk.open(folder) as desk:
        (row,) = desk.rows(desk.ids(Query()))
        view = desk.page_view(row.id)
        assert view
        assert view.image(1, 1.0).width == 612
        view.close()
