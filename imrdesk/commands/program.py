"""The commands about the program itself: whether it has what it needs, and how a shell completes what is typed."""

import sys
from dataclasses import asdict
from pathlib import Path

import click
from click.shell_completion import get_completion_class

from imrdesk.commands.options import FAILED, in_words, json_option, print_json, workspace_option

SHELLS = ("bash", "zsh", "fish")
_COLOURS = {"good": "green", "note": "yellow", "fault": "red"}


@click.command(epilog="Example: imrdesk doctor --json")
@workspace_option
@json_option
@in_words
def doctor(workspace: Path | None, as_json: bool) -> None:
    """Look whether the program has what it needs: libraries, fonts, window, OCR, disk, workspace, backups.

    No name and no text of a letter is in what it says, so that it can be sent to somebody who helps.
    """
    from imrdesk.doctor import Level, examine

    found = list(examine(workspace))
    if as_json:
        print_json([asdict(item) for item in found])
    for item in found if not as_json else ():
        level = click.style(f"{item.level.value:6}", fg=_COLOURS[item.level.value])
        click.echo(f"{level} {item.part:13} {item.words}")
    if any(item.level is Level.FAULT for item in found):
        sys.exit(FAILED)


@click.command(epilog='Example: eval "$(imrdesk completion bash)"')
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print what makes SHELL complete the commands of imrdesk and their options."""
    made = get_completion_class(shell)
    assert made, shell
    click.echo(made(context.find_root().command, {}, "imrdesk", "_IMRDESK_COMPLETE").source())


@click.command(name="licences", epilog="Example: imrdesk licences --json")
@json_option
@in_words
def licences_(as_json: bool) -> None:
    """List the packages that the program works with, with version and licence."""
    from imrdesk.licences import BESIDE, licences

    found = licences()
    if as_json:
        print_json([asdict(one) for one in found])
        return
    for name, licence, what in BESIDE:
        click.echo(f"{name:24} {'':16} {licence} ({what})")
    for one in found:
        click.echo(f"{one.package:24} {one.version:16} {one.licence}")


COMMANDS = (doctor, completion, licences_)
