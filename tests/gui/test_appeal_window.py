"""The appeal worksheet in the window: pinned, noted, ordered and taken away by keys and mouse, kept, and written."""

import docx
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QPushButton

from imrdesk.document.locate import search
from imrdesk.gui.dialogs import files
from imrdesk.gui.dialogs.appeal import NOTHING_SELECTED, AppealDialog
from imrdesk.record.finding import evidence
from imrdesk.record.validation import check

SAMPLE = "05_contradictions.pdf"
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
FACT, BIAS = "fact", "bias"


@pytest.fixture
def calm(qtbot, jobs):
    def wait():
        qtbot.waitUntil(lambda: not jobs.busy())

    return wait


@pytest.fixture
def record_id(letters):
    return letters[SAMPLE]


@pytest.fixture
def opened(window, record_id, calm):
    window.open_letter(record_id)
    calm()
    return window


@pytest.fixture
def dialog(opened, calm) -> AppealDialog:
    """The worksheet, by its key."""
    opened.activateWindow()
    QTest.keyClick(QApplication.focusWidget() or opened, Qt.Key.Key_A, CONTROL | ALT)
    calm()
    return opened.findChild(AppealDialog)


@pytest.fixture
def selected(opened, desk, record_id, monkeypatch):
    """Words selected in the source."""
    document = desk.document(record_id)
    spans = search(document, "medically necessary")[:1]
    monkeypatch.setattr(opened.panels.source, "selection", lambda: ("medically necessary", evidence(document, spans)))
    opened.panels.source.selection_changed.emit()
    return spans


def button(dialog, words) -> QPushButton:
    return next(one for one in dialog.findChildren(QPushButton) if words in one.text().replace("&", ""))


def stands(desk, record_id) -> list[tuple[str, str]]:
    return [(pin.ground, pin.note) for pin in desk.appeal.pins(record_id)]


def pinned(desk, record_id, ground, note):
    return desk.appeal.pin(record_id, ground, search(desk.document(record_id), "medically necessary")[:1], "Ana", note)


def test_a_number_pins_what_is_selected_and_a_note_is_typed(dialog, selected, desk, record_id, calm, qtbot):
    assert not dialog.isModal()
    QTest.keyClick(dialog.tree, Qt.Key.Key_5)
    calm()
    (pin,) = desk.appeal.pins(record_id)
    assert (pin.ground, list(pin.spans), pin.by) == (FACT, selected, desk_reviewer(dialog))
    QTest.keyClick(dialog.tree, Qt.Key.Key_F2)
    editor = dialog.tree.findChild(QLineEdit)
    QTest.keyClicks(editor, "see exhibit A")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: stands(desk, record_id) == [(FACT, "see exhibit A")])
    calm()
    QTest.keyClick(dialog.tree, Qt.Key.Key_Delete)
    calm()
    assert desk.appeal.pins(record_id) == []


def desk_reviewer(dialog) -> str:
    return dialog.parent().parts.reviewing.reviewer()


def test_nothing_selected_pins_nothing_and_says_so(dialog, desk, record_id, calm, messages):
    assert NOTHING_SELECTED in dialog._selected.text()
    assert not button(dialog, "Pin the selection").isEnabled()
    QTest.keyClick(dialog.tree, Qt.Key.Key_1)
    calm()
    assert messages.said[-1][1].startswith("Nothing is selected in the letter.")
    assert desk.appeal.pins(record_id) == []


def test_a_problem_is_pinned_and_leaves_the_list(dialog, desk, record_id, calm):
    (found,) = dialog.findChildren(QListWidget)
    first, count = found.item(0).text(), found.count()
    QTest.mouseClick(button(dialog, "Pin the problem"), Qt.MouseButton.LeftButton)
    calm()
    (pin,) = desk.appeal.pins(record_id)
    assert pin.problem == first == check(desk.record(record_id))[0].message
    assert found.count() == count - 1


def test_keys_and_the_mouse_put_pins_in_order(opened, desk, record_id, calm, dialog):
    for ground, note in ((BIAS, "a"), (FACT, "b"), (FACT, "c")):
        pinned(desk, record_id, ground, note)
    opened.parts.appealing._refresh()
    calm()
    tree = dialog.tree
    tree.setCurrentItem(tree.topLevelItem(4).child(1))
    QTest.keyClick(tree, Qt.Key.Key_Up, ALT)
    calm()
    assert stands(desk, record_id) == [(BIAS, "a"), (FACT, "c"), (FACT, "b")]
    QTest.keyClick(tree, Qt.Key.Key_Up, ALT)
    calm()
    assert stands(desk, record_id) == [(FACT, "b"), (BIAS, "a"), (BIAS, "c")]
    QTest.mouseClick(button(dialog, "Move down"), Qt.MouseButton.LeftButton)
    calm()
    assert stands(desk, record_id) == [(BIAS, "a"), (FACT, "c"), (FACT, "b")]
    dropped(tree, tree.topLevelItem(0))
    calm()
    assert stands(desk, record_id)[-1] == ("powers", "c")


def dropped(tree, target) -> None:
    """The current pin, dropped on an item."""
    place = QPointF(tree.visualItemRect(target).center())
    actions, button_ = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton
    tree.dropEvent(QDropEvent(place, actions, QMimeData(), button_, Qt.KeyboardModifier.NoModifier))


def test_a_pin_shows_its_place_and_the_worksheet_is_written(opened, desk, record_id, calm, tmp_path, monkeypatch):
    pinned(desk, record_id, FACT, "see exhibit A")
    opened._actions["appeal_worksheet"].trigger()
    calm()
    dialog = opened.findChild(AppealDialog)
    shown = []
    monkeypatch.setattr(opened.panels.source, "focus_places", shown.append)
    dialog.tree.setCurrentItem(dialog.tree.topLevelItem(4).child(0))
    assert [item.quote for item in shown[-1]] == ["medically necessary"]
    target = tmp_path / "w.docx"
    monkeypatch.setattr(files, "choose_export_file", lambda *_args: target)
    QTest.mouseClick(button(dialog, "Write the worksheet"), Qt.MouseButton.LeftButton)
    calm()
    text = "".join(cell.text for table in docx.Document(str(target)).tables for row in table.rows for cell in row.cells)
    assert "see exhibit A" in text
