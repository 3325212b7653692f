"""The way to a desk: a passphrase is asked for, and every kind of damage reaches a page that says what can be done."""

import importlib.util
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from imrdesk.gui.main_window import MainWindow
from imrdesk.gui.opening import Opening, Start
from imrdesk.gui.remembered import Remembered
from imrdesk.gui.starting.recovery import RecoveryPage
from imrdesk.gui.starting.unlock import UnlockPage
from imrdesk.gui.worklist.view import WorklistView
from imrdesk.store import backups, encryption, health, keys

WORDS = "correct horse battery staple"


def kinds():
    """The kinds of damage that the store's own tests know."""
    file = Path(__file__).parents[1] / "store" / "test_recovery.py"
    spec = importlib.util.spec_from_file_location("kinds_of_damage", file)
    assert spec
    assert spec.loader
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found.KINDS


KINDS = kinds()


@pytest.fixture
def folder(stocked, tmp_path):
    folder = shutil.copytree(stocked, tmp_path / "workspace")
    if not backups.every(folder / "backups"):
        backups.take(folder / "imrdesk.db", folder / "backups")
    return folder


def page(opened):
    gate = opened.gate()
    return gate.page() if gate else None


def words(widget):
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def press(widget: QWidget | None, name: str) -> None:
    button = widget.findChild(QPushButton, name) if widget else None
    assert button
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_damage_is_told_and_something_can_be_done(folder, opening, messages, kind):
    damage, _codes = KINDS[kind]
    damage(folder)
    opened = opening(folder)
    shown = page(opened)
    if shown is None:  # the database opens: what the look in the background or a full check finds
        said = [text for how, text in messages.said if how in ("shout", "warn")]
        opened.close()
        assert said or not health.full(folder).is_whole
        return
    assert isinstance(shown, RecoveryPage)
    assert "Nothing has been changed" in words(shown)
    assert {button.objectName() for button in shown.findChildren(QPushButton)} >= {"again"}


def test_the_newest_good_backup_is_put_back_from_the_window(qtbot, folder, opening, jobs):
    (folder / "imrdesk.db").write_bytes(b"Dear reader")
    opened = opening(folder)
    shown = page(opened)
    assert "4 letters" in words(shown)
    press(shown, "restore")
    qtbot.waitUntil(lambda: opened.gate() is None and not jobs.busy(), timeout=20_000)
    assert sum(opened._desk.counts().values()) == 4
    assert (next((folder / "damaged").iterdir()) / "imrdesk.db").read_bytes() == b"Dear reader"


def test_what_can_be_read_is_saved_from_the_window(qtbot, folder, opening, jobs):
    file = folder / "imrdesk.db"
    file.write_bytes(bytes(100) + file.read_bytes()[100:])
    opened = opening(folder)
    press(page(opened), "salvage")
    qtbot.waitUntil(lambda: opened.gate() is None and not jobs.busy(), timeout=20_000)
    assert sum(opened._desk.counts().values()) == 4


def test_the_passphrase_is_asked_for(qtbot, folder, opening, jobs, monkeypatch):
    pytest.importorskip("sqlcipher3", reason="the extra imrdesk[encryption] is not installed")
    monkeypatch.setitem(keys._SCRYPT, "n", 2**10)
    encryption.encrypt(folder, folder / "backups", WORDS)
    keys.forget()
    opened = opening(folder)
    shown = page(opened)
    assert isinstance(shown, UnlockPage)
    field = shown.findChild(QLineEdit)
    assert field
    assert field.echoMode() is QLineEdit.EchoMode.Password
    QTest.keyClicks(field, "something else")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "not the passphrase" in words(shown))
    field.clear()
    QTest.keyClicks(field, WORDS)
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: opened.gate() is None and not jobs.busy(), timeout=20_000)
    assert sum(opened._desk.counts().values()) == 4
    keys.forget()


def test_the_list_stands_before_the_desk_and_a_letter_asked_for_meanwhile_is_opened(
    qtbot, folder, theme, jobs, messages, tmp_path
):
    window = MainWindow(theme, jobs, Remembered(tmp_path / "remembered"), messages)
    window.resize(1280, 720)
    window.show()
    opened = Opening(window, jobs, Start(folder))
    stood = []

    def press():
        view = window.begin_list().worklist.findChild(WorklistView)
        stood.append((opened._desk, view.model().rowCount(), view.hasFocus()))
        QTest.keyClick(view, Qt.Key.Key_Down)
        QTest.keyClick(view, Qt.Key.Key_Return)
        stood.append(view.chosen())

    opened.listed.connect(press)
    opened.begin()
    qtbot.waitUntil(lambda: not jobs.busy(), timeout=20_000)
    assert stood[0] == (None, 4, True)
    record = window.parts.reviewing.record
    assert record
    assert [record.id] == stood[1]
    jobs.stop()
    opened.close()
    window.panels.source.clear()
    window.hide()
    window.deleteLater()
