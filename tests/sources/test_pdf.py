"""PDFs: what a person sees is what is read, two readers check each other, and doubt is said."""

import io
import re
from collections.abc import Callable

import pikepdf
import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from imrdesk.document.model import Span
from imrdesk.errors import SourceError
from imrdesk.sources import pdf, pdfium, plumber, read_source, readings
from imrdesk.sources.reader import How
from imrdesk.sources.render import FileView
from tests.hostile import pdf_bytes
from tests.sources import make

SEEN = "Decision: overturned, as everybody can see on the page"
HIDDEN = "Decision: Upheld"


def hide(kind: str, canvas) -> None:
    make.lines_on(canvas, SEEN)
    text = canvas.beginText(72, 500)
    if kind == "invisible":
        text.setTextRenderMode(3)
    elif kind == "white":
        text.setFillGray(1)
    elif kind == "off_page":
        text.setTextOrigin(72, -40)
    elif kind == "tiny":
        text.setFont("Helvetica", 0.5)
    text.textOut(HIDDEN)
    canvas.drawText(text)


def and_another_page(canvas, text: str) -> None:
    make.lines_on(canvas, *make.LINES)
    canvas.showPage()
    canvas.drawString(9, 9, text)


@pytest.mark.parametrize("kind", ["invisible", "white", "off_page", "tiny"])
def test_text_that_nobody_sees_is_left_out_and_its_place_is_told(kind):
    document = read_source("a.pdf", make.drawn(lambda canvas: hide(kind, canvas)))
    assert SEEN in document.pages[0].text
    assert "Upheld" not in document.pages[0].text
    (note,) = document.notes
    assert (note.code, note.warning) == ("hidden_text", True)
    assert f"“{HIDDEN}”" in note.message
    assert [span.end - span.start for span in note.spans] == [len(HIDDEN)]


@pytest.mark.parametrize(
    ("box", "grey", "after", "seen"),
    [
        ((60, 590, 300, 24), 0, True, ""),
        ((60, 590, 300, 24), 1, True, ""),
        ((118, 594, 48, 16), 1, True, "Decision: "),
        ((60, 590, 300, 24), 0.8, False, HIDDEN),
        ((72, 597, 100, 1), 0, True, HIDDEN),
        ((400, 590, 100, 24), 0, True, HIDDEN),
    ],
    ids=["black", "white", "one word", "ground", "underline", "beside"],
)
def test_text_under_a_box_is_left_out_and_told(box, grey, after, seen):
    def draw(canvas):
        make.lines_on(canvas, SEEN)
        if after:
            canvas.drawString(72, 600, HIDDEN)
        canvas.setFillGray(grey)
        canvas.rect(*box, stroke=0, fill=1)
        canvas.setFillGray(0)
        if not after:
            canvas.drawString(72, 600, HIDDEN)

    document = read_source("a.pdf", make.drawn(draw))
    assert SEEN in document.pages[0].text
    assert (HIDDEN in document.pages[0].text) == (seen == HIDDEN)
    assert seen.strip() in document.pages[0].text
    assert ("Upheld" in document.pages[0].text) == (seen == HIDDEN)
    assert [note.code for note in document.notes] == ([] if seen == HIDDEN else ["hidden_text"])


def test_the_place_of_hidden_text_can_still_be_shown(tmp_path):
    file = tmp_path / "a.pdf"
    file.write_bytes(make.drawn(lambda canvas: hide("white", canvas)))
    document = read_source("a.pdf", file.read_bytes())
    view = FileView(file)
    (rect,) = view.rects(document.notes[0].spans[0])
    assert 280 < rect.top < 300
    start = document.pages[0].text.index("everybody")
    (seen,) = view.rects(Span(1, start, start + 9))
    assert 70 < seen.top < 95
    view.close()


def test_white_letters_on_a_dark_ground_are_seen():
    def head(canvas):
        canvas.setFillGray(0.1)
        canvas.rect(60, 690, 400, 30, fill=1)
        canvas.setFillGray(1)
        make.lines_on(canvas, HIDDEN)
        canvas.setFillGray(0)
        make.lines_on(canvas, SEEN, top=600)

    document = read_source("a.pdf", make.drawn(head))
    assert HIDDEN in document.pages[0].text
    assert document.notes == ()


