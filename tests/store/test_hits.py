"""Where the words of a query stand in a letter."""

import pytest

from imrdesk.document.model import Document, Page
from imrdesk.store.hits import hits

LETTER = Document(
    file_name="letter.txt",
    sha256="0" * 64,
    reader="text",
    pages=(Page(1, "Norco 10/325 was denied.\nPhysical\ntherapy was not."), Page(2, "More norco, then physics.")),
    media_type="text/plain",
)


@pytest.mark.parametrize(
    ("query", "words", "found"),
    [
        ("norco", "norco", ["Norco", "norco"]),
        ('"physical therapy" norco', "physical therapy norco", ["Norco", "Physical\ntherapy", "norco"]),
        ("physi*", "physi*", ["Physical", "physics"]),
        ("decision:overturned denied", "denied", ["denied"]),
        ("decision:overturned", "", []),
        ("decison:overturned", "", []),
        ("", "", []),
        ("nowhere", "nowhere", []),
    ],
)
def test_each_word_of_the_query_is_found_in_order(query, words, found):
    said, spans = hits(LETTER, query)
    assert [LETTER.quote(span) for span in spans] == found
    assert said.rstrip("*") == words.rstrip("*")
