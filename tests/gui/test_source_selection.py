"""Two points of the pages make a selection: characters, words, whole lines, over pages; and its copies carry a cite."""

import pytest

from imrdesk.document.geometry import Rect
from imrdesk.document.model import Document, Page, Span
from imrdesk.gui.source.layout import Point
from imrdesk.gui.source.selection import Drag, between, cited, plain, selected, word_at, words

FIRST = "Date of injury: 04/27/2016\nLeft knee arthroscopy\n\nUpheld"
SECOND = "  Dr. Roe’s 12.5-mg dose "
DOCUMENT = Document("a.pdf", "", "", "", (Page(1, FIRST, 612, 792), Page(2, SECOND, 612, 792)))


class Grid:
    """Every character ten points wide, every line ten points high, from the page's corner; exact, no tolerance."""

    def rects(self, span):
        text = DOCUMENT.page(span.page).text
        found, at = [], 0
        for row, line in enumerate(text.split("\n")):
            low, high = max(span.start, at), min(span.end, at + len(line))
            if low < high:
                found.append(Rect((low - at) * 10, row * 10, (high - at) * 10, row * 10 + 10))
            at += len(line) + 1
        return found

    def offset_at(self, page, x, y):
        lines = DOCUMENT.page(page).text.split("\n")
        row, column = int(y // 10), int(x // 10)
        if not 0 <= row < len(lines) or not 0 <= column < len(lines[row]):
            return None
        return sum(len(line) + 1 for line in lines[:row]) + column


def at(page, offset, dx=5.0, dy=5.0):
    """A point in the middle of a character, or off it."""
    before = DOCUMENT.page(page).text[:offset]
    row = before.count("\n")
    return Point(page, (offset - before.rfind("\n") - 1) * 10 + dx, row * 10 + dy)


def quotes(start, end, **how):
    return [DOCUMENT.quote(span) for span in selected(DOCUMENT, Drag(start, end, **how), Grid()).spans]


def test_from_character_to_character_both_included():
    assert quotes(at(1, 16), at(1, 25)) == ["04/27/2016"]
    assert quotes(at(1, 25), at(1, 16)) == ["04/27/2016"], "pulled to the left"


def test_over_lines_and_pages_without_white_space_at_the_ends():
    assert quotes(at(1, 16), at(1, 30)) == ["04/27/2016\nLeft"]
    assert quotes(at(1, 50), at(2, 4)) == ["Upheld", "Dr."]
    assert quotes(at(2, 4), at(1, 50)) == ["Upheld", "Dr."]


def test_where_the_selection_is_drawn():
    taken = selected(DOCUMENT, Drag(at(1, 16), at(1, 30)), Grid())
    assert taken.rects == ((1, Rect(160, 0, 260, 10)), (1, Rect(0, 10, 40, 20)))


def test_word_by_word():
    assert quotes(at(1, 18), at(1, 18), by_word=True) == ["04/27/2016"]
    assert quotes(at(1, 29), at(1, 33), by_word=True) == ["Left knee"]


def test_a_point_off_the_text_means_the_nearest_line():
    end_of_line = at(1, 25, dx=300.0)
    assert quotes(at(1, 16), end_of_line) == ["04/27/2016"]
    assert quotes(at(1, 24), end_of_line) == ["16"]
    assert quotes(end_of_line, end_of_line) == [], "beside the line there is nothing"
    assert quotes(at(1, 0, dx=-40.0), at(1, 3)) == ["Date"]
    assert quotes(Point(1, 55.0, -30.0), at(1, 8)) == ["of i"], "above the page is its first line"
    assert quotes(at(1, 50), Point(1, 25.0, 500.0)) == ["Uph"], "below the text is its last line"


def test_a_page_without_text_selects_nothing():
    bare = Document("a.pdf", "", "", "", (Page(1, "", 612, 792),))

    class Blank(Grid):
        def rects(self, span):
            return []

        def offset_at(self, page, x, y):
            return None

    assert selected(bare, Drag(Point(1, 10, 10), Point(1, 90, 10)), Blank()).spans == ()


@pytest.mark.parametrize(
    ("text", "offset", "word"),
    [
        ("on 04/27/2016, he", 5, "04/27/2016"),
        ("a 48-year-old man", 6, "48-year-old"),
        ("Roe’s knee", 3, "Roe’s"),
        ("12.5 mg.", 1, "12.5"),
        ("12.5 mg.", 6, "mg"),
        ("12.5 mg.", 7, "."),
        ("one two", 3, ""),
        ("one\ntwo", 4, "two"),
        ("one", 3, ""),
    ],
)
def test_words_are_as_letters_write_them(text, offset, word):
    start, end = word_at(text, offset)
    assert text[start:end] == word


def test_between_two_offsets():
    assert between(DOCUMENT, (1, 48), (1, 48)) == ()
    assert between(DOCUMENT, (1, 48), (1, 50)) == (), "white space alone is nothing"
    assert between(DOCUMENT, (2, 0), (2, 5)) == (Span(2, 2, 5),)


SPANS = (Span(1, 16, 48), Span(2, 2, 5))


def test_words_for_a_field_are_one_line_with_evidence_of_every_page():
    text, evidence = words(DOCUMENT, SPANS)
    assert text == "04/27/2016 Left knee arthroscopy Dr."
    assert [(one.span, one.quote) for one in evidence] == [(span, DOCUMENT.quote(span)) for span in SPANS]
    assert words(DOCUMENT, ()) == ("", ())


def test_copies():
    assert plain(DOCUMENT, SPANS) == "04/27/2016\nLeft knee arthroscopy\nDr."
    span = (Span(1, 27, 48),)
    assert cited(DOCUMENT, span, "CM16-9900042") == "Left knee arthroscopy (CM16-9900042, p. 1, l. 2)"
    assert cited(DOCUMENT, span, None) == "Left knee arthroscopy (p. 1, l. 2)"
