"""Files of other programs that would pass for text: told by how they begin, and refused in words."""

import re

from .reader import How, Read
from .refusals import refusal

MEDIA_TYPE = "application/octet-stream"
_BEGINNINGS = re.compile(
    rb"(?P<other_program>%!PS|%FDF-|<\?xml.{0,400}?(?:progid=.Word\.Document|<pkg:package|<w:wordDocument))"
    rb"|(?P<winmail>\x78\x9f\x3e\x22)"
    rb"|(?P<not_a_letter>BM.{4}\0\0\0\0|GIF8|RIFF.{4}WEBP|.{4}ftyp(?:hei[cfx]|mif1|avif))",
    re.DOTALL,
)


def claims(data: bytes) -> bool:
    """Whether the file begins as one of another program does."""
    return bool(_BEGINNINGS.match(data[:1024]))


def read(data: bytes, _how: How) -> tuple[Read, ...]:
    """Refuse it for the right reason."""
    found = _BEGINNINGS.match(data[:1024])
    raise refusal((found and found.lastgroup) or "not_a_letter", "file")
