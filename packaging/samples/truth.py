"""What is true of the letters: expected.json for tests, README.md for people; both from the letters' own data."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from .letter import HEADER_KEYS, Issue, Letter, iso

SCHEMA = "imrdesk.samples/1"
CLAIMANT_KEYS = ("patient_age", "patient_sex", "occupation", "injury_date_in_summary", "diagnoses", "medications")


def expected_json(letters: Iterable[Letter]) -> str:
    """The true values of every letter, by the keys of the data contract."""
    data = {"schema": SCHEMA, "letters": [_folded(_letter(letter)) for letter in letters]}
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def _letter(letter: Letter) -> dict[str, Any]:
    return {
        "file": letter.file,
        "shows": letter.shows,
        "fields": _fields(letter),
        "issues": [_issue(issue) for issue in letter.issues],
        "problems": [asdict(problem) for problem in letter.problems],
    }


def _folded(data: Any) -> Any:
    """The same with every run of white space as one space, as texts are compared."""
    if isinstance(data, str):
        return " ".join(data.split())
    if isinstance(data, list | tuple):
        return [_folded(item) for item in data]
    return {key: _folded(item) for key, item in data.items()} if isinstance(data, dict) else data


def _fields(letter: Letter) -> dict[str, Any]:
    header: dict[str, Any] = {key: letter.header.get(key) for key in HEADER_KEYS}
    dates = {key: iso(value) for key, value in header.items() if value and "/" in value}
    claimant = {key: letter.claimant.get(key) for key in CLAIMANT_KEYS}
    return {
        **header,
        **dates,
        "outcome": _outcome(letter),
        "reviewer_licensure": letter.reviewer_licensure,
        "reviewer_specialties": letter.reviewer_specialties,
        **claimant,
        "clinical_summary": letter.clinical_summary,
        "documents_reviewed": letter.documents_reviewed,
    }


def _outcome(letter: Letter) -> str:
    decisions = {issue.decision.lower() for issue in letter.issues}
    return decisions.pop() if len(decisions) == 1 else "partially overturned"


def _issue(issue: Issue) -> dict[str, Any]:
    return {
        **asdict(issue),
        "decision": issue.decision.lower(),
        "disputed_treatment": issue.disputed_treatment or issue.treatment,
        "claims_administrator_citations": [_citation(text) for text in issue.claims_administrator_citations],
        "imr_citations": [_citation(text) for text in issue.imr_citations],
    }


def _citation(text: str) -> dict[str, Any]:
    """A citation from the letters' short form: source | chapter | year | section | section ..."""
    parts = [part.strip() for part in text.split("|")]
    source, chapter, year, *sections = parts + [""] * (3 - len(parts))
    return {"source": source, "chapter": chapter or None, "year": int(year) if year else None, "sections": sections}


INTRODUCTION = """\
# Sample letters

Fictional determination letters in the layouts that imrdesk reads. No person, case or provider in them is real, and
no sentence is taken from a published letter beyond the fixed wording that every letter has. Case numbers from 9900001
up are far outside those ever given out. The first page of every PDF and the Word file carry a picture that says so.

`expected.json` holds what is true of each letter by the keys of the data contract, and under `problems` the
contradictions that were planted. Compare its texts with all white space left out, for a line may end after a hyphen.
Letters, answers and this page are written by `python packaging/make_samples.py` from
`packaging/samples/letters/*.toml`; change them there.

| File | What it shows |
|---|---|
"""


def readme(letters: Iterable[Letter]) -> str:
    """The page that says what each sample shows."""
    return INTRODUCTION + "".join(f"| `{letter.file}` | {letter.shows} |\n" for letter in letters)
