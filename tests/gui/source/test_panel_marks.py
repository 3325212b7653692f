"""Marks of a letter as they are shown, focused and clicked, in the panel."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel

from imrdesk.gui import theme as theming
from imrdesk.gui.source.empty import EMPTY
from imrdesk.gui.source.places import NO_PLACE
from imrdesk.record.model import Path
from tests.gui.source.letter import (
    DECISION,
    LETTER,
    MARKS,
    SIDE,
    TREATMENT,
    Sheets,
    bar,
    canvas,
    click,
    clicked_paths,
    find,
    labels,
    letter,
    mark,
    move,
    pixel,
    spot_of,
    tooltip_at,
    top_of_line,
)

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


# Letters come and go


def test_an_empty_panel_says_what_to_do(empty):
    assert EMPTY in labels(empty)
    assert empty.selection() == ("", ())
    assert not empty.is_visible(Path("case_number"))
    assert empty.find_words("anything") == 0


def test_a_letter_opens_at_its_first_page_fitted_to_the_width(panel):
    assert EMPTY not in labels(panel)
    assert "Page 1 of 3" in labels(panel)
    assert bar(panel).value() == 0
    assert fits(panel)


def fits(panel):
    """Whether the text, taken as no narrower than three fifths of its page, is as wide as the panel."""
    return 0.6 * 612 * canvas(panel)._layout.scale == pytest.approx(canvas(panel).viewport().width())


def test_the_panel_fits_again_when_it_is_resized_and_keeps_its_place(panel, idle):
    panel.focus_path(DECISION)
    before = top_of_line(panel, find("Upheld", 2))
    panel.resize(900, 500)
    idle()
    assert fits(panel)
    assert abs(top_of_line(panel, find("Upheld", 2)) - before) < 25


def test_another_letter_closes_the_pages_before(panel, idle):
    old = panel.view
    panel.show_letter(letter("Another"), Sheets(letter("Another")))
    idle()
    assert old.closed
    assert "Page 1 of 1" in labels(panel)


def test_clear_gives_the_file_back(panel, idle):
    panel.clear()
    idle()
    assert panel.view.closed
    assert EMPTY in labels(panel)
    assert not panel.is_visible(Path("case_number"))


def test_a_damaged_page_says_so_in_its_place_and_the_others_show(empty, idle):
    empty.show_letter(LETTER, Sheets(LETTER, damaged=(2,)), MARKS)
    idle()
    first = canvas(empty).viewport().grab().toImage()
    assert first.pixelColor(spot_of(empty, find("CM16", 1))) == QColor("black")
    bar(empty).setValue(canvas(empty)._layout.box(2).top())
    idle()
    assert canvas(empty).pages.fault(2) == "This page cannot be drawn. Choose Text above to read it."
    assert not empty.is_visible(DECISION), "nobody sees evidence on a page that is not drawn"
    row = canvas(empty).viewport().grab().toImage()
    middle = row.height() // 2
    inked = {row.pixelColor(x, middle + dy).name() for x in range(50, 600) for dy in range(-12, 12)}
    assert len(inked) > 1, "the words stand in the middle of what is shown"


# Marks


def test_marks_tint_the_paper_and_leave_the_letters_black(panel):
    span = find("04/27/2016", 1)
    middle = spot_of(panel, span, 5)
    assert pixel(panel, middle) == QColor("black")
    tint, light = pixel(panel, middle + QPoint(0, 6)), theming.load("light").color("mark_header")
    share = light.alphaF()
    expected = [255 * (1 - share) + part * share for part in (light.red(), light.green(), light.blue())]
    assert [tint.red(), tint.green(), tint.blue()] == pytest.approx(expected, abs=3)
    assert pixel(panel, spot_of(panel, find("Date of", 1), 3) + QPoint(0, 6)) == QColor("white")


def test_long_evidence_is_a_bar_and_its_page_stays_white(panel):
    inside = spot_of(panel, find("Line 3", 1), 8)
    assert pixel(panel, inside + QPoint(0, 7)) == QColor("white")
    (placed,) = canvas(panel)._overlay.placed(Path("clinical_summary"), 1)
    bar(panel).setValue(round(canvas(panel)._layout.rect(1, placed.bar).top()) - 20)
    beside = canvas(panel)._layout.rect(1, placed.bar).center().toPoint() - canvas(panel)._shown().topLeft()
    colors = [pixel(panel, beside + QPoint(0, down)) for down in range(20)]
    assert any(color.blue() < 50 and color.red() > 130 for color in colors), "clinical is yellow"
    assert any(color == QColor("white") for color in colors), "and told by dashes where colours are alike"


def test_the_current_mark_is_outlined_in_accent_at_a_third_of_the_height(panel, theme, idle):
    panel.focus_path(DECISION)
    idle()
    height = canvas(panel).viewport().height()
    assert abs(top_of_line(panel, find("Upheld", 2)) - height / 3) < 4
    (placed,) = canvas(panel)._overlay.placed(DECISION, 2)
    rect = canvas(panel)._layout.rect(2, placed.lines[0]).translated(-QPointF(canvas(panel)._shown().topLeft()))
    assert pixel(panel, QPoint(round(rect.center().x()), round(rect.top()) - 1)).name() == theme.color("accent").name()
    panel.focus_path(None)
    assert pixel(panel, QPoint(round(rect.center().x()), round(rect.top()))).name() != theme.color("accent").name()


def test_focus_before_the_marks_are_measured_scrolls_as_soon_as_they_are(empty, idle):
    empty.show_letter(LETTER, Sheets(LETTER), MARKS)
    empty.focus_path(DECISION)
    idle()
    assert abs(top_of_line(empty, find("Upheld", 2)) - canvas(empty).viewport().height() / 3) < 4


def test_focus_without_scrolling_stays(panel):
    panel.focus_path(DECISION, scroll=False)
    assert bar(panel).value() == 0
    assert canvas(panel)._overlay.current == DECISION


def test_a_value_without_a_place_is_said_quietly_and_nothing_scrolls(panel):
    panel.focus_path(DECISION)
    before = bar(panel).value()
    panel.focus_path(Path("occupation"))
    assert NO_PLACE in labels(panel)
    assert bar(panel).value() == before
    assert canvas(panel)._overlay.current == Path("occupation")
    panel.focus_path(DECISION)
    assert NO_PLACE not in labels(panel)
    assert "Decision: p. 2, l. 1" in labels(panel)


def test_is_visible_tells_what_is_on_screen(panel, idle):
    assert panel.is_visible(Path("case_number"))
    assert not panel.is_visible(DECISION)
    panel.focus_path(DECISION)
    idle()
    assert panel.is_visible(DECISION)
    assert not panel.is_visible(Path("case_number"))
    assert not panel.is_visible(Path("occupation"))
    panel.hide()
    assert not panel.is_visible(DECISION)


def test_is_visible_is_no_before_the_page_is_drawn(empty):
    empty.show_letter(LETTER, Sheets(LETTER), MARKS)
    assert not empty.is_visible(Path("case_number"))


def test_other_marks_replace_those_before_and_the_current_stays(panel, idle):
    panel.focus_path(Path("case_number"))
    new = mark("case_number", "Case", find("04/27/2016", 1))
    panel.set_marks([new])
    idle()
    assert [one.path for one in canvas(panel)._overlay._marks] == [Path("case_number")]
    assert "Case number: p. 1, l. 2" in labels(panel)
    assert panel.is_visible(Path("case_number"))


# The mouse on marks


@pytest.mark.parametrize("mode", ["page", "text"])
def test_a_click_on_a_mark_says_which_the_smallest_wins(panel, qtbot, idle, mode):
    panel.set_mode(mode)
    panel.focus_path(DECISION)
    idle()
    heard = clicked_paths(panel)
    treatment = find("Left knee arthroscopy", 2)
    for part in (1, 8):
        click(qtbot, panel, spot_of(panel, treatment, part))
    click(qtbot, panel, spot_of(panel, find("request", 2), 2))
    assert heard == [SIDE, TREATMENT]


@pytest.mark.parametrize("mode", ["page", "text"])
def test_clicking_again_goes_on_to_the_next_field_of_the_same_words(panel, qtbot, idle, mode):
    outcome = mark("outcome", "Case", find("Upheld", 2))
    panel.set_mode(mode)
    panel.set_marks([*MARKS, outcome])
    panel.focus_path(DECISION)
    idle()
    heard = clicked_paths(panel)
    for _ in range(2):
        click(qtbot, panel, spot_of(panel, find("Upheld", 2), 2))
        panel.focus_path(heard[-1], scroll=False)
    assert heard == [Path("outcome"), DECISION]  # the current one, decision, was first


def test_the_bar_of_long_evidence_can_be_clicked_its_text_cannot(panel, qtbot):
    heard = clicked_paths(panel)
    click(qtbot, panel, spot_of(panel, find("Line 3", 1), 2))
    assert heard == []
    (placed,) = canvas(panel)._overlay.placed(Path("clinical_summary"), 1)
    click(
        qtbot, panel, (canvas(panel)._layout.rect(1, placed.bar).center()).toPoint() - canvas(panel)._shown().topLeft()
    )
    assert heard == [Path("clinical_summary")]


def test_the_bar_of_long_evidence_can_be_clicked_in_text(text_panel, qtbot):
    heard = clicked_paths(text_panel)
    overlay = text_panel._text._overlay
    long = next(one for one in overlay._stretches if one.is_long)
    click(qtbot, text_panel, overlay._bar(long).center().toPoint())
    assert heard == [Path("clinical_summary")]


@pytest.mark.parametrize("mode", ["page", "text"])
def test_the_pointer_over_a_mark_is_a_hand_and_its_name_is_shown(panel, mode):
    panel.set_mode(mode)
    viewport = panel._face().viewport()
    over = spot_of(panel, find("04/27/2016", 1), 3)
    move(viewport, over)
    assert viewport.cursor().shape() == Qt.CursorShape.PointingHandCursor
    assert tooltip_at(panel, over) == "<p>Date of injury: 04/27/2016</p>"
    beside = spot_of(panel, find("Date of Injury", 1), 3)
    move(viewport, beside)
    assert viewport.cursor().shape() == Qt.CursorShape.IBeamCursor


def test_off_the_page_the_pointer_is_an_arrow(panel):
    viewport = canvas(panel).viewport()
    move(viewport, spot_of(panel, find("Date", 1)))
    move(viewport, QPoint(3, 3))
    assert viewport.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_words_of_the_letter_are_never_markup(panel, idle):
    panel.set_marks([mark("side", "Issues", find("CM16-9900042", 1), value='<img src="file:///etc/passwd">')])
    idle()
    assert (
        tooltip_at(panel, spot_of(panel, find("CM16", 1), 1))
        == "<p>Side: &lt;img src=&quot;file:///etc/passwd&quot;&gt;</p>"
    )
    own = [label for label in panel.findChildren(QLabel) if label.text() and label.window() is panel]
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in own)
