"""How fast PDF letters are read, against other readers in the same run: python -m tests.bench.reading.

Reference: PDFium alone. Beside it: imrdesk's reading in this process, extraction from what was read, pdfplumber alone,
and the pdftotext program (one process a file, as it is used), where it is installed.
"""

import argparse
import shutil
import statistics
import subprocess
from pathlib import Path

import pdfplumber
import pypdfium2

from imrdesk.extract.pipeline import extract
from imrdesk.sources import open_source
from tests.bench.throughput import Step, bare, ratios, timed
from tests.specimens import WHY_SKIPPED, specimens


def imrdesk(files: list[Path]) -> None:
    """What the workers do: PDFium, qpdf, what is seen, trial drawings."""
    for file in files:
        open_source(file)


class Extraction:
    """Extraction alone, of documents that are read."""

    def __init__(self, files: list[Path]) -> None:
        self._documents = [open_source(file) for file in files]

    def __call__(self, _files: list[Path]) -> None:
        for document in self._documents:
            extract(document)


def plumber(files: list[Path]) -> None:
    """pdfplumber's text of every page."""
    for file in files:
        with pdfplumber.open(file) as pdf:
            for page in pdf.pages:
                page.extract_text()
                page.close()


def poppler(files: list[Path]) -> None:
    """The pdftotext program."""
    for file in files:
        subprocess.run(["pdftotext", file, "-"], stdout=subprocess.DEVNULL, check=True)


def main() -> None:
    """Time each reader in turn, round by round, and print medians and ratios to the reference."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--letters", type=int, default=20, help="how many letters a round; pdfplumber is slow")
    options.add_argument("--quick", action="store_true", help="without the readers of others")
    chosen = options.parse_args()
    files = [specimen.path for specimen in specimens()][: chosen.letters]
    if not files:
        raise SystemExit(WHY_SKIPPED)
    pages = sum(len(pypdfium2.PdfDocument(file)) for file in files)
    readers: dict[str, Step] = {"PDFium alone": bare, "imrdesk": imrdesk}
    readers["extraction alone"] = Extraction(files)
    if not chosen.quick:
        readers["pdfplumber alone"] = plumber
    if shutil.which("pdftotext") and not chosen.quick:
        readers["pdftotext program"] = poppler
    seconds = timed(readers, files, chosen.rounds)
    print(f"{len(files)} letters, {pages} pages, {chosen.rounds} rounds")
    print(f"{'reader':20}{'ms a page':>10}{'letters/s':>11}{'ratio to PDFium':>15}{'min':>8}{'max':>8}")
    for name, times in seconds.items():
        median = statistics.median(times)
        speed = f"{1000 * median / pages:10.2f}{len(files) / median:11.1f}"
        print(f"{name:20}{speed}{ratios(times, seconds['PDFium alone'])}")


if __name__ == "__main__":
    main()
