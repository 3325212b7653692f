"""Text of a PDF page that nobody sees: told from how it is drawn, and from the picture where that is in doubt."""

import ctypes
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from . import glyphs
from .pdfium import CharMap, seen_rect

INVISIBLE, WHITE, OFF_PAGE, TINY, FALSE_FONT = "invisible", "white", "off_page", "tiny", "false_font"
LAYER, COVERED = "layer", "covered"
WHY = {
    INVISIBLE: "is set as invisible",
    WHITE: "has the colour of its ground",
    OFF_PAGE: "stands outside the page",
    TINY: "is too small to be read",
    COVERED: "lies under something drawn over it",
    LAYER: "is in a layer that is not shown",
    FALSE_FONT: "is drawn as other letters than the file says",
}
_UNDRAWN = (3, 7)  # text render modes that draw nothing
_PALE = 245  # of 255
_SMALLEST = 2.0  # points
_INK = 40  # difference of grey between letters and ground that an eye makes out
_DEEPEST = 8
_TEXT, _PATH, _FORM = 1, 2, 5  # FPDF_PAGEOBJ_...
_MANY = 20_000  # objects
_TO_LOOK_AT = (WHITE, LAYER, COVERED)  # what the picture decides
_MOST_COVERS = 200  # filled shapes of a page that are held against the text before them
_CHECKED = 4  # pixels a point of the picture that decides


@dataclass(frozen=True, slots=True)
class Look:
    """What a page is drawn of: text objects that may not be seen, by address, and whether it is more than plain."""

    suspects: dict[int, str]
    plain: bool
    covers: Mapping[int, Sequence["Box"]]  # what is drawn over a suspect of that kind


Box = tuple[float, float, float, float]
"""Left, bottom, right and top in points of the page."""


def look(page: Any, false_fonts: set[str], claimed: Mapping[str, str], *, layered: bool = False) -> Look:
    """Look at every object of a page; plain is one of few lines and letters, which anybody can draw in no time.

    Fonts whose maps have `claimed` something are held against what they draw, and join the `false_fonts` if they lie.
    Where the file is `layered`, the picture says of every text whether it is shown.
    """
    suspects: dict[int, str] = {}
    objects = _Objects(page.get_bbox(), false_fonts, claimed, suspects)
    plain = objects.all_plain(page.raw, layered=layered)
    return Look(suspects, plain, objects.covers)


def unseen(page: Any, text_page: Any, raw: str, looked: Look) -> list[tuple[int, int, str]]:
    """Stretches of page text that are not seen, each with the reason."""
    if not looked.suspects:
        return []
    chars = CharMap(raw)
    stretches = list(_stretches(text_page, len(raw), looked))
    if any(reason in _TO_LOOK_AT for _first, _last, reason in stretches):
        stretches = list(_after_a_look(page, text_page, stretches))
    found = ((chars.offset(first), chars.offset(last) + 1, reason) for first, last, reason in stretches)
    return [stretch for stretch in found if stretch[0] < stretch[1]]


class _Objects:
    """Walks the objects of a page; the numbers that PDFium fills in are made once, for pages have hundreds."""

    def __init__(
        self, box: tuple[float, float, float, float], false_fonts: set[str], claimed: Mapping[str, str],
        suspects: dict[int, str],
    ) -> None:  # fmt: skip
        self._box = box
        self._claimed = claimed
        self._held: set[int] = set()  # fonts held against their shapes, by address
        self._false_fonts = false_fonts
        self._suspects = suspects
        self._texts: list[tuple[int, Box]] = []  # so far, in the order in which they are drawn
        self._shapes = 0
        self.covers: dict[int, list[Box]] = {}
        self._colour = tuple(ctypes.c_uint() for _ in range(4))
        self._sides = tuple(ctypes.c_float() for _ in range(4))
        self._colour_refs = tuple(ctypes.byref(part) for part in self._colour)
        self._side_refs = tuple(ctypes.byref(side) for side in self._sides)

    def all_plain(self, owner: Any, depth: int = 0, *, layered: bool = False) -> bool:
        """Look at all objects; gives whether they are but text and a few lines."""
        from pypdfium2 import raw

        count = raw.FPDFFormObj_CountObjects(owner) if depth else raw.FPDFPage_CountObjects(owner)
        get = raw.FPDFFormObj_GetObject if depth else raw.FPDFPage_GetObject
        plain = count < _MANY
        for index in range(count):
            item = get(owner, index)
            kind = raw.FPDFPageObj_GetType(item)
            if kind == _TEXT:
                if reason := self._reason(raw, item, depth) or (LAYER if layered else None):
                    self._suspects[ctypes.addressof(item.contents)] = reason
            elif kind == _PATH:
                if not depth and self._texts and self._shapes < _MOST_COVERS:
                    self._cover(raw, item)
            else:
                plain = False
                if kind == _FORM and depth < _DEEPEST:
                    self.all_plain(item, depth + 1, layered=layered)
        return plain

    def _reason(self, raw: Any, item: Any, depth: int) -> str | None:
        """Why a text object may not be seen; objects of a form count from its own corner, not the page's."""
        if raw.FPDFTextObj_GetTextRenderMode(item) in _UNDRAWN:
            return INVISIBLE
        red, green, blue, alpha = self._colour
        if raw.FPDFPageObj_GetFillColor(item, *self._colour_refs) and (
            alpha.value <= 255 - _PALE or min(red.value, green.value, blue.value) >= _PALE
        ):
            return WHITE
        if not depth and raw.FPDFPageObj_GetBounds(item, *self._side_refs):
            left, bottom, right, top = (side.value for side in self._sides)
            box = self._box
            if right < box[0] or left > box[2] or top < box[1] or bottom > box[3]:
                return OFF_PAGE
            if top - bottom < _SMALLEST and _size(item) < _SMALLEST:
                return TINY
            self._texts.append((ctypes.addressof(item.contents), (left, bottom, right, top)))
        return FALSE_FONT if (self._false_fonts or self._claimed) and self._is_false(item) else None

    def _cover(self, raw: Any, item: Any) -> None:
        """Suspect the text so far that lies under a filled shape; whether it can be seen, the picture says."""
        mode, stroke = ctypes.c_int(), ctypes.c_int()
        if not raw.FPDFPath_GetDrawMode(item, mode, stroke) or not mode.value:
            return
        if not raw.FPDFPageObj_GetFillColor(item, *self._colour_refs) or self._colour[3].value <= 255 - _PALE:
            return
        if not raw.FPDFPageObj_GetBounds(item, *self._side_refs):
            return
        self._shapes += 1
        left, bottom, right, top = (side.value for side in self._sides)
        for address, (x0, y0, x1, y1) in self._texts:
            middle = (y0 + y1) / 2
            if bottom < middle < top and left < x1 and x0 < right:
                self._suspects.setdefault(address, COVERED)
                self.covers.setdefault(address, []).append((left, bottom, right, top))

    def _is_false(self, item: Any) -> bool:
        """Whether the font of a text object lies; each is held against its shapes when it comes up first."""
        from pypdfium2 import raw

        name = glyphs.whole_name(_font(item))
        font = raw.FPDFTextObj_GetFont(item)
        address = ctypes.addressof(font.contents) if font else 0
        if name in self._claimed and address and address not in self._held:
            self._held.add(address)
            if glyphs.lies(font, self._claimed[name]):
                self._false_fonts.add(name)
        return name in self._false_fonts


