"""Exporting again to a file whose content controls another program took off: bookmarks still say what is whose."""

from dataclasses import replace
from pathlib import Path

import docx
from docx.oxml.ns import qn

from imrdesk.export import EXPORTERS, Letter
from imrdesk.record.changes import Sign, set_value
from imrdesk.record.model import Path as FieldPath

SIGN = Sign("Jane Doe, RN", "2099-01-06T17:30:00+00:00")
write = EXPORTERS["docx"].write


def unwrap(path: Path) -> int:
    """Take every content control off and leave its words where they are."""
    document = docx.Document(str(path))
    controls = list(document.element.body.iter(qn("w:sdt")))
    for control in controls:
        held = list(control.find(qn("w:sdtContent")))
        for element in held:
            control.addprevious(element)
        control.getparent().remove(control)
    document.save(str(path))
    return len(controls)


def test_what_changed_in_the_record_changes_in_the_file(letter: Letter, tmp_path: Path):
    target = tmp_path / "summary.docx"
    write([letter], target)
    assert unwrap(target) > 10
    changed = set_value(letter.record, FieldPath("occupation"), "baker of rye bread", SIGN).after
    outcome = write([replace(letter, record=changed)], target)
    assert ("Occupation", "baker of rye bread") in {(item.what, item.after) for item in outcome.changed}
    words = "".join(text.text or "" for text in docx.Document(str(target)).element.body.iter(qn("w:t")))
    assert "baker of rye bread" in words
    assert "warehouse clerk" not in words.partition("Clinical")[0]
