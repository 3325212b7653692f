"""Where a person left off: the list and the letter of each workspace are there again when the window opens."""

import pytest

from imrdesk.gui.main_window import MainWindow
from imrdesk.gui.remembered import Remembered
from imrdesk.gui.resuming import read, written
from imrdesk.record.model import Status
from imrdesk.store import Query

ONE = "01_one_item_upheld.pdf"
FILTERED = Query(status=Status.NEW, problems=True, decided_from="2016-01-01", order="to_review", descending=True)


def test_the_list_and_the_letter_come_back(qtbot, theme, jobs, messages, desk, letters, tmp_path):
    def opened() -> MainWindow:
        made = MainWindow(theme, jobs, Remembered(tmp_path / "remembered"), messages)
        made.show()
        made.set_desk(desk)
        qtbot.waitUntil(lambda: not jobs.busy())
        return made

    first = opened()
    first.panels.worklist.show_query(FILTERED)
    first.open_letter(letters[ONE])
    qtbot.waitUntil(lambda: not jobs.busy())
    first.close()
    qtbot.waitUntil(first.isHidden)
    second = opened()
    assert second.panels.worklist.query() == FILTERED
    assert second.parts.reviewing.record
    assert second.parts.reviewing.record.id == letters[ONE]
    header = second.panels.worklist._view.horizontalHeader()
    assert header.isSortIndicatorShown()
    for window in (first, second):
        window.panels.close_letters()
        window.hide()
        window.deleteLater()


def test_a_letter_that_is_gone_is_no_fault(qtbot, theme, jobs, messages, desk, tmp_path):
    remembered = Remembered(tmp_path / "remembered")
    remembered.leave_at(desk.folder, "", "00000000-0000-0000-0000-000000000000")
    window = MainWindow(theme, jobs, remembered, messages)
    window.set_desk(desk)
    qtbot.waitUntil(lambda: not jobs.busy())
    assert window.parts.reviewing.record is None
    assert messages.said == []
    window.deleteLater()


def test_each_workspace_has_its_own(tmp_path):
    remembered = Remembered(tmp_path)
    remembered.leave_at(tmp_path / "one", "a list", "a letter")
    assert Remembered(tmp_path).left_at(tmp_path / "one") == ("a list", "a letter")
    assert remembered.left_at(tmp_path / "two") == ("", "")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"order": "no such"}', '{"status": "no such"}', '{"status": 3}'])
def test_what_cannot_be_understood_is_the_whole_list(text):
    assert read(text) == Query()


def test_words_are_not_remembered():
    assert "Jane" not in written(Query(text="Jane"))
    assert read(written(FILTERED)) == FILTERED
