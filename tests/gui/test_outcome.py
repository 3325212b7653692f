"""What is said of an act, and of taking it back: the screen goes where it happened."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from imrdesk.gui.outcome import turned
from imrdesk.record.model import Path, State, Status

CONTRADICTIONS, ONE = "05_contradictions.pdf", "01_one_item_upheld.pdf"
OCCUPATION, DATE = Path("occupation"), Path("date_of_injury")
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def calm(qtbot, jobs):
    return lambda: qtbot.waitUntil(lambda: not jobs.busy())


@pytest.fixture
def opened(window, letters, calm):
    window.open_letter(letters[CONTRADICTIONS])
    calm()
    return window


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def typed(window, path, text, calm):
    window.panels.form.focus_path(path)
    QApplication.focusWidget().selectAll()
    QTest.keyClicks(QApplication.focusWidget(), text)
    press(Qt.Key.Key_Return)
    calm()


def table(window):
    return next(one for one in window.panels.form.findChildren(object) if type(one).__name__ == "IssueTable")


def test_taking_back_goes_to_the_field_and_says_its_value(opened, messages, calm):
    typed(opened, OCCUPATION, "Baker", calm)
    opened.panels.form.focus_path(DATE)
    press(Qt.Key.Key_Z, CTRL)
    calm()
    assert opened.panels.form.current_path() == OCCUPATION
    assert messages.said[-1][1].startswith("Occupation: “")
    opened.panels.form.focus_path(DATE)
    press(Qt.Key.Key_Y, CTRL)
    calm()
    assert opened.panels.form.current_path() == OCCUPATION
    assert messages.said[-1][1] == "Occupation: “Baker”."


def test_taking_back_a_comment_says_of_which_field(opened, desk, letters):
    changes = desk.comment(letters[CONTRADICTIONS], OCCUPATION, "Ask the office.", "Ana")
    assert turned(changes) == "The comment on Occupation is there again."
    gone = desk.comment(letters[CONTRADICTIONS], OCCUPATION, None, "Ana")
    assert turned(gone) == "The comment on Occupation is gone."


def test_taking_back_a_confirmation_says_how_the_field_stands(opened, messages, calm):
    first = opened.panels.form.current_path()
    press(Qt.Key.Key_Return)
    calm()
    press(Qt.Key.Key_Z, CTRL)
    calm()
    assert opened.panels.form.current_path() == first
    assert messages.said[-1][1] == "Date of injury is proposed again."


def test_removing_an_item_is_said_with_the_way_back(opened, desk, letters, messages, calm):
    count = len(desk.record(letters[CONTRADICTIONS]).issues)
    table(opened).setFocus()
    press(Qt.Key.Key_Delete)
    calm()
    assert messages.said[-1] == ("tell", "Item 1 is removed. Ctrl+Z takes it back.")
    press(Qt.Key.Key_Z, CTRL)
    calm()
    assert messages.said[-1] == ("tell", f"The letter has {count} items now.")
    assert len(desk.record(letters[CONTRADICTIONS]).issues) == count


def test_an_item_that_comes_back_is_the_one_that_shows(opened, calm):
    first = opened.parts.reviewing.record.issues[0].id
    form = opened.panels.form
    form.focus_path(Path("treatment", first))
    table(opened).setFocus()
    press(Qt.Key.Key_Delete)
    calm()
    assert form.items.shown != first
    press(Qt.Key.Key_Z, CTRL)
    calm()
    assert form.items.shown == first
    assert form.current_path().issue == first


def test_taking_an_added_item_back_shows_the_one_before(opened, calm):
    second = opened.parts.reviewing.record.issues[1].id
    form = opened.panels.form
    form.focus_path(Path("treatment", second))
    form.items.add()
    calm()
    assert form.items.shown not in ("", second)
    press(Qt.Key.Key_Z, CTRL)
    calm()
    assert form.items.shown == second


def test_merging_is_not_removing(opened, messages, calm):
    opened.panels.form.focus_path(Path("treatment", opened.parts.reviewing.record.issues[1].id))
    opened._actions["merge_issues"].trigger()
    calm()
    assert not [text for _kind, text in messages.said if "removed" in text]


def test_accepting_the_rest_says_how_many(opened, desk, letters, messages, calm):
    press(Qt.Key.Key_Return, CTRL | Qt.KeyboardModifier.ShiftModifier)
    calm()
    record = desk.record(letters[CONTRADICTIONS])
    unseen = sum(record.at(path).state is State.ACCEPTED_UNSEEN for path in record.paths())
    assert messages.said[-1][1] == f"{unseen} values are accepted unseen. Ctrl+Z takes it back."


def test_typing_in_a_finished_letter_says_that_it_is_open_again(window, desk, letters, messages, calm):
    desk.review(letters[ONE], "Ana", "seen")
    window.open_letter(letters[ONE])
    calm()
    typed(window, OCCUPATION, "Baker", calm)
    assert desk.record(letters[ONE]).status is Status.REOPENED
    assert ("tell", "This change has reopened the letter. Ctrl+Z takes it back.") in messages.said
    press(Qt.Key.Key_Z, CTRL)
    calm()
    assert desk.record(letters[ONE]).status is Status.REVIEWED


def test_what_cannot_be_saved_is_counted_in_the_status_bar_too(opened, calm):
    typed(opened, OCCUPATION, "Baker", calm)
    opened.panels.form.focus_path(DATE)
    press(Qt.Key.Key_Return)
    calm()
    before = opened._status._left.text()
    typed(opened, DATE, "yesterday", calm)
    assert opened._status._left.text() != before
    assert f"{len(opened.panels.form._waiting())} to check" in opened._status._left.text()


def test_a_note_never_covers_the_problems(opened, qtbot):
    opened.panels.banners._note.say("Something to tell.")
    note, strip = opened.panels.banners._note, opened.panels.problems
    assert note.geometry().bottom() < strip.mapTo(opened.panels, strip.rect().topLeft()).y()
