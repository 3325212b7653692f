"""Any text at all goes through every kind of file: every plane of Unicode, and strings that programs trip over."""

import csv
import json
import os
import unicodedata
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from imrdesk.export import EXPORTERS, Letter, SummaryOptions
from imrdesk.export.characters import printable
from imrdesk.export.update import Outcome
from imrdesk.record.changes import Sign, set_value
from imrdesk.record.model import Path as FieldPath
from tests.export.reading import text_of

SIGN = Sign("Jane Doe, RN", "2026-01-06T17:30:00+00:00")
LIST = os.environ.get("IMRDESK_NAUGHTY_STRINGS", "")  # the whole published list: a JSON array of strings
STRINGS = [
    "undefined", "null", "NaN", "-0", "1e309", "0x0", "0,0/0", "True", "\\", "\\\\", "''", '"', "`",
    "<>?:{}|_+!@#$%^&*()",
    "Ω≈ç√∫˜µ≤≥÷", "田中さんにあげて下さい", "表ポあA鷗ŒéＢ逍Üßªąñ丂㐀𠀀", "ثم نفس سقطت", "\u202etest\u2066x\u2069",
    "Ṱ̺̺o͞ ̷i̲n̬v͇ok̝e", "👩🏽‍⚕️ 🏳️‍🌈 0️⃣ 🇨🇦", "\u0001\u0002\u0007\u001b[31mred", "\ufeff\u200b\u2028\u2029\u00ad\u180e",
    "\ud800 half \udfff", "<script>alert(0)</script>", "<![CDATA[x]]>", "]]>", "'; DROP TABLE cases;--",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;", "=cmd|'/C calc'!A0", "+1", "-1", "@SUM(1)", "\t=1",
    "\r=1", "%s%n%x", "{0}", "{}", "${x}", "$(x)", "../../../etc/passwd\x00", "C:\\CON\\NUL", "_imr_a_b_c",
    "{ DDEAUTO c:\\\\windows\\\\x }", "imr/aaaaaaaa/-/side/00000000", " lead and trail ", "two  spaces", "a\n\n\nb",
    "\n", "\t\t", "x" * 40_000, "مرحبا " * 500,
]  # fmt: skip


def every_class() -> Iterator[str]:
    """Texts that together hold a character of every general category in every block of 4,096 code points."""
    for start in range(0, 0x110000, 0x1000):
        chosen = {unicodedata.category(chr(code)): chr(code) for code in range(start, start + 0x1000)}
        yield "".join(chosen.values())


def naughty() -> list[str]:
    published = json.loads(Path(LIST).read_text("utf-8")) if LIST else []
    return [*STRINGS, *every_class(), *published]


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
    wanted = [printable(text) or "not stated in the letter" for text in texts]
    assert [text.removesuffix("  ") for text in occupations(tmp_path / "out.docx")] == [
        text.removesuffix("  ") for text in wanted
    ]


def test_a_file_of_odd_text_is_known_again(letter: Letter, tmp_path: Path) -> None:
    for text in STRINGS:
        target = tmp_path / "out.docx"
        (one,) = filled(letter, [text])
        EXPORTERS["docx"].write([one], target, SummaryOptions(fresh=True))
        assert EXPORTERS["docx"].write([one], target) == Outcome(), text


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


@pytest.mark.skipif(not LIST, reason="IMRDESK_NAUGHTY_STRINGS names no copy of the published list")
def test_the_published_list_is_whole() -> None:
    assert len(json.loads(Path(LIST).read_text("utf-8"))) > 400
