"""A person works through the form on the keyboard; what she does becomes signals."""

import gc
import html

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from imrdesk.document.model import Document, Page, Span
from imrdesk.gui.form.overview import KEYS
from imrdesk.gui.form.panel import EMPTY, FormPanel
from imrdesk.gui.form.sheet import NO_ISSUES
from imrdesk.gui.form.texts import LINE_HEIGHT
from imrdesk.gui.theme import STATE_MARKS
from imrdesk.record import changes as acts
from imrdesk.record.changes import Sign
from imrdesk.record.fields import FIELDS, ISSUE_FIELDS, SECTIONS, field
from imrdesk.record.finding import Alternative, Evidence, Extraction, Finding
from imrdesk.record.model import Path, State, record_from
from imrdesk.record.values import Citation, Kind, show

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # the screen of the tests is no real one

SIGN = Sign("Ann Lee", "2026-01-02T17:04:00+00:00", "a reason")
PLACE = (Evidence(Span(1, 0, 4), "text"),)
CASE = {
    "case_number": "CM16-0100001",
    "priority": "Standard",
    "date_of_injury": "2014-03-14",
    "decision_date": "2016-12-21",
    "outcome": "upheld",
    "reviewer_licensure": ("California", "Texas"),
    "patient_age": 52,
    "diagnoses": ("lumbar strain", "insomnia"),
    "clinical_summary": "The injured worker is a 52 year old male. " * 20,
}
ITEM = {
    "treatment": "Physical therapy for the knee",
    "disputed_treatment": "Physical therapy for the knee",
    "decision": "upheld",
    "category": "Rehabilitation",
    "side": "left",
    "retrospective": False,
    "imr_citations": (Citation("MTUS", "Knee Complaints", 2004),),
    "rationale": "Not shown to help. " * 30,
}
FIXED = {EMPTY, KEYS, NO_ISSUES, *SECTIONS}  # texts of the form itself
DOUBTS = {"date_of_injury": "The header and the summary differ."}
ITEM_DOUBTS = {"side": "The heading says right."}


def findings(values, doubts, keys):
    """A finding for every key; those in `doubts` need review for the reason there."""
    return {
        key: Finding(
            values.get(key),
            confidence=0.97,
            needs_review=key in doubts,
            reason=doubts.get(key),
            rule="header",
            evidence=PLACE if key in values else (),
            alternatives=(Alternative("right", PLACE), Alternative("bilateral")) if key == "side" else (),
        )
        for key in keys
    }


def letter(items=2, doubts=DOUBTS, item_doubts=ITEM_DOUBTS, case_number="CM16-0100001"):
    document = Document(f"{case_number}.txt", "0" * 64, "text/plain", "text", (Page(1, "text of a letter"),))
    case = findings({**CASE, "case_number": case_number}, doubts, [f.key for f in FIELDS if f.scope == "case"])
    issues = tuple(findings(ITEM, item_doubts, [f.key for f in ISSUE_FIELDS]) for _ in range(items))
    return record_from(document, Extraction(fields=case, issues=issues))


class Heard:
    """What the panel said, in order."""

    def __init__(self, panel: FormPanel):
        self.said: list[tuple] = []
        panel.edited.connect(self.on_edited)
        panel.confirmed.connect(self.on_confirmed)
        panel.restored.connect(self.on_restored)
        panel.finished.connect(self.on_finished)
        panel.failed.connect(self.on_failed)
        panel.issue_added.connect(self.on_added)
        panel.issue_removed.connect(self.on_removed)
        panel.issue_moved.connect(self.on_moved)

    def on_edited(self, path, value, evidence):
        self.said.append(("edited", path, value, evidence))

    def on_confirmed(self, path, seen):
        self.said.append(("confirmed", path, seen))

    def on_restored(self, path):
        self.said.append(("restored", path))

    def on_finished(self):
        self.said.append(("finished",))

    def on_failed(self, message):
        self.said.append(("failed", message))

    def on_added(self):
        self.said.append(("added",))

    def on_removed(self, issue):
        self.said.append(("removed", issue))

    def on_moved(self, issue, position):
        self.said.append(("moved", issue, position))

    def take(self):
        said, self.said = self.said, []
        return said


@pytest.fixture
def unseen():
    """Paths whose evidence is not on screen."""
    return set()


@pytest.fixture
def panel(qtbot: QtBot, theme, messages, unseen):
    def visible(path):
        return path not in unseen

    made = FormPanel(theme, messages, visible)
    qtbot.addWidget(made)
    made.resize(480, 800)
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def heard(panel):
    return Heard(panel)


def editor(panel, path) -> QWidget:
    """The editor of a path, found as a screen reader finds it."""
    label = field(path.key).label
    name = f"{label}, item {issue_number(panel, path)}" if path.issue else label
    found = [widget for widget in panel.findChildren(QWidget) if widget.accessibleName() == name]
    assert len(found) == 1, name
    return found[0]


def issue_number(panel, path):
    return [issue.id for issue in panel._letter.record.issues].index(path.issue) + 1


def text(panel, path):
    return panel._sheet.rows[path.key].editor.text()


def mark(panel, path):
    return panel._sheet.rows[path.key].mark.state


def key(qtbot, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


def write(qtbot, words):
    qtbot.keyClicks(QApplication.focusWidget(), words)


ENTER = Qt.Key.Key_Return
INJURY = Path("date_of_injury")


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
    QApplication.sendEvent(editor(panel, path), turn)
    assert text(panel, path) == "left"


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
