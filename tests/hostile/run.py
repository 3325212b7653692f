"""The whole hostile corpus through a desk, a good letter after each file: python -m tests.hostile.run.

`--flips N` adds N more flipped copies of every sample, `--folder F` takes other files instead of the corpus. Counts
what may never be: a crash, a bare traceback, a file outside the workspace, a socket, a good letter lost.
"""

import argparse
import collections
import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from imrdesk import log
from imrdesk.desk.importing import ImportReport
from imrdesk.errors import SourceError, StoreError
from imrdesk.settings import Settings
from imrdesk.sources.refusals import REFUSALS
from imrdesk.workflow import Desk

from . import corpus

GOOD = corpus.SAMPLES / "01_one_item_upheld.pdf"
CANARY = "root:x:0:0"  # what a file that is asked for in secret begins with
SECONDS = 5
PAGES, SCALE = 2, 1.5  # drawn of each letter
CLIMBED = "escape"  # in the names that climb; whatever else lies in folders shared with others is theirs


@dataclass
class Outcome:
    """What a run came to; everything but `report`, `slowest` and `undrawn` should be empty."""

    report: ImportReport
    good_lost: list[str]
    unknown_reasons: list[str]
    sockets: list[str]
    written_outside: list[str]
    canary_seen: list[str]
    logged_faults: list[str]
    slowest: tuple[float, str]
    undrawn: int  # pages of hostile files that were read but cannot be drawn
    good_undrawn: int

    @property
    def faults(self) -> dict[str, object]:
        """What may never be."""
        names = (
            "good_lost",
            "unknown_reasons",
            "sockets",
            "written_outside",
            "canary_seen",
            "logged_faults",
            "good_undrawn",
        )
        return {name: found for name in names if (found := getattr(self, name))}


def run(folder: Path, hostile: list[Path]) -> Outcome:
    """Import the files into a new workspace in `folder`, a good letter after each."""
    good = folder / "good"
    good.mkdir()
    log.start(folder / "logs")
    files: list[Path] = []
    for number, path in enumerate(hostile):
        after = good / f"{number}.pdf"
        after.write_bytes(GOOD.read_bytes() + b"\n%% %d\n" % number)
        files += [path, after]
    before = {path for place in watched(folder) for path in place.iterdir()}
    times: list[tuple[float, str]] = []
    last = time.monotonic()
    sockets: set[str] = set()

    def watch(done: int, _total: int, _name: str) -> None:
        nonlocal last
        now = time.monotonic()
        times.append((now - last, files[done - 1].name if done else ""))
        last = now
        sockets.update(str(link) for child in psutil.Process().children(recursive=True) for link in links(child))

    with Desk.open(folder / "workspace", Settings(reading_seconds=SECONDS, reading_megabytes=768)) as desk:
        desk.warm()
        report = desk.import_paths(files, "hostile", watch)
        last_good, undrawn = drawn(desk, report, good)
        texts = [desk.document(item.record_id).pages for item in report.added if item.record_id]
    seen = [page.text for pages in texts for page in pages if CANARY in page.text]
    expected = {path.name for path in good.iterdir()}
    came = {item.path.name for item in report.added if item.path.parent == good}
    became = {item.path.name: item.code or item.outcome for item in report.items if item.path.parent == good}
    return Outcome(
        report,
        [f"{name}: {became.get(name, 'nothing')}" for name in sorted(expected - came)],
        [f"{item.path.name}: {item.message}" for item in report.refused if item.code not in REFUSALS],
        sorted(sockets),
        escaped(folder, before),
        seen,
        faults((folder / "logs" / log.FILE_NAME).read_text()),
        max(times),
        undrawn,
        last_good,
    )


def escaped(folder: Path, before: set[Path]) -> list[str]:
    """The files that came where none belongs."""
    new = [path for place in watched(folder) for path in place.iterdir() if path not in before]
    return sorted(str(path) for path in new if path.parent == folder.parent or CLIMBED in path.name)


def faults(log_text: str) -> list[str]:
    """The lines of a log that tell of a fault of the program."""
    return [line for line in log_text.splitlines() if "Traceback" in line or "ERROR" in line]


def drawn(desk: Desk, report: ImportReport, good: Path) -> tuple[int, int]:
    """Draw the first pages of every hostile letter, a good one after each: good pages and others that did not come."""
    known = next(item.record_id for item in report.added if item.path.parent == good)
    lost = undrawn = 0
    for item in report.added:
        if item.record_id and item.path.parent != good:
            undrawn += undrawable(desk, item.record_id)
            lost += undrawable(desk, known or "")
    return lost, undrawn


def undrawable(desk: Desk, record_id: str) -> int:
    """How many of a letter's first pages cannot be drawn."""
    failed = 0
    try:
        view = desk.page_view(record_id)
    except StoreError:
        return 1
    if view is None:
        return 0
    for page in range(1, min(view.page_count, PAGES) + 1):
        try:
            view.image(page, SCALE)
        except SourceError:
            failed += 1
    return failed


def links(process: psutil.Process) -> list[str]:
    """Network sockets of a process; the local ones that processes talk by do not count."""
    try:
        return [f"{process.name()} {link.laddr}" for link in process.net_connections(kind="inet")]
    except psutil.Error:
        return []


def watched(folder: Path) -> list[Path]:
    """Where a name that climbs would land: beside the run, where files are made on the way, where it was started."""
    return [folder.parent, Path(tempfile.gettempdir()), Path.cwd()]


def tell(outcome: Outcome) -> None:
    report = outcome.report
    print(f"{len(report.items)} files: {report.sentence()} Slowest: {outcome.slowest[0]:.1f} s, {outcome.slowest[1]}")
    print(f"{outcome.undrawn} pages cannot be drawn.")
    for code, count in collections.Counter(item.code for item in report.refused).most_common():
        print(f"  {count:5} {code}")
    for name, found in outcome.faults.items():
        print(f"FAULT {name}: {found}")


def main() -> None:
    """Write the corpus, run it, say what it came to; exit 1 where something came that may never be."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--flips", type=int, default=0, metavar="N")
    options.add_argument("--folder", type=Path)
    chosen = options.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="imrdesk-hostile-")) / "run"
    folder.mkdir()
    try:
        files = folder / "files"
        files.mkdir()
        if chosen.folder:
            hostile = sorted(path for path in chosen.folder.rglob("*") if path.is_file())
        else:
            hostile = corpus.written(files)
            for name, data in corpus.flipped_samples(chosen.flips):
                hostile.append(files / f"more {name}")
                hostile[-1].write_bytes(data)
        outcome = run(folder, hostile)
        tell(outcome)
        raise SystemExit(bool(outcome.faults))
    finally:
        shutil.rmtree(folder.parent)


if __name__ == "__main__":
    main()
