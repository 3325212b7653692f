"""How far OCR's own confidence can be trusted: python -m tests.bench.scans.

Prints the samples' pages as scans (blurred, skewed, with noise), recognises them, and says for each bound of confidence
what share of the words below and above it are wrong. SURE in imrdesk.desk.reading comes from here.
"""

import argparse
import difflib
import random

import pypdfium2
from PIL import Image, ImageFilter

from imrdesk.sources import ocr, open_source
from tests.hostile.corpus import SAMPLES

BOUNDS = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.92, 0.94, 0.95, 0.96)


def spoiled(image: Image.Image, chance: random.Random) -> Image.Image:
    """The page as a tired scanner gives it."""
    turned = image.rotate(chance.uniform(-0.8, 0.8), fillcolor=255, resample=Image.Resampling.BICUBIC)
    soft = turned.filter(ImageFilter.GaussianBlur(chance.uniform(0.4, 1.1)))
    noise = Image.effect_noise(soft.size, chance.uniform(10, 60))
    return Image.blend(soft, noise, chance.uniform(0.05, 0.25))


def words(pages: int, seed: int) -> list[tuple[float, bool]]:
    """For each recognised word its confidence, and whether the letter has it there."""
    chance = random.Random(seed)
    found: list[tuple[float, bool]] = []
    for path in sorted(SAMPLES.glob("*.pdf")):
        document = open_source(path)
        pdf = pypdfium2.PdfDocument(path)
        for page in document.pages[:pages]:
            if page.ocr is not None:
                continue
            image = spoiled(pdf[page.number - 1].render(scale=ocr.DPI / 72, grayscale=True).to_pil(), chance)
            read = ocr.recognised(image, page.number, page.width, page.height, 60.0)
            true, got = page.text.split(), [read.text[word.start : word.end] for word in read.words]
            right = set()
            for block in difflib.SequenceMatcher(None, true, got, autojunk=False).get_matching_blocks():
                right |= set(range(block.b, block.b + block.size))
            found += [(word.confidence, index in right) for index, word in enumerate(read.words)]
        pdf.close()
    return found


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pages", type=int, default=2, help="pages of each sample")
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    if not ocr.available():
        raise SystemExit("The OCR extra or Tesseract's English data is not installed.")
    found = words(chosen.pages, chosen.seed)
    wrong = sum(not right for _sure, right in found)
    print(f"{len(found)} words, {wrong} wrong ({wrong / len(found):.2%})")
    print(f"{'bound':>6}{'words below':>13}{'wrong below':>13}{'wrong above':>13}")
    for bound in BOUNDS:
        below = [right for sure, right in found if sure < bound]
        above = [right for sure, right in found if sure >= bound]
        shares = [1 - sum(part) / max(len(part), 1) for part in (below, above)]
        print(f"{bound:6}{len(below):13}{shares[0]:13.1%}{shares[1]:13.2%}")


if __name__ == "__main__":
    main()
