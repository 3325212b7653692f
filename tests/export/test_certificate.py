"""A certificate says what was seen, by whom, and whether the signature still holds."""

import json

import pytest
from docx import Document

from imrdesk.errors import InputError
from imrdesk.export.certificate import LIMITS, certificate, write_certificate
from imrdesk.record.model import Path
from imrdesk.workflow import Desk


@pytest.fixture
def desk(tmp_path, samples):
    with Desk.open(tmp_path / "desk") as opened:
        opened.import_paths([samples / "03_seven_items_mixed.pdf"], "Ana")
        yield opened


def made(desk):
    (row,) = desk.rows([1])
    return certificate(desk.record(row.id), desk.sign_off(row.id)), row.id


def test_before_and_after_a_review_and_after_an_edit(desk):
    before, record_id = made(desk)
    assert dict(before.facts)["Status"] == "new; no review is bound to this record"
    assert {line.seen for line in before.lines} == {"not yet"}
    desk.set_value(record_id, Path("patient_age"), 83, "Ana")
    desk.review(record_id, "Ana", "all the same")
    after, _id = made(desk)
    facts = dict(after.facts)
    assert facts["Status"] == "reviewed; the record is what was signed"
    assert facts["Signed hash"] == facts["Record's hash"]
    assert facts["Reviewed by"].startswith("Ana, 20")
    lines = {line.field: line for line in after.lines}
    assert (lines["Age"].value, lines["Age"].source, lines["Age"].seen, lines["Age"].by) == (
        "83",
        "hand",
        "seen",
        "Ana",
    )
    assert lines["Item 1: Decision"].seen == "unseen"
    desk.set_value(record_id, Path("patient_age"), 84, "Ben")
    edited, _id = made(desk)
    assert "no longer holds" in dict(edited.facts)["Status"]


@pytest.mark.parametrize("suffix", [".txt", ".json", ".docx"])
def test_every_kind_of_file_says_the_same(desk, tmp_path, suffix):
    found, _id = made(desk)
    file = tmp_path / f"certificate{suffix}"
    write_certificate(found, file)
    if suffix == ".json":
        assert json.loads(file.read_text("utf-8")) == found.data()
    elif suffix == ".txt":
        assert file.read_text("utf-8") == found.text() + "\n"
    else:
        document = Document(str(file))
        assert LIMITS in [paragraph.text for paragraph in document.paragraphs]
        assert [row.cells[1].text for row in document.tables[0].rows][1:] == [line.value for line in found.lines]


def test_another_kind_is_refused(desk, tmp_path):
    with pytest.raises(InputError, match=r"no \.pdf"):
        write_certificate(made(desk)[0], tmp_path / "certificate.pdf")


def test_in_word_the_value_has_most_of_the_width_and_the_heading_comes_again(desk, tmp_path):
    write_certificate(made(desk)[0], tmp_path / "out.docx")
    document = Document(str(tmp_path / "out.docx"))
    table, page = document.tables[0], document.sections[0]
    widths = [cell.width for cell in table.rows[1].cells]
    assert max(widths) == widths[1] > sum(widths) * 0.3
    assert sum(widths) <= page.page_width - page.left_margin - page.right_margin
    assert "tblHeader" in table.rows[0]._tr.xml
