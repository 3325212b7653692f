"""Plain text letters."""

import codecs

from imrdesk.document.model import Note, Page

from .clean import cleaned
from .reader import How, Read

MEDIA_TYPE = "text/plain"
GUESSED = Note(
    "encoding_guessed",
    "The file does not say how its letters are encoded; Windows-1252 was guessed. Check unusual signs.",
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins as UTF-16 does, so it is asked first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 65536
_ODD_SHARE = 20  # one control character in so many may be a fault of the file; more are no text


def claims(data: bytes) -> bool:
    """Whether the bytes read as text: hardly any control characters once decoded."""
    sample = decoded(data[:_SAMPLE])[0]
    odd = sum(1 for char in sample if (char < " " and char not in "\t\n\r\f") or char == "\ufffd")
    return odd <= len(sample) // _ODD_SHARE


def read(data: bytes, _how: How) -> tuple[Read, ...]:
    """One page for each form feed; line ends as line feeds."""
    raw, guessed = decoded(data)
    text, notes = cleaned(raw)
    return (Read(paged(text), guessed + notes),)


def paged(text: str) -> tuple[Page, ...]:
    """Pages of clean text, one for each form feed."""
    parts = text.rstrip("\f\n ").split("\f")
    return tuple(Page(number, part) for number, part in enumerate(parts, 1))


def decoded(data: bytes) -> tuple[str, tuple[Note, ...]]:
    """The text, by byte order mark, strict UTF-8, a UTF-16 test, and Windows-1252 as a guess that is told."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), ()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        cut_short = len(data) == _SAMPLE and error.start > _SAMPLE - 4
        text = data[: error.start].decode("utf-8") if cut_short else ""
    if (not text or "\0" in text) and (encoding := _utf16(data)):
        return data.decode(encoding, errors="replace"), ()
    return (text, ()) if text else (data.decode("cp1252", errors="replace"), (GUESSED,))


def _utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Western text is zero."""
    sample = data[:4096]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) < len(sample) // 5:
        return None
    return "utf-16-be" if even > odd else "utf-16-le"
