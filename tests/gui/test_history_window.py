"""What happened to a field is shown where it stands, and a value from before comes back as an edit like any other."""

import json

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QPushButton

from imrdesk.gui.dialogs.history import DEEDS, HistoryDialog
from imrdesk.record.changes import Action
from imrdesk.record.model import Path
from imrdesk.record.values import show

UPHELD = "01_one_item_upheld.pdf"
PATH = Path("patient_age")


def begun(window, letters, jobs, qtbot, path=PATH):
    window.open_letter(letters[UPHELD])
    qtbot.waitUntil(lambda: not jobs.busy())
    window.panels.form.focus_path(path)


def edited(window, jobs, qtbot, words):
    editor = QApplication.focusWidget()
    editor.selectAll()
    QTest.keyClicks(editor, words)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not jobs.busy())


def shown(window, jobs, qtbot, key=Qt.Key.Key_H, more=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier | more)
    qtbot.waitUntil(lambda: not jobs.busy())
    return window.findChildren(HistoryDialog)[-1]


def test_a_key_shows_who_when_before_after_state_source_and_why(window, desk, letters, jobs, qtbot):
    first = show(desk.record(letters[UPHELD]).at(PATH).value)
    begun(window, letters, jobs, qtbot)
    edited(window, jobs, qtbot, "71")
    window.panels.form.focus_path(PATH)
    rows = shown(window, jobs, qtbot).rows()
    assert len(rows) == 2
    newest, oldest = rows
    assert (newest[3], newest[4], newest[5], newest[6]) == (first, "71", "edited", "a person")
    assert newest[1] == window.parts.reviewing.reviewer()
    assert (oldest[1], oldest[4], oldest[5]) == ("Ana", first, "proposed")
    assert oldest[6].startswith("rule ")


def test_a_value_from_before_comes_back_as_an_edit_that_can_be_undone(window, desk, letters, jobs, qtbot):
    begun(window, letters, jobs, qtbot)
    edited(window, jobs, qtbot, "71")
    window.panels.form.focus_path(PATH)
    dialog = shown(window, jobs, qtbot)
    button = next(item for item in dialog.findChildren(QPushButton) if "back" in item.text())
    assert not button.isEnabled()
    dialog.table().selectRow(1)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not jobs.busy())
    assert desk.record(letters[UPHELD]).at(PATH).machine_value == desk.record(letters[UPHELD]).at(PATH).value
    assert desk.history(letters[UPHELD])[-1].sign.reason == "brought back from the history"
    window._actions["undo"].trigger()
    qtbot.waitUntil(lambda: not jobs.busy())
    assert desk.record(letters[UPHELD]).at(PATH).value == 71


def test_the_whole_letter_names_its_fields(window, letters, jobs, qtbot):
    begun(window, letters, jobs, qtbot)
    edited(window, jobs, qtbot, "71")
    rows = shown(window, jobs, qtbot, more=Qt.KeyboardModifier.ShiftModifier).rows()
    assert "Age" in {row[2] for row in rows}
    assert rows[-1][2] == "Letter brought in"


def test_what_was_done_is_told_in_words_and_a_remark_is_no_value(window, desk, letters, jobs, qtbot):
    desk.comment(letters[UPHELD], PATH, "Is this right?", "Ana")
    begun(window, letters, jobs, qtbot)
    rows = shown(window, jobs, qtbot, more=Qt.KeyboardModifier.ShiftModifier).rows()
    assert [row[5] for row in rows if row[4] == "Is this right?"] == ["remark"]
    assert set(DEEDS) | {Action.SET} == set(Action)


def test_the_menu_of_a_field_offers_its_history(window, letters, jobs, qtbot):
    begun(window, letters, jobs, qtbot)
    row = window.panels.form._sheet.rows[PATH.key]
    QApplication.sendEvent(
        row, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(4, 4), row.mapToGlobal(QPoint(4, 4)))
    )
    menu = row.findChild(QMenu)
    assert "field_history" in {action.objectName() for action in menu.actions()}
    menu.close()


def test_without_a_field_it_says_so_and_a_field_picked_blind_is_not_told(window, letters, jobs, qtbot, messages):
    begun(window, letters, jobs, qtbot)
    window.panels.form._set_current(None)
    window.parts.recounting.field_history()
    assert "Go to a field" in messages.said[-1][1]
    assert not window.findChildren(HistoryDialog)


def test_the_certificate_is_written_from_the_window(window, letters, jobs, qtbot, monkeypatch, tmp_path):
    target = tmp_path / "certificate.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    begun(window, letters, jobs, qtbot)
    window._actions["save_certificate"].trigger()
    qtbot.waitUntil(target.exists)
    qtbot.waitUntil(lambda: not jobs.busy())
    assert json.loads(target.read_text())["case_number"]
