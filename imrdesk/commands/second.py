"""The commands of second reading: who reads what again, what they say, and how well readers agree."""

from pathlib import Path
from typing import Any

import click

from imrdesk.commands.cases import case_argument
from imrdesk.commands.opened import desk_on
from imrdesk.commands.options import in_words, json_option, print_json, signed, workspace_option
from imrdesk.desk.seconding import Compared, Sample
from imrdesk.record.agreement import FieldAgreement
from imrdesk.record.fields import field
from imrdesk.record.values import show, to_json
from imrdesk.workflow import Desk


@click.group(epilog="Example: imrdesk second assign --to Bo --percent 10 -w case-files")
def second() -> None:
    """Have letters read by a second person who does not see the first one's values, and compare."""


@second.command()
@click.option("--to", "reader", required=True, metavar="NAME", help="Who reads them.")
@click.option("--percent", type=click.FloatRange(0, 100), default=100.0, help="How many of a hundred reviewed letters.")
@click.option("--flagged", is_flag=True, help="Flagged letters instead of reviewed ones.")
@click.option("--seed", type=int, help="The same number draws the same sample.")
@click.option("--unaided", is_flag=True, help="Hide the program's values from the reader too.")
@signed
def assign(reader: str, workspace: Path | None, by: str, **sample: Any) -> None:
    """Give a sample of letters to a second reader."""
    with desk_on(workspace) as desk:
        chosen = desk.second.assign(reader, by, Sample(**sample))
    click.echo(f"{len(chosen)} letter{'' if len(chosen) == 1 else 's'} for {reader}.")


@second.command(name="list")
@click.option("--reader", metavar="NAME", help="Only the letters of one reader.")
@json_option
@workspace_option
@in_words
def list_(reader: str | None, as_json: bool, workspace: Path | None) -> None:
    """List the letters given to second readers."""
    with desk_on(workspace, looking=True) as desk:
        found = desk.second.assigned(reader)
    if as_json:
        rows = [
            {"id": item.record_id, "case_number": item.case_number, "reader": item.reader, "assigned_by": item.by,
             "assigned_at": item.at, "finished_at": item.finished_at or None, "unaided": item.unaided}
            for item in found
        ]  # fmt: skip
        print_json(rows)
        return
    for item in found:
        click.echo(f"{item.case_number or item.record_id[:8]:14} {item.reader:20} {item.finished_at or 'to read'}")


@second.command(name="set", epilog="Example: imrdesk second set CM16-9900001 decision_date 2016-11-03 --by Bo")
@case_argument
@click.argument("name", metavar="FIELD")
@click.argument("value", metavar="VALUE")
@signed
def set_(case: str, name: str, value: str, workspace: Path | None, by: str) -> None:
    """Say as second reader what FIELD of CASE is."""
    with desk_on(workspace) as desk:
        record_id = desk.resolve(case)
        path = desk.record(record_id).path(name)
        desk.rereading(by).set_value(record_id, path, field(path.key).parse(value), by)
    click.echo(f"{name}: kept for {by}")


@second.command()
@case_argument
@signed
def finish(case: str, workspace: Path | None, by: str) -> None:
    """Say as second reader that CASE is read; what was not set is as the program proposed it."""
    with desk_on(workspace) as desk:
        desk.rereading(by).review(desk.resolve(case), by)
    click.echo(f"{case}: read by {by}")


@second.command()
@json_option
@workspace_option
@in_words
def compare(as_json: bool, workspace: Path | None) -> None:
    """Show where two readers differ, and how well they agree by field."""
    with desk_on(workspace, looking=True) as desk:
        letters, fields = desk.second.compare()
        shown = [_letter_json(desk, letter) for letter in letters]
    if as_json:
        print_json({"letters": shown, "fields": [_field_json(item) for item in fields]})
        return
    for letter in shown:
        for item in letter["differences"]:
            values = f"{item['first']!r} / {item['second']!r}"
            click.echo(f"{letter['case_number'] or letter['id'][:8]:14} {item['field']:32} {values}")
    for item in fields:
        beyond = "" if item.kappa is None else f"kappa {item.kappa:5.2f}"
        click.echo(f"{field(item.key).label:32} {item.percent:5.1f} % of {item.compared:4}  {beyond}")


@second.command()
@case_argument
@click.argument("name", metavar="FIELD")
@click.option("--take", type=click.Choice(["first", "second"]), help="Whose value is right.")
@click.option("--value", "typed", metavar="VALUE", help="What is right, where neither reader has it.")
@signed
def settle(case: str, name: str, take: str | None, typed: str | None, workspace: Path | None, by: str) -> None:
    """Settle a difference in FIELD of CASE against the letter."""
    if (take is None) == (typed is None):
        raise click.UsageError("Say whose value is right by --take, or what is right by --value.")
    with desk_on(workspace) as desk:
        record_id = desk.resolve(case)
        path = desk.record(record_id).path(name)
        _reader, found = desk.second.difference(record_id, path)
        said = {"first": (found.first, found.first_evidence), "second": (found.second, found.second_evidence)}
        value, evidence = said[take] if take else (field(path.key).parse(typed or ""), ())
        desk.settle_second(record_id, path, value, by, evidence)
        value = show(desk.record(record_id).at(path).value)
    click.echo(f"{name}: {value or 'not stated'}")


def _letter_json(desk: Desk, letter: Compared) -> dict[str, Any]:
    record = desk.record(letter.record_id)
    differences = [
        {"field": record.spell(item.path), "first": to_json(item.first), "second": to_json(item.second)}
        for item in letter.differences
    ]
    return {"id": letter.record_id, "case_number": letter.case_number, "reader": letter.reader,
            "differences": differences}  # fmt: skip


def _field_json(item: FieldAgreement) -> dict[str, Any]:
    beyond = None if item.kappa is None else round(item.kappa, 3)
    return {"field": item.key, "compared": item.compared, "agreed": item.agreed, "percent": round(item.percent, 1),
            "kappa": beyond}  # fmt: skip


COMMANDS = (second,)
