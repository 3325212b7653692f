"""The worklist: a million letters, what is asked for, and which letter comes next."""

from array import array
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QComboBox, QHeaderView, QLabel, QLineEdit, QPushButton, QTableView

from imrdesk.gui.worklist.columns import COLUMNS, OUTCOMES, STATUS_MARKS, sentence
from imrdesk.gui.worklist.filters import PAUSE
from imrdesk.gui.worklist.model import BLOCK, KEPT, WorklistModel
from imrdesk.gui.worklist.panel import WorklistPanel
from imrdesk.record.fields import field
from imrdesk.record.model import Status
from imrdesk.store import CaseRow, Query


def a_row(number: int, status: Status = Status.NEW, **values) -> CaseRow:
    row = CaseRow(
        number=number, id=f"id{number}", case_number=f"CM16-{number:07}", status=status, flag=None, outcome="upheld",
        decision_date="2016-10-16", issues=2, problems=1, to_review=3, file_name=f"{number}.pdf", reviewed_by=None,
        reviewed_at=None, imported_at="2026-01-01",
    )  # fmt: skip
    return replace(row, **values)


class Letters:
    """A desk's rows, counting what is asked."""

    def __init__(self, count: int, **special: CaseRow):
        self.ids = array("q", range(1, count + 1))
        self.special = {row.number: row for row in special.values()}
        self.asked: list[int] = []

    def fetch(self, numbers):
        self.asked.append(len(numbers))
        return [self.special.get(number) or a_row(number) for number in numbers]


@pytest.fixture
def panel(qtbot, theme):
    made = WorklistPanel(theme)
    qtbot.addWidget(made)
    made.resize(420, 700)
    made.show()
    return made


def fill(panel, letters, counts=None):
    panel.set_rows(letters.ids, letters.fetch)
    panel.set_counts(counts or {"new": len(letters.ids)})


def view(panel) -> QTableView:
    return panel.findChild(QTableView)


def chip(panel, words: str) -> QPushButton:
    return next(button for button in panel.findChildren(QPushButton) if words in button.text())


def combo(panel, name: str) -> QComboBox:
    return next(box for box in panel.findChildren(QComboBox) if box.accessibleName() == name)


def choose(box: QComboBox, text: str) -> None:
    box.setCurrentIndex(box.findText(text))
    box.activated.emit(box.currentIndex())


def test_the_model_is_one(qtbot, theme, qapp):
    model = WorklistModel(theme)
    letters = Letters(450)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_rows(letters.ids, letters.fetch)
    assert (model.rowCount(), model.columnCount()) == (450, len(COLUMNS))


def test_a_million_letters_need_only_the_blocks_that_are_seen(panel):
    letters = Letters(1_000_000)
    fill(panel, letters)
    bar = view(panel).verticalScrollBar()
    for place in (0, 500_000, 999_999):
        bar.setValue(place)
        view(panel).grab()
    assert max(letters.asked) == BLOCK
    assert len(letters.asked) < 20


def begin(panel, letters, known=BLOCK):
    """Show a list of which only the first numbers are known."""
    looked = []

    def look(start, most):
        looked.append(start)
        return letters.ids[start : start + most]

    panel.set_rows(letters.ids[:known], letters.fetch, len(letters.ids), look)
    panel.set_counts({"new": len(letters.ids)})
    return looked


def test_the_middle_of_a_list_shows_before_its_numbers_have_come(panel):
    letters = Letters(1_000_000)
    looked = begin(panel, letters)
    bar = view(panel).verticalScrollBar()
    assert looked == []
    bar.setValue(500_000)
    view(panel).grab()
    assert looked == [500_000]
    top = view(panel).indexAt(view(panel).viewport().rect().topLeft()).row()
    assert case_at(panel, top) == f"CM16-{top + 1:07}"
    panel.complete(letters.ids)
    assert bar.value() == 500_000
    bar.setValue(800_000)
    view(panel).grab()
    assert looked == [500_000]


def case_at(panel, place: int) -> str:
    model = view(panel).model()
    return model.data(model.index(place, 1))


@pytest.mark.parametrize("now", [150, 300, 450])
def test_a_list_that_was_longer_or_shorter_than_said_is_mended(panel, qapp, now):
    letters = Letters(300)
    model = view(panel).model()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    begin(panel, letters)
    view(panel).selectRow(3)
    panel.complete(array("q", range(1, now + 1)))
    assert model.rowCount() == now
    assert panel.chosen() == ["id4"]
    assert case_at(panel, now - 1) == f"CM16-{now:07}"


