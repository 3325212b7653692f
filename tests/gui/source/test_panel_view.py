"""Keys, zoom, find, pages and text."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLineEdit, QToolButton

from imrdesk.gui import theme as theming
from imrdesk.record.model import Path
from tests.gui.source.letter import (
    DECISION,
    LETTER,
    Sheets,
    bar,
    canvas,
    find,
    labels,
    letter,
    pixel,
    select_date,
    spot_of,
    top_of_line,
    wheel,
)

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


# Keys, wheel and zoom


def test_keys_scroll(panel, qtbot):
    view = canvas(panel)
    end = bar(panel).maximum()
    steps = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_Home):
        qtbot.keyClick(view, key)
        steps.append(bar(panel).value())
    assert steps == [48, 48 + view.viewport().height(), end, end - view.viewport().height(), 0]


def test_the_page_number_follows(panel, qtbot):
    qtbot.keyClick(canvas(panel), Qt.Key.Key_End)
    assert "Page 3 of 3" in labels(panel)


@pytest.mark.parametrize(
    ("key", "modifiers", "larger"),
    [
        (Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier, True),
        (Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier, True),
        (Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier, False),
    ],
)
@pytest.mark.parametrize("mode", ["page", "text"])
def test_keys_zoom(panel, qtbot, key, modifiers, larger, mode):
    panel.set_mode(mode)
    before = panel._face().zoom
    qtbot.keyClick(panel._face(), key, modifiers)
    after = panel._face().zoom
    assert (after > before) is larger
    assert after != before
    assert f"{round(after * 100)} %" in labels(panel)
    qtbot.keyClick(panel._face(), Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert panel._face().zoom == pytest.approx(before)


def test_a_chosen_zoom_stays_when_the_panel_is_resized(panel):
    panel.zoom_in()
    chosen = canvas(panel).zoom
    panel.resize(900, 600)
    assert canvas(panel).zoom == chosen


def test_the_wheel_with_ctrl_zooms_around_the_pointer(panel, idle):
    viewport = canvas(panel).viewport()
    bar(panel).setValue(40)
    place = spot_of(panel, find("celecoxib", 1), 2)
    wheel(viewport, place, 120, Qt.KeyboardModifier.ControlModifier)
    wheel(viewport, place, 120, Qt.KeyboardModifier.ControlModifier)
    idle()
    moved = spot_of(panel, find("celecoxib", 1), 2) - place
    assert abs(moved.y()) <= 3
    assert canvas(panel).zoom > 1.0


def test_the_wheel_alone_scrolls(panel):
    before = canvas(panel).zoom
    wheel(canvas(panel).viewport(), QPoint(100, 100), -120)
    assert bar(panel).value() > 0
    assert canvas(panel).zoom == before


@pytest.mark.parametrize("mode", ["page", "text"])
def test_zoom_keeps_within_its_bounds(panel, mode):
    panel.set_mode(mode)
    for _ in range(30):
        panel.zoom_in()
    assert panel._face().zoom == 4.0
    for _ in range(30):
        panel.zoom_out()
    assert panel._face().zoom == 0.25


def test_a_mark_beside_the_view_is_scrolled_to_sideways(panel, idle):
    for _ in range(9):
        panel.zoom_in()
    idle()
    panel.focus_path(Path("case_number"))
    idle()
    assert canvas(panel).horizontalScrollBar().value() > 0
    assert panel.is_visible(Path("case_number"))


def test_pictures_are_drawn_for_the_zoom(panel, idle):
    sharp = canvas(panel).pages.picture(1).scale
    panel.zoom_in()
    assert canvas(panel).pages.picture(1).scale == sharp, "the picture before stays until the new one is there"
    idle()
    assert canvas(panel).pages.picture(1).scale == pytest.approx(canvas(panel)._layout.scale)


def test_only_pages_near_the_view_are_drawn(empty, idle):
    long = letter(*["Some words"] * 40)
    empty.show_letter(long, Sheets(long))
    idle()
    assert sorted(canvas(empty).pages._pictures) == [1, 2]


# Find


def test_find_counts_goes_on_and_comes_round(panel, qtbot, idle):
    qtbot.keyClick(canvas(panel), Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = panel.findChild(QLineEdit)
    assert field.isVisible()
    qtbot.keyClicks(field, "arthroscopy")
    assert "1 of 2" in labels(panel)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    idle()
    assert "2 of 2" in labels(panel)
    assert "Page 3 of 3" in labels(panel)
    third = canvas(panel).viewport().height() / 3
    assert abs(top_of_line(panel, find("Arthroscopy", 3)) - third) < 4
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert "1 of 2" in labels(panel)
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert "2 of 2" in labels(panel)
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not field.isVisible()
    assert canvas(panel)._overlay.found_on([1, 2, 3]) == []


def test_find_starts_where_a_person_is(panel, idle):
    bar(panel).setValue(canvas(panel)._layout.box(3).top())
    assert panel.find_words("naproxen") == 2
    assert "2 of 2" in labels(panel)


def test_found_places_are_tinted_and_the_one_a_person_is_at_is_outlined(panel, idle):
    panel.find_words("summary of the")
    idle()
    place = spot_of(panel, find("summary of the", 1), 5) + QPoint(0, 4)
    tinted = pixel(panel, place)
    assert tinted.blue() < 200 < tinted.red()
    rect = canvas(panel)._layout.rect(1, Sheets(LETTER).rects(find("summary of the", 1))[0])
    edge = QPoint(round(rect.center().x()), round(rect.top()) - 1 - canvas(panel)._shown().top())
    amber = theming.load("light").color("amber")
    assert abs(pixel(panel, edge).red() - amber.red()) < 40


def test_what_is_not_there_is_said(panel, qtbot):
    assert panel.find_words("no such words") == 0
    assert "Not in the letter" in labels(panel)
    assert panel.find_words("") == 0
    assert "Not in the letter" not in labels(panel)


def test_find_takes_the_selected_word(panel, qtbot, idle):
    select_date(qtbot, panel, idle)
    panel.show_find()
    assert panel.findChild(QLineEdit).text() == "04/27/2016"
    assert "1 of 1" in labels(panel)


def test_find_in_text(text_panel):
    assert text_panel.find_words("naproxen") == 2
    text_panel.next_place(1)
    assert "2 of 2" in labels(text_panel)
    text = text_panel._text
    start = text._overlay.found_now()
    (line,) = text._overlay.lines(start, start + 1)
    assert text.viewport().rect().contains(line.toRect())
    assert text.textCursor().position() == start, "the keyboard goes on from there"


def test_the_next_letter_is_searched_for_the_same_words(panel, idle):
    panel.find_words("naproxen")
    other = letter("nothing here")
    panel.show_letter(other, Sheets(other))
    assert "Not in the letter" in labels(panel)


# Pages or text


def mode_button(panel, name):
    return next(button for button in panel.findChildren(QToolButton) if button.text() == name)


def test_page_and_text_are_one_click_apart_and_keep_the_current_mark(panel, qtbot, idle):
    panel.focus_path(DECISION)
    qtbot.mouseClick(mode_button(panel, "Text"), Qt.MouseButton.LeftButton)
    assert panel.mode() == "text"
    assert panel.is_visible(DECISION)
    assert panel._text.hasFocus()
    qtbot.mouseClick(mode_button(panel, "Page"), Qt.MouseButton.LeftButton)
    idle()
    assert panel.mode() == "page"
    assert panel.is_visible(DECISION)


def test_the_chosen_mode_stays_for_the_next_letter(panel, idle):
    panel.set_mode("text")
    other = letter("Other words")
    panel.show_letter(other, Sheets(other))
    assert panel._text.toPlainText() == "Other words"
    panel.set_mode("page")
    idle()
    assert canvas(panel).pages.picture(1)


def test_the_panels_focus_is_that_of_the_letter(panel):
    panel.focus_letter()
    assert canvas(panel).hasFocus()
    panel.set_mode("text")
    panel.focus_letter()
    assert panel._text.hasFocus()


def test_a_letter_without_pages_shows_its_text(text_panel):
    assert text_panel.mode() == "text"
    assert not mode_button(text_panel, "Page").isEnabled()
    assert text_panel._text.toPlainText().startswith("Case Number: CM16-9900042")
    assert text_panel._text.isReadOnly()


def test_text_of_one_piece_has_no_page_number(empty):
    empty.show_letter(letter("one piece", width=0.0), None)
    assert not any(label.startswith("Page ") for label in labels(empty))


def test_in_text_the_current_mark_stands_at_a_third_of_the_height(text_panel):
    text_panel.resize(700, 300)
    text_panel.focus_path(Path("medications"))
    line = next(text_panel._text._overlay.lines_of(Path("medications")))
    assert abs(line.top() - text_panel._text.viewport().height() / 3) < 4
    assert text_panel.is_visible(Path("medications"))
    assert not text_panel.is_visible(Path("case_number"))


def test_text_marks_are_tinted(text_panel, theme):
    place = spot_of(text_panel, find("CM16-9900042", 1), 4)
    image = text_panel._text.viewport().grab().toImage()
    tints = {image.pixelColor(place.x() + dx, place.y() + dy).name() for dx in range(-9, 9) for dy in range(-6, 6)}
    light = theme.color("mark_header")
    expected = [
        round(255 * (1 - light.alphaF()) + part * light.alphaF()) for part in (light.red(), light.green(), light.blue())
    ]
    assert QColor(*expected).name() in tints


def test_a_letter_without_text_says_so(empty, idle):
    scan = letter("")
    empty.show_letter(scan, Sheets(scan))
    empty.set_mode("text")
    assert empty._text.toPlainText() == ""
    assert empty._text.placeholderText() == "This letter has no text."


# For everybody


def test_everything_has_a_name_and_the_focus_shows(panel, qtbot, theme):
    for button in panel.findChildren(QToolButton):
        assert button.accessibleName()
        assert button.toolTip()
    for widget in (panel, canvas(panel), panel._text, panel.findChild(QLineEdit)):
        assert widget.accessibleName()
    viewport = canvas(panel).viewport()
    canvas(panel).setFocus()
    qtbot.waitUntil(canvas(panel).hasFocus)
    assert viewport.grab().toImage().pixelColor(1, 200).name() == theme.color("accent").name()


def test_enter_and_escape_belong_to_the_find_bar_while_it_has_the_focus(panel, qtbot):
    from PySide6.QtGui import QAction

    heard = []
    for key in ("Return", "Esc"):
        action = QAction(key, panel)
        action.setShortcut(key)
        action.triggered.connect(lambda: heard.append(True))
        panel.addAction(action)
    panel.find_words("naproxen")
    field = panel.findChild(QLineEdit)
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert "2 of 2" in labels(panel)
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not field.isVisible()
    assert heard == []
