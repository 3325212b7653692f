"""Any text at all becomes text that XML can hold, and what is visible stays."""

import xml.etree.ElementTree as ET
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imrdesk.export.characters import printable

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@given(ANY_TEXT)
def test_xml_gives_back_what_printable_gave(text: str) -> None:
    kept = printable(text)
    assert (ET.fromstring(f"<a>{escape(kept)}</a>".encode()).text or "") == kept


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn"))))
def test_visible_text_is_left_alone(text: str) -> None:
    assert printable(text) == text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\r\nb\rc\x0bd\x0ce\x85f", "a\nb\nc\nd\ne\nf"),
        ("a\x00b\x01c\x1bd\ufffee\uffff", "abcde"),
        ("half \ud83d pair", "half \ufffd pair"),
        ("tab\tstays", "tab\tstays"),
        ("“38° ® × – ’ 😀”", "“38° ® × – ’ 😀”"),
    ],
)
def test_what_becomes_of_odd_characters(text: str, kept: str) -> None:
    assert printable(text) == kept
