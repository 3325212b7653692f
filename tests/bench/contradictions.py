"""What the checks find in the real letters, beside what a person noted there: python -m tests.bench.contradictions."""

import argparse
import tomllib
from collections import Counter
from pathlib import Path

from imrdesk.extract.checks import CHECKS
from imrdesk.extract.pipeline import extract
from imrdesk.record.finding import Problem
from imrdesk.sources import open_source
from tests.specimens import specimens

TABLE = tomllib.loads(Path(__file__).with_name("noted.toml").read_text(encoding="utf-8"))
CODES = {check.code for check in CHECKS}


def main() -> None:
    """How many of the contradictions noted are found, which are not, and what is raised besides, by check."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--all", action="store_true", help="each letter's notes and problems too")
    shown = options.parse_args().all
    count: Counter[str] = Counter()
    found: Counter[str] = Counter()
    beside: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    letters = specimens()
    for specimen in letters:
        problems = extract(open_source(specimen.path)).problems
        raised = [problem.code for problem in problems if problem.code in CODES]
        noted = TABLE["noted"].get(specimen.path.stem, [])
        count.update(raised)
        found.update(code for code in noted if code in raised)
        missed.update(code for code in noted if code not in raised)
        beside.update(set(raised) - {*noted, *TABLE["also"].get(specimen.path.stem, [])})
        if shown:
            show(specimen.path.stem, specimen.notes, problems)
    print_tables(count, found, beside, missed, len(letters))


def show(name: str, notes: list[str], problems: tuple[Problem, ...]) -> None:
    """One letter: what a person noted there, and its problems with their places."""
    print(f"{name}: {' '.join(notes)}")
    for problem in problems:
        places = " / ".join(" ".join(place.quote.split())[:90] for place in problem.evidence)
        print(f"    {problem.severity.value} {problem.code}: {problem.message} [{places}]")


def print_tables(
    count: Counter[str], found: Counter[str], beside: Counter[str], missed: Counter[str], letters: int
) -> None:
    """The figures."""
    noted = found.total() + missed.total()
    print(f"{'check':24}{'raised':>8}{'noted, found':>14}{'not noted':>11}")
    for code, times in count.most_common():
        print(f"  {code:22}{times:8}{found[code]:14}{beside[code]:11}")
    print("not found: " + ", ".join(f"{name} ({times})" for name, times in missed.most_common()))
    print(f"{found.total()} of {noted} noted contradictions found ({100 * found.total() / max(noted, 1):.0f} %)")
    print(f"{beside.total()} raised where none is noted, {beside.total() / max(letters, 1):.2f} a letter")


if __name__ == "__main__":
    main()
