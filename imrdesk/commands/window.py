"""The commands that load Qt: the window itself, and pictures of it."""

import sys
from pathlib import Path

import click

from imrdesk.commands.opened import desk_on
from imrdesk.commands.options import in_words, workspace_option
from imrdesk.desk import keeping


@click.command()
@click.argument("workspace", required=False, type=click.Path(path_type=Path))
@click.option("--try", "only_try", is_flag=True, help="Close it again once letters could be opened.")
@in_words
def gui(workspace: Path | None = None, only_try: bool = False) -> None:
    """Open the workstation on WORKSPACE, a folder or what `imrdesk pack` wrote."""
    from imrdesk.gui import app

    if workspace and workspace.is_file():
        workspace = keeping.unpacked(workspace)
    sys.exit(app.run(workspace, only_try=only_try))


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@workspace_option
@in_words
def screenshots(folder: Path, workspace: Path | None) -> None:
    """Save pictures of the window on this workspace into FOLDER; needs no screen."""
    from imrdesk.gui import screenshots as pictures

    with desk_on(workspace) as desk:  # as if somebody worked on it; one that only looks would say so in each picture
        folder.mkdir(parents=True, exist_ok=True)
        for picture in pictures.take(desk, folder):
            click.echo(str(picture))


COMMANDS = (gui, screenshots)
