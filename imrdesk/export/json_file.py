"""Whole records as JSON: what the desk knows of each letter, for programs."""

import json
from collections.abc import Sequence
from pathlib import Path

from imrdesk.record.contract import record_json

from .letter import Letter, SummaryOptions


def fill(letters: Sequence[Letter], target: Path, _options: SummaryOptions) -> None:
    """Write an array of records in the shape of the data contract."""
    # backslashreplace turns half a surrogate pair, which UTF-8 cannot hold, into the escape that JSON has for it
    with target.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
        json.dump([record_json(letter.record) for letter in letters], file, indent=2, ensure_ascii=False)
        file.write("\n")