def _size(item: Any) -> float:
    """The height of the letters in points."""
    from pypdfium2 import raw

    size, matrix = ctypes.c_float(), raw.FS_MATRIX()
    raw.FPDFTextObj_GetFontSize(item, size)
    raw.FPDFPageObj_GetMatrix(item, matrix)
    return abs(size.value) * max(abs(matrix.b), abs(matrix.d))


def _font(item: Any) -> str:
    from pypdfium2 import raw

    font = raw.FPDFTextObj_GetFont(item)
    length = raw.FPDFFont_GetBaseFontName(font, None, 0)
    name = ctypes.create_string_buffer(max(length, 1))
    raw.FPDFFont_GetBaseFontName(font, name, length)
    return name.value.decode("utf-8", "replace")


def _stretches(text_page: Any, count: int, looked: Look) -> Iterator[tuple[int, int, str]]:
    """First and last character of every run of suspect text."""
    from pypdfium2 import raw

    def reason(index: int) -> tuple[str | None, int]:
        """Why, and the object itself where each is looked at alone."""
        item = raw.FPDFText_GetTextObject(text_page.raw, index)
        address = ctypes.addressof(item.contents) if item else 0
        why = looked.suspects.get(address)
        if why == COVERED and not _under(text_page.get_charbox(index), looked.covers[address]):
            return None, 0
        return why, address if why in (LAYER, COVERED) else 0

    for (why, _object), run in groupby(((index, reason(index)) for index in range(count)), key=lambda pair: pair[1]):
        if why:
            indices = [index for index, _why in run]
            yield indices[0], indices[-1], why


def _under(char: Box, covers: Sequence[Box]) -> bool:
    """Whether the middle of a character lies under one of the shapes."""
    x, y = (char[0] + char[2]) / 2, (char[1] + char[3]) / 2
    return any(left <= x <= right and bottom <= y <= top for left, bottom, right, top in covers)


def _after_a_look(page: Any, text_page: Any, stretches: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """The stretches without the pale text that stands out from its ground, as the head of a table does."""
    width, height = page.get_size()
    scale = min(_CHECKED, (25_000_000 / max(width * height, 1)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    try:
        picture = bitmap.to_pil()
        for first, last, reason in stretches:
            if reason not in _TO_LOOK_AT or not _stands_out(page, picture, text_page, (first, last), reason):
                yield first, last, reason
    finally:
        bitmap.close()


def _stands_out(page: Any, picture: Any, text_page: Any, stretch: tuple[int, int], reason: str) -> bool:
    """Whether the picture has ink where the text stands; of what lies under a shape, in the middle of its line alone,
    for the shape may end there."""
    first, last = stretch
    across, down = picture.width / page.get_width(), picture.height / page.get_height()
    for index in range(text_page.count_rects(first, last - first + 1)):
        rect = seen_rect(page, *text_page.get_rect(index))
        box = (int(rect.x0 * across), int(rect.top * down), int(rect.x1 * across) + 1, int(rect.bottom * down) + 1)
        if reason == COVERED:
            margin = (box[3] - box[1]) // 4
            box = (box[0] + 1, box[1] + margin, box[2] - 2, box[3] - margin)
        if box[0] < box[2] and box[1] < box[3]:
            low, high = picture.crop(tuple(max(0, side) for side in box)).getextrema()
            if high - low > _INK:
                return True
    return False
