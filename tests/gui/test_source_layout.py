"""Pages lie under each other, centred, and every point of a page leads to the screen and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from imrdesk.document.geometry import Rect
from imrdesk.gui.source.layout import (
    GAP,
    MAX_ZOOM,
    MIN_ZOOM,
    STEPS,
    Block,
    PagesLayout,
    Point,
    bounded,
    page_zoom,
    shows_line,
    stepped,
    width_zoom,
)

LETTER = (612.0, 792.0)
WIDE = (792.0, 612.0)


def test_pages_stand_under_each_other_with_gaps_in_the_middle():
    laid = PagesLayout([LETTER, WIDE], 0.75, 1000)  # 0.75: one pixel a point
    assert [(box.x(), box.y(), box.width(), box.height()) for box in laid.boxes] == [
        (194, GAP, 612, 792),
        (104, GAP + 792 + GAP, 792, 612),
    ]
    assert (laid.width, laid.height) == (1000, 3 * GAP + 792 + 612)


def test_a_page_wider_than_the_panel_keeps_its_gaps():
    laid = PagesLayout([LETTER], 0.75, 400)
    assert laid.width == 612 + 2 * GAP
    assert laid.box(1).x() == GAP


def test_pages_between_two_heights():
    laid = PagesLayout([LETTER] * 5, 0.75, 700)
    top = laid.box(3).y()
    assert list(laid.between(top, top + 10)) == [3]
    assert list(laid.between(top - GAP - 1, top + 1)) == [2, 3]
    assert list(laid.between(top - GAP + 1, top - 1)) == []
    assert list(laid.between(0, laid.height)) == [1, 2, 3, 4, 5]


def test_no_pages():
    laid = PagesLayout([], 1.0, 500)
    assert list(laid.between(0, 500)) == []
    assert laid.page_at(10) == 0


def test_page_at_a_height_is_the_nearer_one_in_a_gap():
    laid = PagesLayout([LETTER] * 2, 0.75, 700)
    bottom = laid.box(1).y() + 792
    assert [laid.page_at(y) for y in (0, bottom, bottom + 3, bottom + GAP - 3, laid.height + 99)] == [1, 1, 1, 2, 2]


@given(
    st.lists(st.tuples(st.floats(50, 3000), st.floats(50, 3000)), min_size=1, max_size=6),
    st.floats(MIN_ZOOM, MAX_ZOOM),
    st.integers(0, 4000),
    st.data(),
)
def test_every_point_of_a_page_leads_to_the_screen_and_back(sizes, zoom, width, data):
    laid = PagesLayout(sizes, zoom, width)
    page = data.draw(st.integers(1, len(sizes)))
    wide, high = sizes[page - 1]
    point = Point(page, data.draw(st.floats(1, wide - 1)), data.draw(st.floats(1, high - 1)))
    place = laid.place(point)
    back = laid.point(place.x(), place.y())
    assert back.page == page
    assert (back.x, back.y) == pytest.approx((point.x, point.y), abs=1e-6)


def test_a_rectangle_of_a_page():
    laid = PagesLayout([LETTER, LETTER], 1.5, 1300)
    box = laid.box(2)
    assert laid.rect(2, Rect(10, 20, 30, 25)) == QRectF(box.x() + 20, box.y() + 40, 40, 10)


@pytest.mark.parametrize("width", [300, 640, 1000])
def test_the_width_zoom_fills_the_width_with_the_text(width):
    text = Block(72, 540)
    laid = PagesLayout([LETTER], width_zoom(text, width), width)
    assert (text.right - text.left) * laid.scale == pytest.approx(width)


@pytest.mark.parametrize(("width", "height"), [(900, 400), (300, 900)])
def test_the_page_zoom_shows_every_page_whole(width, height):
    zoom = page_zoom([LETTER, WIDE], width, height)
    laid = PagesLayout([LETTER, WIDE], zoom, width)
    assert all(box.width() <= width - 2 * GAP + 1 and box.height() <= height - 2 * GAP + 1 for box in laid.boxes)
    assert any(box.width() >= width - 2 * GAP - 1 or box.height() >= height - 2 * GAP - 1 for box in laid.boxes)


def test_zoom_keeps_within_its_bounds():
    assert width_zoom(Block(0, 612), 20) == MIN_ZOOM
    assert page_zoom([(10.0, 10.0)], 4000, 4000) == MAX_ZOOM
    assert (bounded(0.1), bounded(9), bounded(1.3)) == (MIN_ZOOM, MAX_ZOOM, 1.3)


def test_steps_go_through_all_and_stop_at_the_ends():
    up, zoom = [], MIN_ZOOM
    for _ in STEPS:
        zoom = stepped(zoom, 1)
        up.append(zoom)
    assert up == [*STEPS[1:], MAX_ZOOM]
    down = []
    for _ in STEPS:
        zoom = stepped(zoom, -1)
        down.append(zoom)
    assert down == [*reversed(STEPS[:-1]), MIN_ZOOM]


def test_a_step_from_between_is_a_visible_one():
    assert stepped(0.997, 1) == 1.1
    assert stepped(0.997, -1) == 0.9
    assert stepped(0.73, 1) == 0.75
    assert stepped(0.73, -1) == 0.67


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ((10, 10, 50, 12), True),
        ((10, -6, 50, 12), False),  # half of its height is above the edge
        ((10, 95, 50, 12), False),
        ((-30, 10, 50, 12), False),
        ((-5, 10, 50, 12), True),
        ((2, 10, 900, 12), True),  # longer than there is room for, and filling it
    ],
)
def test_a_line_shows_when_it_can_be_read(line, seen):
    assert shows_line(QRectF(0, 0, 100, 100), QRectF(*line)) is seen
