"""The commands that let something out of a workspace, or records of another one in."""

import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import click

from imrdesk.commands.cases import begun, case_argument
from imrdesk.commands.opened import desk_on, record_ids, shown_progress
from imrdesk.commands.options import FAILED, by_option, in_words, json_option, print_json, workspace_option
from imrdesk.desk.exporting import ExportChoice
from imrdesk.desk.receiving import CONFLICT, REFUSED
from imrdesk.document.locate import cite, fold, search
from imrdesk.errors import InputError
from imrdesk.export import EXPORTERS, SummaryOptions, calendar_file, naming, next_dates, summary, template
from imrdesk.export.comparison import COMPARISONS
from imrdesk.export.letter import BRIEF, DETAILED
from imrdesk.export.worksheet import GROUNDS
from imrdesk.record import contract
from imrdesk.record.deadlines import BASIS, Mailing, deadlines
from imrdesk.record.validation import check
from imrdesk.record.values import Kind, parse
from imrdesk.store import Pin
from imrdesk.workflow import Desk

_FILE = click.Path(path_type=Path, dir_okay=False)


class _Day(click.ParamType):
    """A date as people write it."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date; fails in words."""
        try:
            return date.fromisoformat(str(parse(Kind.DATE, str(value))))
        except (InputError, ValueError) as wrong:
            self.fail(str(wrong), param, ctx)


def _names(_ctx: click.Context, _param: click.Parameter, value: str | None) -> tuple[str, ...]:
    """A list parted by commas."""
    return tuple(name.strip() for name in (value or "").split(",") if name.strip())


_SUMMARY_OPTIONS = (
    click.option("--brief", "kind", flag_value=BRIEF, help="One or two pages: what was decided, and why."),
    click.option("--detailed", "kind", flag_value=DETAILED, default=DETAILED, help="Everything. The default."),
    click.option("--sections", callback=_names, metavar="A,B", help=f"In this order: {', '.join(summary.SECTIONS)}."),
    click.option("--tables", callback=_names, metavar="A,B", help=f"Across several cases: {', '.join(COMPARISONS)}."),
    click.option("--quotes", is_flag=True, help="Quote every cited passage in an appendix."),
    click.option("--template", "template_file", type=_FILE, metavar="FILE", help="Your own Word template."),
    click.option("--confidential/--no-confidential", default=True, help="The work-product notice on each page."),
    click.option("--comments/--no-comments", default=True, help="Word comments on values that a person changed."),
    click.option("--mailed", type=_Day(), metavar="DATE", help="When it was mailed, for the next dates; one case."),
    click.option("--by-mail", is_flag=True, help="It was served by mail."),
    click.option("--fresh", is_flag=True, help="Write anew a file that is there, a person's edits and all."),
)


def _summary_options(command: Any) -> Any:
    for option in reversed(_SUMMARY_OPTIONS):
        command = option(command)
    return command


@click.command(name="export", epilog="Example: imrdesk export CM16-9900001 -w case-files --brief -o summary.docx")
@click.argument("cases", nargs=-1, required=True, metavar="CASE...", shell_complete=begun)
@workspace_option
@click.option("--format", "format_name", type=click.Choice(list(EXPORTERS)), default="docx", show_default=True)
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), metavar="PATH")
@_summary_options
@click.option("--one-file-each", is_flag=True, help="A file for each case, in the folder PATH.")
@click.option("--name-pattern", metavar="TEXT", help=f"How these are named. Default: {naming.DEFAULT}")
@click.option("--deidentified", is_flag=True, help="Mask names, claim numbers, dates of birth and the case's terms.")
@click.option("--term", "listed", multiple=True, metavar="WORDS", help="Add words to the case's list of terms.")
@in_words
def export_(cases: Sequence[str], workspace: Path | None, format_name: str, output: Path, **chosen: Any) -> None:
    """Write CASE... into one file, or into one each. "all" stands for every letter of the workspace.

    A Word file of the same cases that is there already is brought up to date: what nobody touched follows the record,
    what a person wrote stays, and a list says what changed and what was left.
    """
    with desk_on(workspace, looking=not chosen["listed"]) as desk:
        ids = record_ids(desk, cases)
        for record_id in ids if chosen["listed"] else ():
            desk.set_terms(record_id, (*desk.terms(record_id), *chosen["listed"]))
        pattern = chosen["name_pattern"] or (naming.DEFAULT if chosen["one_file_each"] else "")
        choice = ExportChoice(_options(ids, chosen), pattern, chosen["deidentified"])
        report = desk.export(ids, format_name, output, choice, shown_progress())
    for written in report.files:
        click.echo(str(written))
    for line in report.lines():
        click.echo(line)


