"""Files as other programs leave them, honest and not: what can be read, and what has to be refused for which reason."""

import io
from collections.abc import Iterator

import pikepdf
from PIL import Image

from tests.sources import make

from . import pdf_bytes

LINE = "Case Number: CM16-9900001 of the claimant"
_MAIL = b'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n'
_LOCKED = b"/Encrypt<</Filter/%b/V 4/R 4/Length 128/O(%b)/U(%b)/P -4>>/ID[(a)(a)]"
_FLAT = '<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?>\n<pkg:package xmlns:pkg="x"/>'
_TABLE = b"xref\n0"


def hostile() -> Iterator[tuple[str, bytes]]:
    """All of them, for the corpus."""
    yield from readable()
    yield from ((name, data) for name, data, _code in refused())


def readable() -> Iterator[tuple[str, bytes]]:
    """Names and bytes of files with LINE in them."""
    page = pdf_bytes.page()
    letter = make.plain(LINE)
    mode = pikepdf.ObjectStreamMode.generate
    yield "in object streams.pdf", make.changed(letter, lambda _file: None, object_stream_mode=mode)
    yield "linear.pdf", make.changed(letter, lambda _file: None, linearize=True)
    yield "table that comes before itself.pdf", page.replace(b"/Root 1", b"/Prev %d/Root 1" % page.rfind(_TABLE))
    yield "behind a head of a Mac.pdf", bytes(128) + letter
    yield "behind a mark of utf-8.pdf", b"\xef\xbb\xbf" + letter
    yield "with units of two.pdf", pdf_bytes.page(more=b"/UserUnit 2")
    yield "cut to a place outside.pdf", pdf_bytes.page(more=b"/CropBox[5000 5000 6000 6000]")
    yield "without its font.pdf", page.replace(b"/F1 5 0 R", b"/F2 5 0 R")
    yield "without a size.pdf", page.replace(b"/MediaBox[0 0 612 792]", b"")
    yield "for its owner only.pdf", make.changed(letter, lambda _file: None, encryption=pikepdf.Encryption(owner="o"))
    yield "in a control.docx", make.word(f"<w:sdt><w:sdtContent>{make.paragraph(LINE)}</w:sdtContent></w:sdt>")
    yield "with a piece in another format.docx", make.word(f"{make.paragraph(LINE)}<w:altChunk/>")
    yield "without a mark, little end first.txt", (LINE + "\n").encode("utf-16-le")
    yield "without a mark, big end first, odd.txt", (LINE + "\n").encode("utf-16-be") + b"x"
    yield "with an object.rtf", rb"{\rtf1 " + LINE.encode() + rb"\par {\object{\*\objdata 0105}{\result x}} \bin3 }}}}"
    yield "saved by a browser.mhtml", b"From: a\r\nSubject: b\r\nMIME-Version: 1.0\r\n" + _page_of_mail()
    yield "saved by Word.mht", b"MIME-Version: 1.0\r\n" + _page_of_mail()
    yield "a mail in a mail.eml", make.mail(inner_eml=make.mail(letter_pdf=letter))
    yield "beside what a Mac adds.zip", make.zipped({"__MACOSX/._a.pdf": b"x", "a.pdf": letter, ".DS_Store": b"x"})


def _page_of_mail() -> bytes:
    return _MAIL + b"<html><p>" + LINE.encode() + b"</p></html>\r\n--b--\r\n"


def refused() -> Iterator[tuple[str, bytes, str]]:
    """Names, bytes and the code of the reason."""
    for number, handler in enumerate((b"Adobe.APS", b"FOPN_fLock", b"Adobe.PubSec", b"EBX_HANDLER")):
        locked = _LOCKED % (handler, b"a" * 32, b"a" * 32)
        yield f"protected in way {number}.pdf", pdf_bytes.page(trailer=locked), "protected"
    preview = make.saved(make.picture_of(), "JPEG")
    open_text = {"mimetype": "application/vnd.oasis.opendocument.text", "Thumbnails/thumbnail.jpg": preview}
    yield "of OpenOffice.odt", make.zipped(open_text), "other_program"
    yield "of Pages.pages", make.zipped({"Index/Document.iwa": b"x", "preview.jpg": preview}), "other_program"
    yield "of old Pages.pages", make.zipped({"QuickLook/Preview.pdf": make.plain()}), "other_program"
    yield "all in one.xml", _FLAT.encode(), "other_program"
    yield "for a printer.pdf", b"%!PS-Adobe-3.0\n(Case Number) show showpage\n", "other_program"
    yield "fields without a form.pdf", b"%FDF-1.2\n1 0 obj\n<</FDF<<>>>>\nendobj\n%%EOF", "other_program"
    for kind in ("BMP", "GIF"):
        yield f"a picture.{kind.lower()}", make.saved(make.picture_of(), kind), "not_a_letter"
    yield "a picture of a telephone.jpg", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(range(256)), "not_a_letter"
    yield "winmail.dat", b"\x78\x9f\x3e\x22\x01\0" + bytes(range(200)), "winmail"
    yield "a program's link.pdf", b"L\0\0\0\x01\x14\x02\0" + bytes(200), "not_a_letter"
    yield "packed once more.pdf", b"\x1f\x8b\x08\0" + bytes(range(256)), "not_a_letter"
    lab = io.BytesIO()
    Image.new("LAB", (20, 20)).save(lab, "TIFF")
    yield "in colours of a printer.tif", lab.getvalue(), "damaged"
