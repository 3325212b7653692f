"""What exports cost, each as a ratio to a named reference in one run, and what is left of a file when one is killed.

python -m tests.bench.export [--cases 1000] [--kills 200]
"""

import argparse
import gc
import os
import resource as limits
import signal
import statistics
import subprocess
import sys
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import docx
from docx.table import _Cell

from imrdesk.export import EXPORTERS, Letter, SummaryOptions
from imrdesk.export.preview import Grid, blocks
from imrdesk.paths import resource
from tests.reference.kinds import letters

ROUNDS = 15


def ratio(
    ours: Callable[[], object], reference: Callable[[], object], clock: Callable[[], float] = time.perf_counter
) -> tuple[float, float]:
    """The median of our seconds by the reference's, measured in turn, and our seconds."""
    pairs: list[tuple[float, float]] = []
    for number in range(ROUNDS + 1):
        gc.collect()
        pair = _seconds(ours, clock), _seconds(reference, clock)
        if number:  # the first round loads what is loaded late
            pairs.append(pair)
    return statistics.median(one / other for one, other in pairs), statistics.median(one for one, _other in pairs)


def _seconds(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    start = clock()
    work()
    return clock() - start


def bare(letter: Letter, target: Path, options: SummaryOptions) -> Callable[[], None]:
    """The same paragraphs and tables written by python-docx alone: the reference."""
    content = blocks(letter, options)

    def write() -> None:
        document = docx.Document(str(resource("word", "summary.docx")))
        for block in content:
            if isinstance(block, Grid):
                _bare_table(document, block)
            else:
                document.add_paragraph(block.text)
        document.save(str(target))

    return write


def _bare_table(document: Any, grid: Grid) -> None:
    table = document.add_table(len(grid.rows), len(grid.widths))
    for row, cells in zip(table._tbl.tr_lst, grid.rows, strict=True):
        for tc, cell in zip(row.tc_lst, cells, strict=False):
            first, *rest = cell
            shown = _Cell(tc, table)
            shown.paragraphs[0].add_run(first.text)
            for line in rest:
                shown.add_paragraph(line.text)


class Many(Sequence[Letter]):
    """So many letters with ids of their own, made when their turn comes."""

    def __init__(self, letter: Letter, count: int) -> None:
        self._letter = letter
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, index: Any) -> Any:
        return replace(self._letter, record=replace(self._letter.record, id=f"{index:08}-many"))

    def __iter__(self) -> Iterator[Letter]:
        return (self[index] for index in range(self._count))


def one_summary(folder: Path) -> None:
    letter = letters()[0]
    again = SummaryOptions()
    kept, target = folder / "again.docx", folder / "ours.docx"
    EXPORTERS["docx"].write([letter], kept)
    cases = {
        "one summary, brief": (SummaryOptions(kind="brief", fresh=True), target),
        "one summary, detailed": (SummaryOptions(fresh=True), target),
        "exporting again to the same file": (again, kept),
    }
    for name, (options, file) in cases.items():
        ours = partial(EXPORTERS["docx"].write, [letter], file, options)
        reference = bare(letter, folder / "bare.docx", options)
        work, _seconds_of_work = ratio(ours, reference, time.process_time)
        share, seconds = ratio(ours, reference)
        # ours waits until file and folder are on the disk, the reference does not
        print(f"{name}: {work:.2f} of bare python-docx in work, {share:.2f} with the wait for the disk"
              f" ({seconds * 1000:.1f} ms; a new one has a budget of 2.00)")  # fmt: skip


def many_cases(folder: Path, cases: int) -> None:
    letter = letters()[0]
    few, all_ = (Many(letter, count) for count in (max(cases // 10, 1), cases))
    for name in EXPORTERS:
        small, large = _spent(name, few, folder), _spent(name, all_, folder)
        tracemalloc.start()
        _spent(name, all_, folder)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        growth = large / small / (len(all_) / len(few))
        print(f"{name}, {cases} cases: {large:.1f} s, {growth:.2f} of linear, {peak / 1e6:.0f} MB at most in Python")
    print(f"the whole run: {limits.getrusage(limits.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB resident at most")


def _spent(name: str, found: Many, folder: Path) -> float:
    """Seconds of one export."""
    return _seconds(partial(EXPORTERS[name].write, found, folder / f"many.{name}", SummaryOptions(fresh=True)))


WRITER = """
import sys
from pathlib import Path
from tests.reference.kinds import letters
from imrdesk.export import EXPORTERS, SummaryOptions
both = letters() * 5
print("ready", flush=True)
while True:
    EXPORTERS["docx"].write(both, Path(sys.argv[1]), SummaryOptions(fresh=True))
"""


def kills(folder: Path, count: int) -> int:
    """Kill a program that exports without end, at moments spread over an export; how many broken files were left."""
    target, broken = folder / "killed.docx", 0
    for number in range(count):
        with subprocess.Popen([sys.executable, "-c", WRITER, str(target)], stdout=subprocess.PIPE) as program:
            assert program.stdout
            program.stdout.readline()
            time.sleep(0.002 + 0.4 * (number * 0.618 % 1))
            os.kill(program.pid, signal.SIGKILL)
        if target.exists():
            broken += not _whole(target)
    return broken


def _whole(target: Path) -> bool:
    try:
        with zipfile.ZipFile(target) as package:
            return package.testzip() is None and bool(docx.Document(str(target)).tables)
    except (zipfile.BadZipFile, KeyError):
        return False


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=0)
    chosen = parser.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        one_summary(folder)
        many_cases(folder, chosen.cases)
        if chosen.kills:
            print(f"killed {chosen.kills} times while exporting: {kills(folder, chosen.kills)} broken files")


if __name__ == "__main__":
    main()