def _options(ids: Sequence[str], chosen: dict[str, Any]) -> SummaryOptions:
    """What the options of the command mean for a summary."""
    mailed = chosen["mailed"]
    if mailed and len(ids) != 1:
        raise InputError("one_case", "A mailing date belongs to one case.", "Export that case by itself.")
    sections = chosen["sections"] or summary.KINDS[chosen["kind"]]
    return SummaryOptions(
        kind=chosen["kind"],
        sections=(*sections, summary.APPENDIX) if chosen["quotes"] else sections,
        tables=chosen["tables"],
        confidential=chosen["confidential"],
        comments=chosen["comments"],
        template=chosen["template_file"],
        mailings={ids[0]: Mailing(mailed, chosen["by_mail"])} if mailed else {},
        fresh=chosen["fresh"],
    )


@click.command(epilog="Example: imrdesk dates CM16-9900001 -w case-files --mailed 1/12/2017 --by-mail --ics dates.ics")
@case_argument
@workspace_option
@click.option("--mailed", required=True, type=_Day(), metavar="DATE", help="When the determination was mailed.")
@click.option("--by-mail", is_flag=True, help="It was served by mail.")
@click.option("--ics", "calendar", type=_FILE, metavar="FILE", help="Write the dates as a calendar file too.")
@json_option
@in_words
def dates(case: str, workspace: Path | None, mailed: date, by_mail: bool, calendar: Path | None, as_json: bool) -> None:
    """Compute the next dates of CASE from its mailing date; nothing is stored. Verify each one."""
    with desk_on(workspace, looking=True) as desk:
        record = desk.record(desk.resolve(case))
    mailing = Mailing(mailed, by_mail)
    found = deadlines(record, mailing)
    if as_json:
        print_json({"basis": BASIS, "dates": [asdict(item) | {"day": item.day.isoformat()} for item in found]})
    for item in found if not as_json else ():
        click.echo(f"{next_dates.weekday(item)}  {item.name}")
        click.echo(f"  {'; '.join(words for words in (item.rule, item.inputs, item.moved) if words)}")
    if not as_json:
        click.echo(BASIS)
    if calendar:
        calendar_file.write(record, mailing, calendar)
        click.echo(str(calendar), err=as_json)


_GROUND = click.Choice(list(GROUNDS))
_NUMBER = click.IntRange(min=1)


@click.command(
    epilog="Example: imrdesk worksheet CM16-9900001 -w case-files --pin fact 'no documentation' -o appeal.docx"
)
@case_argument
@workspace_option
@by_option
@click.option("-o", "--output", type=_FILE, metavar="FILE", help="Write the worksheet as a Word file.")
@click.option(
    "--pin",
    "pins",
    type=(_GROUND, str),
    multiple=True,
    metavar="GROUND WORDS",
    help=f"Pin the place of the letter that has these words. Grounds: {', '.join(GROUNDS)}.",
)
@click.option(
    "--pin-problem",
    "problems",
    type=(_GROUND, _NUMBER),
    multiple=True,
    metavar="GROUND NUMBER",
    help="Pin a problem found, by its number in the list.",
)
@click.option(
    "--note", "notes", type=(_NUMBER, str), multiple=True, metavar="NUMBER TEXT", help="Give what is pinned a note."
)
@click.option(
    "--move",
    "moves",
    type=(_NUMBER, _GROUND, _NUMBER),
    multiple=True,
    metavar="NUMBER GROUND PLACE",
    help="Put what is pinned at a place under a ground; the first is 1.",
)
@click.option("--unpin", "unpinned", type=_NUMBER, multiple=True, metavar="NUMBER", help="Take it away.")
@json_option
@in_words
def worksheet(case: str, workspace: Path | None, by: str, output: Path | None, as_json: bool, **wanted: Any) -> None:
    """Work on the appeal worksheet of CASE: the statutory grounds, unticked, with what is pinned under each.

    What is pinned is listed with its numbers, which are those the options mean; so are the problems found.
    """
    with desk_on(workspace) as desk:
        record_id = desk.resolve(case)
        _arrange(desk, record_id, wanted, by)
        for ground, words in wanted["pins"]:
            _pin(desk, record_id, ground, words, by)
        written = desk.appeal.write(record_id, output) if output else None
        if as_json:
            print_json(_worksheet_json(desk, record_id, written))
            return
        _list_pins(desk, record_id)
        if written:
            click.echo(str(written))


