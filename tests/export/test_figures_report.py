"""The figures as a Word file: words, tables and pictures, opened again."""

from base64 import b64decode
from pathlib import Path

import docx
import pytest

from imrdesk.errors import ExportError
from imrdesk.export import figures_report
from imrdesk.export.figures_report import Section

DOT = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
ROWS = (("Category", "overturned"), ("Knee", "3 of 4"), ("Spine", "1 of 9"))


def test_each_chart_has_its_title_its_table_and_its_picture(tmp_path):
    target = tmp_path / "figures.docx"
    figures_report.write([Section("By category", ROWS, DOT), Section("By drug", ROWS[:2])], ["4 letters."], target)
    document = docx.Document(str(target))
    texts = [one.text for one in document.paragraphs]
    assert texts[:2] == [figures_report.TITLE, "4 letters."]
    assert [text for text in texts if text.startswith("By ")] == ["By category", "By drug"]
    assert not [text for text in texts if text.startswith("picture")]
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [list(row) for row in ROWS]
    assert [len(table.rows) for table in document.tables] == [3, 2]
    (picture,) = document.inline_shapes
    assert picture._inline.docPr.get("descr") == "By category"


def test_figures_without_pictures_are_tables_alone(tmp_path):
    target = tmp_path / "figures.docx"
    figures_report.write([Section("By drug", ROWS)], [], target)
    assert len(docx.Document(str(target)).inline_shapes) == 0
    assert len(docx.Document(str(target)).tables) == 1


def test_what_cannot_be_written_leaves_nothing(tmp_path):
    target: Path = tmp_path / "no folder" / "figures.docx"
    with pytest.raises((ExportError, OSError)):
        figures_report.write([Section("By drug", ROWS, b"no picture")], [], target)
    assert list(tmp_path.iterdir()) == []