def test_text_under_a_scan_is_kept_where_there_is_nothing_else_and_counts_as_unsure():
    def scan(canvas):
        canvas.drawImage(ImageReader(make.picture_of()), 0, 400, 612, 288)
        text = canvas.beginText(72, 600)
        text.setTextRenderMode(3)
        text.textOut("Case Number: CM16-9900001 as another program read it")
        canvas.drawText(text)

    document = read_source("a.pdf", make.drawn(scan))
    assert "CM16-9900001" in document.pages[0].text
    assert [note.code for note in document.notes] == ["ocr_layer"]
    assert document.confidence([Span(1, 0, 10)]) == 0


def test_a_false_map_to_text_is_found_and_left_out():
    def lie(file: pikepdf.Pdf) -> None:
        font = file.pages[0].Resources.Font["/F2"]
        cmap = b"1 beginbfrange <30> <30> <0039> endbfrange 1 beginbfchar <39> <0039> endbfchar"
        font.ToUnicode = file.make_stream(b"1 begincodespacerange <00> <FF> endcodespacerange " + cmap)

    def page(canvas):
        canvas.setFont("Helvetica", 12)
        make.lines_on(canvas, SEEN)
        canvas.setFont("Courier", 12)
        make.lines_on(canvas, "IMR-2024-0012345", top=600)

    document = read_source("a.pdf", make.changed(make.drawn(page), lie))
    assert "IMR" not in document.pages[0].text
    assert SEEN in document.pages[0].text
    (note,) = document.notes
    assert "is drawn as other letters than the file says" in note.message


def embedded(change: Callable[[bytes], bytes]) -> bytes:
    """A page with a line in an embedded font whose map to text is changed."""

    def draw(canvas):
        canvas.setFont("Helvetica", 12)
        make.lines_on(canvas, SEEN)
        pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
        canvas.setFont("Vera", 12)
        make.lines_on(canvas, "IMR-2024-0012345 of 6789, Both Doses", top=600)

    def lie(file: pikepdf.Pdf) -> None:
        fonts = file.pages[0].Resources.Font
        (font,) = (font for _name, font in fonts.items() if "/ToUnicode" in font)
        font.ToUnicode = file.make_stream(change(font.ToUnicode.read_bytes()))

    return make.changed(make.drawn(draw), lie)


def swapped(cmap: bytes) -> bytes:
    return cmap.replace(b"<0033>", b"<0000>").replace(b"<0038>", b"<0033>").replace(b"<0000>", b"<0038>")


def test_an_embedded_font_that_draws_other_digits_than_its_map_names_is_found():
    honest = read_source("a.pdf", embedded(bytes))
    assert "IMR-2024-0012345" in honest.pages[0].text
    assert honest.notes == ()
    document = read_source("a.pdf", embedded(swapped))
    assert "IMR" not in document.pages[0].text
    assert SEEN in document.pages[0].text
    (note,) = document.notes
    assert "is drawn as other letters than the file says" in note.message


def test_an_honest_map_to_text_is_no_doubt():
    def honest(file: pikepdf.Pdf) -> None:
        font = file.pages[0].Resources.Font["/F1"]
        font.ToUnicode = file.make_stream(b"1 beginbfrange <20> <7e> <0020> endbfrange")

    assert read_source("a.pdf", make.changed(make.plain(), honest)).notes == ()


def test_form_fields_are_text_with_a_place(tmp_path):
    def form(canvas):
        make.lines_on(canvas, *make.LINES)
        canvas.acroForm.textfield(name="side", value="left shoulder", x=72, y=500, width=200, height=20)

    file = tmp_path / "form.pdf"
    file.write_bytes(make.drawn(form))
    page = read_source("form.pdf", file.read_bytes()).pages[0]
    start = page.text.index("left shoulder")
    view = FileView(file)
    (rect,) = view.rects(Span(1, start, start + 13))
    assert 270 < rect.top < 295
    view.close()


def test_a_page_label_is_kept():
    def label(file: pikepdf.Pdf) -> None:
        file.Root.PageLabels = file.make_indirect(
            pikepdf.Dictionary(Nums=[0, pikepdf.Dictionary(S=pikepdf.Name.r, St=3)])
        )

    assert read_source("a.pdf", make.changed(make.plain(), label)).pages[0].label == "iii"
    assert read_source("a.pdf", make.plain()).pages[0].label == ""


