"""The window whole, on a real desk: what a person does arrives in the database."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenuBar,
    QPlainTextEdit,
    QTableView,
)

from imrdesk import paths
from imrdesk.errors import StoreError
from imrdesk.gui import theme as theming
from imrdesk.gui.dialogs.import_report import ImportReportDialog
from imrdesk.gui.dialogs.key_sheet import KeySheet
from imrdesk.gui.main_window import MainWindow
from imrdesk.gui.remembered import Remembered
from imrdesk.record.model import Path, State, Status
from imrdesk.record.validation import check
from imrdesk.store import Query

ONE, CONTRADICTIONS, TEXT, UNKNOWN = (
    "01_one_item_upheld.pdf",
    "05_contradictions.pdf",
    "07_body_double_spaced.txt",
    "11_unknown_layout.pdf",
)
OCCUPATION = Path("occupation")


@pytest.fixture
def calm(qtbot, jobs):
    """Waits until all work is done."""

    def wait():
        qtbot.waitUntil(lambda: not jobs.busy())

    return wait


@pytest.fixture
def opened(window, letters, calm):
    """The window with a letter open."""
    window.open_letter(letters[CONTRADICTIONS])
    calm()
    return window


def focused():
    return QApplication.focusWidget()


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def test_a_letter_opens_at_its_first_doubt(opened, desk, letters):
    record = desk.record(letters[CONTRADICTIONS])
    assert opened.panels.form.current_path() == record.to_review()[0]
    assert record.case_number in opened.windowTitle()
    assert set(opened.panels.problems.problems()) == set(check(record))


def test_the_title_says_the_case_and_nothing_of_the_letter(window, letters, calm):
    window.open_letter(letters[TEXT])
    calm()
    assert window.windowTitle() == "imrdesk"


def test_enter_confirms_each_doubt_in_turn_and_the_database_has_it(opened, desk, letters, calm):
    doubts = desk.record(letters[CONTRADICTIONS]).to_review()
    for _ in range(3):
        press(Qt.Key.Key_Return)
        calm()
    record = desk.record(letters[CONTRADICTIONS])
    states = [record.at(path).state for path in doubts[:3]]
    assert set(states) <= {State.CONFIRMED, State.ACCEPTED_UNSEEN}
    assert record.status is Status.IN_REVIEW
    assert len(record.to_review()) == len(doubts) - 3
    assert opened.panels.form.current_path() == doubts[3]


def test_what_is_typed_is_saved_and_can_be_taken_back(opened, desk, letters, calm):
    before = desk.record(letters[CONTRADICTIONS])
    assert opened.panels.form.current_path() == before.to_review()[0]
    opened.panels.form.focus_path(OCCUPATION)
    focused().selectAll()
    QTest.keyClicks(focused(), "Baker")
    press(Qt.Key.Key_Return)
    calm()
    edited = desk.record(letters[CONTRADICTIONS]).at(OCCUPATION)
    assert (edited.value, edited.state) == ("Baker", State.EDITED)
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    calm()
    assert desk.record(letters[CONTRADICTIONS]).at(OCCUPATION) == before.at(OCCUPATION)
    press(Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    calm()
    assert desk.record(letters[CONTRADICTIONS]).at(OCCUPATION).value == "Baker"


def test_undo_waits_for_the_change_that_is_on_its_way(opened, desk, letters, calm):
    before = desk.record(letters[CONTRADICTIONS])
    opened.panels.form.edited.emit(OCCUPATION, "Baker", ())
    opened.parts.reviewing.undo()
    calm()
    assert desk.record(letters[CONTRADICTIONS]).at(OCCUPATION) == before.at(OCCUPATION)


def test_nothing_to_take_back_is_said(opened, messages, calm):
    opened.parts.reviewing.undo()
    calm()
    assert messages.said[-1] == ("tell", "There is nothing to take back in this letter.")


def test_a_save_that_fails_shouts_and_can_be_tried_again(opened, desk, letters, messages, calm, monkeypatch):
    def refuse(*_args):
        raise StoreError("disk_full", "The disk is full.", "Free some space.")

    with monkeypatch.context() as broken:
        broken.setattr(type(desk), "set_value", refuse)
        opened.panels.form.edited.emit(OCCUPATION, "Baker", ())
        calm()
    kind, text = messages.said[-1]
    assert kind == "shout"
    assert "The disk is full." in text
    assert desk.record(letters[CONTRADICTIONS]).at(OCCUPATION).value != "Baker"
    banner = opened.panels.banners.banners()[0]
    assert [offer.text for offer in banner.message.offers] == ["Try again"]


def test_reviewed_goes_on_to_the_next_letter(window, desk, letters, messages, calm):
    window.open_letter(letters[ONE])
    calm()
    left = len(desk.record(letters[ONE]).to_review())
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    calm()
    assert desk.record(letters[ONE]).status is Status.REVIEWED
    assert desk.record(letters[ONE]).reviewed_by
    following = window.parts.reviewing.record
    assert following.id != letters[ONE]
    assert following.status is not Status.REVIEWED
    assert left
    fields = "1 field" if left == 1 else f"{left} fields"
    assert f"{fields} that wanted a look stayed as accepted unseen." in messages.said[-1][1]


def test_open_errors_need_a_reason(window, desk, letters, messages, calm):
    window.open_letter(letters[UNKNOWN])
    calm()
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    calm()
    assert messages.asked == ["Errors are still open."]
    assert desk.record(letters[UNKNOWN]).status is not Status.REVIEWED
    messages.answer = "The page is unreadable."
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    calm()
    assert desk.record(letters[UNKNOWN]).status is Status.REVIEWED
    assert desk.history(letters[UNKNOWN])[-1].sign.reason == "The page is unreadable."


def test_the_last_letter_reviewed_is_said(window, desk, letters, messages, calm):
    messages.answer = "Enough."
    for name in letters.values():
        desk.review(name, "Ana", "Enough.") if name != letters[ONE] else None
    window.open_letter(letters[ONE])
    calm()
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    calm()
    assert messages.said[-1] == ("tell", "Every letter in this list is reviewed.")


def test_a_reviewed_letter_reopens_with_a_reason(window, desk, letters, messages, calm):
    desk.review(letters[ONE], "Ana")
    window.open_letter(letters[ONE])
    calm()
    messages.answer = "A second look."
    window.parts.reviewing.reopen_letter()
    calm()
    assert desk.record(letters[ONE]).status is Status.REOPENED


def test_flags_come_and_go(opened, desk, letters, messages, calm):
    messages.answer = "Ask Dr. Lee."
    opened.parts.reviewing.flag_letter()
    calm()
    assert desk.record(letters[CONTRADICTIONS]).flag == "Ask Dr. Lee."
    opened.parts.reviewing.flag_letter()
    calm()
    assert desk.record(letters[CONTRADICTIONS]).flag is None


def test_changes_are_signed_with_the_name_in_the_status_bar(opened, desk, letters, calm):
    opened._status.show_reviewer("Ana Reyes, RN", known=True)
    opened.panels.form.edited.emit(OCCUPATION, "Baker", ())
    calm()
    assert desk.record(letters[CONTRADICTIONS]).at(OCCUPATION).by == "Ana Reyes, RN"


def test_selected_words_fill_the_field(opened, desk, letters, calm):
    opened.panels.source.set_mode("text")
    opened.panels.form.focus_path(OCCUPATION)
    text = opened.panels.source._text
    text.selectAll()
    press(Qt.Key.Key_F4)
    calm()
    assert desk.record(letters[CONTRADICTIONS]).at(OCCUPATION).state is State.EDITED
    assert desk.record(letters[CONTRADICTIONS]).at(OCCUPATION).evidence


def test_a_problem_jumps_to_its_field(opened, desk, letters):
    record = opened.parts.reviewing.record
    problem = next(one for one in opened.panels.problems.problems() if one.fields)
    opened.panels.problems.jumped.emit(problem)
    assert opened.panels.form.current_path() == record.path(problem.fields[0])


def test_letters_dropped_on_the_window_are_imported(window, desk, messages, calm):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(paths.resource("samples", "06_word_document.docx")))])
    event = QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                       Qt.KeyboardModifier.NoModifier)  # fmt: skip
    window.dropEvent(event)
    calm()
    assert sum(desk.counts().values()) == 5
    assert messages.said[-1] == ("tell", "1 letter ready.")
    assert "of 5 reviewed" in window.panels.worklist.findChild(QLabel, "reviewed").text()


def test_what_could_not_be_read_is_listed(window, messages, calm, tmp_path, letters):
    bad = tmp_path / "broken.pdf"
    bad.touch()
    window.import_paths([bad, paths.resource("samples", ONE)])
    calm()
    assert messages.said[-1][0] == "warn"
    banner = window.panels.banners.banners()[0]
    banner.message.offers[0].call()
    dialog = window.findChild(ImportReportDialog)
    assert dialog.isVisible()
    assert not dialog.isModal()
    assert [row[0] for row in dialog.rows()] == ["Not imported", "You already had it"]


def test_another_theme_keeps_letter_field_and_filter(opened, calm):
    place = opened.panels.form.current_path()
    opened.panels.worklist.show_query(Query(text="wrist"))
    opened.messages.warn("Look at this.")
    opened.parts.dressing.scheme_dark()
    calm()
    assert opened._theme.scheme == "dark"
    assert opened.panels.form.current_path() == place
    assert opened.panels.worklist.query().text == "wrist"
    assert [message.text for message in opened.panels.banners.messages()] == ["Look at this."]


def test_the_colours_follow_the_computer_unless_chosen(window, calm, monkeypatch):
    monkeypatch.setattr(theming, "system_scheme", lambda: "dark")
    window.parts.dressing.follow_system()
    assert window._theme.scheme == "dark"
    window.parts.dressing.scheme_light()
    window.parts.dressing.follow_system()
    assert window._theme.scheme == "light"
    calm()


def test_everything_that_can_be_pressed_or_typed_into_has_a_name(opened):
    kinds = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QTableView)
    shown = [one for kind in kinds for one in opened.findChildren(kind) if one.isVisible() and one.isEnabled()]
    assert len(shown) > 30
    unnamed = [one for one in shown if not one.accessibleName() and not getattr(one, "text", str)().strip()]
    # parts of widgets that have the name themselves
    inner = [one for one in unnamed if isinstance(one.parent(), QAbstractItemView | QComboBox | QLineEdit | QMenuBar)]
    assert [one for one in unnamed if one not in inner and one.objectName() != "qt_toolbar_ext_button"] == []


def test_the_keyboard_goes_from_panel_to_panel(opened):
    seen = []
    for _ in range(4):
        press(Qt.Key.Key_F6)
        focus = QApplication.focusWidget()
        seen.append(next(name for name in ("worklist", "source", "form", "problems")
                         if getattr(opened.panels, name).isAncestorOf(focus)))  # fmt: skip
    assert sorted(seen) == ["form", "problems", "source", "worklist"]


def test_panels_hide_and_come_back(opened):
    opened._actions["show_worklist"].trigger()
    assert not opened.panels.worklist.isVisible()
    opened._actions["find_letter"].trigger()
    assert opened.panels.worklist.isVisible()
    assert opened.panels.worklist.isAncestorOf(QApplication.focusWidget())


def test_the_key_sheet_shows_and_is_not_modal(window):
    window.parts.choosing.show_keys()
    sheet = window.findChild(KeySheet)
    assert sheet.isVisible()
    assert not sheet.isModal()
    assert "Ctrl+Enter" in {label.text() for label in sheet.findChildren(QLabel)}


def test_closing_keeps_what_was_typed(opened, desk, letters, qtbot):
    opened.panels.form.focus_path(OCCUPATION)
    focused().selectAll()
    QTest.keyClicks(focused(), "Baker")
    path = opened.panels.form.current_path()
    opened.close()
    qtbot.waitUntil(lambda: not opened.isVisible())
    assert desk.record(letters[CONTRADICTIONS]).at(path).value == "Baker"


def test_a_save_that_fails_keeps_the_window_open(opened, desk, jobs, calm, monkeypatch):
    def refuse(*_args):
        raise StoreError("disk_full", "The disk is full.")

    monkeypatch.setattr(type(desk), "set_value", refuse)
    opened.panels.form.focus_path(OCCUPATION)
    focused().selectAll()
    QTest.keyClicks(focused(), "Baker")
    opened.close()
    calm()
    assert opened.isVisible()


def test_the_window_stands_as_it_stood(qtbot, theme, jobs, messages, desk, tmp_path):
    home = tmp_path / "remembered"
    first = MainWindow(theme, jobs, Remembered(home), messages)
    first.resize(first.minimumWidth(), 690)  # as wide as the screen of the tests lets it be
    first.furnish()
    first._actions["show_problems"].setChecked(False)
    first._keep_reviewer("Ana Reyes, RN")
    first.close()
    second = MainWindow(theme, jobs, Remembered(home), messages)
    second.set_desk(desk)
    assert second.size() == first.size()
    assert not second._actions["show_problems"].isChecked()
    assert second.parts.reviewing.reviewer() == "Ana Reyes, RN"
    qtbot.waitUntil(lambda: not jobs.busy())
    for window in (first, second):
        window.deleteLater()


def test_the_keys_of_the_source_work_from_the_form(opened, calm):
    source = opened.panels.source
    opened.panels.form.focus_path(OCCUPATION)
    press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert "true" in source.view_state()
    press(Qt.Key.Key_9, Qt.KeyboardModifier.ControlModifier)
    assert '"fit": "page"' in source.view_state()
    press(Qt.Key.Key_F7)
    assert source._canvas.has_caret
    several = next(one for one in opened.panels.problems.problems() if one.fields)
    opened.panels.problems.jumped.emit(several)
    before = source._places.index
    press(Qt.Key.Key_F3)
    after = source._places.index
    press(Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert len(source._places.spans) > 1
    assert (after, source._places.index) == (before + 1, before)
