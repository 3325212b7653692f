"""How fast letters are read, extracted and stored against PDFium alone: python -m tests.bench.throughput.

`inside` imports with the reading in the bench's own process, as if there were no guard; `whole` is what a person gets.
With --letters N it imports the letters repeated to N files once, and says how memory goes.
"""

import argparse
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psutil
import pypdfium2

from imrdesk.desk import reading
from imrdesk.desk.importing import Importer
from imrdesk.desk.reading import Request
from imrdesk.extract.pipeline import extract
from imrdesk.sources import open_source
from imrdesk.sources.reader import How
from imrdesk.store import Store
from imrdesk.workflow import Desk
from tests.specimens import specimens

MEGABYTE = 1024 * 1024
Step = Callable[[list[Path]], None]


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


class Unguarded:
    """Reads in this process."""

    def each(self, work: Callable[[Request], object], items: Iterator[Request]) -> Iterator[tuple[Request, object]]:
        for item in items:
            yield item, work(item)


def inside(files: list[Path]) -> None:
    """Reading, extraction and a durable copy in a new workspace, all in this process."""
    with new_folder() as folder, Store.open(folder) as store:
        report = Importer(store, Unguarded(), "bench", How()).run(files, None, None)  # pyright: ignore[reportArgumentType]
        assert len(report.added) == len(files), report.sentence()


class Whole:
    """Reading within the guard, extraction and a durable copy in a new workspace, letter by letter; workers warm."""

    def __init__(self) -> None:
        self._guard = reading.guard(reading.Limits())
        self._guard.warm()

    def __call__(self, files: list[Path]) -> None:
        with new_folder() as folder, Store.open(folder) as store:
            report = Importer(store, self._guard, "bench", How()).run(files, None, None)
            assert len(report.added) == len(files), report.sentence()


@contextmanager
def new_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="imrdesk-bench-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def compare(rounds: int) -> None:
    """Time each step in turn, round by round, and print medians and ratios to the reference."""
    files = [specimen.path for specimen in specimens()]
    steps = {"bare": bare, "read": read, "read_and_extract": read_and_extract, "inside": inside, "whole": Whole()}
    seconds = timed(steps, files, rounds)
    print(f"{len(files)} letters, {rounds} rounds")
    print(f"{'step':20}{'ms a letter':>12}{'letters/s':>12}{'ratio to bare':>15}{'min':>8}{'max':>8}")
    for name, times in seconds.items():
        median = statistics.median(times)
        speed = f"{1000 * median / len(files):12.2f}{len(files) / median:12.0f}"
        print(f"{name:20}{speed}{ratios(times, seconds['bare'])}")


def timed(steps: Mapping[str, Step], files: list[Path], rounds: int) -> dict[str, list[float]]:
    """The seconds each step takes, in turn, round by round; the first round warms up."""
    seconds: dict[str, list[float]] = {name: [] for name in steps}
    for number in range(rounds + 1):
        for name, step in steps.items():
            start = time.perf_counter()
            step(files)
            if number:
                seconds[name].append(time.perf_counter() - start)
    return seconds


def ratios(times: list[float], reference: list[float]) -> str:
    """Median, least and most of the ratios to a reference in the same rounds."""
    found = [own / other for own, other in zip(times, reference, strict=True)]
    return f"{statistics.median(found):15.2f}{min(found):8.2f}{max(found):8.2f}"


def repeat(count: int) -> None:
    """Import the letters repeated to `count` files that differ in a comment; memory after each tenth."""
    found = [specimen.path for specimen in specimens()]
    own = psutil.Process()
    with new_folder() as folder, Desk.open(folder / "workspace") as desk:
        files = [folder / f"{number:06}.pdf" for number in range(count)]
        for number, file in enumerate(files):
            file.write_bytes(found[number % len(found)].read_bytes() + b"\n%% %d\n" % number)
        desk.warm()
        start = time.perf_counter()

        def tell(done: int, total: int, _name: str) -> None:
            if done and done % max(total // 10, 1) == 0:
                readers = [child.memory_info().rss // MEGABYTE for child in own.children(recursive=True)]
                speed = done / (time.perf_counter() - start)
                desk_size = own.memory_info().rss // MEGABYTE
                print(f"{done:7} {speed:6.1f} letters/s, desk {desk_size} MB, workers {readers} MB")

        report = desk.import_paths(files, "bench", tell)
        print(report.sentence())


def main() -> None:
    """Compare the steps, or import many."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=7)
    options.add_argument("--letters", type=int, default=0, metavar="N")
    chosen = options.parse_args()
    if chosen.letters:
        repeat(chosen.letters)
    else:
        compare(chosen.rounds)


if __name__ == "__main__":
    main()
