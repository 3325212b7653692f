"""Exporting again to a file that a person edited: hers stays, the rest follows the record."""

import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from imrdesk.errors import ExportError
from imrdesk.export import EXPORTERS, Letter, Outcome, SummaryOptions
from imrdesk.export.summary import SECTIONS
from imrdesk.record.changes import Sign, add_issue, move_issue, remove_issue, set_value
from imrdesk.record.model import Path as FieldPath
from imrdesk.record.model import Record
from tests.export.reading import text_of

SIGN = Sign("Jane Doe, RN", "2099-01-06T17:30:00+00:00")
OFFICE = shutil.which("soffice")
PROGRAMS = ["word", pytest.param("libreoffice", marks=pytest.mark.skipif(not OFFICE, reason="no LibreOffice here"))]
write = EXPORTERS["docx"].write


def everything(path: Path) -> str:
    return "".join(text.text or "" for text in docx.Document(str(path)).element.body.iter(qn("w:t")))


def edit(path: Path, old: str, new: str) -> None:
    """Change words as a person does, and write a paragraph of one's own on top."""
    document = docx.Document(str(path))
    hits = [text for text in document.element.body.iter(qn("w:t")) if old in (text.text or "")]
    assert hits
    for text in hits:
        text.text = (text.text or "").replace(old, new)
    document.paragraphs[1].insert_paragraph_before("A paragraph of her own.")
    document.save(str(path))


def resave(path: Path, program: str, tmp_path: Path) -> None:
    """Open and save the file in LibreOffice."""
    if program == "libreoffice":
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        command = [str(OFFICE), profile, "--headless", "--convert-to", "docx", "--outdir", str(tmp_path / "saved")]
        subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=100)
        shutil.move(tmp_path / "saved" / path.name, path)


def corrected(record: Record) -> Record:
    for path, value in (
        (FieldPath("occupation"), "welder"),
        (FieldPath("decision", record.issues[1].id), "upheld"),
        (FieldPath("rationale", record.issues[0].id), "Because."),
    ):
        record = set_value(record, path, value, SIGN).after
    return record


@pytest.mark.parametrize("program", PROGRAMS)
def test_what_nobody_touched_follows_and_what_she_wrote_stays(letter: Letter, tmp_path: Path, program: str) -> None:
    target = tmp_path / "out.docx"
    write([letter], target)
    edit(target, "The guidelines state that special studies", "NOTE: the guidelines state that special studies")
    resave(target, program, tmp_path)
    assert write([letter], target) == Outcome()
    resave(target, program, tmp_path)
    outcome = write([Letter(corrected(letter.record), letter.document)], target)
    changed = {(item.what, item.before, item.after) for item in outcome.changed}
    assert ("Occupation", "warehouse clerk", "welder") in changed
    assert ("Decision", "Overturned", "Upheld") in changed
    assert [(item.what, item.after) for item in outcome.left] == [("Rationale", "Because.")]
    text = everything(target)
    assert "NOTE: the guidelines state" in text
    assert "A paragraph of her own." in text
    assert "warehouse clerk" not in text.split("Clinical summary")[0]
    with zipfile.ZipFile(target) as package:
        assert "The program had proposed: “warehouse clerk”" in package.read("word/comments.xml").decode()
    resave(target, program, tmp_path)
    again = write([Letter(corrected(letter.record), letter.document)], target)
    assert (again.changed, again.left) == ((), outcome.left)


@pytest.mark.parametrize("sections", [("items",), ("facts", "review"), tuple(SECTIONS)])
def test_the_same_record_changes_nothing(letter: Letter, tmp_path: Path, sections: tuple[str, ...]) -> None:
    options = SummaryOptions(sections=sections, tables=("comparison", "chronology"))
    write([letter], tmp_path / "out.docx", options)
    text = everything(tmp_path / "out.docx")
    assert write([letter], tmp_path / "out.docx", options) == Outcome()
    assert everything(tmp_path / "out.docx") == text


