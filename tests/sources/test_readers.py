"""Reading letters: every kind that can be read, and every refusal in words."""

import io
import zipfile
from pathlib import Path

import docx
import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from imrdesk.document.model import Span
from imrdesk.errors import SourceError
from imrdesk.sources import READERS, open_source, read_source
from imrdesk.sources.clean import CLEANED
from imrdesk.sources.pdfium import CharMap, page_text
from imrdesk.sources.picture import NO_TEXT
from imrdesk.sources.refusals import REFUSALS
from imrdesk.sources.render import FileView
from imrdesk.sources.text import GUESSED


def pdf_bytes(*pages: list[str], rotate: int = 0) -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(612, 792))
    for lines in pages:
        for number, line in enumerate(lines):
            canvas.drawString(72, 500 - 14 * number, line)
        canvas.setPageRotation(rotate)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def locked(data: bytes, user: str) -> bytes:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(
            target,
            encryption=pikepdf.Encryption(user=user, owner="o", R=6, allow=pikepdf.Permissions(extract=False)),
        )
    return target.getvalue()


def refused(name: str, data: bytes) -> SourceError:
    with pytest.raises(SourceError) as caught:
        read_source(name, data)
    assert caught.value.message.startswith(f"{name}: ")
    assert caught.value.remedy
    return caught.value


def test_a_pdf_gives_pages_with_text_and_size():
    document = read_source("a.pdf", pdf_bytes(["Case Number: CM16-9900001", "second line"], ["page two"]))
    assert [page.text for page in document.pages] == ["Case Number: CM16-9900001\nsecond line", "page two"]
    assert (document.pages[0].width, document.pages[0].height) == (612, 792)
    assert document.reader == "pdfium"
    assert len(document.sha256) == 64


def test_a_pdf_that_forbids_copying_opens_without_a_password():
    assert read_source("a.pdf", locked(pdf_bytes(["hello"]), "")).pages[0].text == "hello"


def test_a_pdf_with_a_password_is_refused_and_opens_with_it():
    data = locked(pdf_bytes(["hello"]), "secret")
    assert refused("a.pdf", data).code == "password"
    assert read_source("a.pdf", data, "secret").pages[0].text == "hello"


