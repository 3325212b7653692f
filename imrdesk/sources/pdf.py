"""PDF letters: read by PDFium, checked by qpdf, read again by pdfplumber where there is a reason to, or by OCR."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from imrdesk.document.model import Note, Page, Span
from imrdesk.errors import SourceError

from . import ocr, pdfium, picture, plumber, proof, seen, structure
from .reader import How, Read
from .refusals import refusal

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

MEDIA_TYPE = "application/pdf"
NAME = "pdfium"
MOST_CHECKED = 100  # pages that the second reader looks at unasked; it takes a tenth of a second for each
NOT_CHECKED = (
    "Part of this file may not have been read, and it is too long to be checked unasked. Read it again carefully."
)
LITTLE = 25  # characters; a page with ink has more
LONG = 32_000  # PDFium cuts a string off after 32,767 characters and says nothing
MOST_DIFFERENCE = 0.1
_SMALL_DIFFERENCE = 20  # characters
_PAGE_OBJECT = re.compile(rb"/Type\s*/Page\b")
TRIAL = 0.2  # pixels a point
MOST_PIXELS = 25_000_000
_PAPER = 250  # of 255; anything darker is ink
_QUOTED = 80
_LETTER_SIZE = (612.0, 792.0)  # points


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as PDFium reads it: its text with what nobody sees blanked out, `full` with it; whether it has ink, and
    whether it is `lost`, so that it cannot be read at all."""

    page: Page
    full: str
    hidden: tuple[tuple[int, int, str], ...]
    ink: bool
    lost: bool = False


def claims(data: bytes) -> bool:
    """Whether these are the bytes of a PDF; other programs may have put a few bytes before its mark."""
    return b"%PDF-" in data[: pdfium.NEAR]


def claims_late(data: bytes) -> bool:
    """Whether a PDF begins only after what another program put before it, as web servers and mail programs do."""
    start = pdfium.beginning(data)
    return start > 0 and b" obj" in data[start:] and b"startxref" in data[start:]


def read(data: bytes, how: How) -> tuple[Read, ...]:
    """PDFium's reading; the second reader's beside it where there is reason to doubt the first."""
    data = data[pdfium.beginning(data) :]
    try:
        password, sheets, built = _first(data, how)
    except SourceError as refused:
        if refused.code != "damaged":
            raise
        return _second_alone(data, how)
    notes = [*_built_notes(built), *_lost_notes(sheets), *_hidden_notes(sheets)]
    pages = tuple(_with_layer(sheet) for sheet in sheets)
    second = None
    asked = how.careful or how.second
    if asked or _doubtful(data, sheets, built):
        if asked or len(sheets) <= MOST_CHECKED:
            second = _second(data, password)
        else:
            notes.append(Note("not_checked", NOT_CHECKED, warning=True))
    if second:
        notes += _disagreements(sheets, second)
    pages, read_again = _scans(data, password, how, pages, sheets)
    notes += read_again
    if how.careful and how.scans and ocr.available():
        notes += _held_against_pictures(data, password, pages, picture.Clock(how.scan_seconds))
    used_ocr = any(page.ocr for page in pages)
    first = Read(
        pages, tuple(notes), ocr.NAME if used_ocr and not any(sheet.full.strip() for sheet in sheets) else NAME
    )
    if not second or not any(page.text.strip() for page in second):
        return (first,)
    return first, Read(second, (*notes, Note("second_reader", _SECOND_READER)), plumber.NAME)


_SECOND_READER = "This letter was read by the second reader, which knew more of it than the first."


def _first(data: bytes, how: How) -> tuple[str | None, list[Sheet], structure.Structure | None]:
    """The password that opens the file, PDFium's pages, and what the file is built of."""
    with pdfium.LOCK:
        pdf, password = pdfium.open_with(data, how.passwords)
        try:
            built = structure.look(data, password)
            if not len(pdf):
                raise refusal("damaged", "file")
            false_fonts: set[str] = set()
            sheets = [_sheet_or_none(pdf, index, built, false_fonts) for index in range(len(pdf))]
            if not any(sheets):
                raise refusal("damaged", "file")
            return password, [sheet or _lost(number) for number, sheet in enumerate(sheets, 1)], built
        finally:
            pdf.close()


def _sheet_or_none(
    pdf: "PdfDocument", index: int, built: structure.Structure | None, false_fonts: set[str]
) -> Sheet | None:
    """A page; None where the file has nothing in its place that can be opened."""
    from pypdfium2 import PdfiumError

    try:
        return _sheet(pdf, index, built, false_fonts)
    except PdfiumError:
        return None


