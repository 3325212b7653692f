"""Folding, flowing and citing text."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from imrdesk.document.locate import Flow, cite, fold, line_number, search
from imrdesk.document.model import Document, Page, Span


def document(*texts: str, width: float = 612.0) -> Document:
    pages = tuple(Page(number, text, width, 792.0) for number, text in enumerate(texts, 1))
    return Document("letter.pdf", "0" * 64, "application/pdf", "pdfium", pages)


def test_fold_makes_one_space_of_every_run():
    assert fold(" 10-30-\n 2016\t ok ") == "10-30- 2016 ok"


def test_a_stretch_over_a_page_break_gives_one_span_a_page_without_the_white_space():
    letter = document("the request is ", "\n not certified.")
    flow = Flow(letter)
    spans = flow.spans(flow.text.index("request"), flow.text.index("certified") + 9)
    assert spans == (Span(1, 4, 14), Span(2, 2, 15))
    assert [letter.quote(span) for span in spans] == ["request is", "not certified"]


@given(st.lists(st.text(alphabet="ab \n", max_size=30), min_size=1, max_size=4), st.data())
def test_spans_quote_what_the_flow_holds(texts, data):
    letter = document(*texts)
    flow = Flow(letter)
    start = data.draw(st.integers(0, len(flow.text)))
    end = data.draw(st.integers(start, len(flow.text)))
    quotes = [letter.quote(span) for span in flow.spans(start, end)]
    assert "".join("".join(quotes).split()) == "".join(flow.text[start:end].split())
    assert all(quote == quote.strip() and quote for quote in quotes)


def test_lines_are_counted_without_blank_ones():
    page = Page(1, "one\n\n \ntwo\nthree")
    assert line_number(page, page.text.index("three")) == 3


def test_a_cite_names_page_and_line_and_the_paragraph_where_there_are_no_pages():
    assert cite(document("a\nb", "c\nd"), [Span(2, 2, 3)]) == "p. 2, l. 2"
    assert cite(document("a\nb", width=0.0), [Span(1, 2, 3)]) == "¶ 1, l. 2"
    assert cite(document("a"), []) == ""
    text = document("\none\ntwo\n\n \nthree\nfour", width=0.0)
    places = [Span(1, text.pages[0].text.index(word), 20) for word in ("two", "three", "four")]
    assert [cite(text, [span]) for span in places] == ["¶ 1, l. 2", "¶ 2, l. 1", "¶ 2, l. 2"]
    assert cite(document("a", "b", width=0.0), [Span(2, 0, 1)]) == "p. 2, ¶ 1, l. 1"
    word = replace(text, media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document")
    assert cite(word, [places[2]]) == "¶ 4"


def test_search_finds_words_across_line_ends_whatever_the_case():
    letter = document("Physical\ntherapy, then physical  Therapy.")
    assert [letter.quote(span) for span in search(letter, "physical therapy")] == [
        "Physical\ntherapy",
        "physical  Therapy",
    ]
    assert search(letter, "  ") == []
    assert search(letter, "(") == []


def test_search_takes_hyphens_at_line_ends_and_curly_quotes_as_they_are_typed():
    text = "On 09-16-\n2015 the claimant\u2019s Well\u2013\nknown knee"
    document = Document("a.pdf", "0" * 64, "application/pdf", "x", (Page(1, text, 1, 1),))
    found = {words: [document.quote(span) for span in search(document, words)] for words in
             ("09-16-2015", "claimant's", "well-known KNEE", "(")}  # fmt: skip
    assert found == {
        "09-16-2015": ["09-16-\n2015"],
        "claimant's": ["claimant\u2019s"],
        "well-known KNEE": ["Well\u2013\nknown knee"],
        "(": [],
    }
