"""Whole records as JSON."""

import json
from pathlib import Path

from imrdesk.export import EXPORTERS, Letter
from imrdesk.record.changes import Sign, set_value
from imrdesk.record.contract import record_json
from imrdesk.record.model import Path as FieldPath

SIGN = Sign("Jane Doe, RN", "2026-01-06T17:30:00+00:00")


def test_it_is_an_array_of_records_in_the_shape_of_the_contract(
    letter: Letter, reviewed_letter: Letter, tmp_path: Path
) -> None:
    target = tmp_path / "out.json"
    EXPORTERS["json"].write([letter, reviewed_letter], target)
    assert json.loads(target.read_text("utf-8")) == [record_json(item.record) for item in (letter, reviewed_letter)]


def test_any_text_comes_back_as_it_was(letter: Letter, tmp_path: Path) -> None:
    odd = 'ünïcode “–” \\ud800 \\ " \x00 \x1b \ufffe \ud83d 😀 \u2028'
    record = set_value(letter.record, FieldPath("occupation"), odd, SIGN).after
    target = tmp_path / "out.json"
    EXPORTERS["json"].write([Letter(record, letter.document)], target)
    written = target.read_text("utf-8")
    assert "ünïcode" in written
    assert json.loads(written)[0]["fields"]["occupation"]["value"] == odd
