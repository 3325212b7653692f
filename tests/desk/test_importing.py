"""Bringing letters in: what is refused stays with its reason, locked files open, corrected letters are told apart."""

import os
import re
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner

from imrdesk.cli import main
from imrdesk.errors import InputError, StoreError
from imrdesk.record.validation import check
from imrdesk.sources import open_source
from imrdesk.store import Query
from imrdesk.workflow import Desk
from tests.sources import make


@pytest.fixture
def desk(tmp_path):
    with Desk.open(tmp_path / "w") as opened:
        yield opened


@pytest.fixture
def locked(tmp_path, samples):
    path = tmp_path / "locked.pdf"
    with pikepdf.open(samples / "01_one_item_upheld.pdf") as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(user="secret", owner="o"))
    return path


@pytest.fixture
def pair(tmp_path, samples):
    """A letter as text, and the same with one word changed."""
    text = "\n".join(page.text for page in open_source(samples / "01_one_item_upheld.pdf").pages)
    assert "upheld" in text.lower()
    paths = tmp_path / "first.txt", tmp_path / "corrected.txt"
    paths[0].write_text(text, encoding="utf-8")
    paths[1].write_text(re.sub("upheld", "overturned", text, flags=re.IGNORECASE), encoding="utf-8")
    return paths


def test_a_locked_file_stays_visible_until_its_password_is_given(desk, locked):
    report = desk.import_paths([locked], "Ana")
    assert [item.code for item in report.locked] == ["password"]
    (refused,) = desk.refusals()
    assert (refused.file_name, refused.path, refused.code, refused.by) == ("locked.pdf", locked, "password", "Ana")
    assert "password" in refused.message + refused.remedy
    assert not desk.retry("Ben", passwords=["wrong"]).added
    (again,) = desk.refusals()
    assert again.by == "Ben"
    assert desk.retry("Ben", [locked], passwords=["wrong", "secret"]).added
    assert desk.refusals() == []


def test_the_pages_of_a_locked_letter_open_with_the_password_that_was_typed(desk, locked):
    (item,) = desk.import_paths([locked], "Ana", passwords=["wrong", "secret"]).added
    view = desk.page_view(item.record_id)
    assert view.page_count == 2
    view.close()
    with Desk.open(desk.folder) as later:
        with pytest.raises(StoreError) as caught:
            later.page_view(item.record_id)
        assert caught.value.code == "locked"
        assert later.document(item.record_id).pages[0].text
        later.unlock("secret")
        later.page_view(item.record_id).close()


def test_a_password_is_kept_nowhere(desk, locked):
    desk.import_paths([locked], "Ana", passwords=["secret"])
    kept = b"".join(path.read_bytes() for path in desk.folder.rglob("imrdesk.db*"))
    assert b"secret" not in kept


def test_a_refused_file_that_is_gone_stays_as_it_was(desk, locked):
    desk.import_paths([locked], "Ana")
    locked.unlink()
    assert [item.code for item in desk.retry("Ben").refused] == ["missing"]
    assert [item.code for item in desk.refusals()] == ["password"]


def test_a_refused_file_can_be_let_go(desk, locked):
    desk.import_paths([locked], "Ana")
    desk.dismiss(desk.refusals()[0])
    assert desk.refusals() == []


def test_what_was_mistyped_is_not_kept(desk, tmp_path):
    desk.import_paths([tmp_path / "none.pdf"], "Ana")
    assert desk.refusals() == []


def test_each_letter_in_a_zip_file_is_kept_or_refused_by_itself(desk, tmp_path, samples):
    good = (samples / "01_one_item_upheld.pdf").read_bytes()
    path = tmp_path / "all.zip"
    path.write_bytes(make.zipped({"a.pdf": good, "b.pdf": b"%PDF-1.4 rubbish", "same.pdf": good}))
    report = desk.import_paths([path], "Ana")
    assert [item.outcome for item in report.items] == ["added", "refused", "duplicate"]
    assert [(item.file_name, item.path) for item in desk.refusals()] == [("b.pdf", path)]
    record = desk.record(report.added[0].record_id)
    assert record.source.file_name == "a.pdf"
    assert any(problem.code == "origin" and "all.zip" in problem.message for problem in record.problems)


