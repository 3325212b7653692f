"""Pictures of pages: words with places where OCR is installed, the page alone where not."""

from types import SimpleNamespace

import pytest

from imrdesk.desk import reading
from imrdesk.desk.reading import Reading, Request
from imrdesk.document.model import Span
from imrdesk.errors import SourceError
from imrdesk.sources import ocr, picture, read_source, readings
from imrdesk.sources.reader import How
from imrdesk.sources.render import FileView
from tests.sources import make

needs_ocr = pytest.mark.skipif(not ocr.available(), reason="the OCR extra or Tesseract's English data is not installed")
KINDS = {"tiff": "TIFF", "png": "PNG", "jpg": "JPEG"}


def scanned() -> bytes:
    from reportlab.lib.utils import ImageReader

    return make.drawn(lambda canvas: canvas.drawImage(ImageReader(make.picture_of()), 0, 400, 612, 288))


@needs_ocr
@pytest.mark.parametrize("suffix", [*KINDS, "pdf"])
def test_words_of_a_picture_have_places_and_confidence(suffix, tmp_path):
    file = tmp_path / f"scan.{suffix}"
    file.write_bytes(scanned() if suffix == "pdf" else make.saved(make.picture_of(), KINDS[suffix]))
    document = read_source(file.name, file.read_bytes())
    (page,) = document.pages
    assert "CM16-9900001" in page.text
    assert page.ocr
    assert page.ocr > 0.8
    assert [note.code for note in document.notes] == ["ocr"]
    start = page.text.index("upheld")
    view = FileView(file, pages=document.pages)
    (rect,) = view.rects(Span(1, start, start + 6))
    assert view.offset_at(1, (rect.x0 + rect.x1) / 2, (rect.top + rect.bottom) / 2) in range(start, start + 6)
    width, height = view.size(1)
    assert 0 < rect.x0 < rect.x1 < width
    assert 0 < rect.top < rect.bottom < height
    assert ink_in(view, rect)
    view.close()


def ink_in(view: FileView, rect) -> bool:
    """Whether the drawn page is dark somewhere in the rectangle."""
    drawn = view.image(1, 1.0)
    row = drawn.data[int((rect.top + rect.bottom) / 2) * drawn.stride :][: drawn.stride]
    return min(row[int(rect.x0) * 4 : int(rect.x1) * 4 : 4]) < 128


@pytest.fixture
def without_ocr(monkeypatch):
    monkeypatch.setattr(ocr, "available", lambda: False)


@pytest.mark.parametrize("suffix", [*KINDS, "pdf"])
def test_without_ocr_the_page_is_shown_and_how_to_get_it_is_said(suffix, tmp_path, without_ocr):
    file = tmp_path / f"scan.{suffix}"
    file.write_bytes(scanned() if suffix == "pdf" else make.saved(make.picture_of(), KINDS[suffix]))
    document = read_source(file.name, file.read_bytes())
    assert document.pages[0].text == ""
    assert document.notes == (picture.NO_TEXT,)
    assert "pip install 'imrdesk[ocr]'" in document.notes[0].message
    view = FileView(file, pages=document.pages)
    assert view.image(1, 1.0).width == int(view.size(1)[0])
    assert view.rects(Span(1, 0, 0)) == []
    assert view.offset_at(1, 100, 100) is None
    view.close()


