"""The commands that keep a workspace safe: backups, checks, recovery, the whole as one file, the audit."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from imrdesk import paths, settings, workflow
from imrdesk.commands.cases import case_argument
from imrdesk.commands.opened import desk_on, shown_progress, unlocked
from imrdesk.commands.options import FAILED, in_words, json_option, print_json, workspace_option
from imrdesk.desk import keeping
from imrdesk.desk.history import side_in_words
from imrdesk.desk.keeping import Health, archive, backups
from imrdesk.errors import ImrdeskError, InputError
from imrdesk.export.certificate import certificate, write_certificate
from imrdesk.store import Event

_FILE = click.Path(path_type=Path, dir_okay=False)


def _folder(workspace: Path | None) -> Path:
    return workspace or paths.default_workspace()


@click.command(epilog="Example: imrdesk backup -w case-files")
@workspace_option
@click.option("--list", "listed", is_flag=True, help="Show the backups there are, with what each holds.")
@json_option
@in_words
def backup(workspace: Path | None, listed: bool, as_json: bool) -> None:
    """Make a backup now, checked; it stays until you delete it. Others are made while you work."""
    if not listed:
        with desk_on(workspace, looking=True) as desk:
            made = desk.keeper.back_up()
        if as_json:
            print_json(_backup_json(made))
        else:
            click.echo(f"{made.file}: {made.counts()}")
        return
    known = backups.every(keeping.backups_folder(unlocked(workspace), settings.load()))
    if as_json:
        print_json([_backup_json(item) for item in known])
        return
    for item in known:
        click.echo(f"{item.file.name}  {item.at:%Y-%m-%d %H:%M} UTC  {item.why:9}  {_counted(item)}")
    if not known:
        click.echo("There are no backups yet.")


def _backup_json(item: keeping.Backup) -> dict[str, Any]:
    try:
        counts = asdict(item.counts())
    except ImrdeskError:
        counts = None
    return {"file": str(item.file), "at": item.at.isoformat(), "why": item.why, "counts": counts}


def _counted(item: keeping.Backup) -> str:
    try:
        return str(item.counts())
    except ImrdeskError:
        return "damaged"


@click.command(epilog="Example: imrdesk restore newest -w case-files")
@click.argument("backup", metavar="BACKUP", default="newest")
@workspace_option
@in_words
def restore(backup: str, workspace: Path | None) -> None:
    """Put BACKUP (the newest, a name of the list, or a file) in the workspace's place; what was there is kept."""
    _tell(keeping.restore(unlocked(workspace), settings.load(), backup, workflow.system_user()))


@click.command(epilog="Example: imrdesk check -w case-files")
@workspace_option
@click.option("--quick", is_flag=True, help="Only whether the database can be read and its pages are sound.")
@json_option
@in_words
def check(workspace: Path | None, quick: bool, as_json: bool) -> None:
    """Look for damage: pages, references, the audit's chain, every record and every letter's file."""
    found = keeping.check(unlocked(workspace), quick=quick, progress=shown_progress())
    if as_json:
        print_json({"whole": found.is_whole} | asdict(found))
    else:
        _say(found)
    if not found.is_whole:
        click.echo("See: imrdesk recover", err=True)
        sys.exit(FAILED)


def _say(found: Health) -> None:
    for damage in found.damages:
        click.echo(f"{damage.code}: {damage.message}")
    if found.is_whole:
        click.echo(f"No damage: {found.counts}.")


@click.command(epilog="Example: imrdesk safety -w case-files")
@workspace_option
@json_option
@in_words
def safety(workspace: Path | None, as_json: bool) -> None:
    """Say how safe the workspace is: what is to know of its disk and place, encryption, the newest backup."""
    with desk_on(workspace, looking=True) as desk:
        found = desk.safety()
    if as_json:
        print_json({
            "encryption": found.standing.state, "backup": str(found.newest.file) if found.newest else None,
            "cautions": [{"words": one.words, "remedy": one.remedy} for one in found.cautions],
        })  # fmt: skip
        return
    for caution in found.cautions:
        click.echo(f"{caution.words} {caution.remedy}")
    click.echo(found.standing.sentence())
    newest = f"The newest backup is {found.newest.file}: {found.counts}." if found.newest else "There is no backup."
    click.echo(newest)


@click.command(name="give-file", epilog="Example: imrdesk give-file CM16-9900001 letter.pdf -w case-files")
@case_argument
@click.argument("file", type=_FILE, metavar="FILE")
@workspace_option
@in_words
def give_file(case: str, file: Path, workspace: Path | None) -> None:
    """Put FILE in the place of CASE's own, where that is missing or damaged; it must be the same to the last byte."""
    with desk_on(workspace) as desk:
        desk.give_source(desk.resolve(case), file)
    click.echo(f"{file.name} is the letter's file. It is in the workspace again.")


