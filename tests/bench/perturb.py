"""The real letters as other programs would give them: python -m tests.bench.perturb [--wrong NAME] [--letters N].

Each change keeps what a letter says. Goals: structure and header stay right under every change of layout; under noise
hardly a wrong value goes unmarked.
"""

import argparse
import random
import re
import textwrap
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

from imrdesk.document.model import Document, Page
from imrdesk.extract.pipeline import extract
from imrdesk.record.fields import CASE_FIELDS, ISSUE_FIELDS
from imrdesk.record.finding import Extraction, Finding
from imrdesk.record.values import MONTHS, Kind, to_json
from imrdesk.sources import open_source
from tests.bench.rules import RuleCounts
from tests.specimens import Specimen, specimens

_OPENING = re.compile(
    r"HOW THE IMR FINAL|MAXIMUS Federal Services sent|The Expert Reviewer has the|State\(s\) of Lic|Certification\(s\)|"
    r"CLINICAL CASE SUMMARY|The expert reviewer developed|(?<=medical records: )[A-Z]|IMR ISSUES, DECISIONS|"
    r"The Final Determination was|Claims Administrator guideline:|MAXIMUS guideline:|Decision rationale:"
)
_CONFUSED = {"0": "O", "1": "l", "5": "S", "8": "B", "O": "0", "l": "1", "S": "5", "B": "8", "e": "c", "c": "e",
             "m": "rn", "i": "l", "h": "b", "t": "f", "n": "u", "a": "o", ".": ",", ":": ";", "g": "q"}  # fmt: skip


Change = Callable[[Document, Specimen], Document]


def _texts(document: Document, change: Callable[[str], str]) -> Document:
    return replace(document, pages=tuple(replace(page, text=change(page.text)) for page in document.pages))


def _whole(document: Document) -> str:
    return "\n".join(page.text for page in document.pages)


def _one_page(document: Document, text: str) -> Document:
    return replace(document, pages=(Page(1, text, 612.0, 792.0),))


def paragraphs(document: Document, specimen: Specimen) -> list[str]:
    """The letter's paragraphs, each on one line: lines of the header as they are, the rest parted where its headings,
    labels and items are known to begin."""
    text = _whole(document)
    cut = text.index("HOW THE IMR")
    body = " ".join(text[cut:].split())
    starts = {match.start() for match in _OPENING.finditer(body)}
    at = body.index("The Final Determination was based on")
    for issue in specimen.issues:
        heading = " ".join(issue["treatment"].split())
        at = re.compile(re.escape(heading) + r"\s*:?\s*(?:Upheld|Overturned) Claims").search(body, at).start()  # type: ignore[union-attr]
        starts.add(at)
    places = [*sorted(starts | {0}), len(body)]
    made = [body[low:high].strip() for low, high in pairwise(places)]
    return [line.strip() for line in text[:cut].splitlines() if line.strip()] + [part for part in made if part]


def rewrapped(width: int) -> Change:
    """Lines of another width."""

    def change(document: Document, specimen: Specimen) -> Document:
        made = "\n".join(
            textwrap.fill(paragraph, width, break_long_words=False) for paragraph in paragraphs(document, specimen)
        )
        return _one_page(document, made)

    return change


def unwrapped(document: Document, specimen: Specimen) -> Document:
    """A paragraph a line, as Word files give it."""
    return _one_page(document, "\n".join(paragraphs(document, specimen)))


def double_spaced(document: Document, _specimen: Specimen) -> Document:
    """A blank line after every line."""
    return _texts(document, lambda text: text.replace("\n", " \n\n"))


def page_breaks(document: Document, _specimen: Specimen) -> Document:
    """A page break after every seventh line."""
    lines = _whole(document).splitlines()
    parts = ["\n".join(lines[at : at + 7]) for at in range(0, len(lines), 7)]
    return replace(document, pages=tuple(Page(number, part, 612.0, 792.0) for number, part in enumerate(parts, 1)))


def glued(document: Document, _specimen: Specimen) -> Document:
    """No space after commas and full stops within a line."""
    return _texts(document, lambda text: re.sub(r"(?<=[a-z]{2}[,.]) (?=[A-Za-z])", "", text))