def _lost(number: int) -> Sheet:
    """The place of a page that cannot be opened, kept so that the others keep their numbers."""
    return Sheet(Page(number, "", *_LETTER_SIZE), "", (), ink=False, lost=True)


def _lost_notes(sheets: Sequence[Sheet]) -> Iterator[Note]:
    """Which pages the file counts and does not have."""
    if numbers := [sheet.page.number for sheet in sheets if sheet.lost]:
        message = f"The file is damaged: in the place of {picture.listed(numbers)} there is nothing."
        yield Note("lost_page", f"{message} Compare it with the original.", warning=True)


def _sheet(pdf: "PdfDocument", index: int, built: structure.Structure | None, false_fonts: set[str]) -> Sheet:
    with pdfium.text_page(pdf, index) as (page, text):
        raw = text.get_text_range()
        full = pdfium.page_text(raw)
        width, height = page.get_size()
        if built:
            false_fonts |= built.false_fonts.get(index, frozenset())
        claimed = built.claimed.get(index, {}) if built else {}
        looked = seen.look(page, false_fonts, claimed, layered=built is not None and built.layered)
        bare = len(full.strip()) < LITTLE
        ink = not bare
        if bare or not looked.plain or built is None or index in built.patterned:
            ink = _drawn(page) or not bare
        hidden = tuple(seen.unseen(page, text, raw, looked)) if full.strip() else ()
        label = (pdf.get_page_label(index) or "").strip()
        shown = Page(index + 1, _blanked(full, hidden), width, height, label="" if label == str(index + 1) else label)
        return Sheet(shown, full, hidden, ink)


def _drawn(page: Any) -> bool:
    """Whether a page has ink. What cannot be drawn here, in the worker, ends it, and never reaches the desk."""
    bitmap = page.render(scale=TRIAL, grayscale=True)
    try:
        low, _high = bitmap.to_pil().getextrema()
        return low < _PAPER
    finally:
        bitmap.close()


def _blanked(text: str, stretches: Sequence[tuple[int, int, str]]) -> str:
    """The text with spaces for what nobody sees: every offset stays where it was."""
    for start, end, _reason in stretches:
        blank = "".join("\n" if char == "\n" else " " for char in text[start:end])
        text = text[:start] + blank + text[end:]
    return text


def _with_layer(sheet: Sheet) -> Page:
    """The page; where it has nothing but text that nobody sees, that text: it is what a scanner's OCR laid under it."""
    if sheet.page.text.strip() or not sheet.hidden:
        return sheet.page
    return replace(sheet.page, text=sheet.full, ocr=0.0)


def _built_notes(built: structure.Structure | None) -> Iterator[Note]:
    """What the file holds that its pages do not show."""
    if built and built.attached:
        names = ", ".join(built.attached)
        message = f"Other files are packed in this PDF and were not read: {names}. Save them from a PDF program."
        yield Note("attached", message, warning=True)
    if built and built.made_on_opening:
        message = (
            "The pages of this form are made when Adobe Reader opens it. Print it there to a PDF, and import that."
        )
        yield Note("made_on_opening", message, warning=True)


def _hidden_notes(sheets: list[Sheet]) -> Iterator[Note]:
    """What was left out because nobody sees it, by page and reason; what was kept as there is nothing else."""
    for sheet in sheets:
        number = sheet.page.number
        if sheet.hidden and not sheet.page.text.strip():
            message = (
                f"Page {number} is a picture with text laid under it by another program. Check it against the page."
            )
            yield Note("ocr_layer", message, warning=True)
            continue
        for reason in dict.fromkeys(reason for _start, _end, reason in sheet.hidden):
            places = [(start, end) for start, end, why in sheet.hidden if why == reason]
            words = " ".join(" ".join(sheet.full[start:end] for start, end in places).split())
            if words:
                shown = words if len(words) <= _QUOTED else f"{words[:_QUOTED]}…"
                message = (
                    f"Text on page {number} {seen.WHY[reason]} and was left out: “{shown}”. The page image counts."
                )
                yield Note("hidden_text", message, tuple(Span(number, *place) for place in places), warning=True)


def _doubtful(data: bytes, sheets: list[Sheet], built: structure.Structure | None) -> bool:
    """Whether the second reader should look too."""
    if built is None or built.pages != len(sheets) or len(_PAGE_OBJECT.findall(data)) > len(sheets):
        return True
    if any(len(sheet.full) > LONG for sheet in sheets):
        return True
    return any(sheet.ink and len(sheet.full.strip()) < LITTLE for sheet in sheets) and any(
        len(sheet.full.strip()) >= LITTLE for sheet in sheets
    )


