"""Search of items, saved searches and collections, as a script uses them; their exports reopened."""

import json
import zipfile
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result

from imrdesk.cli import main
from tests.export.reading import row_texts, text_of


def run(*words: object) -> Result:
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


@pytest.fixture(scope="module")
def stocked(tmp_path_factory):
    from imrdesk import paths
    from imrdesk.workflow import Desk

    folder = tmp_path_factory.mktemp("found") / "desk"
    with Desk.open(folder) as desk:
        names = ("01_one_item_upheld.pdf", "03_seven_items_mixed.pdf", "09_expedited_overturned.pdf")
        desk.import_paths([paths.resource("samples", name) for name in names], "Ana")
    return folder


@pytest.fixture
def work(stocked, tmp_path) -> Path:
    import shutil

    return Path(shutil.copytree(stocked, tmp_path / "work"))


def items(work, *words) -> list[dict]:
    return json.loads(run("search", *words, "--items", "--json", "-w", work).stdout)


def test_items_are_found_with_what_decided_them(work):
    found = items(work, "decision:overturned")
    assert found
    assert {item["decision"] for item in found} == {"overturned"}
    for item in found:
        assert item["treatment"]
        assert item["cite"].startswith("p. ")
        assert item["page"] >= 1
    lines = run("search", "decision:overturned", "--items", "-w", work).stdout.splitlines()
    assert len(lines) == 3 * len(found)


def test_letters_are_found_as_before(work):
    found = json.loads(run("search", "medically necessary", "--json", "-w", work).stdout)
    assert set(found[0]) == {"id", "case_number", "file_name", "page", "start", "end", "snippet"}
    assert run("search", "-w", work).exit_code == 1


def test_facets_count_and_lead_on(work):
    found = json.loads(run("search", "--facets", "--json", "-w", work).stdout)
    decisions = {one["value"]: one["count"] for one in found["facets"]["decision"]}
    assert sum(decisions.values()) == found["counted"] == len(items(work, ""))
    printed = run("search", "--facets", "-w", work).stdout
    assert "(decision:overturned)" in printed
    assert len(items(work, "decision:overturned")) == decisions["overturned"]


def test_searches_are_saved_done_again_and_let_go(work):
    run("search", "decision:overturned", "--items", "--save", "Won", "-w", work)
    assert run("search", "--list-saved", "-w", work).stdout == "Won: decision:overturned\n"
    assert items(work, "--saved", "won") == items(work, "decision:overturned")
    assert run("search", "--delete-saved", "WON", "-w", work).stdout == "No search is saved.\n"
    assert "There is no saved search" in run("search", "--saved", "Won", "-w", work).stderr


def collected(work, name="Hearing") -> list[dict]:
    return json.loads(run("collection", "show", name, "--json", "-w", work).stdout)


@pytest.fixture
def hearing(work):
    run("collection", "new", "Hearing", "-w", work)
    found = items(work, "decision:overturned")
    run("collection", "add", "Hearing", *(f"{one['case_number']}:{one['item']}" for one in found), "-w", work)
    return found


def test_a_collection_is_filled_ordered_and_annotated(work, hearing):
    assert [one["issue_id"] for one in collected(work)] == [one["issue_id"] for one in hearing]
    run("collection", "move", "Hearing", 1, 2, "-w", work)
    run("collection", "note", "Hearing", 1, "ask Dr. Roe", "-w", work)
    now = collected(work)
    assert [one["issue_id"] for one in now[:2]] == [hearing[1]["issue_id"], hearing[0]["issue_id"]]
    assert [one["note"] for one in now[:2]] == ["ask Dr. Roe", ""]
    run("collection", "remove", "Hearing", 2, "-w", work)
    assert len(collected(work)) == len(hearing) - 1
    added = run("collection", "add", "Hearing", "--query", "decision:overturned", "-w", work).stdout
    assert added == f"1 added, {len(hearing)} in it.\n"
    run("collection", "rename", "Hearing", "Appeal", "-w", work)
    assert run("collection", "list", "-w", work).stdout == f"Appeal: {len(hearing)} items\n"
    run("collection", "delete", "appeal", "-w", work)
    assert json.loads(run("collection", "list", "--json", "-w", work).stdout) == []


@pytest.mark.parametrize(("words", "says"), [
    (("collection", "show", "No"), "There is no collection “No”. There are: Hearing."),
    (("collection", "new", "hearing"), "There is a collection “hearing” already."),
    (("collection", "remove", "Hearing", 99), "no number 99"),
    (("collection", "add", "Hearing", "CM99-0000000:1"), "There is no case"),
    (("search", "--items", "decison:upheld"), "Did you mean decision:"),
])  # fmt: skip
def test_what_is_typed_wrong_is_answered_in_one_line(work, hearing, words, says):
    result = run(*words, "-w", work)
    assert result.exit_code == 1
    assert says in result.stderr


def test_a_digest_has_a_table_and_each_deciding_quote_with_its_cite(work, hearing, tmp_path):
    run("collection", "note", "Hearing", 1, "ask Dr. Roe <now>", "-w", work)
    target = tmp_path / "hearing.docx"
    assert run("collection", "export", "Hearing", "-o", target, "-w", work).stdout == "hearing.docx is written.\n"
    document = docx.Document(str(target))
    (table,) = document.tables
    rows = [row_texts(table, place) for place in range(1, len(table.rows))]
    assert [row[0] for row in rows] == [str(place) for place in range(1, len(hearing) + 1)]
    for row, item in zip(rows, hearing, strict=True):
        assert item["treatment"].split()[0].casefold() in row[1].casefold()
        assert row[2].startswith("Overturned")
        assert item["case_number"] in row[5]
        assert "p. " in row[5]
    texts = [text_of(paragraph) for paragraph in document.paragraphs]
    assert sum(text.startswith("“") and "p. " in text for text in texts) >= len(hearing) - 1
    assert "Note: ask Dr. Roe <now>" in texts
    assert document.core_properties.title == "IMR digest: Hearing"


def test_a_digest_follows_the_record_and_keeps_what_was_written_into_it(work, hearing, tmp_path):
    target = tmp_path / "hearing.docx"
    run("collection", "export", "Hearing", "-o", target, "-w", work)
    document = docx.Document(str(target))
    document.add_paragraph("My own words.")
    document.save(str(target))
    first = hearing[0]
    run("set", first["id"], f"issues[{first['item'] - 1}].decision", "upheld", "-w", work)
    said = run("collection", "export", "Hearing", "-o", target, "-w", work).stdout
    assert "“Overturned” → “Upheld" in said
    after = docx.Document(str(target))
    assert row_texts(after.tables[0], 1)[2].startswith("Upheld")
    assert after.paragraphs[-1].text == "My own words."


def test_a_workbook_has_a_row_an_item(work, hearing, tmp_path):
    target = tmp_path / "hearing.xlsx"
    run("collection", "export", "Hearing", "--format", "xlsx", "-o", target, "-w", work)
    with zipfile.ZipFile(target) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
        strings = package.read("xl/sharedStrings.xml").decode()
    assert sheet.count("<row ") == len(hearing) + 1
    assert hearing[0]["case_number"] in strings
    assert "<f>" not in sheet


def test_an_empty_collection_is_not_written(work, tmp_path):
    run("collection", "new", "Empty", "-w", work)
    result = run("collection", "export", "Empty", "-o", tmp_path / "empty.docx", "-w", work)
    assert result.exit_code == 1
    assert "has no item to export" in result.stderr
    assert list(tmp_path.glob("*.docx")) == []