def test_another_letter_of_the_same_case_is_linked_and_told_apart(desk, pair):
    (first,) = desk.import_paths(pair[:1], "Ana").added
    (second,) = desk.import_paths(pair[1:], "Ana").added
    assert desk.same_case(first.record_id) == [second.record_id]
    assert desk.same_case(second.record_id) == [first.record_id]
    problems = {problem.code for problem in check(desk.record(second.record_id))}
    assert "same_case" in problems
    assert "same_case" not in {problem.code for problem in check(desk.record(first.record_id))}
    both = first.record_id, second.record_id
    assert desk.pair(desk.record(first.record_id).case_number) == both
    assert desk.pair(first.record_id) == desk.pair(second.record_id) == both
    differences = desk.compare(*both)
    assert differences
    assert all("upheld" in item.old.lower() and "overturned" in item.new for item in differences)
    span = differences[0].new_spans[0]
    assert "overturned" in desk.document(second.record_id).quote(span)


def test_one_letter_alone_has_nothing_to_be_compared_with(desk, samples):
    (item,) = desk.import_paths([samples / "07_body_double_spaced.txt"], "Ana").added
    with pytest.raises(InputError, match="only one letter"):
        desk.pair(item.record_id)
    with pytest.raises(InputError, match="no case"):
        desk.pair("CM16-0000000")


def test_odd_file_names_are_shown_safely_and_can_be_kept(desk, tmp_path, samples):
    data = (samples / "01_one_item_upheld.pdf").read_bytes()
    names = [b"bidi\xe2\x80\xaefdp.pdf", b"not utf-8 \xff\xfe.pdf", b"line\nbreak.pdf", b"-w.pdf"]
    folder = str(tmp_path).encode()
    for number, name in enumerate(names):
        Path(os.fsdecode(folder + b"/" + name)).write_bytes(data + b"\n%% %d" % number)
    Path(os.fsdecode(folder + b"/bad \xff.pdf")).write_bytes(b"%PDF-1.4 rubbish")
    report = desk.import_paths([tmp_path], "Ana")
    assert len(report.added) == len(names)
    shown = [desk.record(item.record_id).source.file_name for item in report.added]
    assert not any(set(name) & set("\u202e\n\udcff") for name in shown)
    assert len(desk.refusals()) == 1


def run(*arguments) -> str:
    return CliRunner().invoke(main, [str(argument) for argument in arguments]).output


def test_the_command_line_lists_and_retries_refused_files(tmp_path, locked):
    workspace = tmp_path / "w"
    assert "could not be read" in run("import", locked, "-w", workspace)
    assert "locked.pdf: The file is locked with a password." in run("refused", "-w", workspace)
    assert "1 letter ready" in run("refused", "--retry", "--password", "secret", "-w", workspace)
    assert run("refused", "-w", workspace) == "No files were refused.\n"


def test_the_command_line_compares_letters_of_a_case(tmp_path, pair):
    workspace = tmp_path / "w"
    run("import", *pair, "-w", workspace)
    with Desk.open(workspace) as desk:
        (newest, _other) = desk.rows(desk.ids(Query()))
        number = newest.case_number
    shown = run("diff", number, "-w", workspace)
    assert shown.startswith("--- first.txt")
    assert any(line.startswith("- ") and "upheld" in line.lower() for line in shown.splitlines())
    assert any(line.startswith("+ ") and "overturned" in line for line in shown.splitlines())


def test_extract_reads_with_a_password_and_carefully(locked):
    assert '"error": null' in run("extract", locked, "--password", "secret", "--careful")
    assert '"code": "password"' in run("extract", locked)
