"""How fast the window answers: python -m tests.bench.form.

Opening a letter until its first page is drawn with its marks, and Enter until the next field has the keyboard with its
evidence in view, over the real letters; the reference is one repaint of the whole window. Beside the time on the clock
stands what the window's own thread worked, which other programs at work disturb less."""

import argparse
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from statistics import median

from PySide6.QtCore import Qt

from tests.bench.desk_window import DeskWindow, desk_window

PATIENCE = 5.0  # seconds after which something never came
GOALS = {"open a letter": 100.0, "Enter to the next field": 50.0}


def shown(at: DeskWindow) -> bool:
    """Whether the current value's place can be seen, or it has none and its page is drawn."""
    path, record = at.form.current_path(), at.window.parts.reviewing.record
    if path is None or record is None:
        return False
    return at.source.is_visible(path) or not record.at(path).evidence


@dataclass(frozen=True, slots=True, order=True)
class Taken:
    """Milliseconds from an act until it shows, painted: on the clock, and at work in this thread."""

    clock: float
    work: float


def timed(at: DeskWindow, act: Callable[[], None], done: Callable[[], bool]) -> Taken:
    """How long an act takes."""
    start, began = time.perf_counter(), time.thread_time()
    act()
    while not done():
        assert time.perf_counter() - start < PATIENCE, "nothing came"
        at.turn()
    at.turn()  # paints what is to be painted
    return Taken(1000 * (time.perf_counter() - start), 1000 * (time.thread_time() - began))


def main() -> None:
    """Go through every letter by Enter, round by round, and print p50, p95 and the worst."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=4)
    options.add_argument("--letters", type=int, help="only so many")
    chosen = options.parse_args()
    times: dict[str, list[Taken]] = {name: [] for name in GOALS}
    repaints: list[float] = []
    with desk_window(chosen.letters) as (at, letters):
        for turn in range(chosen.rounds):
            for _specimen, record in letters:
                opened = timed(at, partial(at.window.open_letter, record.id), partial(is_open, at, record.id))
                if turn or record is not letters[0][1]:  # the first one loads what opening needs
                    times["open a letter"].append(opened)
                for path in record.to_review()[:-1] if not turn else ():
                    if at.form.current_path() != path:
                        break
                    times["Enter to the next field"].append(step(at))
                at.settle()
                repaints.append(timed(at, at.window.repaint, yes).clock)
    print(f"{len(letters)} letters, {chosen.rounds} rounds; a repaint of the window takes {median(repaints):.1f} ms")
    print(f"{'':26}{'times':>7}{'p50 ms':>9}{'p95 ms':>9}{'worst':>9}{'goal':>7}{'p50 : repaint':>15}")
    for name, found in times.items():
        for kind, ordered in {
            name: sorted(one.clock for one in found),
            "  at work in its thread": sorted(one.work for one in found),
        }.items():
            p50, p95 = median(ordered), ordered[int(0.95 * (len(ordered) - 1))]
            figures = f"{len(found):7}{p50:9.1f}{p95:9.1f}{ordered[-1]:9.1f}{GOALS[name]:7.0f}"
            print(f"{kind:26}{figures}{p50 / median(repaints):15.1f}")


def is_open(at: DeskWindow, record_id: str) -> bool:
    """Whether this very letter shows."""
    record = at.window.parts.reviewing.record
    return record is not None and record.id == record_id and shown(at)


def step(at: DeskWindow) -> Taken:
    """Enter, until another field has the keyboard and its evidence is in view."""
    before = at.form.current_path()
    return timed(
        at,
        lambda: at.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier),
        lambda: at.form.current_path() != before and shown(at),
    )


def yes() -> bool:
    """The reference is done at once."""
    return True


if __name__ == "__main__":
    main()
