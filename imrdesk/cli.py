"""The command line: every use case without a screen, its commands in the order of a day's work."""

import click

from imrdesk import __version__, log
from imrdesk.commands import (
    choosing,
    comparing,
    encryption,
    exporting,
    figures,
    finding,
    keeping,
    letters,
    program,
    reviewing,
    second,
    window,
)
from imrdesk.commands.manners import Mannered

PARTS = (
    window, letters, reviewing, exporting, keeping, second, finding, comparing, figures, encryption, choosing, program,
)  # fmt: skip


@click.group(
    cls=Mannered,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Without a command, imrdesk opens the window. Try: imrdesk import letters/ -w case-files",
)
@click.version_option(__version__, prog_name="imrdesk")
@click.option("-v", "--verbose", is_flag=True, help="Show the program's log on standard error.")
@click.pass_context
def main(ctx: click.Context, verbose: bool) -> None:
    """Review California IMR determination letters: extract, correct, search and summarise them."""
    log.start(log.default_file().parent, verbose=verbose)
    if ctx.invoked_subcommand is None:
        ctx.invoke(window.gui)


for _part in PARTS:
    for _command in _part.COMMANDS:
        main.add_command(_command)