def _second(data: bytes, password: str | None) -> tuple[Page, ...]:
    """The second reader's pages; none where it cannot read the file."""
    try:
        return plumber.read(data, password)
    except MemoryError:
        raise
    except Exception:  # pdfminer fails in any way it likes; the first reading stands
        return ()


def _second_alone(data: bytes, how: How) -> tuple[Read, ...]:
    """The second reader's pages of a file that PDFium cannot open."""
    for password in (None, *how.passwords):
        pages = _second(data, password)
        if any(page.text.strip() for page in pages):
            message = "The file is damaged; only the second reader could read it, and its pages cannot be shown."
            return (Read(pages, (Note("second_reader", message, warning=True),), plumber.NAME),)
    raise refusal("damaged", "file")


def _disagreements(sheets: list[Sheet], second: tuple[Page, ...]) -> Iterator[Note]:
    """Where two readers differ in pages, or in more than a tenth of a page's characters."""
    if len(sheets) != len(second):
        message = f"Two readers count {len(sheets)} and {len(second)} pages in this file. Compare it with the original."
        yield Note("readers_disagree", message, warning=True)
    differing = [
        sheet.page.number for sheet, other in zip(sheets, second, strict=False) if _differ(sheet.full, other.text)
    ]
    if differing:
        message = f"Two readers find different text on {picture.listed(differing)}. Compare the text with the page."
        yield Note("readers_disagree", message, warning=True)


def _differ(one: str, other: str) -> bool:
    first, second = (len("".join(text.split())) for text in (one, other))
    return abs(first - second) > max(_SMALL_DIFFERENCE, MOST_DIFFERENCE * max(first, second))


def _scans(
    data: bytes, password: str | None, how: How, pages: tuple[Page, ...], sheets: list[Sheet]
) -> tuple[tuple[Page, ...], tuple[Note, ...]]:
    """The pages, those that are pictures recognised where that can be done; and what to say of them."""
    wanted = [page.number for page, sheet in zip(pages, sheets, strict=True) if not page.text.strip() and sheet.ink]
    if not wanted:
        return pages, () if any(page.text.strip() for page in pages) else (picture.NO_TEXT,)
    if not (how.scans and ocr.available()):
        return pages, (_unread(wanted, len(pages)),)
    clock = picture.Clock(how.scan_seconds)
    found = dict(_recognised(data, password, wanted, clock))
    pages = tuple(found.get(page.number, page) for page in pages)
    notes = picture.notes([page for page in pages if page.number in wanted])
    whole = len(wanted) == len(pages)
    return pages, notes if found and (whole or any(page.text.strip() for page in found.values())) else (
        _unread(wanted, len(pages)),
    )


def _held_against_pictures(
    data: bytes, password: str | None, pages: tuple[Page, ...], clock: picture.Clock
) -> Iterator[Note]:
    """Pages whose text says what their picture does not."""
    own = [page.number for page in pages if page.ocr is None and page.text.strip()]
    for number, seen_page in _recognised(data, password, own, clock):
        if spans := proof.unlike(pages[number - 1], seen_page):
            message = f"Page {number} shows other words than its text says. The page image counts."
            yield Note("picture_differs", message, spans, warning=True)


def _unread(wanted: list[int], count: int) -> Note:
    """Pages that are pictures and stay so."""
    if len(wanted) == count:
        return picture.NO_TEXT
    return Note(
        "no_text", f"There is no text on {picture.listed(wanted)}, only a picture. Look at the page.", warning=True
    )


def _recognised(
    data: bytes, password: str | None, numbers: list[int], clock: picture.Clock
) -> Iterator[tuple[int, Page]]:
    with pdfium.LOCK:
        pdf = pdfium.open_pdf(data, password)
        try:
            for number in numbers:
                if not clock.left:
                    return
                with pdfium.text_page(pdf, number - 1) as (page, _text):
                    width, height = page.get_size()
                    scale = min(ocr.DPI / 72, (MOST_PIXELS / max(width * height, 1)) ** 0.5)
                    bitmap = page.render(scale=scale, grayscale=True)
                    try:
                        yield number, ocr.recognised(bitmap.to_pil(), number, width, height, clock.seconds)
                    finally:
                        bitmap.close()
        finally:
            pdf.close()