def test_every_value_of_every_field_follows(letter: Letter, tmp_path: Path) -> None:
    options = SummaryOptions(sections=tuple(SECTIONS), comments=False)
    write([letter], tmp_path / "old.docx", options)
    record = letter.record
    for path in list(record.paths()):
        record = set_value(record, path, None, SIGN).after
    now = Letter(record, letter.document)
    outcome = write([now], tmp_path / "old.docx", options)
    assert not outcome.left
    document = docx.Document(str(tmp_path / "old.docx"))
    facts = next(table for table in document.tables if text_of(table.cell(0, 0).paragraphs[0]) == "Fact")
    values = [text_of(row.cells[1].paragraphs[0]) for row in facts.rows[1:] if len(row._tr.tc_lst) > 1]
    assert set(values) == {"not stated in the letter"}


def test_problems_that_are_settled_say_so(letter: Letter, tmp_path: Path) -> None:
    write([letter], tmp_path / "out.docx")
    record = letter.record
    for key in ("date_of_injury", "injury_date_in_summary"):
        record = set_value(record, FieldPath(key), "2015-03-17", SIGN).after
    write([Letter(record, letter.document)], tmp_path / "out.docx")
    assert "Settled in the record since." in everything(tmp_path / "out.docx")


def test_items_that_came_or_went_are_told(letter: Letter, tmp_path: Path) -> None:
    write([letter], tmp_path / "out.docx")
    record = remove_issue(letter.record, letter.record.issues[2].id, SIGN).after
    record = add_issue(record, SIGN).after
    record = set_value(record, FieldPath("treatment", record.issues[-1].id), "Crutches", SIGN).after
    outcome = write([Letter(record, letter.document)], tmp_path / "out.docx")
    assert ("New item", "Crutches") in {(item.what, item.after) for item in outcome.changed}
    assert any("Norco" in item.before for item in outcome.left)


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("position", [0, 2, 3])
def test_a_new_item_gets_its_row_and_its_section(letter: Letter, tmp_path: Path, program: str, position: int) -> None:
    target = tmp_path / "out.docx"
    write([letter], target)
    edit(target, "The guidelines state that special studies", "NOTE: the guidelines state that special studies")
    resave(target, program, tmp_path)
    record = add_issue(letter.record, SIGN, position).after
    new = record.issues[position].id
    for key, value in (("treatment", "Crutches & cane"), ("decision", "overturned"), ("rationale", "They help.")):
        record = set_value(record, FieldPath(key, new), value, SIGN).after
    outcome = write([Letter(record, letter.document)], target)
    assert ("New item", "Crutches & cane") in {(item.what, item.after) for item in outcome.changed}
    assert not [item for item in outcome.missing if "Crutches" in item.after]
    document = docx.Document(str(target))
    items = next(table for table in document.tables if table.cell(0, 0).text == "Item")
    assert "Crutches & cane" in "".join(node.text or "" for node in items.rows[position + 1]._tr.iter(qn("w:t")))
    headings = ["".join(node.text or "" for node in item._p.iter(qn("w:t"))) for item in document.paragraphs
                if item.style and item.style.name == "Heading 3"]  # fmt: skip
    assert "Crutches & cane" in headings[position]
    assert [heading.partition(". ")[0] for heading in headings] == ["Item 1", "Item 2", "Item 3", "Item 4"]
    rows = ["".join(node.text or "" for node in row._tr.iter(qn("w:t"))) for row in items.rows[1:]]
    assert [row.partition(". ")[0] for row in rows] == ["1", "2", "3", "4"]
    assert "NOTE: the guidelines state" in everything(target)
    numbers = [mark.get(qn("w:id")) for mark in document.element.body.iter(qn("w:bookmarkStart"))]
    assert len(set(numbers)) == len(numbers)
    resave(target, program, tmp_path)
    record = set_value(record, FieldPath("decision", new), "upheld", SIGN).after
    again = write([Letter(record, letter.document)], target)
    assert ("Decision", "Overturned", "Upheld") in {(item.what, item.before, item.after) for item in again.changed}
    assert "New item" not in {item.what for item in again.changed}


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_first_item_of_a_record_that_had_none_is_put_in(letter: Letter, tmp_path: Path, program: str) -> None:
    empty = letter.record
    for issue in letter.record.issues:
        empty = remove_issue(empty, issue.id, SIGN).after
    target = tmp_path / "out.docx"
    write([Letter(empty, letter.document)], target)
    assert everything(target).count("The record holds no disputed item.") == 2
    resave(target, program, tmp_path)
    record = add_issue(empty, SIGN).after
    for key, value in (("treatment", "Crutches & cane"), ("decision", "overturned"), ("rationale", "They help.")):
        record = set_value(record, FieldPath(key, record.issues[0].id), value, SIGN).after
    outcome = write([Letter(record, letter.document)], target)
    assert ("New item", "Crutches & cane") in {(item.what, item.after) for item in outcome.changed}
    assert not outcome.left
    text = everything(target)
    assert "The record holds no disputed item." not in text
    assert "Item 1. Crutches & cane" in text
    document = docx.Document(str(target))
    assert next(table for table in document.tables if table.cell(0, 0).text == "Item").rows[1]
    assert write([Letter(record, letter.document)], target) == Outcome()


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_header_of_a_case_follows_its_number(letter: Letter, tmp_path: Path, program: str) -> None:
    other = Letter(replace(letter.record, id="0" * 36), letter.document)
    target = tmp_path / "out.docx"
    write([letter, other], target)
    resave(target, program, tmp_path)
    record = set_value(letter.record, FieldPath("case_number"), "CM16-9990043", SIGN).after
    write([Letter(record, letter.document), other], target)
    heads = [" ".join(map(text_of, one.header.paragraphs)) for one in docx.Document(str(target)).sections]
    assert "CM16-9990043" in heads[1]
    assert "CM16-9990042" in heads[2]


