"""The Word template is what its script makes, and has every style that summaries use."""

import base64
import importlib.util
import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Inches

from imrdesk.errors import ExportError
from imrdesk.export import EXPORTERS, Letter, SummaryOptions, template
from imrdesk.export.summary import SECTIONS
from imrdesk.export.template import STYLES
from imrdesk.paths import resource
from tests.export.reading import text_of

SCRIPT = Path(__file__).parents[2] / "packaging" / "make_template.py"
DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
TEMPLATE = resource("word", "summary.docx")


def test_the_script_makes_the_template_byte_for_byte(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("make_template", SCRIPT)
    assert spec
    assert spec.loader
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    script.write_template(tmp_path / "made.docx")
    assert (tmp_path / "made.docx").read_bytes() == TEMPLATE.read_bytes()


KINDS = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}


@pytest.mark.parametrize("mark", KINDS)
def test_the_styles_that_a_template_is_checked_for_are_those_that_are_used(
    mark: str, letter: Letter, reviewed_letter: Letter, tmp_path: Path
) -> None:
    options = SummaryOptions(sections=tuple(SECTIONS), tables=("comparison", "chronology"))
    EXPORTERS["docx"].write([letter, reviewed_letter], tmp_path / "out.docx", options)
    with zipfile.ZipFile(tmp_path / "out.docx") as package:
        used = set(re.findall(rf'<w:{mark} w:val="(\w+)"', package.read("word/document.xml").decode()))
        known = set(re.findall(r'w:styleId="(\w+)"', package.read("word/styles.xml").decode()))
    assert used == set(STYLES[KINDS[mark]])
    assert used <= known


def firm(tmp_path: Path, change: Callable[[WordDocument], object]) -> Path:
    """A template that a firm made of ours."""
    template.new(tmp_path / "firm.docx")
    document = docx.Document(str(tmp_path / "firm.docx"))
    change(document)
    document.save(str(tmp_path / "firm.docx"))
    return tmp_path / "firm.docx"


def test_our_own_template_is_sound() -> None:
    assert template.check(TEMPLATE) == ()


def test_a_firms_letterhead_and_margins_are_kept(letter: Letter, tmp_path: Path) -> None:
    def change(document: WordDocument) -> None:
        document.add_paragraph("Doe & Roe LLP")
        document.sections[0].left_margin = Inches(1.5)

    path = firm(tmp_path, change)
    assert template.check(path) == ()
    EXPORTERS["docx"].write([letter], tmp_path / "out.docx", SummaryOptions(template=path))
    made = docx.Document(str(tmp_path / "out.docx"))
    assert made.paragraphs[0].text == "Doe & Roe LLP"
    width = template.text_width(made)
    assert width < 9792
    for table in made.tables:
        assert sum(column.width or 0 for column in table.columns) == width * 635


def test_a_firms_header_stands_above_every_case(letter: Letter, tmp_path: Path) -> None:
    def change(document: WordDocument) -> None:
        header = document.sections[0].header
        header.paragraphs[0].text = "Doe & Roe LLP"
        header.paragraphs[0].add_run().add_picture(BytesIO(DOT))

    path = firm(tmp_path, change)
    assert template.check(path) == ()
    EXPORTERS["docx"].write([letter, letter], tmp_path / "out.docx", SummaryOptions(template=path))
    made = docx.Document(str(tmp_path / "out.docx"))
    heads = [[text_of(line) for line in section.header.paragraphs if text_of(line)] for section in made.sections]
    assert heads == [
        ["Doe & Roe LLP"],
        ["Doe & Roe LLP", "CM16-9990042  ·  case 1 of 2"],
        ["Doe & Roe LLP", "CM16-9990042  ·  case 2 of 2"],
    ]
    for section in made.sections:
        assert [link.target_part.blob for link in section.header.part.rels.values()] == [DOT]


def _link(document: WordDocument) -> None:
    document.part.relate_to("http://example.invalid/logo.png", RELATIONSHIP_TYPE.IMAGE, is_external=True)


def _field(document: WordDocument) -> None:
    run = document.add_paragraph().add_run()
    run._r.append(parse_xml(f"<w:instrText {nsdecls('w')}> DDEAUTO c:\\\\x </w:instrText>"))


def _no_footer(document: WordDocument) -> None:
    document.sections[0].footer.paragraphs[0].clear()


def _narrow(document: WordDocument) -> None:
    document.sections[0].left_margin = Inches(5)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (_link, "links to something outside"),
        (_field, "fields that run: DDEAUTO"),
        (_no_footer, "no page numbers"),
        (_narrow, "inches wide"),
    ],
)
def test_what_is_wrong_with_a_template_is_told(
    change: Callable[[WordDocument], object], says: str, letter: Letter, tmp_path: Path
) -> None:
    path = firm(tmp_path, change)
    (fault,) = template.check(path)
    assert says in fault
    with pytest.raises(ExportError, match=re.escape(fault)):
        EXPORTERS["docx"].write([letter], tmp_path / "out.docx", SummaryOptions(template=path))
    assert not (tmp_path / "out.docx").exists()


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b"text"])
def test_what_is_no_word_file_is_no_template(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "odd.docx").write_bytes(data)
    assert "is no Word document" in template.check(tmp_path / "odd.docx")[0]
    assert template.check(tmp_path / "nowhere.docx")
