"""Whether the window ever freezes during an import with harmful files: python -m tests.bench.heartbeat.

A timer of the real window beats every few milliseconds while letters come in, and files that crash, hang and bloat
their reader; between two beats nothing else of the window can answer. Each gap is told with what this thread worked in
it, and how long it waited for a processor, which is another program's doing. `--reading` opens another letter now and
then, as a person at work would."""

import argparse
import os
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from types import CodeType

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QObject, Qt, QTimer

from imrdesk import paths
from imrdesk.desk import importing
from imrdesk.settings import Settings
from imrdesk.workflow import Desk
from tests.bench import misdeeds
from tests.bench.desk_window import DeskWindow

BEAT = 4  # milliseconds
LOOK = 0.005  # seconds between looks at who is at work
LONG = 0.02  # seconds without a beat from which on somebody is named
GOAL = 50.0
HARMFUL = 4  # files of each kind of harm
TURN = 600  # milliseconds a person looks at a letter
SCHEDULED = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/schedstat")
LETTER = "07_body_double_spaced.txt"


@dataclass(frozen=True, slots=True)
class Gap:
    """Between two beats, in milliseconds: on the clock, at work in this thread, and waiting for a processor."""

    length: float
    work: float
    waited: float
    who: tuple[str, ...]

    @property
    def own(self) -> float:
        """What is left when another program had the processor."""
        return self.length - self.waited


class Heart(QObject):
    """Beats, and notes who was at work where a beat was late."""

    def __init__(self) -> None:
        super().__init__()
        self.gaps: list[Gap] = []
        self._seen: list[str] = []
        self._last = self._now()
        self._thread = threading.get_ident()
        self._stopped = threading.Event()
        self._timer = QTimer(self, interval=BEAT, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()
        self._watcher = threading.Thread(target=self._watch, daemon=True)
        self._watcher.start()

    def stop(self) -> None:
        """Beat no more."""
        self._timer.stop()
        self._stopped.set()
        self._watcher.join()

    def _now(self) -> tuple[float, float, float]:
        waited = int(SCHEDULED.read_text().split()[1]) / 1e9 if SCHEDULED.exists() else 0.0
        return time.perf_counter(), time.thread_time(), waited

    def _beat(self) -> None:
        now = self._now()
        gap = [1000 * (after - before) for after, before in zip(now, self._last, strict=True)]
        self.gaps.append(Gap(*gap, who=tuple(self._seen)))
        self._seen.clear()
        self._last = now

    def _watch(self) -> None:
        while not self._stopped.wait(LOOK):
            if time.perf_counter() - self._last[0] > LONG:
                ours = [code for code in at_work(self._thread) if "/imrdesk/" in code.co_filename]
                self._seen.append(" < ".join(f"{Path(one.co_filename).stem}.{one.co_name}" for one in ours[:5]) or "Qt")


def at_work(thread: int) -> list[CodeType]:
    """The functions that a thread is in. Their frames are let go at once: a frame that is held holds its painter too,
    and a painter must end in its own thread, before its widget is painted again."""
    frame = sys._current_frames().get(thread)
    found = []
    while frame:
        found.append(frame.f_code)
        frame = frame.f_back
    return found


def letters(folder: Path, count: int) -> list[Path]:
    """Files of letters that differ, with harmful ones in between."""
    text = paths.resource("samples", LETTER).read_text(encoding="utf-8")
    names = [f"letter {number:04}.txt" for number in range(count)]
    for number, name in enumerate(names):
        (folder / name).write_text(f"{text}\nCopy {number} of the same letter.\n", encoding="utf-8")
    for place, deed in enumerate(misdeeds.DEEDS):
        for number in range(HARMFUL):
            name = f"{deed} {number}.txt"
            (folder / name).write_text(f"{name}\n", encoding="utf-8")
            names.insert((number + 1) * len(names) // (HARMFUL + 1) + place, name)
    return [folder / name for name in names]


def beaten(folder: Path, count: int, *, reading: bool) -> tuple[list[Gap], str]:
    """The gaps of one import, and what became of it."""
    files = letters(folder, count)
    settings = Settings(reading_seconds=3, reading_megabytes=512)
    said: list[str] = []
    with Desk.open(folder / "workspace", settings) as desk:
        desk.import_paths([paths.resource("samples")], "bench")
        at = DeskWindow(desk, folder)
        at.messages.shown.connect(lambda _kind, words: said.append(words))
        turning = QTimer(interval=TURN)
        turning.timeout.connect(at.window.parts.reviewing.next_letter)
        at.settle()
        heart = Heart()
        if reading:
            turning.start()
        at.window.import_paths(files)
        at.settle()
        heart.stop()
        turning.stop()
        at.settle()
        at.close()
    return heart.gaps, said[-1] if said else "nothing was said"


def tell(gaps: list[Gap]) -> None:
    """The worst, and who was at work in them."""
    for name, kind in {
        "on the clock": "length",
        "but for other programs": "own",
        "at work in this thread": "work",
    }.items():
        ordered = sorted(getattr(one, kind) for one in gaps)
        over = sum(length > GOAL for length in ordered)
        figures = f"p50 {median(ordered):6.1f}   p99 {ordered[int(0.99 * (len(ordered) - 1))]:6.1f}"
        print(f"{name:24}{figures}   longest {ordered[-1]:6.1f} ms   over {GOAL:.0f} ms: {over}")
    for gap in sorted(gaps, key=lambda one: -one.own)[:8]:
        print(f"\n{gap.length:6.1f} ms, {gap.work:.1f} at work, {gap.waited:.1f} without a processor")
        for who, times in Counter(gap.who).most_common(4):
            print(f"    {times:3} looks  {who}")


def main() -> None:
    """Import, and print the gaps."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--letters", type=int, default=300)
    words.add_argument("--reading", action="store_true", help="another letter is opened now and then")
    chosen = words.parse_args()
    importing.reading.read = misdeeds.read  # pickled by its name, so that the workers know it
    with tempfile.TemporaryDirectory(prefix="imrdesk-bench-") as name:
        gaps, said = beaten(Path(name), chosen.letters, reading=chosen.reading)
    print(f"{chosen.letters} letters and {HARMFUL * len(misdeeds.DEEDS)} harmful files; {len(gaps)} beats\n{said}")
    tell(gaps)


if __name__ == "__main__":
    main()
