"""The page of figures by real keys: bars walked, opened and copied; a correction applied and taken back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from imrdesk.gui.charting import Charting
from imrdesk.gui.dashboard.page import AGAIN
from imrdesk.gui.jobs import Jobs
from imrdesk.gui.main_window import MainWindow
from imrdesk.gui.messages import Messages
from imrdesk.gui.remembered import Remembered
from imrdesk.record.model import Path
from imrdesk.settings import Settings
from imrdesk.store import Query, Store
from imrdesk.workflow import Desk
from tests.store.conftest import make_letter


@pytest.fixture
def desk(tmp_path):
    with Store.open(tmp_path / "desk") as store:
        for number in range(1, 7):
            make_letter(number, 2).kept(store)
    with Desk.open(tmp_path / "desk", Settings(rates_from=4)) as opened:
        rows = opened.rows(opened.window(Query(order="number"), 0, 10))
        for row in rows[:3]:
            issue = opened.record(row.id).issues[0].id
            opened.set_value(row.id, Path("category", issue), "Surgery", "Ana")
        yield opened


@pytest.fixture
def charting(qtbot, desk, window, monkeypatch):
    monkeypatch.setattr(Messages, "ask", lambda *_given: True)
    jobs = Jobs()
    made = Charting(jobs, Messages(window), lambda: "Ben", window)
    made.use(desk)
    made.show_figures()
    qtbot.waitUntil(lambda: made._page.list.count() > 0)
    yield made
    jobs.stop()


@pytest.fixture
def window(qtbot):
    from PySide6.QtWidgets import QWidget

    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def choose(page, words):
    place = next(row for row in range(page.list.count()) if words in page.list.item(row).text())
    page.list.setCurrentRow(place)


def test_arrow_keys_walk_the_bars_and_enter_opens_their_items(qtbot, charting):
    page = charting._page
    choose(page, "category")
    page.chart.setFocus()
    assert page.caption.text().startswith("Injection: 100 % (95 % interval 70 to 100 %), 9 of 9 items overturned")
    QTest.keyClick(page.chart, Qt.Key.Key_Down)
    assert page.chart.accessibleDescription().startswith("Surgery: 3 of 3 items overturned, too few for a rate")
    with qtbot.waitSignal(charting.query_wanted) as said:
        QTest.keyClick(page.chart, Qt.Key.Key_Return)
    assert said.args == ["category:Surgery decision:overturned"]


@pytest.mark.parametrize(
    ("words", "count"), [("drug class", 1), ("by field", 3), ("by rule", 3), ("by day", 1), ("second readers", 1)]
)
def test_every_bar_opens_what_it_counts(qtbot, charting, desk, words, count):
    rows = desk.rows(desk.window(Query(order="number"), 0, 10))
    desk.review(rows[0].id, "Ana", "As the letter has it.")
    desk.set_value(rows[1].id, Path("drug", desk.record(rows[1].id).issues[0].id), "Norco 10/325mg", "Ana")
    desk.second.assign("Ben", "Ana")
    again = desk.rereading("Ben")
    again.set_value(rows[0].id, Path("occupation"), "Baker", "Ben")
    again.review(rows[0].id, "Ben")
    charting._refresh()
    page = charting._page
    qtbot.waitUntil(lambda: any(bar.key for bar in desk.figures.chart("day").bars) and not charting._jobs.busy())
    choose(page, words)
    bar = page.chart.current()
    assert bar
    assert "Enter opens its items" in page.caption.text()
    with qtbot.waitSignal(charting.rows_wanted) as said:
        QTest.keyClick(page.chart, Qt.Key.Key_Return)
    rows, name = said.args
    assert bar.label in name
    assert len(rows) == count
    assert len(desk.finding.shown(rows)) == count


def test_a_chart_is_copied_as_table_and_picture(charting):
    page = charting._page
    choose(page, "category")
    QTest.mouseClick(page.table, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text().splitlines()[1].split("\t")[:3] == ["Injection", "9", "9"]
    QTest.mouseClick(page.picture, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().pixmap().width() > 0


def test_a_correction_is_applied_and_taken_back_by_one_button(qtbot, charting, desk):
    page, posted = charting._page, []
    charting._messages.posted.connect(posted.append)
    choose(page, AGAIN)
    assert page.again.topLevelItem(0).text(2) == "Surgery"
    with qtbot.waitSignal(charting.changed):
        QTest.mouseClick(page.apply, Qt.MouseButton.LeftButton)
    assert desk.correcting.applied()[0].values == 9
    with qtbot.waitSignal(charting.changed):
        posted[-1].offers[0].call()
    assert desk.correcting.applied()[0].undone_at
    assert posted[-1].text == "9 values are the program's again."


def test_an_empty_workspace_says_what_to_do(qtbot, tmp_path, window):
    jobs = Jobs()
    with Desk.open(tmp_path / "none", Settings()) as desk:
        made = Charting(jobs, Messages(window), lambda: "Ben", window)
        made.use(desk)
        made.show_figures()
        qtbot.waitUntil(lambda: bool(made._page.work.text()))
        assert made._page.work.text().startswith("No letters yet. Bring determination letters in")
        assert made._page.caption.text() == "Nothing to count yet."
        jobs.stop()


def test_the_report_has_each_chart_as_picture_and_table(qtbot, charting, desk, tmp_path, monkeypatch):
    import docx

    target = tmp_path / "figures.docx"
    monkeypatch.setattr("imrdesk.gui.dialogs.files.choose_export_file", lambda *_given: target)
    with qtbot.waitSignal(charting._messages.posted):
        QTest.mouseClick(charting._page.word, Qt.MouseButton.LeftButton)
    made = docx.Document(str(target))
    filled = [chart for chart in desk.figures.charts().values() if chart.bars]
    assert len(made.inline_shapes) == len(made.tables) == len(filled) > 3
    assert [cell.text for cell in made.tables[1].rows[1].cells][:3] == ["Injection", "9", "9"]


def test_in_the_window_a_bar_leads_to_the_search(qtbot, theme, jobs, messages, desk, tmp_path):
    made = MainWindow(theme, jobs, Remembered(tmp_path / "remembered"), messages)
    qtbot.addWidget(made)
    made.show()
    made.set_desk(desk)
    made.activateWindow()
    qtbot.waitUntil(lambda: not jobs.busy())
    QTest.keyClick(made, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(made.parts.charting._page) and made.parts.charting._page.list.count() > 0)
    choose(made.parts.charting._page, "category")
    QTest.keyClick(made.parts.charting._page.chart, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: made.panels.searching and not jobs.busy())
    assert made.panels.search.text() == "category:Injection decision:overturned"
    made.parts.charting.show_figures()
    qtbot.waitUntil(lambda: bool(made.parts.charting._page) and made.parts.charting._page.list.count() > 0)
    choose(made.parts.charting._page, "by field")
    QTest.keyClick(made.parts.charting._page.chart, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: made.panels.search.likeness.isVisible() and not jobs.busy())
    assert made.panels.search.likeness.text() == "3 behind by field: Category"
    assert made.panels.search.model.rowCount() == 3
    made.panels.source.clear()
    jobs.stop()
    made.hide()


def test_a_correction_that_came_again_is_not_offered_where_another_has_the_workspace(charting, qtbot):
    page = charting._page
    assert page.apply.isEnabled()
    page.lock("Ana has it.")
    charting._refresh()
    qtbot.waitUntil(lambda: not charting._jobs.busy())
    assert page._corrections
    assert not page.apply.isEnabled()
    assert page.apply.toolTip() == "Ana has it."
