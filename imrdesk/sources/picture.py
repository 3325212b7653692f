"""Pictures of pages: TIFF with one page a frame, PNG and JPEG, recognised where OCR is there, shown in any case."""

import io
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from imrdesk.document.model import Note, Page

from . import ocr
from .reader import How, Read
from .refusals import refusal

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = ("TIFF", "PNG", "JPEG")
MOST_PIXELS = 100_000_000
MOST_FRAMES = 500
_USUAL_DPI = 200.0
_SIDE = 14_400  # points; what a page may be at most in a PDF
WITHOUT_OCR = (
    "This file holds only pictures of pages: type the values by hand beside the page. To have such pages read, ask "
    "for the OCR extra of imrdesk, or save the letter again as a PDF with text."
)
NO_TEXT = Note("no_text", WITHOUT_OCR, warning=True)


def claims_tiff(data: bytes) -> bool:
    """Whether these are the bytes of a TIFF."""
    return data.startswith((b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"))


def claims_png(data: bytes) -> bool:
    """Whether these are the bytes of a PNG."""
    return data.startswith(b"\x89PNG\r\n\x1a\n")


def claims_jpeg(data: bytes) -> bool:
    """Whether these are the bytes of a JPEG."""
    return data.startswith(b"\xff\xd8\xff")


def claims(data: bytes) -> bool:
    """Whether these are the bytes of a picture that can be shown."""
    return claims_tiff(data) or claims_png(data) or claims_jpeg(data)


def read(data: bytes, how: How) -> tuple[Read, ...]:
    """One page for each frame."""
    clock = Clock(how.scan_seconds)
    pages: list[Page] = []
    with opened(data) as image:
        for number in range(1, frames(image) + 1):
            image.seek(number - 1)
            page = flat(upright(image)).convert("L")  # unpacks it here, in the worker, whether it is recognised or not
            width, height = points(upright(image))
            if how.scans and ocr.available() and clock.left:
                pages.append(ocr.recognised(page, number, width, height))
            else:
                pages.append(Page(number, "", width, height))
    return (Read(tuple(pages), notes(pages), ocr.NAME if any(page.text for page in pages) else ""),)


class Clock:
    """Counts down the time there is for recognising pages, so that a long scan is read in part rather than refused."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    @property
    def left(self) -> bool:
        """Whether there is time for another page."""
        return time.monotonic() < self._end


def notes(pages: list[Page]) -> tuple[Note, ...]:
    """What a person should know of pages that were recognised or not."""
    read = [page for page in pages if page.ocr is not None and page.text.strip()]
    unread = [page.number for page in pages if page.ocr is None and not page.text.strip()]
    if not read:
        return (NO_TEXT,)
    found = [
        Note("ocr", f"Read from pictures by OCR: {listed([page.number for page in read])}. Check against the page.")
    ]
    if unread:
        message = f"There was no time to read {listed(unread)} by OCR: type the values by hand beside the page."
        found.append(Note("ocr_unfinished", message, warning=True))
    return tuple(found)


def listed(numbers: list[int]) -> str:
    """Pages as people name them: `page 2`, `pages 1, 3 and 4`, `pages 1 to 40`."""
    if len(numbers) == 1:
        return f"page {numbers[0]}"
    if numbers == list(range(numbers[0], numbers[-1] + 1)) and len(numbers) > 3:
        return f"pages {numbers[0]} to {numbers[-1]}"
    shown = numbers if len(numbers) <= 12 else [*numbers[:11], len(numbers) - 11]
    last = f"{len(numbers) - 11} more" if len(numbers) > 12 else str(shown[-1])
    return f"pages {', '.join(map(str, shown[:-1]))} and {last}"


@contextmanager
def opened(data: bytes) -> Iterator["Image"]:
    """The picture; its size is checked before a single pixel is unpacked."""
    from PIL import Image, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = None  # checked here, and refused in words
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            for number in range(frames(image)):
                image.seek(number)
                if image.width * image.height > MOST_PIXELS:
                    raise refusal("too_large", "file")
            image.seek(0)
            yield image
    except UnidentifiedImageError as cause:
        raise refusal("damaged", "file") from cause


def frames(image: "Image") -> int:
    """How many pages a picture has."""
    count = int(getattr(image, "n_frames", 1))
    if count > MOST_FRAMES:
        raise refusal("too_large", "file")
    return count


def points(image: "Image") -> tuple[float, float]:
    """The size of the page, from what the picture says of its resolution where that can be."""
    dpi = image.info.get("dpi", (0, 0))
    across, down = (float(side) if 50 <= float(side) <= 2400 else _USUAL_DPI for side in (dpi[0], dpi[1]))
    width, height = image.width * 72 / across, image.height * 72 / down
    if max(width, height) > _SIDE:
        across = down = max(image.width, image.height) * 72 / _SIDE
        width, height = image.width * 72 / across, image.height * 72 / down
    return round(width, 2), round(height, 2)


def upright(image: "Image") -> "Image":
    """The picture as a person holds it: cameras note how they were turned."""
    from PIL import ImageOps

    return ImageOps.exif_transpose(image)


def flat(image: "Image") -> "Image":
    """The picture on white where it is transparent."""
    from PIL import Image

    if image.mode not in ("RGBA", "LA", "PA") and "transparency" not in image.info:
        return image
    seen = image.convert("RGBA")
    ground = Image.new("RGBA", seen.size, "white")
    ground.alpha_composite(seen)
    return ground
