"""Half-typed words survive the end of the program, stay with their owner, and go when they are saved."""

import json

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from imrdesk.desk import keeping
from imrdesk.errors import StoreError
from imrdesk.gui import drafting
from imrdesk.gui.dialogs.history import HistoryDialog
from imrdesk.gui.form.drafts import Draft
from imrdesk.gui.idling import Idling
from imrdesk.record.model import Path

CONTRADICTIONS = "05_contradictions.pdf"


def typed(window, letters, jobs, qtbot, words):
    window.open_letter(letters[CONTRADICTIONS])
    qtbot.waitUntil(lambda: not jobs.busy())
    editor = QApplication.focusWidget()
    editor.selectAll()
    QTest.keyClicks(editor, words)


def texts(window):
    return {place: draft.text for place, draft in window.panels.form.typed().items()}


def test_what_is_typed_is_written_after_a_pause_and_read_by_its_owner_alone(window, desk, letters, jobs, qtbot):
    typed(window, letters, jobs, qtbot, "Bak")
    file = desk.folder / drafting.FILE_NAME
    qtbot.waitUntil(file.exists, timeout=2000)
    assert file.stat().st_mode & 0o777 == 0o600
    path = window.panels.form.current_path()
    assert json.loads(file.read_text()) == [[letters[CONTRADICTIONS], path.key, path.issue, "Bak"]]


def test_it_goes_once_it_is_committed(window, desk, letters, jobs, qtbot):
    typed(window, letters, jobs, qtbot, "10/16/2014")
    file = desk.folder / drafting.FILE_NAME
    qtbot.waitUntil(file.exists, timeout=2000)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not file.exists(), timeout=2000)


def test_it_is_in_its_field_again_and_said(window, desk, letters, jobs, qtbot, messages):
    path = desk.record(letters[CONTRADICTIONS]).to_review()[0]
    rows = drafting.rows({(letters[CONTRADICTIONS], path): Draft("Bak")})
    (desk.folder / drafting.FILE_NAME).write_text(json.dumps(rows))
    window.set_desk(desk)
    assert "typed" in messages.said[-1][1]
    window.panels.banners.banners()[0].message.offers[0].call()
    qtbot.waitUntil(lambda: not jobs.busy())
    assert texts(window) == {(letters[CONTRADICTIONS], path): "Bak"}
    assert desk.record(letters[CONTRADICTIONS]).at(path).value != "Bak"


def test_a_file_of_drafts_that_is_broken_brings_nothing(tmp_path):
    file = tmp_path / drafting.FILE_NAME
    for broken in ("{", "[1]", '[["a"]]'):
        file.write_text(broken)
        assert drafting.read(file) == {}
    assert drafting.read(tmp_path / "none.json") == {}


def test_a_screen_nobody_looks_at_is_hidden_and_any_key_brings_it_back(window, letters, jobs, qtbot):
    typed(window, letters, jobs, qtbot, "Bak")
    editor, path = QApplication.focusWidget(), window.panels.form.current_path()
    window._idling.fell_idle.emit()
    assert window.parts.locking.curtain.isVisible()
    assert window.parts.locking.curtain.size() == window.size()
    QTest.keyClick(window.parts.locking.curtain, Qt.Key.Key_Return)
    assert not window.parts.locking.curtain.isVisible()
    assert QApplication.focusWidget() is editor
    assert texts(window) == {(letters[CONTRADICTIONS], path): "Bak"}


def test_no_key_reaches_what_is_hidden(window, letters, jobs, qtbot):
    window.open_letter(letters[CONTRADICTIONS])
    qtbot.waitUntil(lambda: not jobs.busy())
    window.parts.locking.lock_screen()
    QTest.keyClick(window.parts.locking.curtain, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not jobs.busy())
    assert window.parts.reviewing.record.status.value != "reviewed"


def test_a_letter_that_comes_while_the_window_is_hidden_is_named_afterwards(window, letters, jobs, qtbot):
    window.parts.locking.lock_screen()
    locked = window.windowTitle()
    window.open_letter(letters[CONTRADICTIONS])
    qtbot.waitUntil(lambda: not jobs.busy() and window.parts.reviewing.record is not None)
    assert window.windowTitle() == locked
    QTest.keyClick(window.parts.locking.curtain, Qt.Key.Key_Space)
    assert window.parts.reviewing.record.case_number in window.windowTitle()


def test_idle_time_ends_with_a_key_and_never_comes_where_it_is_off(qtbot, qapp):
    idling = Idling(qapp)
    idling._clock.setInterval(60)
    with qtbot.waitSignal(idling.fell_idle, timeout=1000):
        idling._restart()
    idling.wait(0)
    assert not idling._clock.isActive()
    idling.deleteLater()


def test_paths_of_issues_come_back(tmp_path):
    kept = {("a", Path("side", "b")): Draft("left")}
    file = tmp_path / drafting.FILE_NAME
    file.write_text(json.dumps(drafting.rows(kept)))
    assert drafting.read(file) == kept


def test_no_title_and_no_other_window_tells_what_is_hidden(window, letters, jobs, qtbot):
    typed(window, letters, jobs, qtbot, "Bak")
    title = window.windowTitle()
    window.parts.recounting.letter_history()
    qtbot.waitUntil(lambda: not jobs.busy())
    dialog = window.findChildren(HistoryDialog)[-1]
    assert dialog.isVisible()
    window.parts.locking.lock_screen()
    assert window.windowTitle() != title
    assert "CM" not in window.windowTitle()
    assert not dialog.isVisible()
    QTest.mouseClick(window.parts.locking.curtain, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert window.windowTitle() == title


def test_an_encrypted_workspace_is_come_back_to_by_its_passphrase_alone(window, letters, jobs, qtbot, monkeypatch):
    def unlock(_folder, words):
        if words != "correct horse":
            raise StoreError("wrong_passphrase", "That is not the passphrase of this workspace.")

    monkeypatch.setattr(keeping, "is_encrypted", lambda _folder: True)
    monkeypatch.setattr(keeping, "unlock", unlock)
    typed(window, letters, jobs, qtbot, "Bak")
    window._idling.fell_idle.emit()
    QTest.mouseClick(window.parts.locking.curtain, Qt.MouseButton.LeftButton)
    QTest.keyClick(window.parts.locking.curtain, Qt.Key.Key_Escape)
    field = window.parts.locking.curtain.findChild(QLineEdit)
    assert field
    QTest.keyClicks(field, "something else")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not jobs.busy())
    assert window.parts.locking.curtain.isVisible()
    assert "not the passphrase" in window.parts.locking.curtain._told.text()
    QTest.keyClicks(field, "correct horse")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(window.parts.locking.curtain.isHidden)
    assert not field.text()
    assert "Bak" in texts(window).values()
