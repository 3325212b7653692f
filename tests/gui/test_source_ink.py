"""The ink of a page says how wide its text is; specks and the edge of a scan say nothing."""

import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from imrdesk.gui.source.ink import block, ink
from imrdesk.gui.source.layout import Block


def page(*boxes):
    image = QImage(200, 260, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    for box in boxes:
        painter.fillRect(*box, QColor("black"))
    painter.end()
    return image


def test_ink_begins_and_ends_with_the_text(qapp):
    assert ink(page((20, 40, 150, 100))) == (0.1, 0.85)


def test_a_blank_page_has_none(qapp):
    assert ink(page()) is None


@pytest.mark.parametrize("other", [(3, 100, 1, 1), (0, 0, 4, 260)])
def test_specks_and_edges_do_not_count(qapp, other):
    assert ink(page((20, 40, 150, 100), other)) == (0.1, 0.85)


def test_the_block_of_several_pages_has_room_for_marks():
    made = block([(0.2, 0.8), None, (0.1, 0.7)], 600.0)
    assert made.left == pytest.approx(60 - 26)
    assert made.right == pytest.approx(480 + 10)


def test_narrow_text_is_not_blown_up_and_blank_pages_show_whole():
    narrow = block([(0.4, 0.5)], 600.0)
    assert narrow.right - narrow.left == pytest.approx(360)
    assert block([None], 600.0) == Block(0.0, 600.0)
