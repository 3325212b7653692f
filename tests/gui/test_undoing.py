"""Acts are taken back in order, and one that fails is not forgotten."""

import pytest

from imrdesk.errors import StoreError
from imrdesk.gui.session import first_to_review, load
from imrdesk.gui.undoing import Undoing
from imrdesk.record.model import Path, Status
from imrdesk.store import Query

OCCUPATION = Path("occupation")


@pytest.fixture
def letter(letters):
    return letters["01_one_item_upheld.pdf"]


def write(desk, undoing, letter, *values):
    for value in values:
        undoing.keep(lambda value=value: desk.set_value(letter, OCCUPATION, value, "Ana"))


def test_back_and_forth(desk, letter):
    undoing = Undoing(desk)
    before = desk.record(letter).at(OCCUPATION)
    write(desk, undoing, letter, "Baker", "Cook")
    assert undoing.undo(letter, "Ana").after.at(OCCUPATION).value == "Baker"
    assert undoing.undo(letter, "Ana").after.at(OCCUPATION) == before
    assert undoing.undo(letter, "Ana") is None
    assert undoing.redo(letter, "Ana").after.at(OCCUPATION).value == "Baker"
    assert undoing.redo(letter, "Ana").after.at(OCCUPATION).value == "Cook"
    assert undoing.redo(letter, "Ana") is None
    assert desk.record(letter).at(OCCUPATION).value == "Cook"


def test_a_new_act_ends_what_could_be_done_again(desk, letter):
    undoing = Undoing(desk)
    write(desk, undoing, letter, "Baker")
    undoing.undo(letter, "Ana")
    write(desk, undoing, letter, "Cook")
    assert undoing.redo(letter, "Ana") is None


def test_an_act_that_changes_nothing_is_not_kept(desk, letter):
    undoing = Undoing(desk)
    for _ in range(2):
        undoing.keep(lambda: desk.confirm(letter, [OCCUPATION], "Ana"))
    undoing.undo(letter, "Ana")
    assert undoing.undo(letter, "Ana") is None


def test_an_undo_that_fails_can_be_tried_again(desk, letter, monkeypatch):
    undoing = Undoing(desk)
    write(desk, undoing, letter, "Baker")

    def refuse(*_args):
        raise StoreError("disk_full", "The disk is full.")

    with monkeypatch.context() as broken:
        broken.setattr(desk, "undo", refuse)
        with pytest.raises(StoreError):
            undoing.undo(letter, "Ana")
    assert undoing.undo(letter, "Ana").after.at(OCCUPATION).value != "Baker"


def test_each_letter_has_its_own(desk, letters, letter):
    undoing = Undoing(desk)
    write(desk, undoing, letter, "Baker")
    assert undoing.undo(letters["05_contradictions.pdf"], "Ana") is None


def test_a_letter_without_its_file_shows_its_text(desk, letter):
    source = next(path for path in (desk.folder / "sources").iterdir()
                  if path.name == desk.document(letter).sha256)  # fmt: skip
    source.unlink()
    loaded = load(desk, letter)
    assert loaded.view is None
    assert "missing" in loaded.trouble
    assert loaded.document.pages


def test_letters_begun_come_first(desk, letters, letter):
    assert first_to_review(desk, Query(), "") != letter
    desk.set_value(letter, OCCUPATION, "Baker", "Ana")
    assert first_to_review(desk, Query(), "") == letter
    assert first_to_review(desk, Query(), letter) != letter
    assert first_to_review(desk, Query(status=Status.REVIEWED), "") is None
