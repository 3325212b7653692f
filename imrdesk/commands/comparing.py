"""The commands that compare decisions: what decided an item, and the decided items most like it."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from imrdesk.commands.cases import case_argument
from imrdesk.commands.found_items import item_json, item_lines
from imrdesk.commands.opened import desk_on
from imrdesk.commands.options import by_option, in_words, workspace_option
from imrdesk.desk.comparing import ItemDecided, item_of
from imrdesk.record.model import State
from imrdesk.record.reasons import ReasonKind

HEADS = {
    ReasonKind.DECIDING: "Decided by",
    ReasonKind.ASKED: "Asked for",
    ReasonKind.MISSING: "Found missing",
    ReasonKind.MET: "Found met",
}


STATES = {State.PROPOSED: "proposed", State.CONFIRMED: "confirmed", State.EDITED: "chosen", State.ABSENT: "dismissed"}


@click.command(epilog="Example: imrdesk decided CM16-9900001 2 -w case-files")
@case_argument
@click.argument("number", metavar="[ITEM]", type=int, required=False)
@workspace_option
@by_option
@click.option("--confirm", is_flag=True, help="Confirm what is proposed for ITEM, signed.")
@click.option("--words", metavar="TEXT", help="Confirm these words of the rationale instead.")
@click.option("--dismiss", is_flag=True, help="Say that none of the sentences proposed decided ITEM.")
@click.option("--take-back", is_flag=True, help="Take back what was said; it is a proposal again.")
@click.option("--json", "as_json", is_flag=True, help="An array of objects, for scripts.")
@in_words
def decided(case: str, number: int | None, workspace: Path | None, by: str, **chosen: Any) -> None:
    """What decided the items of CASE: the deciding sentences, the criteria asked for, and those missing or met.

    It is a proposal until somebody confirms it.
    """
    changing = any(chosen[name] for name in ("confirm", "words", "dismiss", "take_back"))
    with desk_on(workspace, looking=not changing) as desk:
        record_id = desk.resolve(case)
        record = desk.record(record_id)
        issue_id = item_of(record, number).id if number or changing else ""
        if chosen["take_back"]:
            desk.unconfirm_decided(record_id, issue_id, by)
        elif chosen["dismiss"]:
            desk.dismiss_decided(record_id, issue_id, by)
        elif changing:
            desk.confirm_decided(record_id, issue_id, by, chosen["words"])
        found = desk.comparing.decided(record_id, issue_id)
    if chosen["as_json"]:
        click.echo(json.dumps([_decided_json(one) for one in found], ensure_ascii=False, indent=2))
        return
    for one in found:
        for line in _decided_lines(one):
            click.echo(line)
    if not found:
        click.echo("No disputed item was found in this letter.")


def _decided_json(one: ItemDecided) -> dict[str, Any]:
    remark = one.decided.remark
    reasons = [
        {
            "kind": placed.reason.kind.value, "text": placed.reason.text, "cite": placed.cite,
            "places": [{"page": span.page, "start": span.start, "end": span.end} for span in placed.places],
        }
        for placed in one.placed
    ]  # fmt: skip
    return {
        "item": one.item, "issue_id": one.issue_id, "treatment": one.treatment, "decision": one.decision or None,
        "state": STATES[one.decided.state], "by": remark.by if remark else None,
        "at": remark.at if remark else None, "reasons": reasons,
    }  # fmt: skip


def _decided_lines(one: ItemDecided) -> Sequence[str]:
    remark = one.decided.remark
    state = f"{STATES[one.decided.state]} by {remark.by}" if remark else "proposed, not confirmed"
    lines = [f"{one.item}. {one.treatment or 'no treatment named'} · {one.decision or 'no decision'} · {state}"]
    for kind, head in HEADS.items():
        placed = [item for item in one.placed if item.reason.kind is kind]
        lines += [f"    {head}"] if placed else []
        lines += [f"      {item.cite or 'not in the letter'}: {item.reason.text}" for item in placed]
    return lines


@click.command(epilog="Example: imrdesk similar CM16-9900001 2 --overturned-first -w case-files")
@case_argument
@click.argument("number", metavar="[ITEM]", type=int, required=False)
@workspace_option
@click.option("--overturned-first", is_flag=True, help="Overturned items first, where they are nearly as alike.")
@click.option("--limit", default=10, show_default=True, help="At most so many.")
@click.option("--json", "as_json", is_flag=True, help="An array of objects, for scripts.")
@in_words
def similar(
    case: str, number: int | None, workspace: Path | None, overturned_first: bool, limit: int, as_json: bool
) -> None:
    """The decided items of other cases most like ITEM of CASE, why they are, and the sentence that decided each."""
    with desk_on(workspace, looking=True) as desk:
        record_id = desk.resolve(case)
        issue_id = item_of(desk.record(record_id), number).id
        found = desk.comparing.similar(record_id, issue_id, limit, overturned_first=overturned_first)
    if as_json:
        listed = [item_json(one.found) | {"why": list(one.why), "score": round(one.score, 3)} for one in found]
        click.echo(json.dumps(listed, ensure_ascii=False, indent=2))
        return
    for one in found:
        for line in (*item_lines([one.found]), f"    Alike: {'; '.join(one.why) or 'hardly'}"):
            click.echo(line)
    if not found:
        click.echo("There is no decided item of another case to compare with.")


COMMANDS = (decided, similar)