@pytest.mark.parametrize("box", [(0, 0, 612, 792), (-300, -200, 312, 592), (0, 0, 14400, 14400), (600, 700, 0, 0)])
def test_odd_media_boxes_are_read_and_drawn_within_bounds(box, tmp_path):
    file = tmp_path / "a.pdf"
    file.write_bytes(
        make.changed(
            make.drawn(lambda canvas: make.lines_on(canvas, *make.LINES, top=300)),
            lambda pdf: setattr(pdf.pages[0], "MediaBox", list(box)),
        )
    )
    page = read_source("a.pdf", file.read_bytes()).pages[0]
    assert "CM16-9900001" in page.text
    view = FileView(file)
    picture = view.image(1, 3.0)
    assert picture.width * picture.height <= 41_000_000
    view.close()


def test_a_string_that_pdfium_cuts_off_is_read_whole_by_the_second_reader():
    words = " ".join(f"word{number}" for number in range(5000))

    def long(file: pikepdf.Pdf) -> None:
        file.pages[0].Contents = file.make_stream(b"BT /F1 1 Tf 10 10 Td (" + words.encode() + b") Tj ET")

    first, second = readings("a.pdf", make.changed(make.plain(), long), How())
    assert len(first.pages[0].text) < 33_000
    assert len(second.pages[0].text) == len(words)
    assert any(note.code == "readers_disagree" and "page 1" in note.message for note in first.notes)


def test_the_second_reader_has_the_place_of_every_word(tmp_path):
    data = make.plain()
    first, second = readings("a.pdf", data, How(careful=True))
    assert (first.reader, second.reader) == (pdf.NAME, plumber.NAME)
    assert first.notes == ()
    assert second.pages[0].text == first.pages[0].text
    file = tmp_path / "a.pdf"
    file.write_bytes(data)
    by_words, by_pdfium = FileView(file, pages=second.pages), FileView(file)
    start = second.pages[0].text.index("not certified")
    span = Span(1, start, start + len("not certified"))
    (one,), (other,) = by_words.rects(span), by_pdfium.rects(span)
    assert abs(one.x0 - other.x0) < 3
    assert abs(one.top - other.top) < 6
    assert by_words.offset_at(1, (one.x0 + one.x1) / 2, (one.top + one.bottom) / 2) in range(span.start, span.end)
    by_words.close()
    by_pdfium.close()


def test_readers_that_count_other_pages_are_told_of(monkeypatch):
    monkeypatch.setattr(plumber, "read", lambda data, password: ())
    assert len(readings("a.pdf", make.plain(), How(careful=True))) == 1
    two = make.drawn(lambda canvas: and_another_page(canvas, "x"))
    pages = tuple(page for page in read_source("a.pdf", make.plain()).pages)
    monkeypatch.setattr(plumber, "read", lambda data, password: pages)
    notes = readings("a.pdf", two, How(careful=True))[0].notes
    assert any("count 2 and 1 pages" in note.message for note in notes)


def test_a_page_whose_text_the_first_reader_misses_is_named(monkeypatch):
    full = read_source("a.pdf", make.plain(*make.LINES * 5)).pages
    monkeypatch.setattr(plumber, "read", lambda data, password: full)
    (note,) = readings("a.pdf", make.plain(), How(careful=True))[0].notes
    assert note.code == "readers_disagree"
    assert "page 1" in note.message


def test_what_only_the_second_reader_can_open_is_read_and_says_so(monkeypatch):
    def closed(data, password=None):
        raise pdfium.refusal("damaged", "PDF")

    monkeypatch.setattr(pdfium, "open_pdf", closed)
    (document,) = readings("a.pdf", make.plain(), How())
    assert document.reader == plumber.NAME
    assert [note.code for note in document.notes] == ["second_reader"]


def test_each_password_is_tried():
    data = make.changed(make.plain(), lambda pdf: None, encryption=pikepdf.Encryption(user="secret", owner="o"))
    with pytest.raises(SourceError) as caught:
        readings("a.pdf", data, How(("wrong",)))
    assert caught.value.code == "password"
    assert "CM16" in readings("a.pdf", data, How(("wrong", "secret")))[0].pages[0].text


def test_an_empty_page_is_no_scan():
    data = make.drawn(lambda canvas: and_another_page(canvas, " "))
    assert read_source("a.pdf", data).notes == ()


