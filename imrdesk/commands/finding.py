"""The commands that find across letters: search, and collections of what was found."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from imrdesk.commands.found_items import bracketed, item_json, item_lines, plain
from imrdesk.commands.opened import desk_on, shown_progress
from imrdesk.commands.options import by_option, in_words, json_option, print_json, signed, workspace_option
from imrdesk.desk.finding import FORMATS, Key, Member
from imrdesk.errors import InputError
from imrdesk.export import SummaryOptions
from imrdesk.store import FACETS, Facets, Hit, SavedSearch
from imrdesk.workflow import Desk

_SHOWN = 10  # values of a facet that people are told


@click.command(epilog="Example: imrdesk search 'epidural steroid' -w case-files")
@click.argument("text", required=False, default="")
@workspace_option
@by_option
@click.option("--limit", default=50, show_default=True, help="At most so many places.")
@click.option("--items", is_flag=True, help="Disputed items instead of letters, with decision, guideline and cite.")
@click.option("--facets", is_flag=True, help="What the items found are told apart by, with counts.")
@click.option("--save", metavar="NAME", help="Keep the search under a name.")
@click.option("--saved", metavar="NAME", help="Do a saved search; TEXT narrows it.")
@click.option("--list-saved", is_flag=True, help="List the saved searches.")
@click.option("--delete-saved", metavar="NAME", help="Let a saved search go.")
@json_option
@in_words
def search(text: str, workspace: Path | None, by: str, **chosen: Any) -> None:
    """Find words, "phrases" and prefix* in the letters and their values, the newest first.

    Filters narrow it down, or list items where they stand alone: decision:overturned category:"PT/OT"
    specialty:psychiatry date:2016..2017 drug:norco status:reviewed. Any field of the data contract is a filter.
    With --items, words are looked for in each item; in:letter looks in whole letters.
    """
    with desk_on(workspace, looking=not (chosen["save"] or chosen["delete_saved"])) as desk:
        if chosen["delete_saved"]:
            desk.finding.drop_search(chosen["delete_saved"])
        if chosen["delete_saved"] or chosen["list_saved"]:
            _tell_saved(desk.finding.saved(), chosen["as_json"])
            return
        if chosen["saved"]:
            text = f"{desk.finding.saved_search(chosen['saved']).text} {text}".strip()
        if not text and not (chosen["items"] or chosen["facets"]):
            raise InputError("no_words", "Nothing to search for.", "Type words or filters, or see --help.")
        if chosen["save"]:
            desk.finding.save_search(chosen["save"], text, by)
        _search(desk, text, chosen)


def _search(desk: Desk, text: str, chosen: dict[str, Any]) -> None:
    facets = desk.finding.facets(text) if chosen["facets"] else None
    if not chosen["items"] and not facets:
        _tell_hits(desk.search(text, chosen["limit"]), chosen["as_json"])
        return
    items = desk.finding.items(text, chosen["limit"]) if chosen["items"] else []
    if chosen["as_json"]:
        listed = [item_json(item) for item in items]
        whole = {"items": listed} if chosen["items"] else {}
        print_json({**whole, **_facets_json(facets)} if facets else listed)
        return
    for line in (*item_lines(items), *(_facet_lines(facets) if facets else ())):
        click.echo(line)
    if not items and not (facets and facets.counted):
        click.echo("Nothing found.")
        if more := desk.finding.elsewhere(text):
            click.echo(f"{more} letters have the words outside of their items: add in:letter.")


def _tell_hits(hits: Sequence[Hit], as_json: bool) -> None:
    if as_json:
        print_json([
            {
                "id": hit.record_id, "case_number": hit.case_number, "file_name": hit.file_name, "page": hit.page,
                "start": hit.start, "end": hit.end, "snippet": plain(hit.snippet),
            }
            for hit in hits
        ])  # fmt: skip
        return
    for hit in hits:
        place = f"p. {hit.page}" if hit.page else "values"
        click.echo(f"{hit.case_number or hit.record_id[:8]}  {place}: {bracketed(hit.snippet)}")
    if not hits:
        click.echo("Nothing found.")


def _tell_saved(kept: Sequence[SavedSearch], as_json: bool) -> None:
    if as_json:
        print_json([{"name": one.name, "text": one.text, "by": one.by, "at": one.at} for one in kept])
        return
    for one in kept:
        click.echo(f"{one.name}: {one.text}")
    if not kept:
        click.echo("No search is saved.")


def _facets_json(facets: Facets) -> dict[str, Any]:
    counts = {
        name: [{"value": one.value, "count": one.count} for one in listed] for name, listed in facets.counts.items()
    }
    return {"counted": facets.counted, "facets": counts}


def _facet_lines(facets: Facets) -> Iterator[str]:
    for name, facet in FACETS.items():
        if listed := facets.counts[name]:
            yield facet.label
            for one in listed[:_SHOWN]:
                yield f"  {one.count:7}  {one.value}  ({facet.clause(one.value).written})"
            if len(listed) > _SHOWN:
                yield f"  and {len(listed) - _SHOWN} more"


@click.group(epilog="Example: imrdesk collection add Hearing CM16-9900001:2 -w case-files")
def collection() -> None:
    """Put disputed items of many letters together, in an order, with notes; write them as digest or workbook."""


@collection.command()
@click.argument("name")
@signed
def new(name: str, workspace: Path | None, by: str) -> None:
    """Begin the collection NAME."""
    with desk_on(workspace) as desk:
        click.echo(f"{desk.finding.make(name, by).name}: nothing in it yet.")


@collection.command(name="list")
@workspace_option
@json_option
@in_words
def list_(workspace: Path | None, as_json: bool) -> None:
    """List the collections."""
    with desk_on(workspace, looking=True) as desk:
        sheets = desk.finding.collections()
    if as_json:
        print_json([{"id": one.id, "name": one.name, "items": one.count, "by": one.by, "at": one.at}
                     for one in sheets])  # fmt: skip
        return
    for one in sheets:
        click.echo(f"{one.name}: {one.count} item{'' if one.count == 1 else 's'}")
    if not sheets:
        click.echo("No collections. Begin one with: imrdesk collection new NAME")


@collection.command(name="show")
@click.argument("name")
@workspace_option
@json_option
@in_words
def show_(name: str, workspace: Path | None, as_json: bool) -> None:
    """Show the items of the collection NAME in their order."""
    with desk_on(workspace, looking=True) as desk:
        members = desk.finding.members(name)
    if as_json:
        print_json([_member_json(place, member) for place, member in enumerate(members, 1)])
        return
    for place, member in enumerate(members, 1):
        lines = list(item_lines([member.found])) if member.found else ["no longer in its letter"]
        click.echo(f"{place}. " + "\n".join(lines))
        if member.collected.note:
            click.echo(f"    Note: {member.collected.note}")
    if not members:
        click.echo("Nothing in it yet.")


def _member_json(place: int, member: Member) -> dict[str, Any]:
    held = member.collected
    found = item_json(member.found) if member.found else {"id": held.record_id, "issue_id": held.issue_id, "gone": True}
    return {"place": place, **found, "note": held.note, "by": held.by, "at": held.at}


@collection.command(epilog="Example: imrdesk collection add Hearing CM16-9900001:2 --note 'ask Dr. Roe' -w case-files")
@click.argument("name")
@click.argument("items", nargs=-1, metavar="CASE:ITEM...")
@click.option("--query", metavar="TEXT", help="Everything that a search of items finds.")
@click.option("--note", default="", help="A note beside each.")
@signed
def add(name: str, items: Sequence[str], query: str | None, note: str, workspace: Path | None, by: str) -> None:
    """Put items at the end of the collection NAME."""
    with desk_on(workspace) as desk:
        keys = [_key(desk, item) for item in items]
        if query is not None:
            found = desk.finding.shown(desk.finding.rows(query))
            keys += [(item.record_id, item.issue_id) for item in found]
        added = desk.finding.collect(name, keys, by, note)
        count = desk.finding.collection(name).count
    click.echo(f"{added} added, {count} in it.")


def _key(desk: Desk, spelled: str) -> Key:
    """The item that CASE:ITEM means; of a letter with one item the case alone."""
    case, _colon, number = spelled.rpartition(":") if spelled.rpartition(":")[2].isdigit() else (spelled, "", "")
    record = desk.record(desk.resolve(case))
    wanted = int(number) if number else 1
    if not record.issues and wanted == 1:
        return record.id, ""
    if not number and len(record.issues) > 1:
        raise InputError("which_item", f"{case} has {len(record.issues)} items.", f"Name one: {case}:1")
    if not 1 <= wanted <= len(record.issues):
        raise InputError("no_such_issue", f"{case} has {len(record.issues)} item(s), no number {wanted}.")
    return record.id, record.issues[wanted - 1].id


@collection.command()
@click.argument("name")
@click.argument("place", type=int)
@signed
def remove(name: str, place: int, workspace: Path | None, by: str) -> None:
    """Take the item at PLACE (as `show` numbers them) out of the collection NAME."""
    with desk_on(workspace) as desk:
        desk.finding.remove(name, _member(desk, name, place).key, by)
    click.echo("Removed.")


@collection.command()
@click.argument("name")
@click.argument("place", type=int)
@click.argument("text")
@signed
def note(name: str, place: int, text: str, workspace: Path | None, by: str) -> None:
    """Keep TEXT beside the item at PLACE; an empty TEXT takes the note back."""
    with desk_on(workspace) as desk:
        desk.finding.annotate(name, _member(desk, name, place).key, text, by)
    click.echo("Kept." if text.strip() else "Taken back.")


@collection.command()
@click.argument("name")
@click.argument("place", type=int)
@click.argument("to", type=int)
@signed
def move(name: str, place: int, to: int, workspace: Path | None, by: str) -> None:
    """Move the item at PLACE of the collection NAME to the place TO."""
    with desk_on(workspace) as desk:
        desk.finding.move(name, _member(desk, name, place).key, max(to - 1, 0), by)
    click.echo("Moved.")


def _member(desk: Desk, name: str, place: int) -> Member:
    members = desk.finding.members(name)
    if not 1 <= place <= len(members):
        raise InputError("no_such_place", f"“{name}” has {len(members)} item(s), no number {place}.")
    return members[place - 1]


@collection.command()
@click.argument("name")
@click.argument("new_name", metavar="NEW")
@signed
def rename(name: str, new_name: str, workspace: Path | None, by: str) -> None:
    """Call the collection NAME NEW."""
    with desk_on(workspace) as desk:
        desk.finding.rename(name, new_name, by)
    click.echo(f"{name} is now {new_name.strip()}.")


@collection.command()
@click.argument("name")
@signed
def delete(name: str, workspace: Path | None, by: str) -> None:
    """Let the collection NAME go; the letters stay as they are."""
    with desk_on(workspace) as desk:
        desk.finding.delete(name, by)
    click.echo("Deleted.")


@collection.command(epilog="Example: imrdesk collection export Hearing -o hearing.docx -w case-files")
@click.argument("name")
@workspace_option
@by_option
@click.option("--format", "format_name", type=click.Choice(list(FORMATS)), default="docx", show_default=True)
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@click.option("--template", "template_file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="Your own Word template.")  # fmt: skip
@click.option("--confidential/--no-confidential", default=True, help="The work-product notice on each page.")
@click.option("--fresh", is_flag=True, help="Write anew a file that is there, a person's edits and all.")
@in_words
def export(name: str, workspace: Path | None, by: str, format_name: str, output: Path, **chosen: Any) -> None:
    """Write the collection NAME: a Word digest, or a workbook.

    A digest that is there is brought up to date in its values; its order, its notes and new items come with --fresh.
    """
    options = SummaryOptions(
        template=chosen["template_file"], confidential=chosen["confidential"], fresh=chosen["fresh"]
    )
    with desk_on(workspace) as desk:
        report = desk.finding.export(name, format_name, output, by, options, shown_progress())
    for line in report.lines():
        click.echo(line)
    click.echo(report.sentence())


COMMANDS = (search, collection)
