"""The Word template is what its script makes, and has every style that summaries use."""

import importlib.util
import re
import zipfile
from pathlib import Path

import pytest

from imrdesk.export import EXPORTERS, Letter, SummaryOptions
from imrdesk.export.summary import SECTIONS
from imrdesk.export.template import STYLES
from imrdesk.paths import resource

SCRIPT = Path(__file__).parents[2] / "packaging" / "make_template.py"
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
