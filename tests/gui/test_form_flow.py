"""The way through a letter: order, where one stopped, accepting the rest, items split and merged, comments."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from imrdesk.document.model import Document, Page
from imrdesk.gui.form.notes import CommentLine
from imrdesk.gui.form.order import next_path, stopped_at, to_check
from imrdesk.gui.form.panel import FormPanel
from imrdesk.record import changes as acts
from imrdesk.record.changes import Sign
from imrdesk.record.finding import Extraction, Finding
from imrdesk.record.model import Path, State, record_from
from imrdesk.record.reshaping import merge_issues, split_issue

ANA = Sign("Ana", "2026-01-02T03:04:05.000Z")
LATER = Sign("Ben", "2026-01-02T03:09:05.000Z")
AGE, SEX, JOB = Path("patient_age"), Path("patient_sex"), Path("occupation")


@pytest.fixture
def record():
    document = Document("a.txt", "0" * 64, "text/plain", "text", (Page(1, "text of a letter"),))
    said = {"patient_age": (52, 0.9), "patient_sex": ("male", 0.4), "occupation": ("roofer", 0.7)}
    fields = {key: Finding(value, confidence=sure, rule="r") for key, (value, sure) in said.items()}
    sure = {"treatment": Finding("MRI", needs_review=False), "disputed_treatment": Finding("MRI", needs_review=False)}
    return record_from(document, Extraction(fields=fields, issues=(sure, sure)))


@pytest.fixture
def panel(qtbot, theme, messages, record):
    made = FormPanel(theme, messages, lambda path: True)
    qtbot.addWidget(made)
    made.resize(520, 800)
    made.show()
    made.show_record(record)
    return made


def doubts(record):
    return [path for path in to_check(record) if path in (AGE, SEX, JOB)]


def test_in_reading_order_or_the_most_doubtful_first(record):
    waiting = doubts(record)
    assert [next_path(record, waiting, path) for path in (None, AGE, SEX, JOB)] == [AGE, SEX, JOB, AGE]
    doubtful = [next_path(record, waiting, path, doubtful_first=True) for path in (None, SEX, JOB, AGE)]
    assert doubtful == [SEX, JOB, AGE, SEX]
    assert next_path(record, waiting, JOB, -1, doubtful_first=True) == SEX


def test_where_a_person_stopped_is_the_value_looked_at_last(record):
    assert stopped_at(record) is None
    first = acts.confirm(record, [JOB], LATER).after
    assert stopped_at(acts.confirm(first, [AGE], ANA).after) == JOB


def test_accepting_the_rest_is_said_once_and_shown_as_such(qtbot, panel):
    with qtbot.waitSignal(panel.rest_accepted):
        panel.accept_rest()
    assert {panel._letter.at(path).state for path in panel._letter.record.paths()} == {State.ACCEPTED_UNSEEN}
    assert panel._sheet.rows["patient_age"].mark.state == "accepted unseen"
    with qtbot.assertNotEmitted(panel.rest_accepted):
        panel.accept_rest()


def test_an_item_is_split_and_merged_by_key_and_the_new_one_takes_the_keyboard(qtbot, panel, record):
    table = panel._sheet.issues
    panel.focus_path(Path("treatment", record.issues[1].id))
    for key, signal, act in (
        (Qt.Key.Key_S, panel.issue_split, split_issue),
        (Qt.Key.Key_M, panel.issue_merged, merge_issues),
    ):
        with qtbot.waitSignal(signal) as asked:
            QTest.keyClick(table, key)
        assert asked.args == [record.issues[1].id]
        changes = act(panel._letter.expected.record, record.issues[1].id, ANA)
        panel.apply(changes)
        before = {issue.id for issue in changes.before.issues}
        (new,) = [issue for issue in changes.after.issues if issue.id not in before]
        assert panel.current_path().issue == new.id
        panel.apply(acts.revert(changes, changes.after, ANA))
        panel.focus_path(Path("treatment", record.issues[1].id))


def test_the_first_item_cannot_be_merged_with_one_before(qtbot, panel, record):
    panel.focus_path(Path("treatment", record.issues[0].id))
    assert not panel._sheet.tools.merge.isEnabled()
    with qtbot.assertNotEmitted(panel.issue_merged):
        QTest.keyClick(panel._sheet.issues, Qt.Key.Key_M)


def test_a_comment_is_written_under_its_field_and_stays_there(qtbot, panel, record):
    panel.focus_path(AGE)
    panel.comment()
    line = QApplication.focusWidget()
    assert isinstance(line, CommentLine)
    QTest.keyClicks(line, "ask the office")
    with qtbot.waitSignal(panel.commented) as said:
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert said.args == [AGE, "ask the office"]
    assert QApplication.focusWidget() is panel._sheet.rows["patient_age"].editor
    panel.apply(acts.comment(record, AGE, "ask the office", ANA))
    notes = panel._sheet.rows["patient_age"]._notes
    assert notes._comment.text() == "Ana: ask the office"
    panel.comment()
    assert QApplication.focusWidget().text() == "ask the office"


def test_escape_leaves_a_comment_as_it_was(qtbot, panel):
    panel.focus_path(AGE)
    panel.comment()
    QTest.keyClicks(QApplication.focusWidget(), "never mind")
    with qtbot.assertNotEmitted(panel.commented):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is panel._sheet.rows["patient_age"].editor


def test_a_second_look_is_asked_for_and_taken_back(qtbot, panel, record):
    panel.focus_path(AGE)
    with qtbot.waitSignal(panel.second_look_asked) as asked:
        panel.second_look()
    assert asked.args == [AGE, True]
    panel.apply(acts.second_look(record, AGE, True, ANA))
    assert "second look, says Ana" in panel._sheet.rows["patient_age"]._notes._second_look.text()
    with qtbot.waitSignal(panel.second_look_asked) as asked:
        panel.second_look()
    assert asked.args == [AGE, False]
