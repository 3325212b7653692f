"""How fast letters are read, extracted and stored against PDFium alone: python -m tests.bench.throughput."""

import argparse
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2

from imrdesk.extract.pipeline import extract
from imrdesk.sources import open_source
from imrdesk.workflow import Desk
from tests.specimens import specimens


def bare(files: list[Path]) -> None:
    """The reference: PDFium's text of every page, and nothing else."""
    for file in files:
        pdf = pypdfium2.PdfDocument(file.read_bytes())
        for page in pdf:
            text = page.get_textpage()
            text.get_text_range()
            text.close()
            page.close()
        pdf.close()


def read(files: list[Path]) -> None:
    """Reading into documents."""
    for file in files:
        open_source(file)


def read_and_extract(files: list[Path]) -> None:
    """Reading and extraction."""
    for file in files:
        extract(open_source(file))


def whole(files: list[Path]) -> None:
    """Reading, extraction and a durable copy in a new workspace, letter by letter."""
    folder = Path(tempfile.mkdtemp(prefix="imrdesk-bench-"))
    try:
        with Desk.open(folder) as desk:
            report = desk.import_paths(files, "bench")
            assert len(report.added) == len(files), report.sentence()
    finally:
        shutil.rmtree(folder)


STEPS: tuple[Callable[[list[Path]], None], ...] = (bare, read, read_and_extract, whole)


def main() -> None:
    """Time each step in turn, round by round, and print medians and ratios to the reference."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=7)
    rounds = options.parse_args().rounds
    files = [specimen.path for specimen in specimens()]
    seconds: dict[str, list[float]] = {step.__name__: [] for step in STEPS}
    for number in range(rounds + 1):
        for step in STEPS:
            start = time.perf_counter()
            step(files)
            if number:  # the first round warms up
                seconds[step.__name__].append(time.perf_counter() - start)
    print(f"{len(files)} letters, {rounds} rounds")
    print(f"{'step':20}{'ms a letter':>12}{'letters/s':>12}{'ratio to bare':>15}{'min':>8}{'max':>8}")
    for name, times in seconds.items():
        ratios = [own / reference for own, reference in zip(times, seconds["bare"], strict=True)]
        median = statistics.median(times)
        print(
            f"{name:20}{1000 * median / len(files):12.2f}{len(files) / median:12.0f}"
            f"{statistics.median(ratios):15.2f}{min(ratios):8.2f}{max(ratios):8.2f}"
        )


if __name__ == "__main__":
    main()
