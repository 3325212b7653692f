"""Words selected by the mouse, copied, and put into fields."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu

from imrdesk.record.finding import evidence
from tests.gui.source.letter import (
    LETTER,
    bar,
    canvas,
    click,
    clicked_paths,
    drag,
    find,
    move,
    pixel,
    select_date,
    spot_of,
)

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


# Selecting


@pytest.mark.parametrize("mode", ["page", "text"])
def test_a_pull_selects_words_with_their_evidence(panel, qtbot, idle, mode):
    panel.set_mode(mode)
    span = find("04/27/2016", 1)
    with qtbot.waitSignal(panel.selection_changed):
        drag(qtbot, panel, spot_of(panel, span) - QPoint(2, 0), spot_of(panel, span, 9) + QPoint(2, 0))
    idle()
    text, places = panel.selection()
    assert text == "04/27/2016"
    assert places[0].quote == text
    assert places[0].span.start == span.start
    assert LETTER.quote(places[0].span) == text


def test_a_pull_over_lines_is_one_line_for_a_field(panel, qtbot, idle):
    start, end = find("naproxen", 1), find("CM16-9900042", 1)
    drag(qtbot, panel, spot_of(panel, end), spot_of(panel, find("04/27/2016", 1), 9))
    idle()
    assert panel.selection()[0] == "CM16-9900042 Date of Injury: 04/27/2016"
    assert start.page == 1


def test_a_pull_over_pages(panel, qtbot, idle):
    bar(panel).setValue(canvas(panel)._layout.box(2).top() - 250)
    idle()
    last = find("celecoxib", 1)
    drag(qtbot, panel, spot_of(panel, last), spot_of(panel, find("Left", 2), 3))
    idle()
    text, places = panel.selection()
    assert text == "celecoxib Left"
    assert [place.span for place in places] == [last, find("Left", 2)]


def test_selected_words_are_tinted(panel, qtbot, idle):
    place = spot_of(panel, find("Date of", 1), 1)
    white = pixel(panel, place + QPoint(0, 6))
    drag(qtbot, panel, spot_of(panel, find("Date of", 1)), spot_of(panel, find("Date of", 1), 6))
    idle()
    assert white == QColor("white")
    tinted = pixel(panel, place + QPoint(0, 6))
    assert tinted.red() < 220 < tinted.blue()
    assert pixel(panel, place) == QColor("black")


def test_a_double_click_selects_the_word(panel, qtbot, idle):
    place = spot_of(panel, find("04/27/2016", 1), 4)
    qtbot.mouseDClick(canvas(panel).viewport(), Qt.MouseButton.LeftButton, pos=place)
    idle()
    assert panel.selection()[0] == "04/27/2016"


def test_shift_click_reaches_from_where_the_selection_began(panel, qtbot, idle):
    span = find("Line 2 of a long summary", 1)
    click(qtbot, panel, spot_of(panel, span))
    qtbot.mouseClick(
        canvas(panel).viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, spot_of(panel, span, 5)
    )
    idle()
    assert panel.selection()[0] == "Line 2"


def test_a_click_ends_the_selection(panel, qtbot, idle):
    span = find("Line 2 of", 1)
    drag(qtbot, panel, spot_of(panel, span), spot_of(panel, span, 5))
    click(qtbot, panel, spot_of(panel, span, 2))
    idle()
    assert panel.selection() == ("", ())


def test_a_pull_past_the_edge_scrolls_on(panel, qtbot, idle):
    viewport = canvas(panel).viewport()
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=spot_of(panel, find("Line 2", 1)))
    move(viewport, QPoint(300, viewport.height() + 200), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bar(panel).value() > 150)
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=QPoint(300, viewport.height() + 200))
    idle()
    stopped = bar(panel).value()
    qtbot.wait(100)
    assert bar(panel).value() == stopped
    assert panel.selection()[0].startswith("Line 2 of a long summary")


def test_the_other_button_neither_selects_nor_clicks(panel, qtbot):
    heard = clicked_paths(panel)
    qtbot.mouseClick(canvas(panel).viewport(), Qt.MouseButton.RightButton, pos=spot_of(panel, find("CM16", 1), 2))
    assert heard == []


# Copies and the field


def test_copy_and_copy_with_cite(panel, qtbot, idle):
    clipboard = QGuiApplication.clipboard()
    select_date(qtbot, panel, idle)
    qtbot.keyClick(canvas(panel), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text() == "04/27/2016"
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(canvas(panel), Qt.Key.Key_C, both)
    assert clipboard.text() == "04/27/2016 (CM16-9900042, p. 1, l. 2)"
    panel.set_case_number("CM16-9900001")
    qtbot.keyClick(canvas(panel), Qt.Key.Key_C, both)
    assert clipboard.text() == "04/27/2016 (CM16-9900001, p. 1, l. 2)"


def test_copies_of_text_are_plain(text_panel, qtbot):
    text = text_panel._text
    cursor = text.textCursor()
    span = find("04/27/2016", 1)
    low, high = text._overlay.text_map.stretch(span)
    cursor.setPosition(low)
    cursor.setPosition(high, cursor.MoveMode.KeepAnchor)
    text.setTextCursor(cursor)
    assert text_panel.selection() == ("04/27/2016", evidence(LETTER, [span]))
    qtbot.keyClick(text, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "04/27/2016"
    assert not data.hasHtml()


def test_nothing_selected_leaves_the_clipboard_alone(panel, qtbot):
    QGuiApplication.clipboard().setText("kept")
    qtbot.keyClick(canvas(panel), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "kept"


def test_f4_asks_to_fill_the_field(panel, qtbot):
    with qtbot.waitSignal(panel.fill_requested):
        qtbot.keyClick(canvas(panel), Qt.Key.Key_F4)


def test_the_menu_has_it_all_for_the_mouse(panel, qtbot, idle, monkeypatch):
    shown = []
    monkeypatch.setattr(
        QMenu, "popup", lambda menu, _at: shown.append([(a.text(), a.isEnabled()) for a in menu.actions()])
    )
    for _ in range(2):
        viewport = canvas(panel).viewport()
        place = QPoint(50, 50)
        from PySide6.QtGui import QContextMenuEvent

        QApplication.sendEvent(
            viewport, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, viewport.mapToGlobal(place))
        )
        select_date(qtbot, panel, idle)
    names = ["Fill the field with this", "Copy", "Copy with cite", "Find other places of this"]
    assert shown == [[(name, False) for name in names], [(name, True) for name in names]]
