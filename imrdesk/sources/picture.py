"""Pictures of pages: TIFF with one page a frame, PNG and JPEG, recognised where OCR is there, shown in any case."""

import io
import math
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
READ_PIXELS = 25_000_000  # to be recognised: a page of letter size at 500 dots an inch
MOST_FRAMES = 500
_USUAL_DPI = 200.0
_ORIENTATION = 0x0112
_ON_ITS_SIDE = (5, 6, 7, 8)
_REDUCED = ("L", "LA", "RGB", "RGBA", "CMYK", "YCbCr", "I", "F")  # modes that Pillow makes smaller by averaging
_SIDE = 14_400  # points; what a page may be at most in a PDF
INSTALL = "pip install 'imrdesk[ocr]'"  # with Tesseract's English data
WITHOUT_OCR = (
    "This file holds only pictures of pages: type the values by hand beside the page. To have such pages read, whoever "
    f"looks after this computer installs OCR by: {INSTALL}"
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
            width, height = points(image)
            page = bounded(image, READ_PIXELS)  # unpacks it here, in the worker, whether it is recognised or not
            if how.scans and ocr.available() and clock.left:
                pages.append(ocr.recognised(flat(page).convert("L"), number, width, height, clock.seconds))
            else:
                pages.append(Page(number, "", width, height))
    return (Read(tuple(pages), notes(pages), ocr.NAME if any(page.text for page in pages) else ""),)


class Clock:
    """Counts down the time there is for recognising pages, so that a long scan is read in part rather than refused."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    @property
    def seconds(self) -> float:
        """How much time is left."""
        return max(self._end - time.monotonic(), 0.0)

    @property
    def left(self) -> bool:
        """Whether there is time for another page."""
        return self.seconds > 0


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
    """The size of the page as a person holds it, from what the picture says of its resolution where that can be."""
    dpi = image.info.get("dpi", (0, 0))
    across, down = (float(side) if 50 <= float(side) <= 2400 else _USUAL_DPI for side in (dpi[0], dpi[1]))
    width, height = image.width * 72 / across, image.height * 72 / down
    if max(width, height) > _SIDE:
        across = down = max(image.width, image.height) * 72 / _SIDE
        width, height = image.width * 72 / across, image.height * 72 / down
    if _turned(image) in _ON_ITS_SIDE:
        width, height = height, width
    return round(width, 2), round(height, 2)


def bounded(image: "Image", most: int) -> "Image":
    """The picture as a person holds it, of about `most` pixels at most: a huge one is made smaller before anything
    else is done with it, for each step takes seconds."""
    from PIL import ImageOps

    factor = math.ceil(math.sqrt(image.width * image.height / most))
    if factor > 1:
        image.draft("L" if image.mode == "L" else "RGB", (image.width // factor, image.height // factor))
    image.load()
    factor = math.ceil(math.sqrt(image.width * image.height / most))  # a JPEG has been unpacked smaller by now
    turned, small = _turned(image), image.reduce(factor) if factor > 1 and image.mode in _REDUCED else image
    if turned == 1:
        return small
    if small is not image:
        small.info["exif"] = image.info.get("exif", b"")
        small.getexif()[_ORIENTATION] = turned
    return ImageOps.exif_transpose(small)


def _turned(image: "Image") -> int:
    """How a camera was held: 1 is upright."""
    return image.getexif().get(_ORIENTATION, 1)


def flat(image: "Image") -> "Image":
    """The picture on white where it is transparent."""
    from PIL import Image

    if image.mode not in ("RGBA", "LA", "PA") and "transparency" not in image.info:
        return image
    seen = image.convert("RGBA")
    ground = Image.new("RGBA", seen.size, "white")
    ground.alpha_composite(seen)
    return ground