def headless(document: Document, _specimen: Specimen) -> Document:
    """Without the header table."""
    text = _whole(document)
    return _one_page(document, text[text.index("HOW THE IMR") :])


def untitled(document: Document, _specimen: Specimen) -> Document:
    """Without the three headings in capitals."""
    titles = r"(?m)^\s*(?:HOW THE IMR FINAL.*|CLINICAL CASE SUMMARY.*|IMR ISSUES, DECISIONS.*)\n"
    return _one_page(document, re.sub(titles, "", _whole(document)))


def header_by_columns(document: Document, _specimen: Specimen) -> Document:
    """The header table read column by column, all labels before their values."""
    text = _whole(document)
    head, rest = text[: text.index("HOW THE IMR")], text[text.index("HOW THE IMR") :]
    dates = re.findall(r"\d\d/\d\d/\d{4}", head)
    case = re.search(r"CM\d\d-\d+", head)
    priority = re.search(r"Standard|Expedited", head)
    assert case
    assert priority
    assert len(dates) == 5
    left = (
        f"Case Number:\nDate Assigned:\nDecision Date:\nPriority:\n{case[0]}\n{dates[0]}\n{dates[2]}\n{priority[0]}\n"
    )
    right = f"Date of Injury:\nUR Denial Date:\nApplication\nReceived:\n{dates[1]}\n{dates[3]}\n{dates[4]}\n"
    return _one_page(document, left + right + rest)


def _spelled(style: str) -> Change:
    """Dates in another spelling, in the header and everywhere else."""

    def change(document: Document, _specimen: Specimen) -> Document:
        def respell(match: re.Match[str]) -> str:
            month, day, year = int(match[1]), int(match[2]), match[3]
            return style.format(month=MONTHS[month - 1].capitalize(), day=day, year=year) if month <= 12 else match[0]

        text = _whole(document)
        cut = text.index("HOW THE IMR")
        return _one_page(document, re.sub(r"\b(\d\d)/(\d\d)/(\d{4})\b", respell, text[:cut]) + text[cut:])

    return change


def hyphenated(document: Document, specimen: Specimen) -> Document:
    """Long words divided at line ends."""
    lines: list[str] = []
    for paragraph in paragraphs(document, specimen):
        lines += textwrap.wrap(paragraph, 88, break_long_words=False)
    for number, line in enumerate(lines[:-1]):
        word = line.rsplit(" ", 1)[-1]
        if (
            number % 3 == 0
            and word.isalpha()
            and word.islower()
            and len(word) > 9
            and not _OPENING.match(lines[number + 1])
        ):
            lines[number], lines[number + 1] = line[: -len(word) + 5] + "-", word[5:] + " " + lines[number + 1]
    return _one_page(document, "\n".join(lines))


def footers(document: Document, _specimen: Specimen) -> Document:
    """A footer at the end of every page, as some letters have."""
    pages = tuple(
        replace(page, text=f"{page.text}\nFinal Determination Letter for IMR Case Number CM16-0000000 {page.number}")
        for page in document.pages
    )
    return replace(document, pages=pages)


def noisy(share: float) -> Change:
    """Letters confused as by OCR."""

    def change(document: Document, _specimen: Specimen) -> Document:
        chance = random.Random(document.sha256)

        def confuse(text: str) -> str:
            return "".join(
                _CONFUSED[char] if char in _CONFUSED and chance.random() < share * 2 else char for char in text
            )

        return _texts(document, confuse)

    return change


CHANGES: dict[str, Change] = {
    "as they are": lambda document, _specimen: document,
    "lines of 60": rewrapped(60),
    "lines of 110": rewrapped(110),
    "a paragraph a line": unwrapped,
    "double spaced": double_spaced,
    "page breaks anywhere": page_breaks,
    "glued words": glued,
    "header by columns": header_by_columns,
    "dates spelled out": _spelled("{month} {day}, {year}"),
    "British dates": _spelled("{day} {month} {year}"),
    "hyphenated": hyphenated,
    "no header": headless,
    "no titles": untitled,
    "footers": footers,
    "noise 1 %": noisy(0.01),
    "noise 3 %": noisy(0.03),
}
STRUCTURE = frozenset(
    ("case_number", "priority", "date_assigned", "date_of_injury", "decision_date", "ur_denial_date",
     "application_received", "outcome", "treatment", "decision", "claims_administrator_guideline", "imr_guideline",
     "rationale", "clinical_summary")
)  # fmt: skip
LONG = {item.key for item in (*CASE_FIELDS, *ISSUE_FIELDS) if item.kind is Kind.LONG_TEXT}
HEADER = {"case_number", "priority", "date_assigned", "date_of_injury", "decision_date", "ur_denial_date",
          "application_received"}  # fmt: skip


