"""The strip of problems: errors first, in words, each a way to its field."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableWidget

from imrdesk.gui.problems.strip import SEVERITY_MARKS, ProblemsStrip
from imrdesk.record.finding import Problem, Severity

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
