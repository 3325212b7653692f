"""Foreign text made safe to keep, show and export: line ends, control characters, marks that reverse what is read."""

import re

from imrdesk.document.model import Note

CLEANED = Note("cleaned", "Characters that cannot be shown, or that reverse the reading order, were left out.")
_ODD = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_NONE = re.compile("[\ud800-\udfff\ufffe\uffff]")


def cleaned(text: str) -> tuple[str, tuple[Note, ...]]:
    """The text with line feeds for line ends and spaces for what cannot be shown; form feeds stay."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\x85", "\n").replace("\u2028", "\n").replace("\u2029", "\n").replace("\x0b", "\n")
    text, odd = _ODD.subn(" ", text)
    text, none = _NONE.subn("\ufffd", text)
    return text, (CLEANED,) if odd or none else ()
