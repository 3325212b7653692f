"""Summaries on pages: every word of the content, headings of tables on each page, nothing that could load."""

import pytest
from PySide6.QtCore import QSizeF

from imrdesk.export.preview import Grid, Line, Piece
from imrdesk.gui.dialogs.typeset import LETTER, page_image, text_size, typeset

HOSTILE = "<img src='file:///etc/hosts'> <a href='https://example.com'>x</a> \u202e &amp; 漢字"


def table(rows: int) -> Grid:
    head = ((Line((Piece("Fact"),), "TableHeading"),), (Line((Piece("Value"),), "TableHeading"),))
    body = (((Line((Piece(f"row {number}"),), "TableText"),), (Line((Piece("x"),)),)) for number in range(rows))
    return Grid((0.3, 0.7), True, (head, *body))


def test_words_stay_words_whatever_they_look_like(qapp):
    document = typeset(
        [Line((Piece("Title"),), "Title"), Line((Piece(HOSTILE, "Strong"),)), table(1)], QSizeF(490, 600)
    )
    assert HOSTILE in document.toPlainText()
    assert document.toPlainText().startswith("Title\n")


def test_a_long_table_goes_on_with_its_heading_on_the_next_page(qapp):
    document = typeset([table(120)], QSizeF(490, 600))
    assert document.pageCount() > 2
    assert table(120).headed


@pytest.mark.parametrize("scale", [0.5, 1.5])
def test_pages_are_paper(qapp, scale):
    document = typeset([Line((Piece("One"),), "Heading1"), table(120)], text_size())
    assert document.pageCount() > 2
    pages = [page_image(document, number, "CONFIDENTIAL", scale) for number in range(document.pageCount())]
    assert {page.size() for page in pages} == {(LETTER * scale).toSize()}
    assert pages[0].pixelColor(2, 2).name() == "#ffffff"
