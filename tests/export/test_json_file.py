"""Whole records as JSON."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from imrdesk.errors import InputError
from imrdesk.export import EXPORTERS, Letter
from imrdesk.record.changes import Sign, set_value
from imrdesk.record.contract import record_json
from imrdesk.record.model import Path as FieldPath
from imrdesk.record.whole import whole_from_json

SIGN = Sign("Jane Doe, RN", "2026-01-06T17:30:00+00:00")


def test_it_is_an_array_of_records_in_the_shape_of_the_contract(
    letter: Letter, reviewed_letter: Letter, tmp_path: Path
) -> None:
    target = tmp_path / "out.json"
    EXPORTERS["json"].write([letter, reviewed_letter], target)
    found = json.loads(target.read_text("utf-8"))
    for item in found:
        del item["whole"]
    assert found == [record_json(item.record) for item in (letter, reviewed_letter)]


def test_a_whole_record_comes_back_with_its_places_and_its_letter(
    letter: Letter, reviewed_letter: Letter, tmp_path: Path
) -> None:
    file = tmp_path / "letter.pdf"
    file.write_bytes(b"the letter's bytes")
    both = [replace(letter, source_bytes=file.read_bytes), reviewed_letter]
    EXPORTERS["json"].write(both, tmp_path / "out.json")
    EXPORTERS["jsonl"].write(both, tmp_path / "out.jsonl")
    array = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert array == [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    first, second = map(whole_from_json, array)
    assert (first.record, first.document, first.data) == (letter.record, letter.document, b"the letter's bytes")
    assert (second.record, second.document, second.data) == (reviewed_letter.record, reviewed_letter.document, None)


@pytest.mark.parametrize("data", [None, [], {}, {"schema": "imrdesk.extraction/1"}, {"schema": "x", "whole": {}}])
def test_what_is_no_whole_record_is_refused_in_words(data: object) -> None:
    with pytest.raises(InputError, match="no whole record"):
        whole_from_json(data)


def test_a_record_whose_places_do_not_hold_is_refused(letter: Letter, tmp_path: Path) -> None:
    EXPORTERS["json"].write([letter], tmp_path / "out.json")
    (data,) = json.loads((tmp_path / "out.json").read_text("utf-8"))
    data["whole"]["pages"][0]["text"] = "another letter"
    with pytest.raises(InputError, match="damaged"):
        whole_from_json(data)


def test_any_text_comes_back_as_it_was(letter: Letter, tmp_path: Path) -> None:
    odd = 'ünïcode “–” \\ud800 \\ " \x00 \x1b \ufffe \ud83d 😀 \u2028'
    record = set_value(letter.record, FieldPath("occupation"), odd, SIGN).after
    target = tmp_path / "out.json"
    EXPORTERS["json"].write([Letter(record, letter.document)], target)
    written = target.read_text("utf-8")
    assert "ünïcode" in written
    assert json.loads(written)[0]["fields"]["occupation"]["value"] == odd
