"""How right extraction is on the real letters: python -m tests.bench.accuracy [--unseen] [--rules] [--wrong FIELD]."""

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from imrdesk.extract.pipeline import extract
from imrdesk.record.fields import CASE_FIELDS, ISSUE_FIELDS
from imrdesk.record.finding import Finding
from imrdesk.record.values import to_json
from imrdesk.sources import open_source
from tests.bench.rules import RuleCounts
from tests.specimens import Specimen, specimens
from tests.unseen.layouts import write
from tests.unseen.letter import settled, true_fields, true_issues

COLUMNS = ("values", "right", "right %", "wrong, marked", "wrong, silent", "missing", "marked needlessly", "F1")
LISTS = ("diagnoses", "medications")


def folded(value: Any, key: str = "") -> Any:
    """A value as it is compared: white space folded; lists of parts without their order."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, dict):
        chapter = folded(value["chapter"])
        sections = [folded(item) for item in value["sections"]]
        return value["source"], chapter.lower() if chapter else None, value["year"], *sections
    if isinstance(value, list | tuple):
        items = [folded(item) for item in value]
        return sorted(items) if key == "body_parts" else items
    return value


def compared(specimen: Specimen) -> Iterator[tuple[str, Any, Finding | None]]:
    """Each value of a letter: its key, what is right, and what was found."""
    found = extract(open_source(specimen.path))
    for item in CASE_FIELDS:
        if item.key in specimen.fields:
            finding = found.fields.get(item.key)
            yield item.key, settled(specimen.fields[item.key], as_json(finding)), finding
    yield "number of items", len(specimen.issues), Finding(len(found.issues), needs_review=False, rule="items")
    for number, issue in enumerate(specimen.issues):
        item_found = found.issues[number] if number < len(found.issues) else {}
        for item in ISSUE_FIELDS:
            if item.key in issue:
                finding = item_found.get(item.key)
                yield item.key, settled(issue[item.key], as_json(finding)), finding


def as_json(finding: Finding | None) -> Any:
    """What was found, as the data contract prints it."""
    return to_json(finding.value) if finding else None


def verdict(key: str, right: Any, finding: Finding | None) -> str:
    """right, wrong, silent (wrong and not marked for review) or missing."""
    value = as_json(finding)
    same = folded(value, key) == folded(right, key)
    if same:
        return "right"
    if value in (None, []):
        return "missing" if finding is None or finding.needs_review else "silent"
    return "wrong" if finding is None or finding.needs_review else "silent"


def overlap(right: list[str], finding: Finding | None) -> tuple[int, int, int]:
    """How many list items agree, were proposed, and are right."""
    found = [str(item).lower() for item in as_json(finding) or ()]
    known = [item.lower() for item in right]
    return len(set(found) & set(known)), len(set(found)), len(set(known))


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rules", action="store_true", help="measured precision of each rule")
    options.add_argument("--wrong", default="", metavar="FIELD", help="list what is wrong in a field")
    options.add_argument("--half", type=int, choices=(0, 1), help="only every other letter")
    options.add_argument(
        "--unseen", nargs="?", const="all", choices=("all", "learn", "keep"), help="the fictional letters"
    )
    options.add_argument("--kind", choices=("whole", "brief"), help="only fictional letters written whole, or in brief")
    chosen = options.parse_args()
    with TemporaryDirectory() as folder:
        measure(unseen(Path(folder), chosen.unseen, chosen.kind) if chosen.unseen else real(chosen.half), chosen)


def real(half: int | None) -> Iterator[Specimen]:
    """The real letters, or every other one."""
    return (specimen for number, specimen in enumerate(specimens()) if half is None or number % 2 == half)


def unseen(folder: Path, half: str, kind: str | None) -> Iterator[Specimen]:
    """The fictional letters whose wording no rule was made from, printed into a folder."""
    for letter, path in write(folder):
        if half in ("all", letter.half) and kind in (None, "brief" if letter.brief else "whole"):
            yield Specimen(path, true_fields(letter), true_issues(letter), [])


def measure(chosen_letters: Iterator[Specimen], chosen: argparse.Namespace) -> None:
    """Compare letter by letter and print what was asked for."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    rules = RuleCounts()
    for specimen in chosen_letters:
        for key, right, finding in compared(specimen):
            outcome = verdict(key, right, finding)
            counts[key][outcome] += 1
            counts[key]["needless"] += outcome == "right" and bool(finding and finding.needs_review)
            if key in LISTS:
                counts[key].update(dict(zip(("both", "found", "known"), overlap(right, finding), strict=True)))
            if finding:
                rules.add(specimen.path.stem, finding, right=outcome == "right")
            if key == chosen.wrong and outcome != "right":
                print(specimen.path.stem, outcome, "\n  right:", right, "\n  found:", finding and finding.value)
    print_fields(counts)
    if chosen.rules:
        rules.print()


def print_fields(counts: dict[str, Counter[str]]) -> None:
    """The table by field."""
    print(f"{'field':34}" + "".join(f"{name:>19}" for name in COLUMNS))
    total: Counter[str] = Counter()
    for key, count in counts.items():
        print_row(key, count)
        total.update(count)
    print_row("all", total)


def print_row(key: str, count: Counter[str]) -> None:
    """One line of the table."""
    values = sum(count[name] for name in ("right", "wrong", "silent", "missing"))
    f1 = f"{2 * count['both'] / max(count['found'] + count['known'], 1):.3f}" if key in LISTS else ""
    cells = (values, count["right"], f"{100 * count['right'] / max(values, 1):.1f}", count["wrong"], count["silent"],
             count["missing"], f"{100 * count['needless'] / max(count['right'], 1):.1f} %", f1)  # fmt: skip
    print(f"{key:34}" + "".join(f"{cell!s:>19}" for cell in cells))


if __name__ == "__main__":
    main()