LAYER = b"BT /F1 12 Tf 72 600 Td (Decision: Overturned) Tj ET"


@pytest.mark.parametrize(
    ("content", "more"),
    [
        (b" /OC /M BDC " + LAYER + b" EMC", b"/Properties<</M 6 0 R>>"),
        (b" /X Do", b"/XObject<</X 7 0 R>>"),
    ],
)
@pytest.mark.parametrize(("shown", "seen"), [(b"/OFF[6 0 R]", False), (b"/OFF[8 0 R]", True)])
def test_text_of_a_layer_that_is_not_shown_is_left_out(content, more, shown, seen):
    group = b"<</Type/OCG/Name(a)>>"
    catalog = b"/OCProperties<</OCGs[6 0 R 8 0 R]/D<<" + shown + b">>>>"
    inner = pdf_bytes.form(LAYER, b"/Font<</F1 5 0 R>>", b"/OC 6 0 R")
    data = pdf_bytes.page(
        content=pdf_bytes.OPEN + content, resources=more, catalog=catalog, others=(group, inner, group)
    )
    (page,) = read_source("a.pdf", data).pages
    assert "CM16-9900001" in page.text
    assert ("Overturned" in page.text) is seen


def test_files_packed_in_a_pdf_are_told():
    def pack(file: pikepdf.Pdf) -> None:
        file.attachments["letter.pdf"] = make.plain()

    (note,) = read_source("a.pdf", make.changed(make.plain(), pack)).notes
    assert note.warning
    assert "letter.pdf" in note.message


def test_a_form_whose_pages_are_not_there_is_told():
    def build(file: pikepdf.Pdf) -> None:
        file.Root.NeedsRendering = True

    (note,) = read_source("a.pdf", make.changed(make.plain("Please wait until it is opened"), build)).notes
    assert note.code == "made_on_opening"


def kids(*places: str, count: int) -> bytes:
    """Two pages of text in a page tree that has other things beside them."""
    with pikepdf.open(io.BytesIO(make.drawn(lambda canvas: and_another_page(canvas, SEEN)))) as whole:
        first, second = (f"{page.obj.objgen[0]} 0 R" for page in whole.pages)
        target = io.BytesIO()
        whole.save(target, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    with pikepdf.open(io.BytesIO(target.getvalue())) as whole:
        first, second = (f"{page.obj.objgen[0]} 0 R" for page in whole.pages)
    tree = " ".join(place.format(first=first, second=second) for place in places).encode()
    data = re.sub(rb"/Kids \[[^\]]*\]", b"/Kids [ " + tree + b" ]", target.getvalue())
    return data.replace(b"/Count 2", b"/Count %d" % count)


@pytest.mark.parametrize(
    ("tree", "lost"),
    [
        (("null", "{first}", "{second}"), 1),
        (("{first}", "null", "{second}"), 2),
        (("{first}", "{second}", "null"), 3),
        (("999 0 R", "{first}", "{second}"), 1),
    ],
)
def test_a_page_that_is_not_there_is_told_and_the_others_keep_their_numbers(tree, lost):
    document = read_source("a.pdf", kids(*tree, count=3))
    assert [page.number for page in document.pages] == [1, 2, 3]
    assert [not page.text.strip() for page in document.pages] == [number == lost for number in (1, 2, 3)]
    (note,) = [note for note in document.notes if note.code == "lost_page"]
    assert f"page {lost}" in note.message


def test_a_file_with_no_page_that_opens_is_damaged():
    with pytest.raises(SourceError) as refused:
        read_source("a.pdf", kids("null", "null", count=2))
    assert refused.value.code == "damaged"


@pytest.mark.parametrize("before", [1, 1023, 1024, 5000, 60_000])
def test_what_other_programs_put_before_a_letter_is_passed_over(before, tmp_path):
    data = b"\r\n".join((b"X" * before, make.plain(SEEN)))
    document = read_source("a.pdf", data)
    assert document.media_type == pdf.MEDIA_TYPE
    assert SEEN in document.pages[0].text
    view = FileView(data)
    assert view.rects(Span(1, 0, 8))
    view.close()


def test_a_text_that_speaks_of_such_files_is_a_text():
    assert read_source("a.txt", b"x" * 2000 + b" begins with %PDF-1.4, they say.").media_type == "text/plain"