def test_a_pdf_without_text_opens_and_says_so():
    document = read_source("scan.pdf", pdf_bytes([]))
    assert document.notes == (NO_TEXT,)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.pdf", b"", "empty"),
        ("a.pdf", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "damaged"),
        ("a.pdf", b"%PDF-1.7\nrubbish", "damaged"),
        ("a.docx", b"PK\x03\x04rubbish", "damaged"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "damaged"),
        ("a.bin", bytes(range(256)) * 20, "not_a_letter"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(tmp_path, name, data, code):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(SourceError) as caught:
        open_source(path)
    assert caught.value.code == code
    assert str(caught.value).startswith(f"{name}: ")


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    for path, code in ((tmp_path / "none.pdf", "missing"), (tmp_path, "folder")):
        with pytest.raises(SourceError) as caught:
            open_source(path)
        assert caught.value.code == code


def test_every_refusal_says_what_to_do():
    assert all(message.endswith(".") and remedy.endswith(".") for message, remedy in REFUSALS.values())


def test_a_zip_that_is_no_word_file_is_refused():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("readme.txt", "hello")
    assert refused("a.docx", target.getvalue()).code == "not_a_letter"


def test_a_word_file_is_read_in_document_order_with_its_tables():
    word = docx.Document()
    word.add_paragraph("before")
    table = word.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "Case Number:"
    table.cell(0, 1).text = "CM16-9900001"
    word.add_paragraph("after")
    target = io.BytesIO()
    word.save(target)
    assert read_source("a.docx", target.getvalue()).pages[0].text == "before\nCase Number:\tCM16-9900001\nafter"


def test_hidden_and_deleted_words_of_a_word_file_are_left_out_and_inserted_ones_kept():
    from docx.oxml import parse_xml

    word = docx.Document()
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    word.element.body.insert(
        0,
        parse_xml(
            f"<w:p {space}><w:r><w:t>a</w:t></w:r>"
            "<w:del><w:r><w:delText>b</w:delText></w:r></w:del><w:ins><w:r><w:t>c</w:t></w:r></w:ins>"
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>d</w:t></w:r>"
            "<w:sdt><w:sdtContent><w:r><w:t>e</w:t></w:r></w:sdtContent></w:sdt></w:p>"
        ),
    )
    target = io.BytesIO()
    word.save(target)
    assert read_source("a.docx", target.getvalue()).pages[0].text == "ace"


@pytest.mark.parametrize(
    ("data", "text", "notes"),
    [
        ("§ – ’".encode(), "§ – ’", ()),
        ("§ – ’".encode("utf-8-sig"), "§ – ’", ()),
        ("case – number".encode("utf-16"), "case – number", ()),
        ("case – number".encode("utf-16-le"), "case – number", ()),
        ("it’s 5 °".encode("cp1252"), "it’s 5 °", (GUESSED,)),
        (b"a\r\nb\rc", "a\nb\nc", ()),
        (b"text " * 50 + b"\0here", "text " * 50 + " here", (CLEANED,)),
    ],
)
def test_text_in_every_encoding(data, text, notes):
    document = read_source("a.txt", data)
    assert (document.pages[0].text, document.notes) == (text, notes)


def test_a_form_feed_starts_a_page():
    assert [page.text for page in read_source("a.txt", b"one\x0ctwo\x0c").pages] == ["one", "two"]


def test_the_hyphen_of_a_divided_word_keeps_its_line_end():
    assert page_text("non\ufffeweight\r\nbearing\x02s") == "non-\nweight\nbearing-\ns"


@given(st.lists(st.sampled_from(["a", "b ", "\r\n", "\ufffe", "\x02"]), max_size=40).map("".join))
def test_offsets_lead_to_the_same_character(raw):
    text, chars = page_text(raw), CharMap(raw)
    for offset, char in enumerate(text):
        index = chars.char(offset)
        if char not in "\n-":
            assert raw[index] == char
            assert chars.offset(index) == offset


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_the_place_of_a_span_leads_back_to_it(tmp_path, rotate):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_bytes(["The request is not certified", "left knee"], rotate=rotate))
    view = FileView(path)
    try:
        page = open_source(path).pages[0]
        assert view.size(1) == (page.width, page.height)
        start = page.text.index("knee")
        (place,) = view.rects(Span(1, start, start + 4))
        assert 0 <= place.x0 < place.x1 <= page.width
        assert 0 <= place.top < place.bottom <= page.height
        middle = (place.x0 + place.x1) / 2, (place.top + place.bottom) / 2
        offset = view.offset_at(1, *middle)
        assert offset is not None
        assert start <= offset < start + 4
        assert view.offset_at(1, 1, 1) is None
        picture = view.image(1, 1.0)
        assert (picture.width, picture.height) == tuple(int(side) for side in view.size(1))
        assert len(picture.data) == picture.stride * picture.height
    finally:
        view.close()


def test_a_huge_scale_is_capped(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_bytes(["x"]))
    view = FileView(path)
    picture = view.image(1, 1000.0)
    assert picture.width * picture.height < 41_000_000
    view.close()
    view.close()


def test_every_reader_is_tested():
    assert {reader.name for reader in READERS} == {
        "pdfium", "word", "ole", "rtf", "tiff", "png", "jpeg", "foreign", "html", "text",
    }  # fmt: skip


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    for head in (b"", b"%PDF-1.4\n", b"PK\x03\x04"):
        try:
            document = read_source("any.pdf", head + data)
        except SourceError as error:
            assert error.code in REFUSALS
        else:
            assert document.pages


def test_the_samples_folder_reads(samples: Path):
    for path in sorted(samples.glob("*.pdf")) + sorted(samples.glob("*.docx")) + sorted(samples.glob("*.txt")):
        assert open_source(path).pages