def test_another_order_of_items_is_told(letter: Letter, tmp_path: Path) -> None:
    target = tmp_path / "out.docx"
    write([letter], target)
    record = move_issue(letter.record, letter.record.issues[0].id, 2, SIGN).after
    (told,) = write([Letter(record, letter.document)], target).left
    assert told.what == "Order of the items"
    assert told.before.startswith("MRI")
    assert told.after.endswith("MRI without contrast of the right knee")


def test_an_item_that_she_took_out_stays_out(letter: Letter, tmp_path: Path) -> None:
    target = tmp_path / "out.docx"
    write([letter], target, SummaryOptions(sections=("items",)))
    document = docx.Document(str(target))
    items = next(table for table in document.tables if table.cell(0, 0).text == "Item")
    items._tbl.remove(items.rows[2]._tr)
    document.save(str(target))
    write([Letter(corrected(letter.record), letter.document)], target)
    items = next(table for table in docx.Document(str(target)).tables if table.cell(0, 0).text == "Item")
    assert len(items.rows) == 3


def test_a_file_that_is_not_ours_is_left_alone(letter: Letter, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Her brief.")
    document.save(str(tmp_path / "brief.docx"))
    (tmp_path / "broken.docx").write_bytes(b"no Word file")
    for name in ("brief.docx", "broken.docx"):
        before = (tmp_path / name).read_bytes()
        with pytest.raises(ExportError, match="left as it is") as caught:
            write([letter], tmp_path / name)
        assert caught.value.code == "not_ours"
        assert (tmp_path / name).read_bytes() == before
    write([letter], tmp_path / "brief.docx", SummaryOptions(fresh=True))
    assert "Her brief." not in everything(tmp_path / "brief.docx")


def test_a_file_of_other_letters_is_left_alone(letter: Letter, record: Record, tmp_path: Path) -> None:
    other = Letter(replace(record, id="ffffffff-1"), letter.document)
    write([letter], tmp_path / "out.docx")
    with pytest.raises(ExportError, match="not just those"):
        write([letter, other], tmp_path / "out.docx")


def test_tags_fit_what_word_takes(letter: Letter, tmp_path: Path) -> None:
    write([letter], tmp_path / "out.docx", SummaryOptions(sections=tuple(SECTIONS)))
    body = docx.Document(str(tmp_path / "out.docx")).element.body
    tags = [tag.get(qn("w:val")) for tag in body.iter(qn("w:tag"))]
    names = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert len(tags) > 150
    assert max(map(len, tags)) <= 64
    assert max(map(len, names)) <= 40
    assert len(set(names)) == len(names)
