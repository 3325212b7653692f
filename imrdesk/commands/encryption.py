"""The commands that encrypt a workspace, take that back, and change the passphrase."""

from pathlib import Path

import click

from imrdesk import paths, settings, workflow
from imrdesk.commands.opened import passphrase, shown_progress
from imrdesk.commands.options import in_words, workspace_option
from imrdesk.desk import keeping
from imrdesk.desk.keeping import ENCRYPTED, Standing
from imrdesk.desk.passphrases import AGREED, LOST, OLD_COPIES, STAYS_PLAIN
from imrdesk.errors import InputError


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
    click.echo(f"The passphrase is changed. {OLD_COPIES}")


def _say(found: Standing) -> None:
    """Whether it is encrypted; never yes while anything is plain."""
    click.echo(found.sentence())
    for file in found.plain:
        click.echo(f"Not encrypted: {file}")
    if found.state == ENCRYPTED:
        for words in STAYS_PLAIN:
            click.echo(words)


COMMANDS = (encrypt, decrypt, passphrase_)
