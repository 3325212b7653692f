"""The Word template is what its script makes, and has every style that summaries use."""

import importlib.util
import re
import zipfile
from pathlib import Path

import pytest

from imrdesk.export import Letter
from imrdesk.export.summary import summaries
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


@pytest.mark.parametrize("kind", ["pStyle", "rStyle", "tblStyle"])
def test_it_has_every_style_that_a_summary_names(kind: str, letter: Letter, reviewed_letter: Letter) -> None:
    with zipfile.ZipFile(TEMPLATE) as package:
        known = set(re.findall(r'w:styleId="(\w+)"', package.read("word/styles.xml").decode()))
    text = "".join(summaries([letter, reviewed_letter]))
    used = set(re.findall(rf'<w:{kind} w:val="(\w+)"', text))
    assert used
    assert used <= known
