"""The real letters beside the checkout, with their correct values read by hand; tests skip where they are absent."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[2] / "shared" / "specimens"
WHY_SKIPPED = "the real letters are not beside this checkout (../shared/specimens)"


@dataclass(frozen=True, slots=True)
class Specimen:
    """One real letter: its file, and what it says by the keys of the data contract."""

    path: Path
    fields: dict[str, Any]
    issues: list[dict[str, Any]]
    notes: list[str]


def specimens() -> list[Specimen]:
    """Every letter with known values, in the order of the list."""
    if not FOLDER.is_dir():
        return []
    lines = (FOLDER / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    return [_specimen(json.loads(line)) for line in lines]


def _specimen(known: dict[str, Any]) -> Specimen:
    path = FOLDER / "pdf" / f"{known['file']}.pdf"
    return Specimen(path, known["fields"], known["issues"], known.get("notes", []))
