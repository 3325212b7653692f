"""The commands that count: figures of a workspace, and corrections that come again."""

from pathlib import Path
from typing import Any

import click

from imrdesk.commands.found_items import item_json, item_lines
from imrdesk.commands.opened import desk_on
from imrdesk.commands.options import by_option, in_words, json_option, print_json, workspace_option
from imrdesk.desk.correcting import OFTEN, shown, told
from imrdesk.desk.figures import CHARTS, Chart
from imrdesk.desk.figures import told as work_told
from imrdesk.errors import InputError
from imrdesk.record.values import to_json
from imrdesk.store import Correction, Match, Spread, Work
from imrdesk.workflow import Desk


@click.command(epilog="Example: imrdesk stats --by category -w case-files")
@click.option("--by", "name", type=click.Choice(CHARTS), help="One set of figures. Default: how far the work is.")
@click.option("--behind", "label", metavar="BAR", help="The items behind one bar of --by, named as it is printed.")
@click.option("--word", "report", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="Write all figures as tables of a Word file.")  # fmt: skip
@workspace_option
@json_option
@in_words
def stats(name: str | None, label: str | None, report: Path | None, workspace: Path | None, as_json: bool) -> None:
    """Count what the letters add up to: items overturned, values corrected, with 95 % intervals (Wilson).

    A share of fewer items than the setting rates_from says is not given.
    """
    with desk_on(workspace, looking=True) as desk:
        if report:
            desk.figures.report(report)
        work, chart = desk.figures.work(), desk.figures.chart(name) if name else None
        if label:
            _tell_behind(desk, chart, label, as_json)
            return
    if as_json:
        print_json(_chart_json(chart) if chart else _work_json(work))
        return
    for line in map(chart.words, chart.bars) if chart else work_told(work):
        click.echo(line)
    if chart and not chart.bars:
        click.echo("Nothing to count yet.")


def _tell_behind(desk: Desk, chart: Chart | None, label: str, as_json: bool) -> None:
    """The items behind the bar of a label."""
    bar = next((bar for bar in chart.bars if bar.label.casefold() == label.casefold()), None) if chart else None
    if not chart or not bar:
        raise InputError("no_such_bar", f"There is no bar “{label}”.", "See: imrdesk stats --by NAME")
    found = desk.figures.items(chart.name, bar)
    if as_json:
        print_json([item_json(one) for one in found])
        return
    for line in item_lines(found):
        click.echo(line)
    if not found:
        click.echo("Nothing stands behind it any more.")


def _chart_json(chart: Chart) -> dict[str, Any]:
    bars = []
    for bar in chart.bars:
        rate = chart.rate(bar)
        found = {"rate": rate.share, "low": rate.low, "high": rate.high} if rate else {}
        n = {"n": bar.n} if chart.rates else {}
        bars.append({"label": bar.label, "count": bar.count, **n, **found, "query": bar.query, "note": bar.note})
    return {"by": chart.name, "counted": chart.counted, "bars": bars}


def _work_json(work: Work) -> dict[str, Any]:
    return {
        "letters": dict(work.statuses), "waiting": work.waiting, "days": dict(work.days),
        "seconds_a_letter": work.seconds or None, "letters_timed": work.timed,
        "accepted_unseen": work.unseen, "values_taken_over": work.taken,
    }  # fmt: skip


@click.command(epilog="Example: imrdesk corrections --apply 1 -w case-files")
@click.option("--least", default=OFTEN, show_default=True, help="Made alike in at least so many letters.")
@click.option("--field", "key", metavar="KEY", help="Of one field only.")
@click.option("--preview", type=int, metavar="NUMBER", help="The letters that a correction of the list would change.")
@click.option("--apply", "chosen", type=int, metavar="NUMBER", help="Apply one to all of them.")
@click.option("--applied", is_flag=True, help="What was applied so far.")
@click.option("--undo", metavar="ID", help="Take back what was applied.")
@workspace_option
@by_option
@json_option
@in_words
def corrections(workspace: Path | None, by: str, as_json: bool, **asked: Any) -> None:
    """List corrections that were made again and again, and apply one to letters not reviewed yet.

    Only values as the program proposed them change, all at once; --undo takes them back at once.
    """
    looking = asked["chosen"] is None and not asked["undo"]
    with desk_on(workspace, looking=looking) as desk:
        if asked["undo"]:
            restored, left = desk.correcting.undo(asked["undo"], by)
            click.echo(f"{restored} taken back, {left} left as somebody has looked at them since.")
        elif asked["applied"]:
            _tell_applied(desk.correcting.applied(), as_json)
        else:
            _tell(desk, by, as_json, asked)


def _tell(desk: Desk, by: str, as_json: bool, asked: dict[str, Any]) -> None:
    listed = desk.correcting.repeated(asked["least"], asked["key"])
    if asked["chosen"] is not None:
        made = desk.correcting.apply(_one(listed, asked["chosen"]), by)
        _tell_applied([made], as_json)
    elif asked["preview"] is not None:
        found = desk.correcting.matches(_one(listed, asked["preview"]))
        print_json([_match_json(one) for one in found]) if as_json else _tell_matches(found)
    elif as_json:
        print_json([_correction_json(one) for one in listed])
    else:
        for number, one in enumerate(listed, 1):
            click.echo(f"{number}. {told(one)}  ({one.letters} letters; {', '.join(one.rules)})")
            click.echo(f"    for example {', '.join(name for _id, name in one.examples)}")
        if not listed:
            click.echo(f"No correction was made alike in {asked['least']} letters.")


def _one(listed: list[Correction], number: int) -> Correction:
    if not 1 <= number <= len(listed):
        raise InputError("no_such_correction", f"There is no correction number {number}.", "See: imrdesk corrections")
    return listed[number - 1]


def _tell_matches(found: list[Match]) -> None:
    for one in found:
        click.echo(f"{one.name}{f':{one.item}' if one.item else ''}")
    click.echo(f"{len(found)} value(s) in letters not reviewed yet.")


def _tell_applied(made: list[Spread], as_json: bool) -> None:
    if as_json:
        print_json([
            {"id": one.id, "field": one.key, "machine": to_json(one.machine), "said": to_json(one.said),
             "values": one.values, "by": one.by, "at": one.at, "undone_at": one.undone_at or None}
            for one in made
        ])  # fmt: skip
        return
    for one in made:
        undone = "  (taken back)" if one.undone_at else ""
        click.echo(f"{one.id[:8]}  {told(one)}: {one.values} value(s), {one.by}{undone}")
    if not made:
        click.echo("Nothing was applied so far.")


def _match_json(one: Match) -> dict[str, Any]:
    return {"id": one.record_id, "name": one.name, "item": one.item}


def _correction_json(one: Correction) -> dict[str, Any]:
    return {
        "field": one.key, "machine": to_json(one.machine), "said": to_json(one.said), "shown": shown(one.said),
        "rules": list(one.rules), "letters": one.letters,
        "examples": [{"id": record_id, "name": name} for record_id, name in one.examples],
    }  # fmt: skip


COMMANDS = (stats, corrections)
