"""A fictional letter of the unseen set: what is printed, and the values a careful reader finds in it."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.unseen.brief import brief_letters

FOLDER = Path(__file__).with_name("letters")
HEADER = ("case_number", "priority", "date_assigned", "date_of_injury", "decision_date", "ur_denial_date",
          "application_received")  # fmt: skip
PRINTED = {  # what of the header each layout prints; a letter is judged on nothing else
    "f3": HEADER,
    "f3-2014": HEADER,
    "2018": HEADER,
    "f1": ("decision_date", "ur_denial_date", "application_received"),
    "f2": ("case_number", "decision_date", "date_of_injury", "ur_denial_date", "application_received"),
    "f2b": ("case_number", "decision_date", "date_of_injury", "ur_denial_date", "application_received"),
    "letter": ("case_number", "decision_date", "date_of_injury", "ur_denial_date", "application_received"),
}
WITH_SECTIONS = ("f3", "f3-2014", "2018")  # here the texts of both guidelines stand after labels of their own
SUMMARY_IS_WHOLE = (*WITH_SECTIONS, "f2")
PRINTED_ONLY = ("guidelines", "claims_administrator_guideline", "imr_guideline")


@dataclass(frozen=True, slots=True)
class Either:
    """Values that are equally right where the convention leaves room; the first is preferred."""

    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter as its file has it; letters of odd number are to learn from, those of even number are kept unseen."""

    number: int
    data: dict[str, Any]

    @property
    def half(self) -> str:
        """To learn from, or to keep unseen by whoever mends the rules."""
        return "learn" if self.number % 2 else "keep"

    @property
    def brief(self) -> bool:
        """Whether only its summary and headings were written, and the rest put together."""
        return "brief" in self.data

    @property
    def layout(self) -> str:
        """How it is printed."""
        return self.data["layout"]

    @property
    def issues(self) -> list[dict[str, Any]]:
        """The disputed items, as the file has them."""
        return self.data["issues"]


def letters() -> Iterator[Letter]:
    """Every letter, by number."""
    for path in sorted(FOLDER.glob("*.toml"), key=lambda path: int(path.stem)):
        yield Letter(int(path.stem), _folded(tomllib.loads(path.read_text(encoding="utf-8"))))
    for number, data in brief_letters():
        yield Letter(number, _folded(data))


def _folded(data: Any) -> Any:
    """Line breaks of the file as spaces."""
    if isinstance(data, str):
        return re.sub(r"\s*\n\s*", " ", data.strip())
    if isinstance(data, list):
        return [_folded(item) for item in data]
    return {key: _folded(item) for key, item in data.items()} if isinstance(data, dict) else data


def true_fields(letter: Letter) -> dict[str, Any]:
    """What is true of the case, by the keys of the data contract."""
    data, printed = letter.data, PRINTED[letter.layout]
    header = {key: _header(key, data["header"][key]) for key in printed}
    decisions = {issue["decision"] for issue in letter.issues}
    claimant = {key: _value(key, value) for key, value in data["claimant"].items()}
    reviewer = {
        "reviewer_licensure": data["reviewer"]["licensure"],
        "reviewer_specialties": data["reviewer"]["specialties"],
    }
    outcome = decisions.pop() if len(decisions) == 1 else "partially overturned"
    summary = {"clinical_summary": data["clinical_summary"]} if letter.layout in SUMMARY_IS_WHOLE else {}
    return header | {"outcome": outcome} | reviewer | claimant | summary


def true_issues(letter: Letter) -> list[dict[str, Any]]:
    """What is true of each item; a key that is not there is not judged."""
    unjudged = () if letter.layout in WITH_SECTIONS else PRINTED_ONLY
    return [{key: _value(key, value) for key, value in issue.items() if key not in unjudged} for issue in letter.issues]


def _header(key: str, printed: str) -> str:
    """A header value, dates in ISO form."""
    if key in ("case_number", "priority"):
        return printed
    return datetime.strptime(printed, "%m/%d/%Y").date().isoformat()  # noqa: DTZ007 - a day has no time zone


def _value(key: str, value: Any) -> Any:
    """A value of the file as it is judged: "" is "not stated", a list in a one-value field means any of these."""
    if key.endswith("_citations"):
        return [_citation(text) for text in value]
    if key in ("diagnoses", "medications"):
        return [Either(tuple(item)) if isinstance(item, list) else item for item in value]
    if isinstance(value, list):
        return Either(tuple(item or None if isinstance(item, str) else item for item in value))
    return None if value == "" else value


def _citation(text: str) -> dict[str, Any]:
    """A citation from the file's short form: source | chapter | year | section | section ..., "-" for none."""
    parts = [part.strip().replace("-", "") if part.strip() == "-" else part.strip() for part in text.split("|")]
    source, chapter, year, *sections = parts + [""] * (3 - len(parts))
    return {"source": source, "chapter": chapter or None, "year": int(year) if year else None, "sections": sections}


def settled(right: Any, found: Any) -> Any:
    """What is right, given what was found: of several equally right values the one that was found, else the first.

    A line may end after a hyphen, and the letter's file does not know where its lines end: such a blank is no fault.
    """
    if _squeezed(right) == _squeezed(found):
        return found
    if isinstance(right, Either):
        return next((value for value in right.values if _same(value, found)), right.values[0])
    if isinstance(right, list) and any(isinstance(item, Either) for item in right):
        names = {str(item).lower() for item in found or ()}
        chosen = [_named(item, names) if isinstance(item, Either) else item for item in right]
        return [item for item in chosen if item]
    return right


def _named(item: Either, names: set[str]) -> str:
    """The wording of a list item that was found; one that may be left out has "" among its wordings."""
    found = next((value for value in item.values if value.lower() in names), None)
    return found or ("" if "" in item.values else item.values[0])


def _squeezed(value: Any) -> str:
    return "".join(repr(value).split())


def _same(value: Any, found: Any) -> bool:
    return sorted(value) == sorted(found or ()) if isinstance(value, list) else value == found
