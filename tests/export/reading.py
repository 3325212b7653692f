"""Reading a Word file as a person does: content controls too, which python-docx passes over."""

from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

SIGNS = {qn("w:br"): "\n", qn("w:tab"): "\t"}


def text_of(item: Paragraph) -> str:
    return "".join(piece.text or "" if piece.tag == qn("w:t") else SIGNS.get(piece.tag, "") for piece in item._p.iter())


def row_texts(item: Table, row: int) -> list[str]:
    return ["\n".join(map(text_of, cell.paragraphs)) for cell in item.rows[row].cells]
