"""A letter as a scanner hands it over: pictures of pages, slightly askew and speckled, with no text behind them."""

from io import BytesIO
from random import Random
from time import gmtime

import pypdfium2
from PIL import Image, ImageDraw, ImageFilter

from . import f3
from .letter import Letter

SCALE = 3
RESOLUTION = 72 * SCALE
SPECKS = 250
LIGHT = 150  # grey levels above this come out white


def pdf(letter: Letter) -> bytes:
    """The letter as a PDF of black and white pictures."""
    printed = pypdfium2.PdfDocument(f3.pdf(letter))
    pages = [_scanned(page.render(scale=SCALE, grayscale=True).to_pil(), number) for number, page in enumerate(printed)]
    printed.close()
    written = BytesIO()
    properties = {"title": f"Fictional sample letter {letter.file}", "creationDate": gmtime(0), "modDate": gmtime(0)}
    pages[0].save(written, "PDF", save_all=True, append_images=pages[1:], resolution=RESOLUTION, **properties)
    return written.getvalue()


def _scanned(page: Image.Image, number: int) -> Image.Image:
    chance = Random(number)
    turned = page.convert("L").rotate(chance.uniform(0.3, 0.6), Image.Resampling.BICUBIC, fillcolor=255)
    draw = ImageDraw.Draw(turned)
    for _ in range(SPECKS):
        x, y, size = chance.randrange(turned.width), chance.randrange(turned.height), chance.choice((1, 1, 1, 2))
        draw.ellipse((x, y, x + size, y + size), fill=chance.randrange(140))
    black_and_white = [255 if level > LIGHT else 0 for level in range(256)]
    return turned.filter(ImageFilter.GaussianBlur(0.6)).point(black_and_white, "1")
