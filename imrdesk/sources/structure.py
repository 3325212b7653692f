"""A third look at a PDF, by qpdf: how many pages it is built of, and whether its fonts tell the truth."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .glyphs import CHECKED, whole_name
from .names import shown

MOST_PAGES = 2_000
_FONTS_A_PAGE = 60
_DEEPEST = 50
_NAMED = 10
_BFCHAR = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_BFRANGE = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>\s*(?:<([0-9A-Fa-f\s]+)>|\[([^\]]*)\])")
_CODECS = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman", "/StandardEncoding": "ascii"}
_NAMES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_DIGITS: dict[str, str] = {name: str(digit) for digit, name in enumerate(_NAMES)}


@dataclass(frozen=True, slots=True)
class Structure:
    """How many pages there are, and by page (from 0) the names of fonts whose text is not what they draw.

    `patterned` pages draw with patterns, shadings, masks or fonts made of drawings: few objects, perhaps much work.
    """

    pages: int
    false_fonts: dict[int, frozenset[str]]
    claimed: dict[int, dict[str, str]]  # by page, embedded fonts that come up first there: what their maps name
    patterned: frozenset[int]
    layered: bool  # has layers that are switched off, or may be
    attached: tuple[str, ...]  # names of the files packed in it
    made_on_opening: bool  # a form whose pages one program alone makes, when it opens it


def look(data: bytes, password: str | None) -> Structure | None:
    """What a PDF is built of; None where qpdf cannot say."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data), password=password or "") as pdf:
            pages = len(pdf.pages)
            known: dict[Any, bool] = {}
            false_fonts: dict[int, frozenset[str]] = {}
            claimed: dict[int, dict[str, str]] = {}
            patterned: set[int] = set(range(MOST_PAGES, pages))
            for index in range(min(pages, MOST_PAGES)):
                resources = _resources(pdf.pages[index].obj)
                if found := dict(_claims(resources, known)):
                    claimed[index] = found
                if names := frozenset(_false_fonts(resources, known)):
                    false_fonts[index] = names
                if _patterned(resources):
                    patterned.add(index)
            return Structure(
                pages,
                false_fonts,
                claimed,
                frozenset(patterned),
                _layered(pdf.Root),
                _attached(pdf),
                bool(pdf.Root.get("/NeedsRendering", False)),
            )
    except MemoryError:
        raise
    except Exception:  # a look that fails is no look; the readers speak for themselves
        return None


def _resources(page: Any) -> Any:
    """What a page draws with; its own, or those of the group of pages it is in."""
    node, depth = page, 0
    while node is not None and depth < _DEEPEST:
        if "/Resources" in node:
            return node["/Resources"]
        node, depth = node.get("/Parent"), depth + 1
    return {}


def _layered(catalog: Any) -> bool:
    default = catalog.get("/OCProperties", {}).get("/D", {})
    return bool(
        len(default.get("/OFF", ())) or len(default.get("/AS", ())) or default.get("/BaseState", "/ON") != "/ON"
    )


def _attached(pdf: Any) -> tuple[str, ...]:
    return tuple(shown(name) for name in sorted(pdf.attachments)[:_NAMED])


def _patterned(resources: Any) -> bool:
    if "/Pattern" in resources or "/Shading" in resources:
        return True
    if any(str(state.get("/SMask", "/None")) != "/None" for _name, state in resources.get("/ExtGState", {}).items()):
        return True
    return any(font.get("/Subtype") == "/Type3" for _name, font in resources.get("/Font", {}).items())


def _false_fonts(resources: Any, known: dict[Any, bool]) -> Iterator[str]:
    """The base names of a page's fonts that lie; each font is looked at once."""
    for _name, font in list(resources.get("/Font", {}).items())[:_FONTS_A_PAGE]:
        key = font.objgen if font.objgen != (0, 0) else id(font)
        if key not in known:
            known[key] = _lies(font)
        if known[key]:
            yield _base_name(font)


def _claims(resources: Any, known: dict[Any, bool]) -> Iterator[tuple[str, str]]:
    """Embedded fonts not met before, by their base names, and what of CHECKED their maps to text name."""
    for _name, font in list(resources.get("/Font", {}).items())[:_FONTS_A_PAGE]:
        key = font.objgen if font.objgen != (0, 0) else id(font)
        if key in known or "/ToUnicode" not in font:
            continue
        inner = font["/DescendantFonts"][0] if "/DescendantFonts" in font else font
        if any(name.startswith("/FontFile") for name in inner.get("/FontDescriptor", {})):
            named = set(_mapped(font["/ToUnicode"].read_bytes()).values())
            yield _base_name(font), "".join(char for char in CHECKED if char in named)


def _base_name(font: Any) -> str:
    return whole_name(str(font.get("/BaseFont", "")).lstrip("/"))


def _lies(font: Any) -> bool:
    """Whether a simple font's map to text names other letters or digits than its encoding draws."""
    if "/ToUnicode" not in font or "/Encoding" not in font or font.get("/Subtype") == "/Type0":
        return False
    drawn = _drawn(font["/Encoding"])
    for code, text in _mapped(font["/ToUnicode"].read_bytes()).items():
        seen = drawn.get(code, "")
        if seen.isalnum() and text[:1].isalnum() and text.isascii() and text != seen:
            return True
    return False


def _drawn(encoding: Any) -> dict[int, str]:
    """The ASCII letters and digits that codes draw, by the encoding's name and its differences."""
    base = encoding if not hasattr(encoding, "keys") else encoding.get("/BaseEncoding", "/StandardEncoding")
    codec = _CODECS.get(str(base), "ascii")
    drawn = {code: bytes([code]).decode(codec, "replace") for code in range(32, 127)}
    code = 0
    for item in encoding.get("/Differences", ()) if hasattr(encoding, "keys") else ():
        if isinstance(item, int) or str(item).lstrip("-").isdigit():
            code = int(item)
            continue
        name = str(item).lstrip("/")
        drawn[code] = name if len(name) == 1 else _DIGITS.get(name, "")
        code += 1
    return drawn


def _mapped(cmap: bytes) -> dict[int, str]:
    """What a ToUnicode map says of codes; no honest range of it has more than 256."""
    found: dict[int, str] = {}
    for block in _BFCHAR.findall(cmap):
        for code, text in _PAIR.findall(block):
            found[_number(code)] = _text(text)
    for block in _BFRANGE.findall(cmap):
        for low, high, start, each in _RANGE.findall(block):
            first, last = _number(low), min(_number(high), _number(low) + 255)
            if start:
                base = _number(start)
                found |= {code: chr(base + code - first) for code in range(first, last + 1) if base < 0xD700}
            else:
                texts = re.findall(rb"<([0-9A-Fa-f\s]+)>", each)
                found |= {first + index: _text(text) for index, text in enumerate(texts[: last - first + 1])}
    return found


def _number(digits: bytes) -> int:
    return int(re.sub(rb"\s", b"", digits) or b"0", 16)


def _text(digits: bytes) -> str:
    clean = re.sub(rb"\s", b"", digits)
    return bytes.fromhex((clean + b"0" * (-len(clean) % 4)).decode()).decode("utf-16-be", "replace")
