"""Encrypting, the passphrase, a full check and a letter's file again, from the window; nothing plain is left behind."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QDialog, QLabel, QLineEdit, QPushButton

from imrdesk import paths
from imrdesk.desk.passphrases import strength
from imrdesk.gui.dialogs import files
from imrdesk.gui.dialogs.checkup import GIVE, CheckDialog
from imrdesk.gui.dialogs.passphrase import CHANGE, DECRYPT, ENCRYPT, PassphraseDialog
from imrdesk.gui.starting.gate import ResultPage
from imrdesk.store import Query, backups, encryption, keys

WORDS = "tango umbrella cobalt heron"
OTHER = "seven quiet marbles tonight"
SECRET = b"injured worker"
LETTER = "01_one_item_upheld.pdf"


@pytest.fixture
def folder(stocked, tmp_path, monkeypatch):
    pytest.importorskip("sqlcipher3", reason="the extra imrdesk[encryption] is not installed")
    monkeypatch.setitem(keys._SCRYPT, "n", 2**10)  # guessing is cheap here, and so is the test
    folder = shutil.copytree(stocked, tmp_path / "workspace")
    if not backups.every(folder / "backups"):
        backups.take(folder / "imrdesk.db", folder / "backups")
    yield folder
    keys.forget()


def words(widget):
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


def click(widget, text):
    found = [button for button in widget.findChildren(QPushButton) if button.text() == text and not button.isHidden()]
    assert found, text
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)


def dialog(opened, kind: type[QDialog]):
    (found,) = [item for item in opened._window.findChildren(kind) if item.isVisible()]
    return found


def asked(opened, asking, qtbot, jobs) -> PassphraseDialog:
    """The dialog that asks, reached as a person reaches it."""
    opened._window._actions["show_safety"].trigger()
    qtbot.waitUntil(lambda: not jobs.busy())
    safety = opened._window.parts.safekeeping._dialog
    click(safety, f"{asking.title}…")
    return dialog(opened, PassphraseDialog)


def field(asking, name):
    (found,) = [item for item in asking.findChildren(QLineEdit) if item.accessibleName() == name]
    return found


def go(asking):
    return next(button for button in asking.findChildren(QPushButton) if button.text() == asking.asking.button)


def done(opened, opening, qtbot, jobs, wanted):
    """The window closes its desk, and a new one does the work before it opens."""
    (start,) = wanted
    opened.close()
    opened._window.hide()
    again = opening(start.workspace, work=start.work)
    qtbot.waitUntil(lambda: isinstance(again.gate().page(), ResultPage) and not jobs.busy(), timeout=20_000)
    return again


def plain_files(folder):
    return [file for file in folder.rglob("*") if file.is_file() and SECRET in file.read_bytes()]


def test_a_workspace_is_encrypted_from_the_window(folder, opening, qtbot, jobs):
    assert plain_files(folder)
    opened = opening(folder)
    wanted = []
    opened.restart_wanted.connect(wanted.append)
    asking = asked(opened, ENCRYPT, qtbot, jobs)
    assert "lost for ever" in words(asking)
    assert "copied elsewhere" in words(asking)
    assert not go(asking).isEnabled()
    QTest.keyClicks(field(asking, "New passphrase"), WORDS)
    assert "Strong" in words(asking)
    QTest.keyClicks(field(asking, "The same once more"), WORDS[:-1])
    assert "not the same yet" in words(asking)
    QTest.keyClicks(field(asking, "The same once more"), WORDS[-1])
    assert not go(asking).isEnabled()  # until it is said that it is written down
    agreed = next(box for box in asking.findChildren(QCheckBox) if "written it down" in box.text())
    agreed.setChecked(True)
    assert not wanted
    QTest.mouseClick(go(asking), Qt.MouseButton.LeftButton)
    assert len(wanted) == 1
    again = done(opened, opening, qtbot, jobs, wanted)
    page = again.gate().page()
    assert "The workspace is encrypted: database, letters and backups." in words(page)
    assert plain_files(folder) == []
    assert encryption.standing(folder, folder / "backups").state == encryption.ENCRYPTED
    click(page, "Open the workspace")
    qtbot.waitUntil(lambda: again.gate() is None and not jobs.busy(), timeout=20_000)
    assert sum(again._desk.counts().values()) == 4
    assert plain_files(folder) == []


def encrypted(folder):
    encryption.encrypt(folder, folder / "backups", WORDS)


def test_another_passphrase_is_taken_where_the_old_one_fits(folder, opening, qtbot, jobs, messages):
    encrypted(folder)
    opened = opening(folder)
    asking = asked(opened, CHANGE, qtbot, jobs)
    for name, typed in (("Passphrase until now", "wrong"), ("New passphrase", OTHER), ("The same once more", OTHER)):
        QTest.keyClicks(field(asking, name), typed)
    next(box for box in asking.findChildren(QCheckBox) if "written it down" in box.text()).setChecked(True)
    QTest.mouseClick(go(asking), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "not the passphrase" in words(asking))
    field(asking, "Passphrase until now").clear()
    QTest.keyClicks(field(asking, "Passphrase until now"), WORDS)
    QTest.mouseClick(go(asking), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any("passphrase is changed" in text for _kind, text in messages.said))
    keys.forget()
    keys.unlock(folder / keys.FILE_NAME, OTHER)


def test_encryption_is_taken_off_only_with_the_passphrase(folder, opening, qtbot, jobs):
    encrypted(folder)
    opened = opening(folder)
    wanted = []
    opened.restart_wanted.connect(wanted.append)
    asking = asked(opened, DECRYPT, qtbot, jobs)
    QTest.keyClicks(field(asking, "Passphrase"), "something else")
    QTest.mouseClick(go(asking), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "not the passphrase" in words(asking))
    assert not wanted
    field(asking, "Passphrase").clear()
    QTest.keyClicks(field(asking, "Passphrase"), WORDS)
    QTest.mouseClick(go(asking), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(wanted) == 1)
    again = done(opened, opening, qtbot, jobs, wanted)
    assert "not encrypted" in words(again.gate().page())
    assert not (folder / keys.FILE_NAME).exists()


def test_what_was_not_finished_can_be_tried_again(folder, opening, qtbot, jobs, monkeypatch):
    opened = opening(folder)
    wanted = []
    opened.restart_wanted.connect(wanted.append)
    opened._window.parts.safekeeping._begin(ENCRYPT, WORDS)
    with monkeypatch.context() as patched:
        patched.setattr(encryption, "_convert_file", refuse)
        patched.setitem(encryption._CONVERTERS, "file", refuse)
        again = done(opened, opening, qtbot, jobs, wanted)
    page = again.gate().page()
    assert "was not finished" in words(page)
    assert "No space left" in words(page)
    click(page, "Try again")
    qtbot.waitUntil(lambda: "is encrypted" in words(again.gate().page()) and not jobs.busy(), timeout=20_000)
    assert plain_files(folder) == []


def refuse(*_arguments):
    raise OSError(28, "No space left on device")


def test_the_screen_of_an_encrypted_workspace_comes_back_by_its_passphrase(folder, opening, qtbot, jobs):
    encrypted(folder)
    window = opening(folder)._window
    window._idling.fell_idle.emit()
    curtain = window.parts.locking.curtain
    assert curtain.isVisible()
    QTest.keyClick(curtain, Qt.Key.Key_Space)
    assert curtain.isVisible()
    typed = curtain.findChild(QLineEdit)
    QTest.keyClicks(typed, "anything else at all")
    QTest.keyClick(typed, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "not the passphrase" in words(curtain))
    assert curtain.isVisible()
    typed.clear()
    QTest.keyClicks(typed, WORDS)
    QTest.keyClick(typed, Qt.Key.Key_Return)
    qtbot.waitUntil(curtain.isHidden)
    assert typed.text() == ""


def checked(opened, qtbot, jobs) -> CheckDialog:
    opened._window._actions["check_everything"].trigger()
    qtbot.waitUntil(lambda: not jobs.busy(), timeout=20_000)
    return dialog(opened, CheckDialog)


def test_a_full_check_says_that_all_is_whole(folder, opening, qtbot, jobs):
    shown = checked(opening(folder), qtbot, jobs)
    assert "Everything is whole" in words(shown)
    assert "4 letters" in words(shown)


def test_a_missing_file_is_found_and_only_the_very_same_is_taken(folder, opening, qtbot, jobs, messages, monkeypatch):
    opened = opening(folder)
    row = next(row for row in opened._desk.rows(opened._desk.ids(Query())) if row.file_name == LETTER)
    place = opened._desk._store.source_path(row.id)
    place.unlink()
    shown = checked(opened, qtbot, jobs)
    assert [line[3:] for line in shown.rows()] == [f"{LETTER}: the letter's file is missing; its text is still there."]
    monkeypatch.setattr(
        files, "choose_letter_again", lambda _parent: paths.resource("samples", "05_contradictions.pdf")
    )
    click(shown, GIVE)
    qtbot.waitUntil(lambda: any("not this letter's file" in text for _kind, text in messages.said))
    assert not place.exists()
    monkeypatch.setattr(files, "choose_letter_again", lambda _parent: paths.resource("samples", LETTER))
    click(shown, GIVE)
    qtbot.waitUntil(lambda: "✓" in shown.rows()[0])
    assert place.read_bytes() == paths.resource("samples", LETTER).read_bytes()


def test_an_open_letter_without_its_file_offers_to_give_it(folder, opening, qtbot, jobs, messages, monkeypatch):
    opened = opening(folder)
    window = opened._window
    found = {row.file_name: row.id for row in opened._desk.rows(opened._desk.ids(Query()))}
    opened._desk._store.source_path(found[LETTER]).unlink()
    window.open_letter(found[LETTER])
    qtbot.waitUntil(lambda: not jobs.busy())
    monkeypatch.setattr(files, "choose_letter_again", lambda _parent: paths.resource("samples", LETTER))
    click(window, "Give the file again…")
    qtbot.waitUntil(lambda: not jobs.busy())
    assert any("to the last byte" in text for _kind, text in messages.said)
    assert not [item for item in window.panels.banners.messages() if "missing" in item.text]


def test_a_check_can_be_stopped(folder, opening, qtbot, jobs):
    opened = opening(folder)
    opened._window._actions["check_everything"].trigger()
    shown = dialog(opened, CheckDialog)
    shown.reject()
    qtbot.waitUntil(lambda: not jobs.busy(), timeout=20_000)


@pytest.mark.parametrize(
    ("typed", "said", "enough"),
    [
        ("", "Take four", False),
        ("short", "Too short: 7", False),
        ("password password", "Weak", True),
        ("aaaaaaaaaaaaaaaaaa", "Weak", True),
        ("lumbar lumbar lumbar", "Weak", True),
        ("123456789012", "Weak", True),
        ("tango umbrella", "Weak", True),
        (WORDS, "Strong", True),
    ],
)
def test_how_strong_a_passphrase_is_stands_in_plain_words(typed, said, enough):
    found = strength(typed)
    assert found.words.startswith(said)
    assert found.enough == enough
