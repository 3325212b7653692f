"""A summary without Word: blocks for the window, rich text for the clipboard."""

from pathlib import Path

import docx
from docx.oxml.ns import qn

from imrdesk.export import EXPORTERS, Letter, SummaryOptions
from imrdesk.export.preview import Grid, Line, blocks, plain_text, rich_text
from imrdesk.record.changes import Sign, set_value
from imrdesk.record.model import Path as FieldPath

SIGN = Sign("Jane Doe, RN", "2026-01-06T17:30:00+00:00")


def words(content: tuple[Line | Grid, ...]) -> str:
    lines = [line for block in content for line in _lines(block)]
    return "".join("".join(line.text.split()) for line in lines)


def _lines(block: Line | Grid) -> list[Line]:
    return [block] if isinstance(block, Line) else [line for row in block.rows for cell in row for line in cell]


def test_the_preview_has_the_words_of_the_file(letter: Letter, tmp_path: Path) -> None:
    for options in (SummaryOptions(), SummaryOptions(kind="brief")):
        (tmp_path / "out.docx").unlink(missing_ok=True)
        EXPORTERS["docx"].write([letter], tmp_path / "out.docx", options)
        body = docx.Document(str(tmp_path / "out.docx")).element.body
        written = "".join("".join((piece.text or "").split()) for piece in body.iter(qn("w:t")))
        assert words(blocks(letter, options)) == written


def test_tables_know_their_heading_and_widths(letter: Letter) -> None:
    grid = next(block for block in blocks(letter, SummaryOptions()) if isinstance(block, Grid) and block.headed)
    assert [cell[0].text for cell in grid.rows[0]] == ["Fact", "Value", "Source"]
    assert sum(grid.widths) == 1.0


def test_rich_text_is_inert_whatever_the_letter_says(letter: Letter) -> None:
    evil = '<img src="file:///etc/passwd"><script>alert(1)</script>&<a href="http://example.invalid">x</a>'
    record = set_value(letter.record, FieldPath("occupation"), evil, SIGN).after
    content = blocks(Letter(record, letter.document), SummaryOptions())
    html = rich_text(content)
    assert "&lt;img src=" in html
    for tag in ("<img", "<script", "<a ", "<link", "<style", "<iframe"):
        assert tag not in html
    assert "<h1>" in html
    assert "<table" in html
    assert evil in plain_text(content)
