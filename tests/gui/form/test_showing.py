"""The form shows a letter as it stands, whatever comes from elsewhere."""

import gc
import html

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from imrdesk.gui.form.panel import FormPanel
from imrdesk.gui.form.texts import LINE_HEIGHT
from imrdesk.gui.theme import STATE_MARKS
from imrdesk.record import changes as acts
from imrdesk.record.fields import FIELDS
from imrdesk.record.model import Path, State
from imrdesk.record.values import Kind, show
from tests.gui.form.letters import DOUBTS, ENTER, FIXED, INJURY, SIGN, editor, key, letter, mark, text, write

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # the screen of the tests is no real one


# Changes from elsewhere


def test_apply_leaves_typing_and_the_keyboard_alone(qtbot, panel):
    record = letter()
    panel.show_record(record)
    panel.focus_path(Path("occupation"))
    write(qtbot, "nur")
    focus = QApplication.focusWidget()
    panel.apply(acts.set_value(record, Path("occupation"), "teacher", SIGN))
    panel.apply(acts.set_value(record, Path("priority"), "Expedited", SIGN))
    assert QApplication.focusWidget() is focus
    assert text(panel, Path("occupation")) == "nur"
    assert text(panel, Path("priority")) == "Expedited"
    write(qtbot, "se")
    assert text(panel, Path("occupation")) == "nurse"


def test_apply_shows_an_undo(qtbot, panel, heard):
    record = letter()
    panel.show_record(record)
    panel.next_to_check()
    key(qtbot, ENTER)
    saved = acts.confirm(record, [INJURY], SIGN)
    panel.apply(saved)
    assert mark(panel, INJURY) == "confirmed"
    panel.apply(acts.revert(saved, saved.after, SIGN))
    assert mark(panel, INJURY) == "to review"


def test_apply_of_an_older_act_does_not_take_back_a_newer_one(qtbot, panel):
    record = letter()
    panel.show_record(record)
    panel.next_to_check()
    key(qtbot, ENTER)
    key(qtbot, ENTER)
    panel.apply(acts.confirm(record, [INJURY], SIGN))
    first, second = (Path("side", issue.id) for issue in record.issues)
    assert panel.current_path() == second
    panel.next_to_check(-1)
    assert panel.current_path() == second
    panel.focus_path(first)
    assert mark(panel, first) == "confirmed"


def test_changes_of_another_letter_are_not_ours(panel):
    panel.show_record(letter())
    panel.apply(acts.set_value(letter(case_number="CM16-0100002"), Path("occupation"), "x", SIGN))
    assert text(panel, Path("occupation")) == ""


# Issues


def test_selecting_an_issue_shows_its_fields(qtbot, panel):
    record = letter()
    drugged = acts.set_value(record, Path("drug", record.issues[1].id), "Naproxen", SIGN).after
    panel.show_record(drugged)
    assert text(panel, Path("drug")) == ""
    table = panel._sheet.issues
    table.setFocus()
    key(qtbot, Qt.Key.Key_Down)
    assert text(panel, Path("drug")) == "Naproxen"
    assert panel.current_path() == Path("treatment", record.issues[1].id)
    assert QApplication.focusWidget() is table
    key(qtbot, ENTER)
    assert panel.current_path() == Path("side", record.issues[1].id)


def test_the_table_says_what_is_left(panel):
    panel.show_record(letter(item_doubts={"side": "?", "category": "?"}))
    table = panel._sheet.issues
    assert [table.item(0, column).text() for column in range(4)] == [
        "1",
        "Physical therapy for the knee",
        "upheld",
        "◆ 2 to check",
    ]