@click.command(epilog="Example: imrdesk recover --salvage -w case-files")
@workspace_option
@click.option("--salvage", is_flag=True, help="Make a new database of every letter that can still be read whole.")
@click.option("--anew", is_flag=True, help="Begin a new database, and import the letters' files again.")
@in_words
def recover(workspace: Path | None, salvage: bool, anew: bool) -> None:
    """Say what is damaged and what can be done; with an option, do it. The damaged database is always kept."""
    folder, user = unlocked(workspace), workflow.system_user()
    if salvage:
        _tell(keeping.rescue(folder, user))
    elif anew:
        files = keeping.begin_anew(folder, user)
        with desk_on(folder) as desk:
            click.echo(desk.import_paths(files, user, shown_progress()).sentence())
    else:
        _offer(folder)


def _offer(folder: Path) -> None:
    _say(keeping.check(folder))
    good, counts = keeping.newest_good(keeping.backups_folder(folder, settings.load()))
    if good:
        click.echo(f"imrdesk restore {good.file.name}")
        click.echo(f"    puts back the newest good backup, of {good.at:%Y-%m-%d %H:%M} UTC: {counts}.")
    click.echo("imrdesk recover --salvage\n    makes a new database of every letter that can still be read whole.")
    click.echo("imrdesk recover --anew\n    begins a new database and imports the letters' files again.")


def _tell(recovered: keeping.Recovered) -> None:
    click.echo(f"The workspace has {recovered.counts}.")
    for name in recovered.lost:
        click.echo(f"Not saved: {name}")
    if recovered.gap:
        click.echo(recovered.gap)
    if recovered.kept:
        click.echo(f"What was there is kept in {recovered.kept}")


@click.command(epilog="Example: imrdesk pack desk.imrdesk -w case-files")
@click.argument("target", type=_FILE, metavar="FILE")
@workspace_option
@in_words
def pack(target: Path, workspace: Path | None) -> None:
    """Write the whole workspace into FILE: database, audit and every letter."""
    with desk_on(workspace, looking=True) as desk:
        counts = archive.pack(desk.folder, target, shown_progress())
    click.echo(f"{target}: {counts}")


@click.command(epilog="Example: imrdesk unpack desk.imrdesk -w new-folder")
@click.argument("source", type=_FILE, metavar="FILE")
@workspace_option
@in_words
def unpack(source: Path, workspace: Path | None) -> None:
    """Make the workspace of FILE again in a folder that does not exist yet."""
    if not source.is_file():
        raise InputError("no_such_file", f"There is no file {source}.")
    counts = archive.unpack(source, _folder(workspace), shown_progress())
    click.echo(f"{_folder(workspace)}: {counts}")


@click.command(epilog="Example: imrdesk audit CM16-9900001 -w case-files")
@click.argument("case", metavar="CASE", required=False)
@workspace_option
@json_option
@in_words
def audit(case: str | None, workspace: Path | None, as_json: bool) -> None:
    """Show everything that was done to CASE, oldest first; without CASE, verify the chain of all events."""
    with desk_on(workspace, looking=True) as desk:
        if case is None:
            broken, head = desk.verify_audit()
            if as_json:
                print_json({"whole": broken is None, "broken_from": broken, "last_hash": head})
            if broken is not None:
                click.echo(f"imrdesk: The audit was tampered with, or is damaged, from event {broken} on.", err=True)
                sys.exit(FAILED)
            if not as_json:
                click.echo(f"The audit is whole. Its last hash: {head or 'none yet'}")
            return
        record_id = desk.resolve(case)
        record, events = desk.record(record_id), desk.history(record_id)
    rows = [_event(event, record) for event in events]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        sides = f"{row['old'] or '-'} -> {row['new'] or '-'}" if row["old"] or row["new"] else ""
        parts = (row["at"], row["by"], row["action"], row["field"], sides, row["state"], row["reason"])
        click.echo("  ".join(str(part).replace("\n", " | ") for part in parts if part))


def _event(event: Event, record: Any) -> dict[str, Any]:
    """One event as people and scripts read it."""
    change, path = event.change, event.change.path
    named = path and (not path.issue or path.issue in {issue.id for issue in record.issues})
    field = record.spell(path) if named else path.key if path else None
    old, new = (side_in_words(side) or None for side in (change.old, change.new))
    return {
        "seq": event.seq, "id": event.id, "revision": event.revision, "at": event.sign.at, "by": event.sign.by,
        "action": change.action.value, "field": field, "old": old, "new": new,
        "state": getattr(getattr(change.new, "state", None), "value", None), "reason": event.sign.reason,
        "source": event.source,
    }  # fmt: skip


@click.command(name="certificate", epilog="Example: imrdesk certificate CM16-9900001 -o certificate.docx -w case-files")
@case_argument
@workspace_option
@click.option("-o", "--output", type=_FILE, metavar="FILE", help="A .docx, .json or .txt file. Default: the screen.")
@json_option
@in_words
def certificate_(case: str, workspace: Path | None, output: Path | None, as_json: bool) -> None:
    """Say on one page what was reviewed in CASE, value by value, by whom, when, and under which hashes."""
    with desk_on(workspace, looking=True) as desk:
        record_id = desk.resolve(case)
        found = certificate(desk.record(record_id), desk.sign_off(record_id))
    if output:
        write_certificate(found, output)
        click.echo(str(output), err=as_json)
    if as_json:
        print_json(found.data())
    elif not output:
        click.echo(found.text())


COMMANDS = (backup, restore, check, safety, give_file, recover, pack, unpack, audit, certificate_)
