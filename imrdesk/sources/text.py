"""Plain text letters."""

import codecs

from imrdesk.document.model import Page

MEDIA_TYPE = "text/plain"
GUESSED = "The file does not say how its letters are encoded; Windows-1252 was guessed. Check unusual signs."
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CONTROL = str.maketrans({number: " " for number in range(32) if number not in (9, 10, 12)} | {127: " "})


def claims(data: bytes) -> bool:
    """Whether the bytes read as text: hardly any control characters once decoded."""
    sample = decoded(data[:65536])[0]
    odd = sum(1 for char in sample if (char < " " and char not in "\t\n\r\f") or char == "\ufffd")
    return odd <= len(sample) // 200


def read(data: bytes, _password: str | None) -> tuple[tuple[Page, ...], tuple[str, ...]]:
    """One page for each form feed; line ends as line feeds."""
    text, notes = decoded(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROL)
    parts = text.rstrip("\f\n ").split("\f")
    return tuple(Page(number, part) for number, part in enumerate(parts, 1)), notes


def decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text, by byte order mark, strict UTF-8, a UTF-16 test, and Windows-1252 as a guess that is told."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), ()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
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
