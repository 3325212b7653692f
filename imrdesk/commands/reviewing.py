"""The commands of reviewing: values, sign-off, items, comments, problems dismissed, and one's own pace."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from imrdesk.commands.cases import case_argument
from imrdesk.commands.opened import desk_on
from imrdesk.commands.options import by_option, in_words, json_option, print_json, signed, workspace_option
from imrdesk.errors import InputError
from imrdesk.record import contract
from imrdesk.record.changes import Changes
from imrdesk.record.fields import field
from imrdesk.record.finding import Problem
from imrdesk.record.model import Record, Remark
from imrdesk.record.validation import check, dismissed
from imrdesk.record.values import show
from imrdesk.store import Pace
from imrdesk.workflow import Desk


@click.command(name="set", epilog="Example: imrdesk set CM16-9900001 'issues[0].side' left --by Ana")
@case_argument
@click.argument("name", metavar="FIELD")
@click.argument("value", metavar="VALUE")
@signed
def set_(case: str, name: str, value: str, workspace: Path | None, by: str) -> None:
    """Set FIELD of CASE to VALUE; an empty VALUE says that the letter does not state it."""
    with desk_on(workspace) as desk:
        record_id = desk.resolve(case)
        path = desk.record(record_id).path(name)
        changed = desk.set_value(record_id, path, field(path.key).parse(value), by)
        kept = changed.after.at(path)
    click.echo(f"{name}: {show(kept.value) or 'not stated'} ({kept.state.value})")


@click.command()
@case_argument
@workspace_option
@by_option
@click.option("--reason", help="Why the letter counts as reviewed although errors are open.")
@in_words
def review(case: str, workspace: Path | None, by: str, reason: str | None) -> None:
    """Mark CASE reviewed; what nobody looked at is kept as accepted unseen."""
    with desk_on(workspace) as desk:
        record = desk.review(desk.resolve(case), by, reason).after
    click.echo(f"{record.case_number or record.id}: reviewed by {record.reviewed_by}")


@click.group(epilog="Example: imrdesk issue split CM16-9900001 2 -w case-files")
def issue() -> None:
    """Add, remove, move, split or merge the disputed items of CASE; they are counted from 1."""


def _on_item(name: str, text: str, act: Callable[[Desk, str, str, str], Changes]) -> None:
    """A command on one item."""

    @issue.command(name=name, help=text)
    @case_argument
    @click.argument("number", metavar="ITEM", type=int)
    @signed
    def run(case: str, number: int, workspace: Path | None, by: str) -> None:
        with desk_on(workspace) as desk:
            record_id = desk.resolve(case)
            item = _item(desk.record(record_id), number)
            _tell(act(desk, record_id, item, by).after)


_on_item("remove", "Take ITEM away.", lambda desk, record, item, by: desk.remove_issue(record, item, by))
_on_item("split", "Make two items of ITEM.", lambda desk, record, item, by: desk.split_issue(record, item, by))
_on_item(
    "merge", "Make one of ITEM and the one before.", lambda desk, record, item, by: desk.merge_issues(record, item, by)
)


@issue.command()
@case_argument
@signed
def add(case: str, workspace: Path | None, by: str) -> None:
    """Add a blank item at the end."""
    with desk_on(workspace) as desk:
        _tell(desk.add_issue(desk.resolve(case), by).after)


@issue.command()
@case_argument
@click.argument("number", metavar="ITEM", type=int)
@click.argument("place", metavar="PLACE", type=int)
@signed
def move(case: str, number: int, place: int, workspace: Path | None, by: str) -> None:
    """Move ITEM to PLACE."""
    with desk_on(workspace) as desk:
        record_id = desk.resolve(case)
        item = _item(desk.record(record_id), number)
        _tell(desk.move_issue(record_id, item, place - 1, by).after)


def _item(record: Record, number: int) -> str:
    if not 1 <= number <= len(record.issues):
        raise InputError("no_such_item", f"This letter has no item {number}; it has {len(record.issues)}.")
    return record.issues[number - 1].id


def _tell(record: Record) -> None:
    for number, item in enumerate(record.issues, 1):
        treatment = show(item.values["disputed_treatment"].value or item.values["treatment"].value)
        click.echo(f"{number:3}  {show(item.values['decision'].value) or '-':12} {treatment or '-'}")


@click.command(epilog="Example: imrdesk comment CM16-9900001 patient_age 'ask the office' -w case-files")
@case_argument
@click.argument("name", metavar="FIELD")
@click.argument("text", metavar="TEXT")
@signed
def comment(case: str, name: str, text: str, workspace: Path | None, by: str) -> None:
    """Say something about FIELD of CASE to whoever reads it next; an empty TEXT takes it back."""
    with desk_on(workspace) as desk:
        record_id = desk.resolve(case)
        desk.comment(record_id, desk.record(record_id).path(name), text.strip() or None, by)


@click.command(epilog="Example: imrdesk dismiss CM16-9900001 1 --reason 'the letter says so twice' -w case-files")
@case_argument
@click.argument("number", metavar="PROBLEM", type=int, required=False)
@click.option("--reason", help="Why it is no problem.")
@click.option("--bring-back", is_flag=True, help="Show a dismissed problem again.")
@workspace_option
@by_option
@json_option
@in_words
def dismiss(case: str, number: int | None, reason: str | None, bring_back: bool, **common: Any) -> None:
    """Dismiss PROBLEM of CASE for a reason; without a number, list the problems, those dismissed last."""
    by = common["by"]
    with desk_on(common["workspace"], looking=number is None) as desk:
        record_id = desk.resolve(case)
        record = desk.record(record_id)
        standing, aside = check(record), dismissed(record)
        if number is None and common["as_json"]:
            print_json(_problems_json(standing, aside))
        elif number is None:
            for place, problem in enumerate(standing, 1):
                click.echo(f"{place:3}  {problem.severity.value}: {problem.message}")
            for place, (problem, why) in enumerate(aside, 1):
                click.echo(f"{place:3}  dismissed by {why.by} ({why.text}): {problem.message}")
        elif bring_back:
            desk.bring_back_problem(record_id, _problem([problem for problem, _why in aside], number), by)
        else:
            desk.dismiss_problem(record_id, _problem(standing, number), by, reason or "")


def _problems_json(
    standing: Sequence[Problem], aside: Sequence[tuple[Problem, Remark]]
) -> dict[str, list[dict[str, Any]]]:
    return {
        "standing": [contract.problem_json(problem) for problem in standing],
        "dismissed": [contract.problem_json(problem) | {"by": why.by, "reason": why.text} for problem, why in aside],
    }


def _problem(problems: Sequence[Problem], number: int) -> Problem:
    if not 1 <= number <= len(problems):
        raise InputError("no_such_problem", f"There is no problem {number} here; there are {len(problems)}.")
    return problems[number - 1]


@click.command(epilog="Example: imrdesk pace --by Ana --json -w case-files")
@workspace_option
@by_option
@json_option
@in_words
def pace(workspace: Path | None, by: str, as_json: bool) -> None:
    """Show your own pace: seconds and keys a letter, and which fields you change most."""
    with desk_on(workspace, looking=True) as desk:
        found = desk.pace(by)
    if as_json:
        print_json(_pace_json(found))
        return
    click.echo(f"{found.by}: {found.letters} letter(s), {found.seconds:.0f} s and {found.keys:.0f} keys a letter")
    click.echo(f"{found.changed} of {found.looked_at} value(s) changed")
    for item in found.fields:
        click.echo(f"  {item.key:34} {item.looked_at:6} looked at {item.changed:6} changed {item.seconds:8.1f} s")


def _pace_json(found: Pace) -> dict[str, object]:
    fields = [
        {"key": item.key, "looked_at": item.looked_at, "changed": item.changed, "seconds": item.seconds}
        for item in found.fields
    ]
    return {
        "by": found.by, "letters": found.letters, "reviewed": found.reviewed, "seconds_a_letter": found.seconds,
        "keys_a_letter": found.keys, "looked_at": found.looked_at, "changed": found.changed, "fields": fields,
    }  # fmt: skip


COMMANDS = (set_, review, issue, comment, dismiss, pace)
