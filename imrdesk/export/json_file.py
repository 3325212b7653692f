"""Whole records as JSON: what the desk knows of each letter, for programs and for another workspace."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from imrdesk.record.whole import Whole, whole_json

from .letter import Letter, SummaryOptions
from .quotes import check_cites

_HALVES = "backslashreplace"  # half a surrogate pair, which UTF-8 cannot hold, becomes the escape that JSON has for it


def fill(letters: Sequence[Letter], target: Path, _options: SummaryOptions) -> None:
    """Write an array of records in the shape of the data contract, one after the other."""
    with target.open("w", encoding="utf-8", errors=_HALVES, newline="\n") as file:
        before = "["
        for data in _records(letters):
            file.write(f"{before}\n{json.dumps(data, indent=2, ensure_ascii=False)}")
            before = ","
        file.write("\n]\n")


def fill_lines(letters: Sequence[Letter], target: Path, _options: SummaryOptions) -> None:
    """Write one record a line."""
    with target.open("w", encoding="utf-8", errors=_HALVES, newline="\n") as file:
        for data in _records(letters):
            file.write(json.dumps(data, ensure_ascii=False) + "\n")


def _records(letters: Sequence[Letter]) -> Iterator[dict[str, Any]]:
    for letter in letters:
        check_cites(letter)
        data = letter.source_bytes() if letter.source_bytes else None
        yield whole_json(Whole(letter.record, letter.document, data, letter.pins, letter.terms))
