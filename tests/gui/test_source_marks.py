"""Marks come from a record, find their places, and the smallest one is the one pointed at."""

from imrdesk.document.geometry import Rect
from imrdesk.document.model import Document, Page, Span
from imrdesk.gui.source.marks import SECTION_LOOKS, Mark, marks_of, place, pointed_at
from imrdesk.record.fields import SECTIONS
from imrdesk.record.finding import Evidence, Extraction, Finding
from imrdesk.record.model import Path, record_from

DOCUMENT = Document("a.pdf", "0" * 64, "application/pdf", "pdfium", (Page(1, "Case CM16-9900042 upheld", 612, 792),))


def finding(value, start, end):
    return Finding(value, evidence=(Evidence(Span(1, start, end), DOCUMENT.page(1).text[start:end]),))


def mark(key, *spans, issue="", value="x", section="Case"):
    return Mark(Path(key, issue), section, key, value, tuple(Evidence(span, "") for span in spans))


def line(top, left=100.0, right=200.0, height=10.0):
    return Rect(left, top, right, top + height)


def placed_on(rects, *marks):
    return place(marks, lambda span: rects[span])[1]


def test_every_section_of_the_form_has_a_tint():
    assert set(SECTION_LOOKS) == set(SECTIONS)


def test_marks_of_a_record_are_its_values_that_have_a_place():
    fields = {"case_number": finding("CM16-9900042", 5, 17), "priority": Finding("Standard")}
    issue = {"decision": finding("upheld", 18, 24)}
    record = record_from(DOCUMENT, Extraction(fields=fields, issues=(issue, issue)))
    first, second = record.issues
    assert [(one.path, one.section, one.caption) for one in marks_of(record)] == [
        (Path("case_number"), "Case", "Case number: CM16-9900042"),
        (Path("decision", first.id), "Issues", "Decision, item 1: upheld"),
        (Path("decision", second.id), "Issues", "Decision, item 2: upheld"),
    ]


def test_a_single_item_needs_no_number():
    record = record_from(DOCUMENT, Extraction(issues=({"decision": finding("upheld", 18, 24)},)))
    assert [one.caption for one in marks_of(record)] == ["Decision: upheld"]


def test_a_caption_is_one_short_line():
    caption = mark("summary", value="word\n" * 200).caption
    assert caption.startswith("summary: word word")
    assert caption.endswith(" …")
    assert len(caption) < 260
    assert mark("summary", value="").caption == "summary"


def test_few_lines_are_tinted_many_are_a_bar_beside_their_text():
    short, long = Span(1, 0, 5), Span(1, 10, 99)
    rects = {short: [line(100)], long: [line(200 + 12 * row) for row in range(6)]}
    few, many = placed_on(rects, mark("short", short), mark("long", long))
    assert few.bar is None
    assert many.bar
    assert many.bar.x1 < 100
    assert (many.bar.top, many.bar.bottom) == (199, 271)
    assert few.under(150, 105)
    assert not many.under(150, 205), "the text of long evidence stays free for what is small"
    assert many.under((many.bar.x0 + many.bar.x1) / 2, 230)


def test_parts_of_one_line_are_one():
    span = Span(1, 0, 9)
    rects = {span: [line(100, 100, 150), line(99, 153, 200, 12), line(115, 100, 130)]}
    (one,) = placed_on(rects, mark("heading", span))
    assert one.bar is None
    assert [(row.x0, row.x1) for row in one.lines] == [(98.5, 201.5), (98.5, 131.5)]


def test_cells_of_a_table_stay_apart():
    span = Span(1, 0, 9)
    (one,) = placed_on({span: [line(100, 100, 150), line(100, 300, 350)]}, mark("cells", span))
    assert len(one.lines) == 2


def test_bars_that_overlap_stand_beside_each_other_and_equal_ones_share():
    inner, outer, below = Span(1, 10, 50), Span(1, 0, 90), Span(1, 100, 200)
    rects = {
        inner: [line(100 + 12 * row) for row in range(3)],
        outer: [line(88 + 12 * row) for row in range(6)],
        below: [line(300 + 12 * row) for row in range(4)],
    }
    found = placed_on(rects, mark("outer", outer), mark("inner", inner), mark("same", inner), mark("below", below))
    bars = {one.mark.label: one.bar for one in found}
    assert bars["inner"] == bars["same"]
    assert bars["outer"].x1 < bars["inner"].x0
    assert bars["below"].x0 == bars["inner"].x0


def test_what_has_no_place_on_the_page_is_left_out():
    assert place([mark("nowhere", Span(1, 0, 4))], lambda _: []) == {}


def test_evidence_is_placed_once_on_each_page_it_touches():
    first, second = Span(1, 0, 5), Span(2, 0, 5)
    placed = place([mark("summary", first, second, first)], lambda _: [line(100)])
    assert {page: len(found) for page, found in placed.items()} == {1: 1, 2: 1}


def test_the_smaller_come_first_and_of_equal_ones_the_more_particular():
    word, sentence = Span(1, 5, 9), Span(1, 0, 30)
    rects = {word: [line(100, 120, 140)], sentence: [line(100)], Span(1, 90, 94): [line(400, 120, 140)]}
    outcome = mark("outcome", word, Span(1, 90, 94))
    found = placed_on(rects, mark("sentence", sentence), outcome, mark("decision", word))
    assert [one.mark.label for one in found[:2]] == ["decision", "outcome"]
    assert found[-1].mark.label == "sentence"


def test_an_items_value_goes_before_the_cases_that_is_made_from_it():
    word = Span(1, 5, 9)
    outcome, decision = mark("outcome", word), mark("decision", word, issue="i")
    found = placed_on({word: [line(100)]}, outcome, decision)
    assert [one.mark for one in found] == [decision, outcome]
    assert pointed_at([(20, outcome), (20, decision)]) is decision


def test_the_smallest_mark_is_pointed_at():
    large, small = mark("large", Span(1, 0, 9)), mark("small", Span(1, 2, 3))
    assert pointed_at([(500, large), (20, small)]) is small
    assert pointed_at([(500, large), (20, small)], current=Path("small")) is small
    assert pointed_at([]) is None


def test_pointing_again_goes_on_to_the_next_field_of_the_same_words():
    heads = [mark(key, Span(1, 0, 9)) for key in ("treatment", "disputed_treatment", "decision")]
    under = [(40.0, head) for head in heads]
    said, current = [], None
    for _ in range(4):
        current = pointed_at(under, current).path
        said.append(current.key)
    assert said == ["treatment", "disputed_treatment", "decision", "treatment"]