def test_a_letter_far_down_is_selected_once_its_place_is_known(panel):
    letters = Letters(1000)
    fill(panel, letters)
    view(panel).selectRow(700)
    begin(panel, letters)
    assert panel.chosen() == []
    panel.complete(letters.ids)
    assert panel.chosen() == ["id701"]


def test_no_more_blocks_are_kept_than_needed(theme):
    model, letters = WorklistModel(theme), Letters(BLOCK * (KEPT + 20))
    model.set_rows(letters.ids, letters.fetch)
    for place in range(0, len(letters.ids), BLOCK):
        row = model.row(place)
        assert row
        assert row.number == place + 1
    assert len(model._blocks) == KEPT
    assert model.row(0) == a_row(1)


def test_every_column_shows_a_letter(theme):
    model = WorklistModel(theme)
    row = a_row(1, Status.REOPENED, flag="ask", outcome="partially overturned", reviewed_by="Ana")
    model.set_rows(array("q", [1]), lambda _numbers: [row])
    shown = [model.data(model.index(0, place)) for place in range(len(COLUMNS))]
    assert shown == ["↺", "⚑ CM16-0000001", "3", "1", "Partial", "10/16/2016", "1.pdf", "Ana", "2"]
    colors = [model.data(model.index(0, place), Qt.ItemDataRole.ForegroundRole) for place in range(len(COLUMNS))]
    assert colors[2] == theme.color("amber")
    said = model.data(model.index(0, 1), Qt.ItemDataRole.AccessibleTextRole)
    assert said == sentence(row)
    assert "flagged: ask" in said
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Case"


def test_every_status_and_outcome_has_its_sign():
    assert set(STATUS_MARKS) == set(Status)
    assert len({mark.glyph for mark in STATUS_MARKS.values()}) == len(Status)
    assert set(OUTCOMES) == set(field("outcome").choices)
    assert {column.order for column in COLUMNS} <= set(CaseRow.__dataclass_fields__)


def test_what_to_do_is_said_where_there_is_nothing(panel):
    words = lambda: {label.text() for label in panel.findChildren(QLabel) if label.isVisible()}  # noqa: E731
    assert "Opening the workspace…" in words()
    panel.show_opening("Preparing the search for words: 500 of 1,000. This is done once.")
    assert {"Opening the workspace…", "Preparing the search for words: 500 of 1,000. This is done once."} <= words()
    fill(panel, Letters(0))
    assert "No letters yet" in words()
    panel.show_query(Query(text="nobody"))
    panel.set_counts({"new": 3})
    assert "No letter fits" in words()


def test_the_button_of_the_empty_list_imports_or_shows_all(qtbot, panel):
    fill(panel, Letters(0))
    with qtbot.waitSignal(panel.import_wanted):
        chip(panel, "Import letters…").click()
    panel.show_query(Query(text="nobody"))
    panel.set_counts({"new": 3})
    with qtbot.waitSignal(panel.query_changed) as asked:
        chip(panel, "Show all letters").click()
    assert asked.args == [Query()]


def test_typing_asks_once_after_a_pause(qtbot, panel):
    fill(panel, Letters(3))
    asked = []
    panel.query_changed.connect(asked.append)
    panel.focus_search()
    with qtbot.waitSignal(panel.query_changed, timeout=PAUSE * 20):
        QTest.keyClicks(panel._filters.search, "lumbar")
        assert not asked
    assert asked == [Query(text="lumbar")]


def test_enter_opens_the_first_letter_found_even_if_it_comes_later(qtbot, panel):
    fill(panel, Letters(3))
    opened, asked = [], []
    panel.opened.connect(opened.append)
    panel.query_changed.connect(asked.append)
    QTest.keyClicks(panel._filters.search, "lumbar")
    QTest.keyClick(panel._filters.search, Qt.Key.Key_Return)
    assert (opened, asked) == ([], [Query(text="lumbar")])
    panel.set_rows(array("q", [9, 4]), Letters(9).fetch)
    assert opened == ["id9"]
    QTest.keyClick(panel._filters.search, Qt.Key.Key_Return)
    assert opened == ["id9", "id9"]


