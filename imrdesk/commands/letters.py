"""The commands of letters: read, bring in, list, show, compare."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from imrdesk.commands.cases import case_argument
from imrdesk.commands.opened import desk_on, shown_progress
from imrdesk.commands.options import FAILED, by_option, in_words, json_option, print_json, workspace_option
from imrdesk.desk import reading
from imrdesk.desk.reading import Unread
from imrdesk.record import contract
from imrdesk.record.model import Record, Status
from imrdesk.record.validation import check
from imrdesk.record.values import show as show_value
from imrdesk.store import CaseRow, Query
from imrdesk.workflow import ImportItem, ImportReport, RefusedFile

DATE = click.DateTime(formats=["%Y-%m-%d", "%m/%d/%Y"])


def _passwords(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--password", "passwords", multiple=True, metavar="TEXT",
        help="A password to try on locked files; may be given several times. It is not kept.",
    )(command)  # fmt: skip


def _careful(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--careful", is_flag=True, help="Have two readers, and OCR, look at every PDF, and compare.")(
        command
    )


@click.command(epilog="Example: imrdesk extract letter.pdf | jq .fields.decision_date.value")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--pretty", is_flag=True, help="For people: indented JSON.")
@_passwords
@_careful
@in_words
def extract(files: Sequence[Path], pretty: bool, passwords: Sequence[str], careful: bool) -> None:
    """Print what each FILE says, one JSON object a letter; needs no workspace."""
    failed = False
    for _path, letters in reading.extract_files(files, passwords, careful=careful):
        for letter in letters:
            if isinstance(letter, Unread):
                failed = True
                found = contract.refusal_json(letter.name, letter.error.code, str(letter.error))
                click.echo(f"imrdesk: {letter.error}", err=True)
            else:
                found = contract.extraction_json(letter.document, letter.extraction)
            click.echo(json.dumps(found, ensure_ascii=False, indent=2 if pretty else None))
    sys.exit(FAILED if failed else 0)


@click.command(name="import", epilog="Example: imrdesk import letters/ scan.pdf -w case-files")
@click.argument("given", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))
@workspace_option
@by_option
@_passwords
@_careful
@json_option
@in_words
def import_(given: Sequence[Path], workspace: Path | None, by: str, as_json: bool, **how: Any) -> None:
    """Bring letters, or folders of letters, into the workspace. One bad file never stops the rest."""
    with desk_on(workspace) as desk:
        report = desk.import_paths(given, by, shown_progress(), **how)
    if as_json:
        print_json([_item_json(item) for item in report.items])
    _tell(report, quiet=as_json)


def _item_json(item: ImportItem) -> dict[str, Any]:
    return {
        "file_name": item.path.name, "path": str(item.path), "outcome": item.outcome, "id": item.record_id,
        "code": item.code, "message": item.message,
    }  # fmt: skip


@click.command(epilog="Example: imrdesk refused --retry --password secret -w case-files")
@workspace_option
@by_option
@_passwords
@click.option("--retry", is_flag=True, help="Try to read them again.")
@json_option
@in_words
def refused(workspace: Path | None, by: str, passwords: Sequence[str], retry: bool, as_json: bool) -> None:
    """List the files that could not be read, with the reason and what to do."""
    with desk_on(workspace, looking=not retry) as desk:
        report = desk.retry(by, progress=shown_progress(), passwords=passwords) if retry else None
        found = desk.refusals()
    if as_json:
        print_json([asdict(item) | {"path": str(item.path)} for item in found])
    if report:
        _tell(report, quiet=as_json)
    if not as_json:
        _tell_refused(found)


def _tell_refused(found: Sequence[RefusedFile]) -> None:
    for item in found:
        click.echo(f"{item.file_name}: {item.message} {item.remedy}\n    {item.path}")
    if not found:
        click.echo("No files were refused.")


def _tell(report: ImportReport, *, quiet: bool) -> None:
    """Say what became of the files, unless JSON does; exit with 1 where some could not be read."""
    for item in report.duplicates if not quiet else ():
        click.echo(item.message)
    for item in report.refused:
        click.echo(f"imrdesk: {item.message}", err=True)
    if not quiet:
        click.echo(report.sentence())
    if report.refused:
        sys.exit(FAILED)


@click.command(name="list")
@workspace_option
@click.option("--status", type=click.Choice([status.value for status in Status]), help="Only letters in this status.")
@click.option("--from", "first", type=DATE, help="Only letters decided on this day or later.")
@click.option("--to", "last", type=DATE, help="Only letters decided on this day or before.")
@click.option("--reviewer", help="Only letters that this person reviewed.")
@click.option("--second-look", is_flag=True, help="Only letters with a field that somebody else should look at.")
@click.option("--summary-older", is_flag=True, help="Only letters whose Word summary is older than the record.")
@click.option("--json", "as_json", is_flag=True, help="An array of objects, for scripts.")
@in_words
def list_(workspace: Path | None, as_json: bool, **asked: Any) -> None:
    """List the letters of the workspace, the newest first."""
    query = Query(
        status=Status(asked["status"]) if asked["status"] else None,
        decided_from=_iso(asked["first"]),
        decided_to=_iso(asked["last"]),
        reviewer=asked["reviewer"],
        second_look=asked["second_look"] or None,
        summary_older=asked["summary_older"] or None,
    )
    with desk_on(workspace, looking=True) as desk:
        rows = desk.rows(desk.ids(query))
    if as_json:
        print_json([_row_json(row) for row in rows])
        return
    for row in rows:
        outcome = row.outcome or "no outcome"
        left = f"{row.to_review} to check" if row.to_review else ""
        click.echo(
            f"{row.case_number or row.id[:8]:14} {row.status.value:10} {show_value(row.decision_date):10} "
            f"{outcome:21} {row.issues:3} item(s)  {left:12} {row.file_name}"
        )
    if not rows:
        click.echo("No letters. Bring some in with: imrdesk import PATH")


def _iso(day: datetime | None) -> str | None:
    return f"{day:%Y-%m-%d}" if day else None


def _row_json(row: CaseRow) -> dict[str, Any]:
    return {
        "id": row.id, "case_number": row.case_number, "status": row.status.value, "outcome": row.outcome,
        "decision_date": row.decision_date, "issues": row.issues, "problems": row.problems, "file_name": row.file_name,
    }  # fmt: skip


@click.command()
@case_argument
@workspace_option
@click.option("--json", "as_json", is_flag=True, help="The whole record, for scripts.")
@in_words
def show(case: str, workspace: Path | None, as_json: bool) -> None:
    """Show the record of CASE, a case number or id."""
    with desk_on(workspace, looking=True) as desk:
        record = desk.record(desk.resolve(case))
    if as_json:
        print_json(contract.record_json(record))
    else:
        click.echo("\n".join(_record_lines(record)))


def _record_lines(record: Record) -> Iterator[str]:
    yield f"{record.case_number or record.source.file_name}  ({record.status.value}, id {record.id})"
    for path in record.paths():
        value = record.at(path)
        state = "to check" if value.needs_review else value.state.value
        text = show_value(value.value).replace("\n", " | ")
        yield f"  {record.spell(path):45} {state:16} {text[:200] or '-'}"
    for problem in check(record):
        yield f"  {problem.severity.value}: {problem.message}"


@click.command(epilog="Example: imrdesk diff CM16-9900001 -w case-files")
@case_argument
@click.argument("other", metavar="OTHER", required=False)
@workspace_option
@json_option
@in_words
def diff(case: str, other: str | None, workspace: Path | None, as_json: bool) -> None:
    """Compare the words of two letters; with CASE alone, the letters that came for that case number."""
    with desk_on(workspace, looking=True) as desk:
        old, new = desk.pair(case, other)
        found = desk.compare(old, new)
        names = [desk.record(name).source.file_name for name in (old, new)]
    if as_json:
        print_json({
            "old": {"id": old, "file_name": names[0]}, "new": {"id": new, "file_name": names[1]},
            "differences": [asdict(difference) for difference in found],
        })  # fmt: skip
        return
    click.echo(f"--- {names[0]} (id {old[:8]})\n+++ {names[1]} (id {new[:8]})")
    for difference in found:
        place = (difference.new_spans or difference.old_spans)[0]
        click.echo(f"@@ page {place.page} @@")
        for sign, text in (("-", difference.old), ("+", difference.new)):
            for line in text.splitlines():
                click.echo(f"{sign} {line}")
    if not found:
        click.echo("The words are the same; only the files differ.")


COMMANDS = (extract, import_, refused, list_, show, diff)