def test_a_tiff_has_a_page_for_each_frame(without_ocr):
    pages = [make.picture_of(f"page {number}") for number in range(3)]
    data = make.saved(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    assert len(read_source("a.tif", data).pages) == 3


def test_when_time_is_up_the_pages_left_are_shown_not_read(monkeypatch):
    monkeypatch.setattr(ocr, "available", lambda: True)
    page = SimpleNamespace(calls=0)

    def recognised(image, number, width, height, seconds):
        page.calls += 1
        return ocr.Page(number, "words", width, height, (), 0.9)

    monkeypatch.setattr(ocr, "recognised", recognised)
    pages = [make.picture_of(f"page {number}") for number in range(3)]
    data = make.saved(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    monkeypatch.setattr(picture.time, "monotonic", lambda: 9.0 if page.calls == 2 else 1.0)
    (read,) = picture.read(data, How(scan_seconds=5.0))
    assert [bool(found.text) for found in read.pages] == [True, True, False]
    assert [note.code for note in read.notes] == ["ocr", "ocr_unfinished"]
    assert "page 3" in read.notes[1].message


def test_a_huge_picture_is_made_smaller_first_and_keeps_the_size_of_its_page(monkeypatch):
    monkeypatch.setattr(picture, "READ_PIXELS", 10_000)
    seen = []

    def recognised(image, number, width, height, seconds):
        seen.append((image.width, image.height))
        return ocr.Page(number, "words", width, height, (), 0.9)

    monkeypatch.setattr(ocr, "available", lambda: True)
    monkeypatch.setattr(ocr, "recognised", recognised)
    large = make.picture_of()
    for kind in ("PNG", "JPEG", "TIFF"):
        whole = picture.read(make.saved(large, kind), How(scans=False))[0].pages[0]
        (page,) = picture.read(make.saved(large, kind), How())[0].pages
        assert (page.width, page.height) == (whole.width, whole.height)
        assert abs(page.width - large.width * 72 / 200) < 1
    assert all(width * height <= 10_000 < large.width * large.height for width, height in seen)


def test_a_picture_on_its_side_is_shown_as_it_was_held():
    camera = make.picture_of().resize((300, 200))
    exif = camera.getexif()
    exif[0x0112] = 6
    data = make.saved(camera, "JPEG", exif=exif)
    (page,) = picture.read(data, How(scans=False))[0].pages
    assert (page.width, page.height) == (72.0, 108.0)
    view = FileView(data)
    drawn = view.image(1, 1.0)
    view.close()
    assert (drawn.width, drawn.height) == (72, 108)


@needs_ocr
def test_recognising_ends_when_its_time_is_up():
    page = ocr.recognised(make.picture_of("words", "words"), 1, 612.0, 792.0, 0.001)
    assert (page.text, page.ocr) == ("", None)


def test_a_picture_of_too_many_points_is_refused(monkeypatch):
    monkeypatch.setattr(picture, "MOST_PIXELS", 1000)
    with pytest.raises(SourceError) as caught:
        read_source("a.png", make.saved(make.picture_of(), "PNG"))
    assert caught.value.code == "too_large"


@needs_ocr
def test_values_from_unsure_words_need_review(tmp_path, monkeypatch, samples):
    monkeypatch.setattr(reading, "SURE", 1.1)
    (found,) = reading.read(Request(samples / "12_scanned.pdf"))
    assert isinstance(found, Reading)
    assert found.document.reader == ocr.NAME
    with_place = [finding for finding in found.extraction.fields.values() if finding.evidence]
    assert with_place
    assert all(finding.needs_review and finding.confidence < 1 for finding in with_place)


@needs_ocr
def test_a_careful_reading_holds_the_text_against_the_picture():
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    def covered(canvas):
        make.lines_on(canvas, *make.LINES, "Date of injury: 11/12/2013, decided on 04/05/2016")
        ink = ImageReader(Image.new("L", (8, 8), 0))
        canvas.drawImage(ink, 60, 664, 480, 30)
        canvas.drawImage(ink, 60, 640, 480, 20)

    document = readings("a.pdf", make.drawn(covered), How(careful=True))[0]
    (note,) = document.notes
    assert note.code == "picture_differs"
    assert "upheld" in [document.quote(span) for span in note.spans]
    honest = make.drawn(lambda canvas: make.lines_on(canvas, *make.LINES * 4))
    assert readings("a.pdf", honest, How(careful=True))[0].notes == ()


@pytest.mark.parametrize(
    ("numbers", "words"),
    [([2], "page 2"), ([1, 3], "pages 1 and 3"), ([1, 2, 3, 4], "pages 1 to 4"), (list(range(1, 40, 2)), "9 more")],
)
def test_pages_are_listed_as_people_say_them(numbers, words):
    assert words in picture.listed(numbers)