def _arrange(desk: Desk, record_id: str, wanted: dict[str, Any], by: str) -> None:
    """Do what numbers of the list are asked for; all mean the list as it stood."""
    listed, found = _listed(desk, record_id), check(desk.record(record_id))
    for ground, number in wanted["problems"]:
        desk.appeal.pin_problem(record_id, ground, _numbered(found, number, "problem"), by)
    for number, words in wanted["notes"]:
        desk.appeal.note(record_id, _numbered(listed, number, "pin").id, words, by)
    for number, ground, place in wanted["moves"]:
        desk.appeal.move(record_id, _numbered(listed, number, "pin").id, ground, place - 1, by)
    for number in wanted["unpinned"]:
        desk.appeal.unpin(record_id, _numbered(listed, number, "pin").id, by)


def _numbered(items: Sequence[Any], number: int, what: str) -> Any:
    if number > len(items):
        raise InputError("no_such_number", f"There is no {what} {number}; there are {len(items)}.")
    return items[number - 1]


def _listed(desk: Desk, record_id: str) -> list[Pin]:
    """What is pinned, ground by ground."""
    order = list(GROUNDS)
    return sorted(desk.appeal.pins(record_id), key=lambda pin: order.index(pin.ground))


def _list_pins(desk: Desk, record_id: str) -> None:
    document, ground = desk.document(record_id), ""
    for number, pin in enumerate(_listed(desk, record_id), 1):
        if pin.ground != ground:
            ground = pin.ground
            click.echo(GROUNDS[ground].label)
        quotes = (f"“{fold(document.quote(span))}” {cite(document, [span])}" for span in pin.spans)
        said = "; ".join(words for words in (pin.problem, *quotes, pin.note) if words)
        click.echo(f"  {number}  {said}")
    for number, problem in enumerate(check(desk.record(record_id)), 1):
        click.echo(f"problem {number}  {problem.message}")


def _worksheet_json(desk: Desk, record_id: str, written: Path | None) -> dict[str, Any]:
    document = desk.document(record_id)
    pins = [
        {"number": number, "ground": pin.ground, "problem": pin.problem or None, "note": pin.note or None,
         "places": [{"quote": document.quote(span), "cite": cite(document, [span])} for span in pin.spans]}
        for number, pin in enumerate(_listed(desk, record_id), 1)
    ]  # fmt: skip
    problems = [contract.problem_json(problem) for problem in check(desk.record(record_id))]
    return {"id": record_id, "pins": pins, "problems": problems, "file": str(written) if written else None}


def _pin(desk: Desk, record_id: str, ground: str, words: str, by: str) -> None:
    found = search(desk.document(record_id), words)
    if not found:
        raise InputError(
            "no_such_place", f"The letter does not have the words “{words}”.", "Copy them from the letter."
        )
    if (found[0],) not in (pin.spans for pin in desk.appeal.pins(record_id) if pin.ground == ground):
        desk.appeal.pin(record_id, ground, found[:1], by)


@click.command(name="import-records", epilog="Example: imrdesk import-records records.json -w case-files")
@click.argument("file", type=_FILE)
@workspace_option
@by_option
@json_option
@in_words
def import_records(file: Path, workspace: Path | None, by: str, as_json: bool) -> None:
    """Take in whole records that `export --format json` (or jsonl) wrote; what is here is never overwritten."""
    with desk_on(workspace) as desk:
        report = desk.import_records(file, by)
    for item in (*report.of(CONFLICT), *report.of(REFUSED)):
        click.echo(f"imrdesk: {item.message}", err=True)
        for difference in item.differences:
            click.echo(f"  {difference}", err=True)
    if as_json:
        print_json([asdict(item) for item in report.items])
    else:
        click.echo(report.sentence())
    sys.exit(FAILED if report.of(CONFLICT) or report.of(REFUSED) else 0)


@click.group(name="template")
def template_() -> None:
    """Your firm's own base for Word summaries."""


@template_.command(name="new")
@click.argument("file", type=_FILE)
@in_words
def template_new(file: Path) -> None:
    """Write our template to FILE, to put your letterhead and styles into."""
    template.new(file)
    click.echo(f"{file}: change letterhead, fonts and colours in Word; keep the styles' names.")


@template_.command(name="check")
@click.argument("file", type=_FILE)
@json_option
@in_words
def template_check(file: Path, as_json: bool) -> None:
    """Say what keeps FILE from being used as a template."""
    faults = template.check(file)
    if as_json:
        print_json({"file": str(file), "usable": not faults, "faults": list(faults)})
    for fault in faults if not as_json else ():
        click.echo(fault)
    if not as_json:
        click.echo(f"{file.name}: {'cannot be used yet' if faults else 'can be used'}.")
    sys.exit(FAILED if faults else 0)


COMMANDS = (export_, dates, worksheet, import_records, template_)