def test_down_goes_from_the_search_into_the_list_and_enter_opens(qtbot, panel):
    fill(panel, Letters(3))
    panel.focus_search()
    QTest.keyClick(panel._filters.search, Qt.Key.Key_Down)
    assert view(panel).hasFocus()
    QTest.keyClick(view(panel), Qt.Key.Key_Down)
    with qtbot.waitSignal(panel.opened) as opened:
        QTest.keyClick(view(panel), Qt.Key.Key_Return)
    assert opened.args == ["id2"]


def test_a_click_opens(qtbot, panel):
    fill(panel, Letters(3))
    place = view(panel).visualRect(view(panel).model().index(1, 1)).center()
    with qtbot.waitSignal(panel.opened) as opened:
        QTest.mouseClick(view(panel).viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened.args == ["id2"]


@pytest.mark.parametrize(
    ("change", "asked"),
    [
        (lambda panel: choose(combo(panel, "Status"), "Reviewed"), Query(status=Status.REVIEWED)),
        (lambda panel: choose(combo(panel, "Outcome"), "Overturned"), Query(outcome="overturned")),
        (lambda panel: chip(panel, "Problems").click(), Query(problems=True)),
        (lambda panel: chip(panel, "Flagged").click(), Query(flagged=True)),
    ],
)
def test_each_filter_asks(qtbot, panel, change, asked):
    fill(panel, Letters(3))
    with qtbot.waitSignal(panel.query_changed) as signal:
        change(panel)
    assert signal.args == [asked]
    with qtbot.waitSignal(panel.query_changed) as signal:
        chip(panel, "Clear").click()
    assert signal.args == [Query()]


@pytest.mark.parametrize(("status", "found"), [("Reviewed", 1), ("New", 3), ("Any status", 4)])
def test_the_desk_finds_letters_of_a_status(qtbot, window, jobs, desk, letters, status, found):
    desk.review(letters["01_one_item_upheld.pdf"], "Ana", "all of it read")
    panel = window.panels.worklist
    choose(combo(panel, "Status"), status)
    qtbot.waitUntil(lambda: not jobs.busy())
    assert view(panel).model().rowCount() == found


def test_a_heading_sorts_and_sorts_the_other_way_round(qtbot, panel):
    fill(panel, Letters(3))
    header: QHeaderView = view(panel).horizontalHeader()
    orders = []
    panel.query_changed.connect(lambda query: orders.append((query.order, query.descending)))
    for place in (1, 1, 2):
        header.sectionClicked.emit(place)
    assert orders == [("case_number", False), ("case_number", True), ("to_review", True)]
    assert header.isSortIndicatorShown()


def test_what_was_chosen_stays_when_letters_arrive(panel):
    letters = Letters(600)
    fill(panel, letters)
    panel.select("id3")
    panel.set_rows(array("q", [700, *letters.ids]), letters.fetch)
    assert panel.chosen() == ["id3"]
    assert view(panel).currentIndex().row() == 3


NEW = array("q", range(700, 740))


def shown_first(panel) -> int:
    return view(panel).rowAt(0)


def test_a_reader_at_the_top_sees_the_letters_that_arrive(panel):
    letters = Letters(600)
    fill(panel, letters)
    panel.select("id3")
    panel.set_rows(array("q", [*NEW, *letters.ids]), letters.fetch)
    assert shown_first(panel) == 0
    assert panel.chosen() == ["id3"]


def test_the_first_letter_is_offered_until_somebody_chooses(panel):
    letters = Letters(600)
    fill(panel, letters)
    panel.set_rows(array("q", [*NEW, *letters.ids]), letters.fetch)
    assert panel.chosen() == ["id700"]
    QTest.keyClick(view(panel), Qt.Key.Key_Down)
    panel.set_rows(array("q", [900, *NEW, *letters.ids]), letters.fetch)
    assert panel.chosen() == ["id701"]


def test_a_reader_further_down_stays_at_the_same_letters(panel):
    letters = Letters(600)
    fill(panel, letters)
    panel.select("id3")
    view(panel).verticalScrollBar().setValue(150)
    panel.set_rows(array("q", [*NEW, *letters.ids]), letters.fetch)
    assert shown_first(panel) == 150 + len(NEW)
    assert panel.chosen() == ["id3"]


def test_a_reader_far_down_stays_once_the_places_are_known(panel):
    letters = Letters(1000)
    fill(panel, letters)
    view(panel).verticalScrollBar().setValue(500)
    more = Letters(1040)
    more.ids = array("q", [*range(1001, 1041), *letters.ids])
    begin(panel, more)
    panel.complete(more.ids)
    assert shown_first(panel) == 540


def test_other_filters_show_the_letter_that_is_chosen(panel):
    letters = Letters(600)
    fill(panel, letters)
    panel.select("id3")
    view(panel).verticalScrollBar().setValue(150)
    chip(panel, "Problems").click()
    panel.set_rows(letters.ids, letters.fetch)
    assert shown_first(panel) <= 2


@pytest.mark.parametrize(("done", "following"), [({2, 3}, "id4"), ({2, 3, 4, 5}, "id1"), ({1, 2, 3, 4, 5}, None)])
def test_the_next_letter_is_the_next_not_reviewed(panel, done, following):
    reviewed = {f"r{number}": a_row(number, Status.REVIEWED) for number in done}
    letters = Letters(5, **reviewed)
    fill(panel, letters)
    assert panel.next_after("id2") == following


def test_the_keyboard_begins_in_the_list_and_stays_where_it_is_put(panel):
    fill(panel, Letters(3))
    assert view(panel).hasFocus()
    assert panel.chosen() == ["id1"]
    panel.focus_search()
    fill(panel, Letters(4))
    assert not view(panel).hasFocus()


def test_neighbours(panel):
    fill(panel, Letters(3))
    assert [panel.neighbour("id2", step) for step in (-1, 1)] == ["id1", "id3"]
    assert panel.neighbour("id3", 1) is None
    assert panel.neighbour("", 1) == "id1"


def test_a_change_shows_in_its_row(panel):
    letters = Letters(3)
    fill(panel, letters)
    letters.special[2] = a_row(2, Status.REVIEWED)
    panel._rows.forget("id2")
    assert view(panel).model().index(1, 0).data() == "✓"


def test_progress(panel):
    fill(panel, Letters(120), {"new": 80, "in review": 3, "reviewed": 37, "reopened": 0})
    assert panel.findChild(QLabel, "reviewed").text() == "37 of 120 reviewed"


def test_an_import_shows_how_far_it_is_and_can_be_stopped(qtbot, panel):
    fill(panel, Letters(3))
    panel.show_import(11, 43, "letter.pdf")
    assert "Reading 12 of 43: letter.pdf" in {label.text() for label in panel.findChildren(QLabel)}
    with qtbot.waitSignal(panel.import_cancelled):
        chip(panel, "Cancel").click()
    panel.hide_import()
    assert not chip(panel, "Cancel").isVisible()


def test_columns_hide_and_are_remembered(qtbot, theme, panel):
    header = view(panel).horizontalHeader()
    items = next(place for place, column in enumerate(COLUMNS) if column.title == "Items")
    assert header.isSectionHidden(items)
    next(action for action in header.actions() if action.data() == items).trigger()
    assert not header.isSectionHidden(items)
    header.resizeSection(5, 200)
    other = WorklistPanel(theme)
    qtbot.addWidget(other)
    other.restore_columns(panel.columns_state())
    assert not view(other).horizontalHeader().isSectionHidden(items)
    assert view(other).columnWidth(5) == 200


@pytest.mark.parametrize(
    ("typed", "asked"),
    [("2016", "2016-01-01"), ("Oct 16, 2016", "2016-10-16"), ("10/16/2016", "2016-10-16"), ("soon", None)],
)
def test_letters_are_filtered_by_day_as_a_person_types_it(qtbot, panel, typed, asked):
    fill(panel, Letters(5))
    chip(panel, "More").click()
    box = next(one for one in panel.findChildren(QLineEdit) if one.placeholderText() == "from")
    QTest.keyClicks(box, typed)
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert panel.query().decided_from == asked
    assert bool(box.property("role")) == (asked is None)


def test_the_people_who_reviewed_are_offered_and_the_chosen_one_stays(panel):
    fill(panel, Letters(5))
    panel.set_reviewers(["Ana", "Bo"])
    chip(panel, "More").click()
    choose(combo(panel, "Reviewed by"), "Bo")
    panel.set_reviewers(["Ana", "Cy"])
    assert panel.query() == Query(reviewer="Bo")
    chip(panel, "Clear").click()
    assert panel.query() == Query()
    assert not combo(panel, "Reviewed by").isVisible()


def test_the_next_letter_alone_is_selected_while_ctrl_is_down(panel):
    fill(panel, Letters(5))
    panel.select("id1")
    QTest.keyPress(panel, Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)
    panel.select("id2")
    QTest.keyRelease(panel, Qt.Key.Key_Control)
    assert panel.chosen() == ["id2"]
