"""Problems in a summary: those that stand, and those a person dismissed."""

from pathlib import Path

import docx

from imrdesk.export import EXPORTERS, Letter
from imrdesk.record.changes import Sign, dismiss
from imrdesk.record.validation import check
from tests.export.reading import text_of


def test_a_problem_that_was_dismissed_is_told_with_its_reason(letter: Letter, tmp_path: Path) -> None:
    (problem, *_rest) = check(letter.record)
    sign = Sign("Jane Doe, RN", "2026-01-06T17:30:00+00:00", "Both dates are of the same fall.")
    record = dismiss(letter.record, problem, sign).after
    EXPORTERS["docx"].write([Letter(record, letter.document)], tmp_path / "out.docx")
    text = "\n".join(map(text_of, docx.Document(str(tmp_path / "out.docx")).paragraphs))
    assert f"Dismissed by Jane Doe, RN on 01/06/2026 at 17:30 UTC: {problem.message}" in text
    assert "Reason: Both dates are of the same fall." in text
