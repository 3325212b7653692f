"""The F3 layout as a Word document: a real table for the header, then the body's paragraphs."""

import zipfile
from datetime import UTC, datetime
from io import BytesIO

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches, Pt

from .f3 import COLUMNS, ROWS, body
from .letter import Letter
from .sheet import mark
from .typeset import Paragraph

WRITTEN = datetime(2020, 1, 1, tzinfo=UTC)  # one moment for ever, so that the file comes out the same each time


def docx(letter: Letter) -> bytes:
    """The letter as a Word document."""
    document = Document()
    _set_up(document, letter)
    _header_table(document, letter)
    for paragraph in body(letter):
        _paragraph(document, paragraph)
    written = BytesIO()
    document.save(written)
    return _dated(written)


def _set_up(document, letter: Letter) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Inches(8.5), Inches(11)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Inches(1)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(12)
    style.paragraph_format.space_after = Pt(0)
    properties = document.core_properties
    properties.title = f"Fictional sample letter {letter.file}"
    properties.author = properties.last_modified_by = "imrdesk"
    properties.comments = "A fictional letter: no real person, no real case"
    properties.created = properties.modified = WRITTEN
    picture = BytesIO()
    mark().save(picture, "PNG")
    top = section.header.paragraphs[0]
    top.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    top.add_run().add_picture(picture, width=Pt(84))


def _header_table(document, letter: Letter) -> None:
    table = document.add_table(rows=len(ROWS), cols=len(COLUMNS) - 1, style="Table Grid")
    table.autofit = False
    for row, (left, right) in zip(table.rows, ROWS, strict=True):
        for cell, start, end in zip(row.cells, COLUMNS, COLUMNS[1:], strict=False):
            cell.width = Pt(end - start)
        _entry(row.cells[0], row.cells[1], left, letter)
        if right:
            _entry(row.cells[2], row.cells[3], right, letter)
        else:
            _shade(row.cells[2].merge(row.cells[3]))


def _entry(label_cell, value_cell, entry: tuple[str, str], letter: Letter) -> None:
    label, key = entry
    _shade(label_cell)
    for cell, text, bold in ((label_cell, label.replace("\n", " "), True), (value_cell, letter.header[key], False)):
        run = cell.paragraphs[0].add_run(text)
        run.bold, run.font.name, run.font.size = bold, "Arial", Pt(11)


def _shade(cell) -> None:
    shading = OxmlElement("w:shd")
    shading.set(qn("w:val"), "clear")
    shading.set(qn("w:fill"), "DFDFDF")
    cell._tc.get_or_add_tcPr().append(shading)  # noqa: SLF001 - python-docx has no shading of its own


def _paragraph(document, paragraph: Paragraph) -> None:
    written = document.add_paragraph()
    written.paragraph_format.space_before = Pt(13.8 * paragraph.gap)
    if paragraph.centred:
        written.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for run in paragraph.runs:
        written.add_run(run.text).bold = run.bold


def _dated(written: BytesIO) -> bytes:
    """The same package, every member dated alike."""
    rewritten = BytesIO()
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(rewritten, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, WRITTEN.timetuple()[:6])
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, old.read(name))
    return rewritten.getvalue()
