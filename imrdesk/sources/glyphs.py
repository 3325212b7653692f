"""Fonts that draw other letters than their map to text names, told by the outlines each letter is drawn with."""

import ctypes
from typing import Any

CHECKED = "0123456789BDOPSTHNaegonstu"  # digits count most: dates, doses, numbers of cases
_OUTLINES = (
    {"0": (2, 3), "4": (1, 2, 3), "6": (2,), "8": (2, 3), "9": (2,), "B": (3,), "a": (2,), "g": (2, 3)}
    | dict.fromkeys("DOPeo", (2,)) | dict.fromkeys("12357STHNnstu", (1,))
)  # fmt: skip
_SIZE = 100.0
_FRAME = 10  # segments of a box in a box: what stands for a letter that the font does not have
_MOST_LETTERS = 2  # that odd designs may draw otherwise; a digit never


def whole_name(name: str) -> str:
    """The name of a font without the mark of a part of it; PDFium gives some with it and some without."""
    return name[7:] if name[6:7] == "+" else name


def lies(font: Any, claimed: str) -> bool:
    """Whether an embedded font draws what its map to text `claimed` says in other shapes: 3 for 8, left for right."""
    odd = [char for char in claimed if char in _OUTLINES and _outlines(font, char) not in (0, *_OUTLINES[char])]
    return any(char.isdigit() for char in odd) or len(odd) > _MOST_LETTERS


def _outlines(font: Any, char: str) -> int:
    """How many outlines a letter has; 0 where it is drawn in another way."""
    from pypdfium2 import raw

    path = raw.FPDFFont_GetGlyphPath(font, ord(char), ctypes.c_float(_SIZE))
    if not path:
        return 0
    count = raw.FPDFGlyphPath_CountGlyphSegments(path)
    kinds = [raw.FPDFPathSegment_GetType(raw.FPDFGlyphPath_GetGlyphPathSegment(path, at)) for at in range(count)]
    outlines = kinds.count(raw.FPDF_SEGMENT_MOVETO)
    return 0 if outlines == 2 and count <= _FRAME else outlines
