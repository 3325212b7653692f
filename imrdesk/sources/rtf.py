"""Rich text letters (.rtf), as older word processors and some e-mail programs save them."""

from .clean import cleaned
from .reader import How, Read
from .text import paged

MEDIA_TYPE = "application/rtf"


def claims(data: bytes) -> bool:
    """Whether these are the bytes of rich text."""
    return data.lstrip()[:5] == rb"{\rtf"


def read(data: bytes, _how: How) -> tuple[Read, ...]:
    """The words; tables come as lines."""
    from striprtf.striprtf import rtf_to_text

    raw = rtf_to_text(data.lstrip().decode("latin-1"), errors="replace")
    text, notes = cleaned(raw.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    return (Read(paged(text), notes),)
