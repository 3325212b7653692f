"""Positions in a text widget and spans of page text lead to each other, whatever the characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor, QTextDocument

from imrdesk.document.model import Document, Page, Span
from imrdesk.gui.source.text_map import TextMap

TEXT = st.text(st.sampled_from("ab -.:\n\r\tZ’é\u2028\u2029\x00\ufdd0😀𝒳") | st.characters(codec="utf-8"), max_size=60)


def document(*texts, width=0.0):
    return Document("a.txt", "", "text/plain", "text", tuple(Page(n, text, width) for n, text in enumerate(texts, 1)))


def widget_of(text_map):
    made = QTextDocument()
    QTextCursor(made).insertText(text_map.text)
    return made


@given(st.lists(TEXT, min_size=1, max_size=4), st.booleans(), st.data())
def test_a_span_is_the_same_words_in_the_widget_and_back(qapp, texts, is_pdf, data):
    source = document(*texts, width=612.0 if is_pdf else 0.0)
    text_map = TextMap(source)
    widget = widget_of(text_map)
    page = data.draw(st.sampled_from(source.pages))
    start = data.draw(st.integers(0, len(page.text)))
    end = data.draw(st.integers(start, len(page.text)))
    low, high = text_map.stretch(Span(page.number, start, end))
    cursor = QTextCursor(widget)
    cursor.setPosition(low)
    cursor.setPosition(high, QTextCursor.MoveMode.KeepAnchor)
    shown = cursor.selectedText()
    words = page.text[start:end]
    assert len(shown.encode("utf-16-le")) == len(words.encode("utf-16-le"))
    visible = [(one, other) for one, other in zip(words, shown, strict=True) if one.isprintable()]
    assert all(one == other for one, other in visible)
    stripped = words.strip()
    lead = len(words) - len(words.lstrip())
    expected = (Span(page.number, start + lead, start + lead + len(stripped)),) if stripped else ()
    assert text_map.spans(low, high) == expected


def test_a_stretch_over_two_pages_has_a_span_on_each():
    text_map = TextMap(document("one two", "three four"))
    low = text_map.stretch(Span(1, 4, 7))[0]
    high = text_map.stretch(Span(2, 0, 5))[1]
    assert text_map.spans(low, high) == (Span(1, 4, 7), Span(2, 0, 5))


def test_pages_and_their_breaks(qapp):
    text_map = TextMap(document("one", "two", "three"))
    widget = widget_of(text_map)
    assert [text_map.page_at(start) for start in text_map.starts] == [1, 2, 3]
    assert [page for page, _ in text_map.breaks()] == [2, 3]
    for _, position in text_map.breaks():
        assert widget.findBlock(position).text() == ""


def test_nothing_selected_is_nothing():
    text_map = TextMap(document("one"))
    assert text_map.spans(2, 2) == ()
    assert TextMap(document()).spans(0, 0) == ()


SENTENCE = "The injured worker is a clerk who was hurt when a shelf of forms fell on the left shoulder"


def test_lines_of_a_page_flow_on_within_a_sentence():
    text = f"HEADING\n{SENTENCE}\n{SENTENCE} \n{SENTENCE}-\nand so on.\nDecision rationale: {SENTENCE}"
    shown = TextMap(document(text, width=612.0)).text
    assert len(shown) == len(text)
    joints = [shown[index] for index, character in enumerate(text) if character == "\n"]
    assert joints == ["\n", " ", "\u200b", "\u200b", "\n"]


def test_text_without_pages_keeps_its_lines():
    text = f"{SENTENCE}\n{SENTENCE}\n"
    assert TextMap(document(text)).text == text


@pytest.mark.parametrize("text", ["", "\n", "Standard\n12/21/2016\nStandard\n10/20/2016\n"])
def test_short_lines_are_left_alone(text):
    assert TextMap(document(text, width=612.0)).text == text