def plain(value: Any) -> Any:
    """A value as it is compared: without white space, hyphens and case."""
    if isinstance(value, str):
        return re.sub(r"[\s-]", "", value).lower()
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value


def verdict(key: str, right: Any, finding: Finding | None, *, noise: bool) -> str:
    """right, marked (wrong and marked for review) or silent."""
    value = to_json(finding.value) if finding else None
    same = plain(value) == plain(right)
    if not same and noise and isinstance(value, str) and isinstance(right, str):
        least = 0.85 if key in LONG else 0.9
        same = SequenceMatcher(None, plain(value), plain(right), autojunk=False).ratio() > least
    if same:
        return "right"
    return "marked" if finding is None or finding.needs_review else "silent"


def judged(specimen: Specimen, found: Extraction, *, noise: bool, header: bool):
    """Each value's key, what is right, what was found, and the verdict."""
    for item in CASE_FIELDS:
        if item.key in specimen.fields and (header or item.key not in HEADER):
            finding = found.fields.get(item.key)
            yield (
                item.key,
                specimen.fields[item.key],
                finding,
                verdict(item.key, specimen.fields[item.key], finding, noise=noise),
            )
    if len(found.issues) != len(specimen.issues):
        told = any(problem.code in ("label_counts", "no_items_found") for problem in found.problems)
        outcome = found.fields["outcome"]
        marked = told or outcome.needs_review
        yield "treatment", len(specimen.issues), None, "marked" if marked else "silent"
        return
    for known, issue in zip(specimen.issues, found.issues, strict=True):
        for item in ISSUE_FIELDS:
            if item.key in known:
                finding = issue.get(item.key)
                yield item.key, known[item.key], finding, verdict(item.key, known[item.key], finding, noise=noise)


def main() -> None:
    """Print a line for each change."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--wrong", default="", metavar="NAME", help="list what is wrong under one change")
    options.add_argument("--letters", type=int, default=54)
    options.add_argument("--rules", action="store_true", help="precision of each rule over all changes of layout")
    chosen = options.parse_args()
    known = specimens()[: chosen.letters]
    documents = [open_source(specimen.path) for specimen in known]
    print(
        f"{'change':24}{'values':>8}{'structure right':>17}{'all right':>11}{'marked':>9}{'silent':>8}{'silent %':>10}"
    )
    rules = RuleCounts()
    for name, change in CHANGES.items():
        if chosen.wrong and name != chosen.wrong:
            continue
        count: Counter[str] = Counter()
        for specimen, document in zip(known, documents, strict=True):
            found = extract(change(document, specimen))
            for key, right, finding, outcome in judged(
                specimen, found, noise=name.startswith("noise"), header=name != "no header"
            ):
                count[outcome] += 1
                if finding and not name.startswith("noise"):
                    rules.add(specimen.path.stem, finding, right=outcome == "right")
                count["structure"] += key in STRUCTURE
                count["structure right"] += key in STRUCTURE and outcome == "right"
                if chosen.wrong and outcome != "right" and (outcome == "silent" or key in STRUCTURE):
                    value = finding.value if finding else None
                    print(f"{specimen.path.stem} {key} {outcome}\n   {str(right)[:170]!r}\n   {str(value)[:170]!r}")
        values = count["right"] + count["marked"] + count["silent"]
        print(
            f"{name:24}{values:8}{100 * count['structure right'] / count['structure']:16.2f} "
            f"{100 * count['right'] / values:10.2f}{count['marked']:9}{count['silent']:8}"
            f"{100 * count['silent'] / values:10.2f}"
        )
    if chosen.rules:
        rules.print()


if __name__ == "__main__":
    main()
