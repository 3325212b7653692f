"""The appeal worksheet: grounds to be ticked by a person, and no conclusion of the program's."""

from pathlib import Path

import docx
from docx.oxml.ns import qn

from imrdesk.document.locate import search
from imrdesk.export import Letter, SummaryOptions
from imrdesk.export.worksheet import EMPTY, GROUNDS, Pinned, fill


def test_five_grounds_with_what_is_pinned_and_the_problems_apart(letter: Letter, tmp_path: Path) -> None:
    (span, *_rest) = search(letter.document, "complaints and findings of the left knee only")
    fill(letter, tmp_path / "w.docx", {"fact": [Pinned((span,), "Look at exhibit A.")]}, SummaryOptions())
    document = docx.Document(str(tmp_path / "w.docx"))
    headings = [item.text for item in document.paragraphs if item.style and item.style.name == "Heading 2"]
    assert headings[:5] == [f"☐  {ground.label}" for ground in GROUNDS.values()]
    assert headings[5:] == ["Found by the program, not weighed"]
    text = "".join(piece.text or "" for piece in document.element.body.iter(qn("w:t")))
    assert text.count(EMPTY) == 4
    assert "“complaints and findings of the left knee only”p. 2, l. 6Look at exhibit A." in text
    assert "The header's date of injury is not the summary's." in text
    assert "☒" not in text
    assert "☑" not in text
