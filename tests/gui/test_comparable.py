"""Comparable determinations in the window, by keys: from review and from the search, why alike, collected, opened."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox

from imrdesk.gui.search.drawing import NOTE

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def calm(qtbot, jobs):
    def wait():
        qtbot.waitUntil(lambda: not jobs.busy())

    return wait


@pytest.fixture
def page(window, calm):
    """The search page, at the first item that was decided."""
    QTest.keyClick(window, Qt.Key.Key_2, CONTROL)
    calm()
    window.panels.search.search("decision:upheld")
    calm()
    window.panels.search.results.focus_list()
    return window.panels.search


def compare(window, calm):
    QTest.keyClick(window, Qt.Key.Key_D, CONTROL)
    calm()


def listed(page):
    return [page.model.item(place) for place in range(page.model.rowCount())]


def test_a_result_is_compared_with_items_of_other_letters_and_each_says_why(window, page, calm):
    mine = page.current()
    compare(window, calm)
    assert page.likeness.isVisible()
    assert mine.treatment in page.likeness.text()
    found = listed(page)
    assert found
    assert all(item.record_id != mine.record_id and item.decision for item in found)
    assert all(page.model.index(place).data(NOTE).startswith("Alike: ") for place in range(len(found)))
    assert page.results.hasFocus()
    assert page.shown_letter() == found[0].record_id
    assert not page.facets.isVisible()


def test_overturned_first_is_a_switch_and_the_search_comes_back(window, page, calm):
    before = page.model.rowCount()
    compare(window, calm)
    switch = page.likeness.findChild(QCheckBox)
    QTest.keyClick(switch, Qt.Key.Key_Space)
    calm()
    assert switch.isChecked()
    assert page.likeness.isVisible()
    page.likeness.left.emit()
    calm()
    assert not page.likeness.isVisible()
    assert page.facets.isVisible()
    assert page.model.rowCount() == before


def test_a_new_search_ends_the_comparison(window, page, calm):
    compare(window, calm)
    page.search("decision:overturned")
    calm()
    assert not page.likeness.isVisible()
    assert {item.decision for item in listed(page)} == {"overturned"}


def test_from_the_item_in_review_and_space_collects_and_enter_opens(window, page, calm, desk):
    desk.finding.make("Hearing", "Ana")
    start = page.current()
    QTest.keyClick(page.results, Qt.Key.Key_Return)
    calm()
    assert not window.panels.searching
    assert window.panels.form.items.shown == start.issue_id
    compare(window, calm)
    assert window.panels.searching
    first = page.current()
    assert first.record_id != start.record_id
    QTest.keyClick(page.results, Qt.Key.Key_Space)
    calm()
    assert [one.key for one in desk.finding.members("Hearing")] == [(first.record_id, first.issue_id)]
    QTest.keyClick(page.results, Qt.Key.Key_Return)
    calm()
    assert not window.panels.searching
    assert window.panels.form.items.shown == first.issue_id


def test_where_no_item_is_shown_it_is_said_in_words(window, qtbot, calm):
    with qtbot.waitSignal(window.messages.posted) as said:
        window.parts.turning.show_comparable()
    assert "Go to a disputed item first" in said.args[0].text
    assert not window.panels.searching
