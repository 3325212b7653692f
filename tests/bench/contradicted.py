"""Fictional letters that contradict themselves, each beside one that agrees: python -m tests.bench.contradicted [keep].

Rules learn from the odd ones of contradicted.toml; of the even ones (`keep`) only the figures are looked at.
"""

import argparse
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from imrdesk.document.model import Document, Page
from imrdesk.extract.checks import CHECKS
from imrdesk.extract.pipeline import extract

CASES = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))["case"]
CODES = {check.code for check in CHECKS}
_CHOICE = re.compile(r"\{([^|{}]*)\|([^|{}]*)\}")
_LETTER = """Case Number: CM16-99{number:05}
Date Assigned: 12/02/2016 Date of Injury: 03/14/2016
Decision Date: 01/04/2017 UR Denial Date: 11/02/2016
Priority: Standard Application
Received:
11/28/2016
HOW THE IMR FINAL DETERMINATION WAS MADE
The Expert Reviewer has the following credentials:
State(s) of Licensure: California
Certification(s)/Specialty: Family Practice
CLINICAL CASE SUMMARY
The expert reviewer developed the following clinical case summary based on a review of the case file, including all
medical records:
{summary}
IMR ISSUES, DECISIONS AND RATIONALES
The Final Determination was based on decisions for the disputed items/services set forth below:
{heading}: {decision}
Claims Administrator guideline: Decision based on {ur}
MAXIMUS guideline: Decision based on {imr}
Decision rationale: {rationale}
"""
_DEFAULTS = {"decision": "upheld", "ur": "MTUS General Approaches 2004.", "imr": "MTUS General Approaches 2004."}


@dataclass(frozen=True, slots=True)
class Pair:
    """One contradiction: the check that ought to find it, the letter that has it, and the one that agrees."""

    number: int
    code: str
    agrees: Document
    contradicts: Document


def pairs(half: str) -> Iterator[Pair]:
    """The pairs of one half: `learn` or `keep`."""
    for number, case in enumerate(CASES, 1):
        if (half == "learn") == bool(number % 2):
            yield Pair(number, case["check"], _letter(number, case, r"\1"), _letter(number, case, r"\2"))


def _letter(number: int, case: dict[str, str], choice: str) -> Document:
    parts = {**_DEFAULTS, **case}
    parts["decision"] = parts["decision"].capitalize()
    text = _CHOICE.sub(choice, _LETTER.format(number=number, **parts))
    return Document("case.txt", "0" * 64, "text/plain", "text", (Page(1, text),))


def raised(document: Document) -> Counter[str]:
    """How often each check speaks of a letter."""
    return Counter(problem.code for problem in extract(document).problems if problem.code in CODES)


def main() -> None:
    """What is found, and what is raised where nothing is wrong."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("half", nargs="?", choices=("learn", "keep"), default="learn")
    options.add_argument("--from", type=int, default=1, dest="first", help="only those of this number and above")
    options.add_argument("--list", action="store_true", help="each miss and false alarm by its number (learn only)")
    chosen = options.parse_args()
    found: Counter[str] = Counter()
    known: Counter[str] = Counter()
    beside: Counter[str] = Counter()
    for pair in pairs(chosen.half):
        if pair.number < chosen.first:
            continue
        agrees, contradicts = raised(pair.agrees), raised(pair.contradicts)
        known[pair.code] += 1
        found[pair.code] += contradicts[pair.code] > 0
        beside.update(agrees)
        if chosen.list and chosen.half == "learn":
            print(f"{pair.number:3} {pair.code:24} {dict(contradicts)} where it agrees: {dict(agrees)}")
    for code, times in known.items():
        print(f"{code:24} {found[code]} of {times}")
    letters = known.total()
    print(f"{chosen.half}: {found.total()} of {letters} found ({100 * found.total() / letters:.0f} %)")
    often = beside.total() / letters
    print(f"{beside.total()} raised in {letters} letters that agree, {often:.2f} a letter: {dict(beside)}")


if __name__ == "__main__":
    main()
