"""A person works through the form on the keyboard; what she does becomes signals."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QWidget

from imrdesk.document.model import Span
from imrdesk.record import changes as acts
from imrdesk.record.fields import FIELDS
from imrdesk.record.finding import Evidence
from imrdesk.record.model import Path
from tests.gui.form.letters import ENTER, INJURY, PLACE, SIGN, editor, key, letter, mark, text, write

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # the screen of the tests is no real one


# Enter, through the letter


def test_enter_confirms_and_goes_on_across_issues_until_nothing_is_left(qtbot, panel, heard, unseen):
    record = letter()
    first, second = (Path("side", issue.id) for issue in record.issues)
    unseen.add(first)
    panel.show_record(record)
    panel.next_to_check()
    assert panel.current_path() == INJURY
    assert QApplication.focusWidget() is editor(panel, INJURY)
    visited = []
    for _ in range(3):
        visited.append(panel.current_path())
        key(qtbot, ENTER)
    assert visited == [INJURY, first, second]
    assert heard.take() == [
        ("confirmed", INJURY, True),
        ("confirmed", first, False),
        ("confirmed", second, True),
        ("finished",),
    ]
    assert mark(panel, INJURY) == "confirmed"


def test_enter_wraps_to_a_doubt_that_was_passed_over(qtbot, panel, heard):
    record = letter(items=1)
    panel.show_record(record)
    panel.focus_path(Path("rationale", record.issues[0].id))
    panel.confirm_current()
    assert panel.current_path() == INJURY


def test_a_letter_without_doubts_lands_on_its_first_field_and_one_enter_finishes(qtbot, panel, heard):
    panel.show_record(letter(doubts={}, item_doubts={}))
    panel.next_to_check()
    assert panel.current_path() == Path("case_number")
    key(qtbot, ENTER)
    assert heard.take() == [("confirmed", Path("case_number"), True), ("finished",)]


def test_enter_held_down_does_not_agree_to_everything(qtbot, panel, heard):
    panel.show_record(letter())
    panel.next_to_check()
    from PySide6.QtGui import QKeyEvent

    none = Qt.KeyboardModifier.NoModifier
    held = QKeyEvent(QKeyEvent.Type.KeyPress, ENTER, none, "\r", True)
    QApplication.sendEvent(QApplication.focusWidget(), held)
    assert heard.take() == []
    assert panel.current_path() == INJURY


def test_enter_on_an_empty_field_nobody_looked_for_says_it_is_absent(qtbot, panel, heard):
    record = acts.add_issue(letter(items=0, doubts={}), SIGN).after
    path = Path("drug", record.issues[0].id)
    panel.show_record(record)
    panel.focus_path(path)
    key(qtbot, ENTER)
    assert heard.take() == [("edited", path, None, ())]
    panel.focus_path(path)
    assert mark(panel, path) == "absent"


def test_next_and_previous_to_check_touch_nothing(qtbot, panel, heard, messages):
    record = letter()
    first, second = (Path("side", issue.id) for issue in record.issues)
    panel.show_record(record)
    seen = []
    for step in (1, 1, 1, 1, -1, -1):
        panel.next_to_check(step)
        seen.append(panel.current_path())
    assert seen == [INJURY, first, second, INJURY, second, first]
    assert heard.take() == []
    assert text(panel, first) == "left"


def test_the_strip_lists_what_is_left_and_goes_there(qtbot, panel):
    record = letter()
    panel.show_record(record)
    buttons = {b.accessibleName(): b for b in panel.findChildren(QPushButton) if b.isVisible()}
    assert [name for name in buttons if name.startswith("Check")] == [
        "Check Date of injury",
        "Check Side, item 1",
        "Check Side, item 2",
    ]
    qtbot.mouseClick(buttons["Check Side, item 2"], Qt.MouseButton.LeftButton)
    assert panel.current_path() == Path("side", record.issues[1].id)
    assert QApplication.focusWidget() is editor(panel, panel.current_path())


# Typing


def test_typing_replaces_and_enter_commits(qtbot, panel, heard):
    record = letter()
    panel.show_record(record)
    panel.next_to_check()
    write(qtbot, "8/9/11")
    key(qtbot, ENTER)
    assert heard.take() == [("edited", INJURY, "2011-08-09", ())]
    assert text(panel, INJURY) == "08/09/2011"
    assert mark(panel, INJURY) == "edited"
    assert panel.current_path() == Path("side", record.issues[0].id)


def test_leaving_commits(qtbot, panel, heard):
    panel.show_record(letter())
    panel.focus_path(Path("occupation"))
    write(qtbot, "nurse")
    key(qtbot, Qt.Key.Key_Tab)
    assert heard.take() == [("edited", Path("occupation"), "nurse", ())]
    assert panel.current_path() == Path("injury_date_in_summary")


def test_the_same_value_typed_another_way_is_no_edit(qtbot, panel, heard):
    panel.show_record(letter())
    panel.focus_path(INJURY)
    write(qtbot, "March 14, 2014")
    key(qtbot, Qt.Key.Key_Tab)
    assert heard.take() == []
    assert text(panel, INJURY) == "03/14/2014"


def test_esc_puts_the_stored_value_back(qtbot, panel, heard):
    panel.show_record(letter())
    panel.focus_path(Path("occupation"))
    write(qtbot, "nurse")
    key(qtbot, Qt.Key.Key_Escape)
    assert text(panel, Path("occupation")) == ""
    assert panel.current_path() == Path("occupation")
    key(qtbot, Qt.Key.Key_Tab)
    assert heard.take() == []


@pytest.mark.parametrize("leave", [Qt.Key.Key_Tab, ENTER])
def test_a_bad_date_stays_and_says_why(qtbot, panel, heard, leave):
    panel.show_record(letter())
    panel.next_to_check()
    write(qtbot, "2/31/2016")
    key(qtbot, leave)
    row = panel._sheet.rows["date_of_injury"]
    assert heard.take() == []
    assert text(panel, INJURY) == "2/31/2016"
    assert mark(panel, INJURY) == "problem"
    assert "is not a date" in row.editor.accessibleDescription()
    assert any("is not a date" in label.text() for label in row.findChildren(QWidget) if hasattr(label, "text"))
    panel.focus_path(INJURY)
    write(qtbot, "2/28/2016")
    key(qtbot, ENTER)
    assert heard.take() == [("edited", INJURY, "2016-02-28", ())]
    assert mark(panel, INJURY) == "edited"


def test_a_bad_draft_is_to_check_and_survives_other_issues_and_letters(qtbot, panel, heard):
    record, other = letter(item_doubts={}, doubts={}), letter(case_number="CM16-0100002")
    first, second = (Path("category", issue.id) for issue in record.issues)
    panel.show_record(record)
    panel.focus_path(first)
    write(qtbot, "zzz")
    panel.focus_path(second)
    assert text(panel, second) == "Rehabilitation"
    assert panel._sheet.issues.item(0, 3).text() == "◆ 1 to check"
    assert not panel.flush()
    panel.show_record(other)
    assert text(panel, Path("case_number")) == "CM16-0100002"
    panel.show_record(record)
    panel.next_to_check()
    assert panel.current_path() == first
    assert text(panel, first) == "zzz"
    assert mark(panel, first) == "problem"
    assert [said for said in heard.take() if said[0] == "edited"] == []


def test_text_typed_when_another_letter_comes_is_no_edit_of_either(qtbot, panel, heard):
    record, other = letter(), letter(case_number="CM16-0100002")
    panel.show_record(record)
    panel.focus_path(Path("occupation"))
    write(qtbot, "nurse")
    panel.show_record(other)
    assert text(panel, Path("occupation")) == ""
    panel.next_to_check()
    assert heard.take() == []
    panel.show_record(record)
    assert text(panel, Path("occupation")) == "nurse"


def test_flush_commits_half_typed_text(qtbot, panel, heard):
    panel.show_record(letter())
    panel.focus_path(Path("occupation"))
    write(qtbot, "nur")
    assert panel.flush()
    assert heard.take() == [("edited", Path("occupation"), "nur", ())]


def test_in_long_text_enter_is_a_new_line_and_shift_enter_confirms(qtbot, panel, heard):
    panel.show_record(letter(items=0, doubts={"documents_reviewed": "Not found."}))
    path = Path("documents_reviewed")
    panel.next_to_check()
    assert panel.current_path() == path
    write(qtbot, "one")
    key(qtbot, ENTER)
    write(qtbot, "two")
    assert heard.take() == []
    key(qtbot, ENTER, Qt.KeyboardModifier.ShiftModifier)
    assert heard.take() == [("edited", path, "one\ntwo", ()), ("finished",)]


def test_ctrl_enter_is_left_to_the_window(qtbot, panel, heard):
    panel.show_record(letter())
    for path in (INJURY, Path("clinical_summary"), Path("priority")):
        panel.focus_path(path)
        key(qtbot, ENTER, Qt.KeyboardModifier.ControlModifier)
        assert panel.current_path() == path
    assert heard.take() == []


def test_tab_goes_through_every_field_in_order(qtbot, panel):
    record = letter(items=1, doubts={}, item_doubts={})
    panel.show_record(record)
    panel.focus_path(Path("case_number"))
    visited = []
    for _ in range(len(FIELDS) + 1):
        focus = QApplication.focusWidget()
        visited.append(focus.accessibleName().removesuffix(", item 1"))
        key(qtbot, Qt.Key.Key_Tab)
    labels = [f.label for f in FIELDS]
    at = next(number for number, f in enumerate(FIELDS) if f.scope == "issue")
    assert visited == [*labels[:at], "Disputed items", *labels[at:]]


# Choices


def test_a_choice_completes_what_is_typed(qtbot, panel, heard):
    record = letter()
    path = Path("side", record.issues[0].id)
    panel.show_record(record)
    panel.focus_path(path)
    write(qtbot, "ri")
    key(qtbot, ENTER)
    assert heard.take() == [("edited", path, "right", ())]


def test_enter_in_an_open_pick_list_picks_and_stays(qtbot, panel, heard):
    record = letter()
    path = Path("side", record.issues[0].id)
    panel.show_record(record)
    panel.focus_path(path)
    combo = editor(panel, path)
    assert isinstance(combo, QComboBox)
    combo.showPopup()
    qtbot.waitUntil(combo.view().isVisible)
    qtbot.keyClick(combo.view(), Qt.Key.Key_Down)
    qtbot.keyClick(combo.view(), ENTER)
    qtbot.waitUntil(lambda: not combo.view().isVisible())
    assert text(panel, path) == "right"
    assert heard.take() == []
    assert panel.current_path() == path
    combo.setFocus()
    key(qtbot, ENTER)
    assert heard.take() == [("edited", path, "right", ())]


def test_the_wheel_never_changes_a_choice(qtbot, panel):
    record = letter()
    panel.show_record(record)
    path = Path("side", record.issues[0].id)
    panel.focus_path(path)
    turn_wheel(editor(panel, path))
    assert text(panel, path) == "left"


def test_the_wheel_hides_no_line_of_a_text_that_is_seen_whole(qtbot, panel):
    record = letter()
    path = Path("diagnoses")
    words = "; ".join(f"unspecified fracture of the lumbar vertebra {number}" for number in range(4))
    panel.show_record(acts.set_value(record, path, words.split("; "), SIGN).after)
    panel.focus_path(path)
    held = editor(panel, path)
    for _ in range(3):
        turn_wheel(held.viewport())
    assert held.verticalScrollBar().value() == 0


def turn_wheel(widget):
    turn = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, turn)


def test_the_empty_choice_says_not_stated(qtbot, panel, heard):
    record = letter(doubts={})
    path = Path("retrospective", record.issues[0].id)
    panel.show_record(record)
    panel.focus_path(path)
    assert text(panel, path) == "no"
    panel._sheet.rows["retrospective"].editor.setCurrentIndex(0)
    assert panel.flush()
    assert heard.take() == [("edited", path, None, ())]
    assert mark(panel, path) == "absent"


# Readings, restoring, filling


def test_a_numbered_reading_is_taken_with_its_place(qtbot, panel, heard):
    record = letter()
    first, second = (Path("side", issue.id) for issue in record.issues)
    panel.show_record(record)
    panel.focus_path(first)
    panel.take_alternative(1)
    assert heard.take() == [("edited", first, "right", PLACE)]
    assert panel.current_path() == second
    panel.take_alternative(7)
    assert heard.take() == [("failed", "Side has no reading number 7.")]


def test_a_reading_is_taken_by_a_click(qtbot, panel, heard):
    record = letter(items=1, doubts={})
    path = Path("side", record.issues[0].id)
    panel.show_record(record)
    panel.focus_path(path)
    button = next(b for b in panel.findChildren(QPushButton) if b.accessibleName() == "Take reading 2: bilateral")
    assert button.text() == "2  bilateral"
    assert button.toolTip() == "<qt>Take “bilateral” (Alt+2)</qt>"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert heard.take() == [("edited", path, "bilateral", ())]
    assert not button.isVisible()


def test_restore_puts_the_machines_value_back(qtbot, panel, heard):
    panel.show_record(letter())
    panel.focus_path(Path("patient_age"))
    write(qtbot, "53")
    key(qtbot, Qt.Key.Key_Tab)
    row = panel._sheet.rows["patient_age"]
    button = next(b for b in row.findChildren(QPushButton) if b.isVisible() and b.text() == "restore")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert heard.take() == [("edited", Path("patient_age"), 53, ()), ("restored", Path("patient_age"))]
    assert text(panel, Path("patient_age")) == "52"
    assert not button.isVisible()


def test_fill_from_selection_fits_the_kind_and_keeps_the_place(qtbot, panel, heard):
    panel.show_record(letter())
    panel.focus_path(INJURY)
    panel.take_text("10-16-\n2016", PLACE)
    assert heard.take() == [("edited", INJURY, "2016-10-16", PLACE)]
    assert text(panel, INJURY) == "10/16/2016"
    assert panel.current_path() == INJURY


def test_fill_with_the_same_words_still_records_where_they_are(qtbot, panel, heard):
    panel.show_record(letter())
    panel.focus_path(INJURY)
    elsewhere = [Evidence(Span(1, 8, 16), "a letter")]
    panel.take_text("03/14/2014", elsewhere)
    assert heard.take() == [("edited", INJURY, "2014-03-14", tuple(elsewhere))]


def test_fill_with_words_that_are_no_date_keeps_them_and_their_place(qtbot, panel, heard):
    panel.show_record(letter())
    panel.focus_path(INJURY)
    panel.take_text("mid\nMarch 2014", PLACE)
    assert text(panel, INJURY) == "mid March 2014"
    assert mark(panel, INJURY) == "problem"
    assert heard.take() == []
    panel._sheet.rows["date_of_injury"].editor.selectAll()
    write(qtbot, "3/15/2014")
    key(qtbot, ENTER)
    assert heard.take() == [("edited", INJURY, "2014-03-15", PLACE)]


def test_fill_without_a_field_or_a_selection_says_what_to_do(panel, heard):
    panel.show_record(letter())
    panel.take_text("words", PLACE)
    panel.focus_path(INJURY)
    panel.take_text("  ", ())
    first, second = heard.take()
    assert first[1].startswith("Go to a field first")
    assert second[1].startswith("Select the words")
