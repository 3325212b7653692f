"""Two letters of one case in the window: where their words differ, and the way to each place."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableWidget

from imrdesk import paths
from imrdesk.gui.dialogs.letter_differences import LetterDifferences

TEXT, ONE = "07_body_double_spaced.txt", "01_one_item_upheld.pdf"


@pytest.fixture
def calm(qtbot, jobs):
    return lambda: qtbot.waitUntil(lambda: not jobs.busy())


def case(number: str, decided: str) -> str:
    lines = (f"Case Number: {number}", "Date Assigned: 01/05/2017", f"Decision Date: {decided}", "", "SUMMARY", "Same.")
    return "\n".join(lines)


@pytest.fixture
def twins(desk, tmp_path):
    for name, day in (("first.txt", "02/01/2017"), ("second.txt", "02/03/2017")):
        (tmp_path / name).write_text(case("CM17-9900077", day), encoding="utf-8")
    report = desk.import_paths([tmp_path / "first.txt", tmp_path / "second.txt"], "Ana")
    return [item.record_id for item in report.added]


def test_differences_of_two_letters_lead_to_their_places(window, twins, calm):
    window.open_letter(twins[1])
    calm()
    window._actions["compare_letters"].trigger()
    calm()
    dialog = window.findChild(LetterDifferences)
    table = dialog.findChild(QTableWidget)
    said = [[table.item(row, column).text() for column in (1, 2)] for row in range(table.rowCount())]
    assert said == [["Decision Date: 02/01/2017", "Decision Date: 02/03/2017"]]
    assert "first.txt" in table.horizontalHeaderItem(1).text()
    table.setFocus()
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_Return)
    document = window.panels.source._document
    assert [document.quote(span) for span in window.panels.source._places.spans] == ["Decision Date: 02/03/2017"]
    dialog.close()


def test_a_letter_alone_of_its_case_is_said(window, letters, messages, calm):
    window.open_letter(letters[ONE])
    calm()
    window._actions["compare_letters"].trigger()
    calm()
    assert messages.said[-1] == ("tell", "No other letter of this case is on the desk.")


def test_a_letter_that_was_there_already_opens_from_the_report(window, desk, letters, calm, qtbot):
    report = desk.import_paths([paths.resource("samples", ONE)], "Ana")
    assert report.duplicates
    window.show_report(report)
    table = next(one for one in window.findChildren(QTableWidget) if one.accessibleName() == "Files of the import")
    place = table.visualItemRect(table.item(0, 3)).center()
    assert table.item(0, 3).text() == "Open letter"
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    calm()
    assert window.parts.reviewing.record.id == letters[ONE]
