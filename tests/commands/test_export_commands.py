"""The commands that let something out, as a script uses them."""

import zipfile
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result

from imrdesk.cli import main


def run(*words: object) -> Result:
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


@pytest.fixture
def workspace(tmp_path: Path, samples: Path) -> Path:
    folder = tmp_path / "case files"
    assert (
        run("import", samples / "01_one_item_upheld.pdf", samples / "03_seven_items_mixed.pdf", "-w", folder).exit_code
        == 0
    )
    return folder


def words(path: Path, part: str = "word/document.xml") -> str:
    with zipfile.ZipFile(path) as package:
        return package.read(part).decode()


def test_a_brief_summary_with_sections_dates_and_quotes(workspace: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.docx"
    result = run(
        "export", "CM16-9900003", "-w", workspace, "--brief", "--sections", "items,dates", "--quotes",
        "--mailed", "1/12/2017", "--by-mail", "--no-confidential", "-o", target,
    )  # fmt: skip
    assert (result.exit_code, result.stdout) == (0, f"{target}\n")
    headings = [
        item.text for item in docx.Document(str(target)).paragraphs if item.style and item.style.name == "Heading 2"
    ]
    assert headings == ["Disputed items", "Next dates", "Passages cited"]
    assert "Thu 02/16/2017" in words(target)
    assert "CONFIDENTIAL" not in words(target, "word/footer1.xml")


def test_exporting_again_lists_what_changed(workspace: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.docx"
    run("export", "CM16-9900001", "-w", workspace, "-o", target)
    run("set", "CM16-9900001", "occupation", "cook", "-w", workspace, "--by", "Ana")
    again = run("export", "CM16-9900001", "-w", workspace, "-o", target).stdout
    assert "changed: CM16-9900001, Occupation: “hotel housekeeper” → “cook”" in again


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--sections", "fact"), "no section “fact”"),
        (("--tables", "all"), "no table “all”"),
        (("--name-pattern", "{surname}"), "cannot hold “{surname}”"),
        (("--template", "missing.docx"), "missing.docx"),
    ],
)
def test_wrong_choices_are_refused_in_one_line(workspace: Path, tmp_path: Path, options: tuple, says: str) -> None:
    result = run("export", "all", "-w", workspace, "-o", tmp_path / "x", *options)
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert says in result.stderr


def test_a_mailing_date_is_for_one_case(workspace: Path, tmp_path: Path) -> None:
    assert (
        "belongs to one case"
        in run("export", "all", "-w", workspace, "-o", tmp_path / "x", "--mailed", "1/2/2017").stderr
    )
    assert "not a date" in run("dates", "CM16-9900003", "-w", workspace, "--mailed", "soon").stderr


def test_a_file_for_each_case(workspace: Path, tmp_path: Path) -> None:
    result = run("export", "all", "-w", workspace, "--one-file-each", "-o", tmp_path / "each", "--format", "csv")
    assert result.exit_code == 0
    assert sorted(file.name for file in (tmp_path / "each").iterdir()) == [
        "CM16-9900001 summary.csv",
        "CM16-9900003 summary.csv",
    ]


def test_dates_and_their_calendar(workspace: Path, tmp_path: Path) -> None:
    result = run("dates", "CM16-9900003", "-w", workspace, "--mailed", "1/12/2017", "--ics", tmp_path / "d.ics")
    assert "Tue 02/14/2017  Last day to appeal" in result.stdout
    assert "Labor Code § 4610.6(h)" in result.stdout
    assert "Verify each one" in result.stdout
    lines = (tmp_path / "d.ics").read_bytes().split(b"\r\n")
    assert (lines[0], lines[-2], lines[-1]) == (b"BEGIN:VCALENDAR", b"END:VCALENDAR", b"")
    assert max(map(len, lines)) <= 75
    assert b"DTSTART;VALUE=DATE:20170214" in lines


def test_a_worksheet_with_a_pin(workspace: Path, tmp_path: Path) -> None:
    target = tmp_path / "w.docx"
    result = run("worksheet", "CM16-9900003", "-w", workspace, "--pin", "fact", "Crutches were refused", "-o", target)
    listed = "5. Mistake of fact\n  1  “Crutches were refused” p. 2, l. 19\n"
    assert (result.exit_code, result.stdout) == (0, f"{listed}{target}\n")
    assert "“Crutches were refused”" in words(target)
    assert "does not have the words “nonsense”" in run(
        "worksheet", "CM16-9900003", "-w", workspace, "--pin", "fact", "nonsense", "-o", tmp_path / "x.docx"
    ).stderr  # fmt: skip


def test_what_is_pinned_is_noted_moved_and_taken_away_by_its_number(workspace: Path) -> None:
    def worksheet(*given: object) -> str:
        result = run("worksheet", "CM16-9900003", "-w", workspace, *given)
        return result.stdout + result.stderr

    worksheet("--pin", "fact", "Crutches were refused", "--pin", "bias", "medically necessary")
    assert worksheet("--note", 2, "exhibit A", "--move", 1, "fact", 2).splitlines() == [
        "5. Mistake of fact",
        "  1  “Crutches were refused” p. 2, l. 19; exhibit A",
        "  2  “medically necessary” p. 2, l. 12",
    ]
    assert "There is no pin 3; there are 2." in worksheet("--unpin", 3)
    assert "exhibit A" not in worksheet("--unpin", 1)
    assert "There is no problem 99" in worksheet("--pin-problem", "fact", 99)


def test_records_go_from_one_workspace_to_another(workspace: Path, tmp_path: Path) -> None:
    run("export", "all", "-w", workspace, "--format", "json", "-o", tmp_path / "r.json")
    other = tmp_path / "other"
    assert run("import-records", tmp_path / "r.json", "-w", other).stdout == "2 added.\n"
    ours, theirs = (run("show", "CM16-9900003", "-w", folder, "--json").stdout for folder in (workspace, other))
    assert ours == theirs
    run("set", "CM16-9900003", "occupation", "roofer", "-w", other)
    told = run("import-records", tmp_path / "r.json", "-w", other)
    assert (told.exit_code, told.stdout) == (1, "1 the same already, 1 conflict.\n")
    assert "occupation: ours “roofer” (edited)" in told.stderr


def test_a_deidentified_file(workspace: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.docx"
    run("export", "CM16-9900003", "-w", workspace, "--deidentified", "--term", "Crutches", "-o", target)
    assert "crutches" not in words(target).lower()


def test_a_template_is_made_checked_and_used(workspace: Path, tmp_path: Path) -> None:
    target = tmp_path / "firm.docx"
    assert run("template", "new", target).exit_code == 0
    assert "is there already" in run("template", "new", target).stderr
    assert run("template", "check", target).stdout == "firm.docx: can be used.\n"
    document = docx.Document(str(target))
    document.paragraphs or document.add_paragraph("Doe & Roe LLP")
    styles = document.styles
    styles["Quote"].delete()
    document.save(str(target))
    result = run("template", "check", target)
    assert (result.exit_code, result.stdout.splitlines()) == (
        1, ["The paragraph style “Quote” is missing.", "firm.docx: cannot be used yet."],
    )  # fmt: skip
    refused = run("export", "CM16-9900001", "-w", workspace, "--template", target, "-o", tmp_path / "out.docx")
    assert "The paragraph style “Quote” is missing." in refused.stderr
    assert not (tmp_path / "out.docx").exists()