def test_keys_of_the_table_ask_for_changes(qtbot, panel, heard):
    record = letter()
    panel.show_record(record)
    panel._sheet.issues.setFocus()
    key(qtbot, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    key(qtbot, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    key(qtbot, Qt.Key.Key_Delete)
    key(qtbot, Qt.Key.Key_Insert)
    first = record.issues[0].id
    assert heard.take() == [("moved", first, 1), ("removed", first), ("added",)]


def test_an_added_issue_takes_the_keyboard(qtbot, panel, heard):
    record = letter()
    panel.show_record(record)
    qtbot.mouseClick(panel._sheet.tools.add, Qt.MouseButton.LeftButton)
    assert heard.take() == [("added",)]
    changes = acts.add_issue(record, SIGN)
    panel.apply(changes)
    path = Path("treatment", changes.after.issues[-1].id)
    assert panel.current_path() == path
    assert QApplication.focusWidget() is editor(panel, path)


def test_a_removed_issue_gives_way_to_its_neighbour(panel):
    record = letter(items=3)
    panel.show_record(record)
    panel.focus_path(Path("drug", record.issues[1].id))
    panel.apply(acts.remove_issue(record, record.issues[1].id, SIGN))
    assert panel._sheet.issue == record.issues[2].id
    assert panel.current_path() is None


def test_a_letter_without_issues_says_what_to_do(panel):
    panel.show_record(letter(items=0))
    assert not panel._sheet.issues.isVisible()
    assert not panel._sheet.rows["drug"].isVisible()
    assert panel._sheet._no_issues.isVisible()


# A letter that is done


def test_a_reviewed_letter_shows_who_and_asks_nothing(qtbot, panel, heard):
    reviewed = acts.mark_reviewed(letter(), SIGN).after
    panel.show_record(reviewed)
    panel.next_to_check()
    key(qtbot, ENTER)
    assert heard.take() == [("finished",)]
    title = panel._overview._title.text()
    assert title.startswith("Reviewed by Ann Lee, 01/02/2026")
    assert title.endswith("Editing reopens it.")


def test_a_reviewed_letter_can_still_be_edited(qtbot, panel, heard):
    reviewed = acts.mark_reviewed(letter(), SIGN).after
    panel.show_record(reviewed)
    panel.focus_path(Path("occupation"))
    write(qtbot, "nurse")
    key(qtbot, ENTER)
    assert heard.take()[0] == ("edited", Path("occupation"), "nurse", ())
    panel.apply(acts.set_value(reviewed, Path("occupation"), "nurse", SIGN))
    assert "to check" in panel._overview._title.text()


# For every field


def test_every_editor_has_a_name_and_a_description(panel):
    panel.show_record(letter(items=1))
    names = set()
    for widget in panel.findChildren(QWidget):
        if isinstance(widget, (QPlainTextEdit, QComboBox)) or type(widget).__name__ == "LineEditor":
            assert widget.accessibleName(), widget
            assert len(widget.accessibleDescription()) > 20
            assert html.unescape(widget.toolTip()) == f"<qt>{widget.accessibleDescription()}</qt>"
            names.add(widget.accessibleName())
    assert names == {f"{f.label}, item 1" if f.scope == "issue" else f.label for f in FIELDS}
    injury = editor(panel, INJURY).accessibleDescription()
    assert "To review" in injury
    assert "97 of 100" in injury
    for button in panel.findChildren(QPushButton):
        assert button.accessibleName()


TYPED = {
    Kind.TEXT: "words",
    Kind.LONG_TEXT: "words",
    Kind.DATE: "8/9/11",
    Kind.NUMBER: "7",
    Kind.FLAG: "yes",
    Kind.WORDS: "one; two",
    Kind.CITATIONS: "ODG Pain 2016",
}


def test_every_field_shows_its_value_and_takes_a_typed_one(qtbot, panel, heard):
    record = letter(items=1, doubts={}, item_doubts={})
    panel.show_record(record)
    for item in FIELDS:
        path = Path(item.key, record.issues[0].id if item.scope == "issue" else "")
        panel.focus_path(path)
        box = QApplication.focusWidget()
        assert text(panel, path) == show(record.at(path).value)
        if isinstance(box, QPlainTextEdit):
            box.selectAll()
        typed = TYPED.get(item.kind) or item.choices[-1]
        write(qtbot, typed)
        assert panel.flush()
        assert heard.take() == [("edited", path, item.parse(typed), ())]


def test_every_state_has_its_mark(panel):
    record = letter(doubts=DOUBTS)
    panel.show_record(record)
    for path, act in (
        (Path("priority"), acts.confirm(record, [Path("priority")], SIGN)),
        (Path("priority"), acts.confirm(record, [Path("priority")], SIGN, seen=False)),
        (Path("priority"), acts.set_value(record, Path("priority"), "Expedited", SIGN)),
        (Path("priority"), acts.set_value(record, Path("priority"), None, SIGN)),
    ):
        panel.apply(act)
        state = act.after.at(path).state
        row = panel._sheet.rows[path.key]
        assert row.mark.state == state.value
        assert STATE_MARKS[state.value].label in row.editor.accessibleDescription()
        assert row.mark.accessibleName() == STATE_MARKS[state.value].label
    assert mark(panel, INJURY) == "to review"
    assert state is State.ABSENT


def test_long_text_grows_and_then_scrolls(qtbot, panel):
    panel.show_record(letter())
    box = editor(panel, Path("clinical_summary"))
    assert LINE_HEIGHT < box.height() < 4 * LINE_HEIGHT
    small = box.height()
    panel.focus_path(Path("clinical_summary"))
    assert box.height() > small
    assert box.verticalScrollBar().maximum() > 0
    assert editor(panel, Path("occupation")).height() == LINE_HEIGHT


@pytest.mark.parametrize("width", [420, 480, 560])
def test_nothing_is_wider_than_the_panel(qtbot, panel, width):
    panel.resize(width, 800)
    panel.show_record(letter(items=3))
    panel.next_to_check()
    QApplication.processEvents()
    body = panel._sheet.widget()
    assert panel.width() == width
    assert body.width() <= panel._sheet.viewport().width()
    for row in panel._sheet.rows.values():
        assert row.geometry().right() < body.width()
        assert row.editor.geometry().right() < row.width()


def test_many_letters_make_no_further_widgets(qtbot, panel):
    letters = [letter(items=number % 4, case_number=f"CM16-010000{number}") for number in range(8)]
    for record in letters:
        panel.show_record(record)
        panel.next_to_check()
    before = len(panel.findChildren(QWidget))
    for turn in range(200):
        panel.show_record(letters[turn % len(letters)])
        panel.next_to_check()
    gc.collect()
    assert len(panel.findChildren(QWidget)) == before


def test_undo_in_a_field_nobody_typed_in_is_the_windows(qtbot, panel):
    from PySide6.QtGui import QKeySequence, QShortcut

    panel.show_record(letter())
    undone = []
    shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), panel)
    shortcut.activated.connect(lambda: undone.append(True))
    for path in (INJURY, Path("clinical_summary"), Path("priority")):
        panel.focus_path(path)
        key(qtbot, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(undone) == 3
    panel.focus_path(Path("occupation"))
    write(qtbot, "nurse")
    key(qtbot, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(undone) == 3
    assert text(panel, Path("occupation")) != "nurse"


def test_clear_says_what_to_do(panel):
    panel.show_record(letter())
    panel.clear()
    assert panel.current_path() is None
    assert panel._pages.currentIndex() == 0
    assert not panel.findChildren(QLineEdit)[0].isVisible()


def test_words_of_a_letter_are_never_markup(qtbot, panel):
    bad = '<img src="file:///etc/hostname"><b>x</b>'
    record = letter(items=1)
    path = Path("disputed_treatment", record.issues[0].id)
    panel.show_record(acts.set_value(record, path, bad, SIGN).after)
    tip = panel._sheet.issues.item(0, 1).toolTip()
    assert "<img" not in tip
    assert "&lt;img" in tip
    assert text(panel, path) == bad
    for label in panel.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText or not label.text() or label.text() in FIXED


def test_what_is_confirmed_without_evidence_needs_none_on_screen(qtbot, panel, heard, unseen):
    path = Path("occupation")
    unseen.add(path)
    panel.show_record(letter(items=0, doubts={"occupation": "Not found."}))
    panel.next_to_check()
    key(qtbot, ENTER)
    assert heard.take() == [("confirmed", path, True), ("finished",)]


def test_a_click_does_not_scroll_and_a_key_does(qtbot, panel):
    panel.show_record(letter())
    panel.focus_path(Path("case_number"))
    QApplication.processEvents()
    bar = panel._sheet.verticalScrollBar()
    assert bar.value() == 0
    panel.focus_path(Path("rationale", panel._sheet.issue))
    qtbot.waitUntil(lambda: bar.value() > 0)


def test_focused_tells_where_a_person_went(qtbot, panel):
    panel.show_record(letter())
    visited = []
    panel.focused.connect(visited.append)
    qtbot.mouseClick(editor(panel, Path("decision_date")), Qt.MouseButton.LeftButton)
    key(qtbot, Qt.Key.Key_Tab)
    panel.focus_path(INJURY)
    assert visited == [Path("decision_date"), Path("outcome"), INJURY]


def test_drafts_go_over_to_the_panel_that_takes_its_place(qtbot, panel, theme, messages):
    record = letter()
    panel.show_record(record)
    panel.focus_path(INJURY)
    write(qtbot, "soon")
    panel.flush()
    successor = FormPanel(theme, messages, lambda path: True)
    qtbot.addWidget(successor)
    successor.adopt(panel.course())
    successor.show_record(record)
    assert text(successor, INJURY) == "soon"


def test_coming_back_to_the_form_is_coming_back_to_the_field(qtbot, panel):
    panel.show_record(letter())
    panel.focus_path(Path("occupation"))
    panel._sheet.issues.setFocus()
    panel.setFocus()
    assert QApplication.focusWidget() is editor(panel, Path("occupation"))


def test_a_letter_with_everything_to_check_lists_some_and_counts_the_rest(panel):
    panel.show_record(letter(items=0, doubts=dict.fromkeys([f.key for f in FIELDS], "Not found.")))
    shown = [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]
    assert "18 to check" in shown
    assert "and 8 more" in shown
