"""The commands that encrypt a workspace, take that back, and change the passphrase."""

from pathlib import Path

import click

from imrdesk import paths, settings, workflow
from imrdesk.commands.opened import passphrase, shown_progress
from imrdesk.commands.options import in_words, workspace_option
from imrdesk.desk import keeping
from imrdesk.desk.keeping import ENCRYPTED, Standing
from imrdesk.errors import InputError

LOST = (
    "Whoever has the passphrase can open the letters, and nobody else can. There is no other way in: if you lose it, "
    "every letter, every review and every backup of this workspace is lost for ever. Nobody can bring them back, not "
    "the people who make imrdesk either. Write it down, and keep it where the office keeps its keys."
)
AGREED = "I have written it down"


def _folder(workspace: Path | None) -> Path:
    return workspace or paths.default_workspace()


@click.command(epilog="Example: imrdesk encrypt -w case-files")
@workspace_option
@click.option("--status", is_flag=True, help="Only say whether the workspace is encrypted.")
@click.option("--i-have-written-it-down", "agreed", is_flag=True, help="For scripts: do not ask for it to be typed.")
@in_words
def encrypt(workspace: Path | None, status: bool, agreed: bool) -> None:
    """Encrypt database, letters and backups by a passphrase; nobody may have the workspace open meanwhile."""
    folder = _folder(workspace)
    if status:
        _say(keeping.standing(folder, settings.load()))
        return
    click.echo(LOST, err=True)
    if not agreed and click.prompt(f"Type “{AGREED}” to go on", err=True).strip(" .").lower() != AGREED.lower():
        raise InputError("not_agreed", "Nothing was encrypted.", f"Type “{AGREED}” once you have.")
    begun = keeping.is_encrypted(folder)
    words = passphrase("Passphrase" if begun else "A new passphrase", twice=not begun and not agreed)
    _say(keeping.encrypt(folder, settings.load(), words, workflow.system_user(), shown_progress()))


@click.command(epilog="Example: imrdesk decrypt -w case-files")
@workspace_option
@in_words
def decrypt(workspace: Path | None) -> None:
    """Take the encryption of database, letters and backups off again."""
    done = keeping.decrypt(_folder(workspace), settings.load(), passphrase(), workflow.system_user(), shown_progress())
    _say(done)


@click.command(name="passphrase", epilog="Example: imrdesk passphrase -w case-files")
@workspace_option
@in_words
def passphrase_(workspace: Path | None) -> None:
    """Change the passphrase; letters and backups stay as they are and open by the new one."""
    old = passphrase("The passphrase until now")
    keeping.change_passphrase(_folder(workspace), settings.load(), old, passphrase("The new one", twice=True))
    click.echo("The passphrase is changed. Copies of the workspace made elsewhere before still open by the old one.")


def _say(found: Standing) -> None:
    """Whether it is encrypted; never yes while anything is plain."""
    click.echo(found.sentence())
    for file in found.plain:
        click.echo(f"Not encrypted: {file}")
    if found.state == ENCRYPTED:
        click.echo("What was deleted may still be found on the disk by special tools, until it is written over.")


COMMANDS = (encrypt, decrypt, passphrase_)
