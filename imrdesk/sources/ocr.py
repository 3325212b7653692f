"""Words out of pictures of pages, by Tesseract; an optional extra, offline, one page at a time."""

import importlib.util
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imrdesk import paths
from imrdesk.document.geometry import Rect
from imrdesk.document.model import Page, Word

from .clean import cleaned

if TYPE_CHECKING:
    from PIL.Image import Image

NAME = "tesseract"
DPI = 200
_LANGUAGE = "eng"
_DATA = f"{_LANGUAGE}.traineddata"
_OF_WINDOWS = (("PROGRAMFILES", ""), ("PROGRAMFILES(X86)", ""), ("LOCALAPPDATA", "Programs"))  # for all, or for one


@cache
def data_folder() -> Path | None:
    """Where Tesseract's English data is: named by TESSDATA_PREFIX, shipped with the program, or of the system."""
    places = [paths.resource("ocr"), Path(sys.prefix) / "share" / "tessdata"]
    if chosen := os.environ.get("TESSDATA_PREFIX"):
        places = [Path(chosen), Path(chosen) / "tessdata", *places]
    system = Path("/usr/share")
    places += sorted(system.glob("tesseract-ocr/*/tessdata"), reverse=True)
    places += [system / "tessdata", Path("/usr/local/share/tessdata")]
    places += [Path("/opt") / port / "share" / "tessdata" for port in ("homebrew", "local")]  # macOS
    for variable, inside in _OF_WINDOWS:
        if folder := os.environ.get(variable):
            places.append(Path(folder) / inside / "Tesseract-OCR" / "tessdata")
    return next((place for place in places if (place / _DATA).is_file()), None)


@cache
def available() -> bool:
    """Whether pictures can be recognised on this computer."""
    return importlib.util.find_spec("tesserocr") is not None and data_folder() is not None


def recognised(image: "Image", number: int, width: float, height: float, seconds: float) -> Page:
    """A page of `width` by `height` points from its picture: text, the place of each word, mean confidence; without
    any of it where that took longer than `seconds`."""
    api = _engine()
    api.SetImage(image)
    api.SetSourceResolution(max(70, round(image.width / width * 72)))
    try:
        if not api.Recognize(max(1, round(seconds * 1000))):
            return Page(number, "", width, height)
        return _assembled(_found(api), number, (width, height), width / image.width)
    finally:
        api.Clear()


@cache
def _engine() -> Any:
    import tesserocr

    return tesserocr.PyTessBaseAPI(path=str(data_folder()), lang=_LANGUAGE, psm=tesserocr.PSM.AUTO)


def _found(api: Any) -> Iterator[tuple[str, str, float, tuple[int, int, int, int]]]:
    """Each word with what stands before it, its confidence and its box in pixels."""
    from tesserocr import RIL, iterate_level

    results = api.GetIterator()
    if results is None:
        return
    first = True
    for item in iterate_level(results, RIL.WORD):
        if item.Empty(RIL.WORD):
            continue
        before = " "
        if item.IsAtBeginningOf(RIL.TEXTLINE):
            before = "\n\n" if item.IsAtBeginningOf(RIL.BLOCK) else "\n"
        yield (
            "" if first else before,
            item.GetUTF8Text(RIL.WORD),
            item.Confidence(RIL.WORD) / 100,
            item.BoundingBox(RIL.WORD),
        )
        first = False


def _assembled(
    found: Iterator[tuple[str, str, float, tuple[int, int, int, int]]],
    number: int,
    size: tuple[float, float],
    scale: float,
) -> Page:
    parts: list[str] = []
    words: list[Word] = []
    at = 0
    for before, raw, confidence, box in found:
        text = cleaned(raw)[0].replace("\n", " ")
        at += len(before)
        rect = Rect(*(round(side * scale, 2) for side in box))
        words.append(Word(at, at + len(text), rect, round(confidence, 3)))
        parts += (before, text)
        at += len(text)
    mean = sum(word.confidence for word in words) / len(words) if words else 0.0
    return Page(number, "".join(parts), *size, tuple(words), round(mean, 3))
