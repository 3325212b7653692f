"""Fields picked blind: the program's value is hidden until a person has one, and a difference is settled."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from imrdesk.document.model import Document, Page, Span
from imrdesk.gui.form.blind import pick
from imrdesk.gui.form.panel import FormPanel
from imrdesk.gui.source.marks import marks_of
from imrdesk.record.finding import Evidence, Extraction, Finding
from imrdesk.record.model import Path, State, record_from

MINE, THEIRS = (Evidence(Span(1, 0, 4), "text"),), (Evidence(Span(1, 5, 7), "of"),)
DECIDED = Path("decision_date")
ENTER = Qt.Key.Key_Return


@pytest.fixture
def record():
    document = Document("a.txt", "0" * 64, "text/plain", "text", (Page(1, "text of a letter"),))
    sure = {"needs_review": False, "confidence": 0.99, "rule": "header", "evidence": THEIRS}
    fields = {"decision_date": Finding("2016-12-21", **sure), "case_number": Finding("CM16-9900001", **sure)}
    return record_from(document, Extraction(fields=fields, issues=({"decision": Finding("upheld", **sure)},)))


class Listened(FormPanel):
    """What the panel says is kept in `said`."""

    def __init__(self, *given):
        super().__init__(*given)
        self.said: list[object] = []


@pytest.fixture
def panel(qtbot, theme, messages, record):
    made = Listened(theme, messages, lambda path: True)
    qtbot.addWidget(made)
    made.resize(520, 800)
    made.show()
    made.course().choose(doubtful_first=False, picked_blind=["decision", "decision_date", ""])
    made.edited.connect(lambda *what: made.said.append(what))
    made.picked_blind.connect(lambda *what: made.said.append(what))
    made.confirmed.connect(lambda *what: made.said.append(what))
    made.compared.connect(made.said.append)
    made.show_record(record)
    return made


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget
    return widget


def row(panel, path=DECIDED):
    return panel._sheet.rows[path.key]


def pick_as(panel, text):
    panel.focus_path(DECIDED)
    QTest.keyClicks(focused(), text)
    QTest.keyClick(focused(), ENTER)


def test_the_value_is_shown_nowhere_and_waits_to_be_picked(panel, record):
    assert row(panel).editor.text() == ""
    assert row(panel).value.finding.reason == pick()
    assert panel._sheet.issues.item(0, 2).text() == ""
    assert {DECIDED, Path("decision", record.issues[0].id)} <= set(panel._letter.waiting())
    assert DECIDED not in [mark.path for mark in marks_of(panel.as_shown(record))]
    assert "2016" not in row(panel).editor.accessibleDescription()


def test_enter_without_a_pick_agrees_to_nothing(panel):
    panel.focus_path(DECIDED)
    QTest.keyClick(focused(), ENTER)
    assert panel.said == []
    assert panel.current_path() == DECIDED


def test_the_same_value_confirms_and_goes_on(panel):
    pick_as(panel, "12/21/2016")
    assert panel.said == [(DECIDED, "2016-12-21", (), "picked blind, as the program read it")]
    assert panel._letter.at(DECIDED).state is State.CONFIRMED
    assert panel.current_path() != DECIDED
    assert row(panel).editor.text() == "12/21/2016"


def test_another_value_is_held_against_the_programs_in_the_source(panel):
    pick_as(panel, "12/22/2016")
    assert panel.said == [THEIRS]
    assert panel.current_path() == DECIDED
    assert row(panel).editor.text() == "12/22/2016"
    assert "12/22/2016" in row(panel).value.finding.reason
    assert "12/21/2016" in row(panel).value.finding.reason
    assert not panel.flush(), "a difference that is not settled must keep the letter from being reviewed"


@pytest.mark.parametrize(
    ("number", "value", "state"), [(1, "2016-12-22", State.EDITED), (2, "2016-12-21", State.CONFIRMED)]
)
def test_a_difference_is_settled_by_its_number(panel, number, value, state):
    pick_as(panel, "12/22/2016")
    panel.take_alternative(number)
    assert (panel._letter.at(DECIDED).value, panel._letter.at(DECIDED).state) == (value, state)
    assert panel.flush()


def test_enter_on_a_difference_keeps_ones_own(panel):
    pick_as(panel, "12/22/2016")
    QTest.keyClick(focused(), ENTER)
    assert panel._letter.at(DECIDED).value == "2016-12-22"


def test_a_pick_outlives_another_letter(panel, record):
    pick_as(panel, "12/22/2016")
    panel.clear()
    panel.show_record(record)
    assert row(panel).editor.text() == "12/22/2016"


def test_words_taken_from_the_source_are_a_pick_with_their_place(panel):
    panel.focus_path(DECIDED)
    panel.take_text("12-22-2016", MINE)
    assert panel.said[0] == (*MINE, *THEIRS)


def test_without_chosen_fields_nothing_is_hidden(panel, record):
    panel.course().choose(doubtful_first=False, picked_blind=[])
    panel.show_record(record)
    assert row(panel).editor.text() == "12/21/2016"


def test_the_audit_is_told_both_values_of_a_difference(panel):
    pick_as(panel, "12/22/2016")
    panel.take_alternative(2)
    *_given, story = panel.said[-1]
    assert "picked blind as 12/22/2016" in story
    assert "read 12/21/2016" in story


def test_other_colours_keep_what_is_picked(panel, record, theme, messages, qtbot):
    pick_as(panel, "12/22/2016")
    panel.flush()
    made = FormPanel(theme, messages, lambda path: True)
    qtbot.addWidget(made)
    made.adopt(panel.course())
    made.show_record(record)
    assert row(made).editor.text() == "12/22/2016"
