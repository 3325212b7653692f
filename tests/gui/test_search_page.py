"""The search page on a real desk, by keys: what is typed is found, ticked, ordered, and opened at its place."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QFileDialog, QLineEdit, QPlainTextEdit

from imrdesk.gui.actions import ACTIONS
from imrdesk.gui.search.asking import completions, typing_at
from imrdesk.gui.search.drawing import FOUND
from imrdesk.gui.search.facet_list import CLAUSE
from imrdesk.record.model import Status
from imrdesk.store import Clause

CONTRADICTIONS = "05_contradictions.pdf"
KNOWN = {"drug": ("Norco", "Norco 10/325", "Ultram"), "decision": ("upheld",)}


@pytest.fixture
def calm(qtbot, jobs):
    def wait():
        qtbot.waitUntil(lambda: not jobs.busy())

    return wait


@pytest.fixture
def page(window, calm):
    """The search page, opened by its key, everything found."""
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    calm()
    return window.panels.search


def search(page, text, calm):
    page.box.line.setFocus()
    page.box.line.selectAll()
    QTest.keyClicks(page.box.line, text)
    if page.box.line.offered():
        QTest.keyClick(page.box.line._popup, Qt.Key.Key_Escape)
    QTest.keyClick(page.box.line, Qt.Key.Key_Return)
    calm()


def found(page):
    return [page.model.item(place) for place in range(page.model.rowCount())]


def facet_item(page, value):
    for at in range(page.facets.topLevelItemCount()):
        head = page.facets.topLevelItem(at)
        for place in range(head.childCount()):
            clause = head.child(place).data(0, CLAUSE)
            if isinstance(clause, Clause) and clause.value == value:
                return head.child(place)
    raise AssertionError(value)


def test_the_page_opens_with_every_item_and_gives_the_keyboard_to_the_box(window, page, desk):
    assert page.isVisible()
    assert page.box.line.hasFocus()
    assert page.model.rowCount() == len(desk.finding.rows(""))
    QTest.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert not page.isVisible()
    assert window.panels.form.isVisible()


def test_nothing_that_acts_on_a_hidden_letter_can_be_asked_for(window, letters, calm):
    window.open_letter(letters[CONTRADICTIONS])
    calm()
    window.parts.turning.show_search()
    calm()
    needing = [row.name for row in ACTIONS if row.needs_letter and row.menu]
    assert needing
    assert not any(window._actions[name].isEnabled() for name in needing)
    window.parts.turning.show_review()
    assert all(window._actions[name].isEnabled() for name in needing)


def test_what_is_typed_is_found_with_the_hit_marked_beside(page, calm, desk):
    search(page, "decision:upheld medically", calm)
    items = found(page)
    assert items
    assert {item.decision for item in items} == {"upheld"}
    assert "\x02medically\x03" in items[0].snippet
    assert page.shown_letter() == items[0].record_id
    assert page.source._places.spans[0].page == items[0].page


def test_a_misspelled_filter_is_answered_in_words_and_the_results_stay(page, calm):
    search(page, "decison:upheld", calm)
    assert "Did you mean decision:" in page.box.fault()
    assert page.model.rowCount()
    search(page, "decision:upheld", calm)
    assert page.box.fault() == ""


def test_a_tick_in_the_facets_narrows_and_shows_in_the_query(page, calm):
    item = facet_item(page, "upheld")
    count = int(item.text(1))
    page.facets.setFocus()
    page.facets.setCurrentItem(item)
    QTest.keyClick(page.facets, Qt.Key.Key_Space)
    calm()
    assert page.text() == "decision:upheld"
    assert page.model.rowCount() == count
    assert facet_item(page, "upheld").checkState(0) is Qt.CheckState.Checked
    assert page.facets.currentItem().text(0) == "Upheld"
    QTest.keyClick(page.facets, Qt.Key.Key_Space)
    calm()
    assert page.text() == ""


def test_builder_and_box_stay_in_step(page, calm, qtbot):
    page._build.click()
    (row,) = page.builder.rows()
    row._field.setCurrentIndex(row._field.findData("decision"))
    row._on_field()
    row._value.setFocus()
    QTest.keyClicks(row._value.lineEdit(), "overturned")
    qtbot.waitUntil(lambda: page.text() == "decision:overturned")
    calm()
    assert {item.decision for item in found(page)} <= {"overturned"}
    search(page, 'drug:="Norco 10" "low back"', calm)
    assert [row.clause() for row in page.builder.rows()] == [
        Clause("drug", "Norco 10", exact=True), Clause("", "low back", quoted=True),
    ]  # fmt: skip
    page.builder.rows()[0]._remove()
    calm()
    assert page.text() == '"low back"'


def test_space_collects_and_begins_a_collection_where_there_is_none(page, calm, desk, messages):
    messages.answer = "Hearing"
    search(page, "decision:upheld", calm)
    page.results.focus_list()
    QTest.keyClick(page.results, Qt.Key.Key_Space)
    calm()
    QTest.keyClick(page.results, Qt.Key.Key_Down)
    QTest.keyClick(page.results, Qt.Key.Key_Space)
    calm()
    first, second = found(page)[:2]
    assert [member.key for member in desk.finding.members("Hearing")] == [
        (item.record_id, item.issue_id) for item in (first, second)
    ]
    assert page.model.is_ticked(first)
    QTest.keyClick(page.results, Qt.Key.Key_Space)
    calm()
    assert len(desk.finding.members("Hearing")) == 1
    assert not page.model.is_ticked(second)


@pytest.fixture
def hearing(desk, page, calm, window):
    """A collection of three items, on show."""
    desk.finding.make("Hearing", "Ana")
    desk.finding.collect("Hearing", [(item.record_id, item.issue_id) for item in desk.finding.items("", 3)], "Ana")
    window.parts.turning.show_search()
    calm()
    page.show_collection()
    return page.collection


def keys(desk):
    return [member.key for member in desk.finding.members("Hearing")]


def test_items_are_put_into_order_annotated_and_taken_out_by_keys(hearing, desk, calm, messages):
    before, kept = keys(desk), []
    messages.posted.connect(kept.append)
    hearing.list.setFocus()
    hearing.list.setCurrentRow(0)
    QTest.keyClick(hearing.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calm()
    assert keys(desk) == [before[1], before[0], before[2]]
    assert hearing.list.currentRow() == 1
    hearing.note.setFocus()
    QTest.keyClicks(hearing.note, "ask Dr. Roe")
    hearing.list.setFocus()
    calm()
    assert [member.collected.note for member in desk.finding.members("Hearing")] == ["", "ask Dr. Roe", ""]
    QTest.keyClick(hearing.list, Qt.Key.Key_Delete)
    calm()
    assert keys(desk) == [before[1], before[2]]
    assert [deed.action for deed in desk.finding.history("Hearing")][-3:] == ["order", "note", "remove"]
    kept[-1].offers[0].call()
    calm()
    assert keys(desk) == [before[1], before[0], before[2]]
    assert [member.collected.note for member in desk.finding.members("Hearing")] == ["", "ask Dr. Roe", ""]


def test_a_drag_puts_into_order(hearing, desk, calm):
    before = keys(desk)
    model = hearing.list.model()
    model.moveRows(hearing.list.rootIndex(), 2, 1, hearing.list.rootIndex(), 0)
    calm()
    assert keys(desk) == [before[2], before[0], before[1]]


def test_a_collection_is_written_from_the_window(hearing, calm, tmp_path, monkeypatch, messages):
    target = tmp_path / "hearing.docx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    hearing._buttons[0].click()
    calm()
    assert target.exists()
    assert ("tell", "hearing.docx is written.") in messages.said


def test_enter_opens_the_letter_in_review_at_the_place(window, page, calm):
    search(page, "decision:upheld medically", calm)
    item = found(page)[0]
    page.results.focus_list()
    QTest.keyClick(page.results, Qt.Key.Key_Return)
    calm()
    assert window.panels.form.isVisible()
    assert window.parts.reviewing.record.id == item.record_id
    assert window.panels.form.current_path() == item.path
    assert window.panels.source._places.spans[0].start == item.start


def test_searches_are_saved_and_done_again(page, calm, desk, messages):
    messages.answer = "Lost"
    search(page, "decision:upheld", calm)
    page._save.click()
    calm()
    assert [(saved.name, saved.text) for saved in desk.finding.saved()] == [("Lost", "decision:upheld")]
    search(page, "knee", calm)
    next(action for action in page._saved.listed.actions() if action.text() == "Lost").trigger()
    calm()
    assert page.text() == "decision:upheld"


def test_words_elsewhere_in_letters_are_offered(page, calm, desk):
    record = desk.record(found(page)[0].record_id)
    text = desk.document(record.id).page(1).text
    word = next(word for word in text.split() if word.isalpha() and len(word) > 4
                and not desk.finding.rows(word) and desk.finding.elsewhere(word))  # fmt: skip
    search(page, word, calm)
    assert not page._further.isHidden()
    assert page._empty.isVisible()
    page._further.click()
    calm()
    assert page.text() == f"{word} in:letter"
    assert page.model.rowCount()


def test_another_part_of_the_window_can_open_the_page_with_a_query(window, calm):
    window.parts.turning.search_for("decision:upheld")
    calm()
    page = window.panels.search
    assert page.isVisible()
    assert {item.decision for item in found(page)} == {"upheld"}


def test_other_colours_leave_the_page_as_it_was(window, page, calm):
    search(page, "decision:upheld", calm)
    window.parts.dressing.scheme_dark()
    calm()
    again = window.panels.search
    assert again is not page
    assert again.isVisible()
    assert again.text() == "decision:upheld"
    assert again.model.rowCount() == page.model.rowCount()


def test_a_letter_changed_in_review_is_found_as_it_is_now(window, page, desk, calm, letters):
    before = page.model.rowCount()
    record = desk.record(letters[CONTRADICTIONS])
    desk.remove_issue(record.id, record.issues[0].id, "Ana")
    window.parts.turning.show_review()
    window.parts.turning.show_search()
    calm()
    assert page.model.rowCount() == before - 1
    assert desk.record(record.id).status is not Status.REVIEWED


def test_every_part_has_a_name_and_f6_goes_round(window, page, calm):
    kinds = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit)
    parts = [part for kind in kinds for part in page.findChildren(kind) if not page.source.isAncestorOf(part)]
    inner = (QComboBox, QAbstractItemView, QLineEdit)
    unnamed = [part for part in parts if not (part.accessibleName() or getattr(part, "text", str)())
               and not any(combo.isAncestorOf(part) for combo in page.findChildren(QComboBox))
               and not isinstance(part.parent(), inner)]  # fmt: skip
    assert [type(part).__name__ for part in unnamed if part.isVisibleTo(page)] == []
    assert page.box.line.hasFocus()
    seen = []
    for _time in range(4):
        QTest.keyClick(window, Qt.Key.Key_F6)
        seen.append(window.focusWidget())
    assert seen[0] is page.facets
    assert seen[1] is page.results
    assert page.source.isAncestorOf(seen[2])
    assert seen[3] is page.box.line


def test_results_are_asked_for_in_blocks(page):
    assert page.model.index(0).data(FOUND) is not None
    assert page.model.index(0).data(Qt.ItemDataRole.DisplayRole).startswith(found(page)[0].treatment)
    page.model.put(0, [1, 2, 3], [])  # of another search
    assert page.model.index(0).data(FOUND) is not None


@pytest.mark.parametrize(("text", "offered"), [
    ("dec", ["decision:", "decision_date:"]),
    ("drug:no", ["drug:Norco", 'drug:"Norco 10/325"']),
    ("drug:=no", ["drug:=Norco", 'drug:="Norco 10/325"']),
    ('lumbar drug:"norco 1', ['drug:"Norco 10/325"']),
    ("decision:o", ["decision:overturned"]),
    ("in:", ["in:letter"]),
    ("d", []),
])  # fmt: skip
def test_what_is_typed_is_completed(text, offered):
    assert completions(typing_at(text, len(text)), KNOWN) == offered


def test_a_completion_is_taken_by_keys(page):
    line = page.box.line
    QTest.keyClicks(line, "lumbar deci")
    assert "decision:" in line.offered()
    popup = line._popup
    popup.setCurrentIndex(popup.model().index(0, 0))
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert line.text() == "lumbar decision:"


def test_all_words_searched_for_are_marked_in_the_letter_and_the_find_keys_go_through_them(page, window, calm, qapp):
    search(page, "epidural", calm)
    source = page.source
    beside = source._finder.found
    assert len(beside.spans) > 1, "each place, not only the one that was listed"
    assert beside.number, "the listed one is where the reader is"
    QTest.keyClick(page.results, Qt.Key.Key_Return)
    calm()
    found = window.panels.source._finder.found
    assert found.spans == beside.spans
    QTest.keyClick(qapp.focusWidget(), Qt.Key.Key_F3)
    assert window.panels.source._finder.found.number == found.number % len(found.spans) + 1


def test_a_search_of_the_worklist_is_marked_without_leaving_the_first_doubt(window, calm, qapp, letters, desk):
    worklist, source = window.panels.worklist, window.panels.source
    worklist.focus_search()
    QTest.keyClicks(qapp.focusWidget(), "treatment")
    QTest.keyClick(qapp.focusWidget(), Qt.Key.Key_Return)
    calm()
    record = window.parts.reviewing.record
    assert window.panels.form.current_path() == record.to_review()[0]
    found = source._finder.found
    assert (found.spans, found.number) != ((), 0)
    assert found.now is None
    assert source._find_bar.isVisible()
    QTest.keyClick(qapp.focusWidget(), Qt.Key.Key_F3)
    assert found.spans[0] == source._finder.found.now
    worklist._filters.reset()
    window.open_letter(letters[CONTRADICTIONS])
    calm()
    assert not source._find_bar.isVisible()
    assert not source._finder.found.spans
