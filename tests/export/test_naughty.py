"""Any text at all goes through every kind of file: every plane of Unicode, and strings that programs trip over."""

import csv
import json
import unicodedata
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import docx

from imrdesk.export import EXPORTERS, Letter, SummaryOptions
from imrdesk.export.characters import printable
from imrdesk.export.draft import UNPRINTABLE
from imrdesk.export.update import Outcome
from imrdesk.record.changes import Sign, set_value
from imrdesk.record.model import Path as FieldPath
from tests.export.naughty import STRINGS
from tests.export.reading import text_of

SIGN = Sign("Jane Doe, RN", "2026-01-06T17:30:00+00:00")


def every_class() -> Iterator[str]:
    """Texts that together hold a character of every general category in every block of 4,096 code points."""
    for start in range(0, 0x110000, 0x1000):
        chosen = {unicodedata.category(chr(code)): chr(code) for code in range(start, start + 0x1000)}
        yield "".join(chosen.values())


def naughty() -> list[str]:
    return [*STRINGS, *every_class()]


def filled(letter: Letter, texts: list[str]) -> list[Letter]:
    """The texts as values: one of each kind of text field, a letter for each."""
    letters: list[Letter] = []
    for text in texts:
        record = letter.record
        for path in (
            FieldPath("occupation"),
            FieldPath("clinical_summary"),
            FieldPath("rationale", record.issues[0].id),
        ):
            record = set_value(record, path, text, SIGN).after
        record = set_value(record, FieldPath("diagnoses"), (text, text), SIGN).after
        letters.append(Letter(record, letter.document))
    return letters


def occupations(target: Path) -> list[str]:
    """What the facts of each case say of it."""
    rows = [row for table in docx.Document(str(target)).tables for row in table.rows if len(row._tr.tc_lst) == 3]
    named = [row.cells[1].paragraphs for row in rows if text_of(row.cells[0].paragraphs[0]) == "Occupation"]
    return ["\n".join(map(text_of, paragraphs)) for paragraphs in named]


def test_word_gives_back_every_text(letter: Letter, tmp_path: Path) -> None:
    texts = naughty()
    options = SummaryOptions(sections=("facts", "texts"))
    EXPORTERS["docx"].write(filled(letter, texts), tmp_path / "out.docx", options)
    wanted = [printable(text) or UNPRINTABLE for text in texts]
    assert [text.removesuffix("  ") for text in occupations(tmp_path / "out.docx")] == [
        text.removesuffix("  ") for text in wanted
    ]


def test_a_file_of_odd_text_is_known_again(letter: Letter, tmp_path: Path) -> None:
    """In one file, each text in a case of its own: none is taken for an edit."""
    letters = [
        replace(one, record=replace(one.record, id=f"{number:08}-0000-4000-8000-000000000000"))
        for number, one in enumerate(filled(letter, [text for text in STRINGS if len(text) < 1_000]), 1)
    ]
    target, options = tmp_path / "out.docx", SummaryOptions(kind="brief", sections=("facts", "texts"), fresh=True)
    EXPORTERS["docx"].write(letters, target, options)
    assert EXPORTERS["docx"].write(letters, target, replace(options, fresh=False)) == Outcome()


def test_spreadsheets_and_json_give_back_every_text(letter: Letter, tmp_path: Path) -> None:
    texts = naughty()
    letters = filled(letter, texts)
    for name in ("csv-cases", "xlsx", "json", "jsonl"):
        EXPORTERS[name].write(letters, tmp_path / name)
    with (tmp_path / "csv-cases").open(encoding="utf-8-sig", newline="") as file:
        shown = [row["occupation"] for row in csv.DictReader(file)]
    assert [text.removeprefix("'") for text in shown] == [printable(text).removeprefix("'") for text in texts]
    assert not [text for text in shown if text.lstrip()[:1] in ("=", "+", "-", "@")]
    found = json.loads((tmp_path / "json").read_text("utf-8"))
    assert [item["fields"]["occupation"]["value"] for item in found] == texts
    with zipfile.ZipFile(tmp_path / "xlsx") as package:
        for name in package.namelist():
            ET.fromstring(package.read(name))


def test_the_list_is_long_and_every_text_another() -> None:
    assert len(STRINGS) > 500
