"""Exports of a workspace: many letters with progress and cancel, the log, pins, and whole records to another one."""

import hashlib
import json
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from imrdesk.desk.exporting import ExportChoice
from imrdesk.desk.receiving import ADDED, CONFLICT, KNOWN, REFUSED
from imrdesk.errors import ExportError, InputError
from imrdesk.export import SummaryOptions
from imrdesk.export.preview import rich_text
from imrdesk.export.worksheet import GROUNDS
from imrdesk.record.deadlines import Mailing
from imrdesk.record.model import Path as FieldPath
from imrdesk.store import Query
from imrdesk.workflow import Desk, system_user


@pytest.fixture
def desk(tmp_path, samples):
    with Desk.open(tmp_path / "desk") as desk:
        desk.import_paths([samples / "01_one_item_upheld.pdf", samples / "03_seven_items_mixed.pdf"], "Ana")
        yield desk


@pytest.fixture
def ids(desk: Desk) -> list[str]:
    return [row.id for row in desk.rows(desk.ids(Query(order="case_number", descending=False)))]


def test_progress_names_each_letter_and_ends(desk: Desk, ids: list[str], tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    report = desk.export(ids, "docx", tmp_path / "out.docx", progress=lambda *step: told.append(step))
    assert told == [(0, 2, "CM16-9900001"), (1, 2, "CM16-9900003"), (2, 2, "")]
    assert report.sentence() == "out.docx is written."


@pytest.mark.parametrize("format_name", ["docx", "csv", "xlsx", "json"])
def test_a_cancelled_export_writes_nothing(desk: Desk, ids: list[str], tmp_path: Path, format_name: str) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    asked: list[bool] = []
    report = desk.export(ids, format_name, folder / "x", cancelled=lambda: bool(asked) or bool(asked.append(True)))
    assert (report.cancelled, report.files, list(folder.iterdir())) == (True, (), [])
    assert desk.exports(ids[0]) == []


def test_one_file_each_may_be_stopped_half_way(desk: Desk, ids: list[str], tmp_path: Path) -> None:
    choice = ExportChoice(one_file_each="{case_number} {outcome}")
    report = desk.export(ids, "docx", tmp_path / "each", choice)
    names = ["CM16-9900001 upheld.docx", "CM16-9900003 partially overturned.docx"]
    assert [file.name for file in report.files] == names == sorted(file.name for file in (tmp_path / "each").iterdir())
    asked: list[bool] = []
    stopped = desk.export(
        ids, "docx", tmp_path / "half", choice, cancelled=lambda: len(asked) > 0 or bool(asked.append(True))
    )
    assert (stopped.cancelled, [file.name for file in stopped.files]) == (True, names[:1])


def test_a_summary_says_that_it_is_older_than_its_record(desk: Desk, ids: list[str], tmp_path: Path) -> None:
    assert desk.summary_state(ids[0]).last is None
    desk.export(ids[:1], "csv", tmp_path / "out.csv")
    assert desk.summary_state(ids[0]).last is None
    desk.export(ids[:1], "docx", tmp_path / "out.docx")
    state = desk.summary_state(ids[0])
    assert state.last
    assert (state.last.path, state.older) == (str(tmp_path / "out.docx"), False)
    desk.set_value(ids[0], FieldPath("occupation"), "cook", "Ana")
    assert desk.summary_state(ids[0]).older
    report = desk.export(ids[:1], "docx", tmp_path / "out.docx")
    assert not desk.summary_state(ids[0]).older
    assert "Occupation" in {item.what for item in report.outcome.changed}
    assert any("“cook”" in line for line in report.lines())


def test_a_source_that_was_altered_stops_the_export_and_says_which(desk: Desk, ids: list[str], tmp_path: Path) -> None:
    sha256 = desk.document(ids[1]).sha256
    (desk.folder / "sources" / sha256).write_bytes(b"something else")
    with pytest.raises(ExportError, match="CM16-9900003: the letter's file") as caught:
        desk.export(ids, "docx", tmp_path / "out.docx")
    assert caught.value.code == "source_changed"
    assert not (tmp_path / "out.docx").exists()


def test_a_deidentified_file_has_none_of_the_cases_terms(desk: Desk, ids: list[str], tmp_path: Path) -> None:
    desk.set_terms(ids[1], ["crutches", " ", "knee"])
    assert desk.terms(ids[1]) == ["crutches", "knee"]
    desk.export(ids[1:], "docx", tmp_path / "out.docx", ExportChoice(deidentified=True))
    with zipfile.ZipFile(tmp_path / "out.docx") as package:
        whole = b"".join(map(package.read, package.namelist())).lower()
    assert b"crutches" not in whole
    assert b"right knee" not in whole
    assert b"cm16-9900003" in whole
    assert desk.exports(ids[1])[0].deidentified


def test_the_preview_is_of_the_record_as_it_stands(desk: Desk, ids: list[str]) -> None:
    desk.set_value(ids[0], FieldPath("occupation"), "cook", "Ana")
    options = SummaryOptions(kind="brief", mailings={ids[0]: Mailing(date(2017, 1, 12))})
    html = rich_text(desk.summary_preview(ids[0], options))
    assert "cook" in html
    assert "Tue 02/14/2017" in html


def worked_on(desk: Desk, record_id: str) -> None:
    """Every kind of act."""
    record = desk.record(record_id)
    desk.set_value(record_id, FieldPath("occupation"), "cook", "Ana", record.fields["case_number"].evidence)
    desk.set_value(record_id, FieldPath("diagnoses"), None, "Ana")
    desk.add_issue(record_id, "Ben", 0)
    desk.remove_issue(record_id, record.issues[-1].id, "Ben")
    desk.flag(record_id, "ask the office", "Ben")
    desk.review(record_id, "Cy", "It is so.")


@pytest.mark.parametrize("format_name", ["json", "jsonl"])
def test_whole_records_go_to_another_workspace(desk: Desk, ids: list[str], tmp_path: Path, format_name: str) -> None:
    worked_on(desk, ids[1])
    desk.export(ids, format_name, tmp_path / "records")
    with Desk.open(tmp_path / "other") as other:
        report = other.import_records(tmp_path / "records", "Dee")
        assert [item.outcome for item in report.items] == [ADDED, ADDED]
        for record_id in ids:
            ours, theirs = desk.record(record_id), other.record(record_id)
            assert replace(theirs, revision=0) == replace(ours, revision=0)
            assert other.document(record_id) == desk.document(record_id)
            assert other.page_view(record_id)
        assert other.import_records(tmp_path / "records", "Dee").sentence() == "2 the same already."
        reasons = {event.sign.reason for event in other.history(ids[1])[1:]}
        assert reasons == {"taken in from another workspace by Dee"}


def test_conflicts_are_told_apart_and_ours_stays(desk: Desk, ids: list[str], tmp_path: Path) -> None:
    desk.export(ids, "json", tmp_path / "records.json")
    desk.set_value(ids[0], FieldPath("occupation"), "roofer", "Ana")
    report = desk.import_records(tmp_path / "records.json", "Dee")
    assert [item.outcome for item in report.items] == [CONFLICT, KNOWN]
    (conflict,) = report.of(CONFLICT)
    assert conflict.differences[0].startswith("occupation: ours “roofer” (edited), theirs “hotel housekeeper”")
    assert desk.record(ids[0]).fields["occupation"].value == "roofer"


def test_pins_and_terms_come_along(desk: Desk, ids: list[str], tmp_path: Path) -> None:
    span = next(value.evidence[0].span for value in desk.record(ids[0]).fields.values() if value.evidence)
    desk.appeal.pin(ids[0], next(iter(GROUNDS)), [span], "Ana", "look here")
    desk.set_terms(ids[0], ["blue house"])
    desk.export(ids, "json", tmp_path / "records.json")
    with Desk.open(tmp_path / "other") as other:
        other.import_records(tmp_path / "records.json", "Dee")
        assert other.appeal.pins(ids[0]) == desk.appeal.pins(ids[0])
        assert other.terms(ids[0]) == ["blue house"]
        assert other.verify_audit()[0] is None
        assert other.history(ids[0])[-1].sign.by == "Ana"
        other.appeal.unpin(ids[0], other.appeal.pins(ids[0])[0].id, "Dee")
        (conflict,) = other.import_records(tmp_path / "records.json", "Dee").of(CONFLICT)
        assert conflict.differences == ("worksheet: 1 place(s) pinned there and not here",)
    choice = ExportChoice(deidentified=True)
    desk.export(ids, "json", tmp_path / "masked.json", choice)
    assert "blue house" not in (tmp_path / "masked.json").read_text("utf-8")
    assert "look here" not in (tmp_path / "masked.json").read_text("utf-8")


def test_what_cannot_be_taken_in_is_refused_in_words(desk: Desk, ids: list[str], tmp_path: Path) -> None:
    desk.export(ids, "json", tmp_path / "records.json")
    one, two = json.loads((tmp_path / "records.json").read_text("utf-8"))
    one["whole"]["file"] = None
    two["whole"]["file"] = "c29tZXRoaW5nIGVsc2U="
    (tmp_path / "odd.json").write_text(json.dumps([one, two, {"schema": "other"}]), "utf-8")
    with Desk.open(tmp_path / "other") as other:
        report = other.import_records(tmp_path / "odd.json", "Dee")
        assert [item.outcome for item in report.items] == [REFUSED] * 3
        assert "own file did not come along" in report.items[0].message
        assert "not the one its record is of" in report.items[1].message
        assert not list(other.ids(Query()))
        (tmp_path / "no.json").write_text("{nothing", "utf-8")
        with pytest.raises(InputError, match="no file of records"):
            other.import_records(tmp_path / "no.json", "Dee")
        with pytest.raises(InputError, match="could not be read"):
            other.import_records(tmp_path / "nowhere.json", "Dee")


def test_the_letters_file_comes_along_byte_for_byte(desk: Desk, ids: list[str], tmp_path: Path) -> None:
    desk.export(ids[:1], "jsonl", tmp_path / "r.jsonl")
    with Desk.open(tmp_path / "other") as other:
        other.import_records(tmp_path / "r.jsonl", "Dee")
        sha256 = other.document(ids[0]).sha256
        data = (other.folder / "sources" / sha256).read_bytes()
    assert hashlib.sha256(data).hexdigest() == sha256


def test_a_preview_can_be_masked_like_the_file(desk: Desk, ids: list[str]) -> None:
    desk.set_terms(ids[1], ["crutches"])
    assert "crutches" in rich_text(desk.summary_preview(ids[1])).lower()
    assert "crutches" not in rich_text(desk.summary_preview(ids[1], masked=True)).lower()


def test_a_summary_older_than_its_record_is_listed(desk: Desk, ids: list[str], tmp_path: Path) -> None:
    older = Query(summary_older=True)
    desk.export(ids, "docx", tmp_path / "both.docx")
    assert not list(desk.ids(older))
    desk.set_value(ids[0], FieldPath("occupation"), "roofer", "Ana")
    (row,) = desk.rows(desk.ids(older))
    assert (row.id, row.summary_older) == (ids[0], True)
    assert [one.id for one in desk.rows(desk.ids(Query(summary_older=False)))] == [ids[1]]
    assert not desk.rows(desk.ids(Query(summary_older=False)))[0].summary_older
    desk.export(ids[:1], "xlsx", tmp_path / "rows.xlsx")  # no summary
    assert len(desk.ids(older)) == 1
    desk.export(ids, "docx", tmp_path / "both.docx")
    assert not list(desk.ids(older))


def test_letters_of_one_file_are_known_together(desk: Desk, ids: list[str], tmp_path: Path) -> None:
    desk.export(ids, "docx", tmp_path / "both.docx")
    desk.export(ids[:1], "docx", tmp_path / "one.docx")
    last, before = desk.exports(ids[0])
    assert desk.exported_together(last) == ids[:1]
    assert desk.exported_together(before) == ids


def test_a_file_is_signed_by_the_reviewer_of_the_settings_else_the_login_name(
    desk: Desk, ids: list[str], tmp_path: Path
) -> None:
    desk.export(ids[:1], "docx", tmp_path / "before.docx")
    desk.choose(replace(desk.settings, reviewer_name="Ana Reyes"))
    desk.export(ids[:1], "docx", tmp_path / "after.docx")
    assert [one.by for one in desk.exports(ids[0])] == ["Ana Reyes", system_user()]
