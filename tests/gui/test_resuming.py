"""Coming back to a letter, and what the window does with problems, fields picked blind and effort, on a real desk."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from imrdesk.record.model import Path, State
from imrdesk.record.validation import check, dismissed
from imrdesk.settings import Settings

CONTRADICTIONS, ONE = "05_contradictions.pdf", "01_one_item_upheld.pdf"


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget
    return widget


@pytest.fixture
def calm(qtbot, jobs):
    return lambda: qtbot.waitUntil(lambda: not jobs.busy())


@pytest.fixture
def opened(window, letters, calm):
    window.open_letter(letters[CONTRADICTIONS])
    calm()
    return window


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(focused(), key, modifier)


def test_a_letter_that_is_begun_says_where_one_stopped_and_goes_on_there(opened, desk, letters, messages, calm):
    first, second, third = desk.record(letters[CONTRADICTIONS]).to_review()[:3]
    opened.panels.form.focus_path(second)
    press(Qt.Key.Key_Return)
    calm()
    opened.open_letter(letters[ONE])
    calm()
    assert not [text for _kind, text in messages.said if "stopped" in text]
    opened.open_letter(letters[CONTRADICTIONS])
    calm()
    left = len(desk.record(letters[CONTRADICTIONS]).to_review())
    assert messages.said[-1][1] == f"You stopped at UR denial date, {left} fields left."
    assert opened.panels.form.current_path() == third != first


def test_a_problem_is_settled_in_the_window_and_taken_back_by_one_undo(opened, desk, letters, calm):
    strip, before = opened.panels.problems, desk.record(letters[CONTRADICTIONS])
    strip.focus_list()
    press(Qt.Key.Key_Return)
    assert len(opened.panels.source._places.spans) == 2
    assert opened.panels.form.current_path() == Path("date_of_injury")
    strip.focus_list()
    press(Qt.Key.Key_2)
    calm()
    after = desk.record(letters[CONTRADICTIONS])
    assert after.at(Path("date_of_injury")).state is State.EDITED
    assert len(check(after)) == len(check(before)) - 1
    opened.parts.reviewing.undo()
    calm()
    assert desk.record(letters[CONTRADICTIONS]).fields == before.fields


def test_a_problem_dismissed_in_the_window_is_kept_with_its_reason(opened, desk, letters, calm):
    opened.panels.problems.focus_list()
    press(Qt.Key.Key_D)
    QTest.keyClicks(focused(), "both stand there")
    press(Qt.Key.Key_Return)
    calm()
    ((_problem, why),) = dismissed(desk.record(letters[CONTRADICTIONS]))
    assert why.text == "both stand there"
    assert opened.panels.problems._aside.text() == "show 1 dismissed"


def test_accepting_the_rest_is_one_key_and_one_undo(opened, desk, letters, calm):
    before = desk.record(letters[CONTRADICTIONS])
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    calm()
    after = desk.record(letters[CONTRADICTIONS])
    assert {after.at(path).state for path in after.paths()} == {State.ACCEPTED_UNSEEN}
    opened.parts.reviewing.undo()
    calm()
    assert desk.record(letters[CONTRADICTIONS]).fields == before.fields


def test_a_field_picked_blind_is_marked_nowhere(opened, letters, calm):
    opened.parts.reviewing.choose(Settings(picked_blind="decision_date, decision"))
    opened.open_letter(letters[ONE])
    calm()
    assert {"decision_date", "decision"}.isdisjoint({mark.path.key for mark in opened.panels.source._marks})
    opened.panels.form.focus_path(Path("decision_date"))
    assert opened.panels.source._current is None


def test_what_a_letter_cost_is_kept_when_another_is_opened(opened, desk, letters, calm):
    press(Qt.Key.Key_Return)
    opened.open_letter(letters[ONE])
    calm()
    found = desk.pace(opened.parts.reviewing.reviewer())
    assert (found.letters, found.keys) == (1, 1)
    assert found.fields[0].looked_at == 1


def test_a_note_about_one_letter_goes_with_it(window, letters, jobs, qtbot):
    window.open_letter(letters["01_one_item_upheld.pdf"])
    qtbot.waitUntil(lambda: not jobs.busy())
    window.panels.banners._note.say("Nothing left to check.")
    window.open_letter(letters["05_contradictions.pdf"])
    qtbot.waitUntil(lambda: not jobs.busy())
    assert "Nothing left" not in window.panels.banners.note()


def test_the_form_cites_paragraphs_where_there_are_no_pages(window, letters, jobs, qtbot):
    window.open_letter(letters["07_body_double_spaced.txt"])
    qtbot.waitUntil(lambda: not jobs.busy())
    placed = [row._place.text() for row in window.panels.form._sheet.shown_rows() if row.value.evidence]
    assert placed
    assert all("¶ " in words and "p. " not in words for words in placed)


def test_a_blind_pick_stands_in_the_audit(window, letters, jobs, qtbot, desk):
    date = Path("decision_date")
    window.parts.reviewing.choose(Settings(picked_blind="decision_date"))
    window.open_letter(letters["01_one_item_upheld.pdf"])
    qtbot.waitUntil(lambda: not jobs.busy())
    row = window.panels.form._sheet.rows["decision_date"]
    window.panels.form.focus_path(date)
    QTest.keyClicks(row.editor, "01/02/2017")
    QTest.keyClick(row.editor, Qt.Key.Key_Return)
    window._actions["scheme_dark"].trigger()
    qtbot.waitUntil(lambda: not jobs.busy())
    shown = window.panels.form._sheet.rows["decision_date"]
    assert shown.editor.text() == "01/02/2017", "other colours must not lose what was picked"
    window.panels.form.focus_path(date)
    QTest.keyClick(shown.editor, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: not jobs.busy())
    reasons = [event.sign.reason for event in desk.history(letters["01_one_item_upheld.pdf"])]
    assert any(reason and reason.startswith("picked blind as 01/02/2017") for reason in reasons)
    window._actions["scheme_light"].trigger()
    qtbot.waitUntil(lambda: not jobs.busy())
