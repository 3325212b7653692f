"""A caret steps through the letter's text by character, word, line and page, and selects on its way."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from imrdesk.document.geometry import Rect
from imrdesk.document.model import Document, Page, Span
from imrdesk.gui.source.caret import Caret, Move, move_of, moved, placed

FIRST, SECOND = "Left knee\n\n04/27/2016 seen", "Upheld"
LETTER = Document("a.pdf", "0", "application/pdf", "x", (Page(1, FIRST, 612, 792), Page(2, SECOND, 612, 792)))
END = len(FIRST)


class View:
    def rects(self, span):
        return [Rect(span.start * 10, 0, span.end * 10, 12)]


@pytest.mark.parametrize(
    ("start", "move", "end"),
    [
        ((1, 0), Move("character", 1), (1, 1)),
        ((1, 0), Move("character", -1), (1, 0)),
        ((1, END), Move("character", 1), (2, 0)),
        ((2, 0), Move("character", -1), (1, END)),
        ((2, 6), Move("character", 1), (2, 6)),
        ((1, 0), Move("word", 1), (1, 5)),
        ((1, 5), Move("word", 1), (1, 11)),
        ((1, 11), Move("word", 1), (1, 22)),
        ((1, 22), Move("word", -1), (1, 11)),
        ((1, 3), Move("line", 1), (1, 14)),
        ((1, 14), Move("line", -1), (1, 3)),
        ((1, 22), Move("line", 1), (2, 6)),
        ((2, 2), Move("line", 1), (2, 2)),
        ((1, 2), Move("line", 20), (2, 2)),
        ((1, 13), Move("end of line", -1), (1, 11)),
        ((1, 3), Move("end of line", 1), (1, 9)),
        ((1, 3), Move("end of letter", 1), (2, 6)),
        ((2, 3), Move("end of letter", -1), (1, 0)),
    ],
)
def test_steps(start, move, end):
    assert moved(LETTER, Caret(*start), move) == Caret(*end)


def test_a_caret_wants_back_to_its_column_after_a_short_line():
    at = moved(LETTER, Caret(1, 22), Move("line", -1))
    assert at == Caret(1, 9), "the line above is shorter"
    assert moved(LETTER, at, Move("line", 1)) == Caret(1, 22)


@pytest.mark.parametrize(
    ("key", "modifiers", "move"),
    [
        (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier, Move("character", 1)),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier, Move("character", -1, selects=True)),
        (Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, None),
    ],
)
def test_keys_mean_what_they_mean_in_any_text_field(qapp, key, modifiers, move):
    assert move_of(QKeyEvent(QEvent.Type.KeyPress, key, modifiers)) == move


def test_what_is_selected_and_where_the_caret_stands():
    shown = placed(LETTER, Caret(1, 5), Caret(1, 9), View())
    assert shown.selected.spans == (Span(1, 5, 9),)
    assert shown.line == Rect(90, 0, 90, 12), "at the end of a line behind its last character"
    assert placed(LETTER, Caret(1, 5), Caret(1, 5), View()).selected.spans == ()
    assert placed(LETTER, Caret(1, 5), Caret(2, 3), View()).selected.spans == (Span(1, 5, END), Span(2, 0, 3))
