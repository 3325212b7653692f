"""The desk's use cases, on real files and a real database."""

import pytest

from imrdesk.errors import InputError
from imrdesk.record.changes import Action
from imrdesk.record.model import Path, State, Status
from imrdesk.store import Query
from imrdesk.workflow import Desk


@pytest.fixture
def desk(tmp_path):
    with Desk.open(tmp_path / "w") as opened:
        yield opened


@pytest.fixture
def letter(desk, samples) -> str:
    (item,) = desk.import_paths([samples / "01_one_item_upheld.pdf"], "Ana").added
    return item.record_id


def test_an_import_reports_its_progress_and_can_be_stopped(desk, samples):
    seen: list[tuple[int, int, str]] = []
    report = desk.import_paths([samples], "Ana", lambda *step: seen.append(step), lambda: len(seen) >= 3)
    assert [step[0] for step in seen] == [0, 1, 2]
    assert report.cancelled
    assert len(report.added) == 3
    assert report.sentence().endswith("The import was stopped.")


def test_a_change_is_there_when_the_workspace_is_opened_again(desk, letter):
    path = Path("patient_age")
    desk.set_value(letter, path, 77, "Ana")
    with Desk.open(desk.folder) as again:
        value = again.record(letter).at(path)
    assert (value.value, value.state, value.by) == (77, State.EDITED, "Ana")


def test_a_person_can_undo_what_was_done(desk, letter):
    before = desk.record(letter)
    changed = desk.set_value(letter, Path("patient_age"), 77, "Ana")
    undone = desk.undo(changed, "Ana").after
    assert undone.fields == before.fields
    assert desk.record(letter).fields == before.fields
    actions = [event.change.action for event in desk.history(letter)]
    assert (actions[0], actions.count(Action.SET)) == (Action.IMPORT, 2)


def test_review_reopen_and_flag(desk, letter):
    assert desk.review(letter, "Ana").after.status is Status.REVIEWED
    assert desk.reopen(letter, "Ben", "decision misread").after.status is Status.REOPENED
    assert desk.flag(letter, "ask the lawyer", "Ben").after.flag == "ask the lawyer"
    assert desk.counts()["reopened"] == 1


def test_issues_can_be_added_moved_and_removed(desk, letter):
    added = desk.add_issue(letter, "Ana").after
    new = added.issues[-1].id
    assert desk.move_issue(letter, new, 0, "Ana").after.issues[0].id == new
    assert len(desk.remove_issue(letter, new, "Ana").after.issues) == 1


def test_pages_and_text_come_from_the_workspace_not_from_the_file(desk, samples, tmp_path):
    copy = tmp_path / "copy.pdf"
    copy.write_bytes((samples / "01_one_item_upheld.pdf").read_bytes())
    (item,) = desk.import_paths([copy], "Ana").added
    copy.unlink()
    view = desk.page_view(item.record_id)
    assert view.page_count == len(desk.document(item.record_id).pages)
    view.close()


def test_a_text_letter_has_no_page_view(desk, samples):
    (item,) = desk.import_paths([samples / "07_body_double_spaced.txt"], "Ana").added
    assert desk.page_view(item.record_id) is None


def test_a_case_is_named_by_number_or_id(desk, letter):
    assert desk.resolve("CM16-9900001") == desk.resolve(letter) == desk.resolve(letter[:8]) == letter
    with pytest.raises(InputError):
        desk.resolve("CM16")


def test_the_list_shows_what_is_left_to_check(desk, letter):
    (row,) = desk.rows(desk.ids(Query()))
    assert row.to_review == len(desk.record(letter).to_review()) > 0


def test_export_of_an_unknown_kind_is_refused_in_words(desk, letter, tmp_path):
    with pytest.raises(InputError, match="Choose from: docx"):
        desk.export([letter], "pdf", tmp_path / "x.pdf")
    assert not (tmp_path / "x.pdf").exists()
