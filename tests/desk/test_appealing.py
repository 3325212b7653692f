"""The appeal worksheet of a case: places and problems under its grounds, kept and printed."""

import zipfile
from pathlib import Path

import pytest

from imrdesk import paths
from imrdesk.document.locate import search
from imrdesk.document.model import Span
from imrdesk.errors import ExportError, InputError
from imrdesk.record.validation import check
from imrdesk.workflow import Desk


@pytest.fixture
def desk(tmp_path: Path):
    with Desk.open(tmp_path / "workspace") as opened:
        yield opened


@pytest.fixture
def record_id(desk: Desk) -> str:
    report = desk.import_paths([paths.resource("samples", "05_contradictions.pdf")], "Ana")
    return report.added[0].record_id or ""


def words(target: Path) -> str:
    with zipfile.ZipFile(target) as package:
        return package.read("word/document.xml").decode()


def test_places_and_problems_are_pinned_and_stand_in_the_worksheet(desk: Desk, record_id: str, tmp_path: Path) -> None:
    spans = search(desk.document(record_id), "medically necessary")[:2]
    first = desk.appeal.pin(record_id, "fact", spans, "Ana", " See exhibit A. ")
    problem = next(item for item in check(desk.record(record_id)) if item.evidence)
    second = desk.appeal.pin_problem(record_id, "fact", problem, "Ana")
    assert (first.note, second.problem) == ("See exhibit A.", problem.message)
    desk.appeal.move(record_id, second.id, "fact", 0, "Ana")
    assert [pin.id for pin in desk.appeal.pins(record_id)] == [second.id, first.id]
    target = desk.appeal.write(record_id, tmp_path / "w.docx")
    text = words(target)
    assert text.index(f"Found by the program: {problem.message}") < text.index("See exhibit A.")
    assert text.count(problem.message) == 1, "what is pinned is no longer among what nobody has weighed"
    with pytest.raises(ExportError, match="there already"):
        desk.appeal.write(record_id, target)


def test_what_cannot_be_pinned_is_told(desk: Desk, record_id: str) -> None:
    spans = search(desk.document(record_id), "medically necessary")[:1]
    with pytest.raises(InputError, match="no ground “luck”"):
        desk.appeal.pin(record_id, "luck", spans, "Ana")
    with pytest.raises(InputError, match="no words there"):
        desk.appeal.pin(record_id, "fact", [Span(99, 0, 1)], "Ana")
    with pytest.raises(InputError, match="Nothing is selected"):
        desk.appeal.pin(record_id, "fact", [], "Ana")
    assert desk.appeal.pins(record_id) == []
