"""The strip of problems: errors first, in words, each a way to its field."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableWidget

from imrdesk.document.model import Span
from imrdesk.gui.problems.strip import SEVERITY_MARKS, ProblemsStrip
from imrdesk.record.finding import Evidence, Problem, Severity
from imrdesk.record.model import Path, Remark, RemarkKind
from imrdesk.record.settling import Choice

NOTE = Problem("note", Severity.NOTE, "A note.")
WARNING = Problem("warning", Severity.WARNING, "The dates are in doubt.", ("date_of_injury",))
ERROR = Problem("error", Severity.ERROR, "The case number is missing.", ("case_number",))


@pytest.fixture
def strip(qtbot, theme):
    made = ProblemsStrip(theme)
    qtbot.addWidget(made)
    made.resize(900, 100)
    made.show()
    return made


def words(strip) -> list[str]:
    return [strip._sign.text(), strip._words.text()]


def table(strip) -> QTableWidget:
    return strip.findChild(QTableWidget)


def test_every_severity_has_a_shape_of_its_own():
    assert set(SEVERITY_MARKS) == set(Severity)
    assert len({mark.glyph for mark in SEVERITY_MARKS.values()}) == len(Severity)


def test_errors_come_first_and_are_counted(strip):
    strip.show_problems([NOTE, WARNING, ERROR, WARNING])
    assert strip.problems() == (ERROR, WARNING, WARNING, NOTE)
    assert words(strip) == ["▲", "1 error, 2 warnings, 1 note"]
    assert [table(strip).item(row, 1).text() for row in range(2)] == [ERROR.message, WARNING.message]
    assert table(strip).item(0, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "Error: The case number is missing."


def test_no_problem_is_one_line(strip):
    strip.show_problems([])
    assert words(strip) == ["✓", "No problems found"]
    assert not table(strip).isVisible()
    strip.clear()
    assert words(strip) == ["", ""]


def test_a_click_and_enter_jump(qtbot, strip):
    strip.show_problems([ERROR, WARNING])
    center = table(strip).visualItemRect(table(strip).item(1, 1)).center()
    with qtbot.waitSignal(strip.jumped) as jumped:
        QTest.mouseClick(table(strip).viewport(), Qt.MouseButton.LeftButton, pos=center)
    assert jumped.args == [WARNING]
    table(strip).selectRow(0)
    strip.focus_list()
    with qtbot.waitSignal(strip.jumped) as jumped:
        QTest.keyClick(table(strip), Qt.Key.Key_Return)
    assert jumped.args == [ERROR]


def test_the_row_one_stands_on_stays(strip):
    strip.show_problems([ERROR, WARNING, NOTE])
    table(strip).selectRow(1)
    strip.show_problems([ERROR, WARNING])
    assert table(strip).currentRow() == 1


def choice(value):
    return Choice(Path("date_of_injury"), value, (Evidence(Span(2, 0, 4), "text"),))


REMARK = Remark(RemarkKind.DISMISSAL, "the office knows", "Ana", "2026-01-02T03:04:05+00:00")


@pytest.fixture
def at_warning(strip):
    """The strip with a problem that has two readings, and the keyboard on it."""
    strip.show_problems([WARNING], [(NOTE, REMARK)], lambda problem: [choice("2016-01-02"), choice("2016-01-03")])
    strip.focus_list()
    return strip


def test_the_right_value_is_chosen_by_its_number(qtbot, at_warning):
    with qtbot.waitSignal(at_warning.settled) as settled:
        QTest.keyClick(table(at_warning), Qt.Key.Key_2)
    assert settled.args == [WARNING, choice("2016-01-03")]
    assert [button.text() for button in at_warning._offers._buttons[:2]] == [
        "1  01/02/2016  ·  p. 2",
        "2  01/03/2016  ·  p. 2",
    ]


def test_a_problem_is_dismissed_with_a_reason(qtbot, at_warning):
    QTest.keyClick(table(at_warning), Qt.Key.Key_D)
    line = at_warning._offers._reason
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert line.isVisible(), "a reason is wanted"
    QTest.keyClicks(line, "both are right")
    with qtbot.waitSignal(at_warning.dismissed) as dismissed:
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert dismissed.args == [WARNING, "both are right"]


def test_escape_dismisses_nothing(qtbot, at_warning):
    QTest.keyClick(table(at_warning), Qt.Key.Key_D)
    with qtbot.assertNotEmitted(at_warning.dismissed):
        QTest.keyClick(at_warning._offers._reason, Qt.Key.Key_Escape)
    assert at_warning._offers._dismiss.isVisible()


def test_dismissed_problems_are_shown_on_demand_and_brought_back(qtbot, at_warning):
    assert at_warning.problems() == (WARNING,)
    assert at_warning._aside.text() == "show 1 dismissed"
    QTest.mouseClick(at_warning._aside, Qt.MouseButton.LeftButton)
    assert at_warning.problems() == (WARNING, NOTE)
    assert table(at_warning).item(1, 1).text() == "A note. Dismissed by Ana: the office knows"
    table(at_warning).selectRow(1)
    with qtbot.waitSignal(at_warning.brought_back) as back:
        QTest.keyClick(table(at_warning), Qt.Key.Key_B)
    assert back.args == [NOTE]


def test_a_new_save_does_not_take_a_half_written_reason_away(at_warning):
    QTest.keyClick(table(at_warning), Qt.Key.Key_D)
    QTest.keyClicks(at_warning._offers._reason, "because")
    at_warning.show_problems([WARNING, NOTE])
    assert at_warning._offers._reason.text() == "because"
    assert at_warning._offers._reason.isVisible()
