"""How the command line behaves toward a shell: what it ends with, interrupts, pipes that close, colours."""

import os
import sys
from collections.abc import Sequence
from enum import IntEnum
from typing import Any, NoReturn

import click

INTERRUPTED_WORDS = "Interrupted. What was done until then is kept."


class Exit(IntEnum):
    """What a command ends with; docs/command-line.md and the manual page say the same."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    INTERRUPTED = 130
    UNREAD = 141


MEANINGS = {
    Exit.DONE: "Done.",
    Exit.FAILED: "Something failed, and standard error says what in words; the rest was done.",
    Exit.USAGE: "The command was written wrongly; nothing was done.",
    Exit.INTERRUPTED: "Interrupted from the keyboard; what was done until then is kept.",
    Exit.UNREAD: "Whatever read the output stopped reading, as `head` does.",
}


class Mannered(click.Group):
    """Commands in the order of a day's work, not of the alphabet, that end as a shell expects."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the file."""
        del ctx
        return list(self.commands)

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """As click does; with NO_COLOR set, without colours."""
        if os.environ.get("NO_COLOR"):
            extra["color"] = False
        return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run what was asked for, as long as somebody reads what it prints."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            unread()

    def main(self, args: Sequence[str] | None = None, *more: Any, **extra: Any) -> NoReturn:
        """Run a command and end the program with what it is worth."""
        extra["standalone_mode"] = False
        try:
            try:
                super().main(args, *more, **extra)
            finally:
                sys.stdout.flush()
        except click.ClickException as wrong:
            wrong.show()
            sys.exit(wrong.exit_code)
        except (click.Abort, KeyboardInterrupt):
            interrupted()
        except BrokenPipeError:
            unread()
        sys.exit(Exit.DONE)


def interrupted() -> NoReturn:
    """End because somebody pressed Ctrl+C; click has ended the line that the terminal wrote ^C on."""
    click.echo(f"imrdesk: {INTERRUPTED_WORDS}", err=True)
    sys.exit(Exit.INTERRUPTED)


def unread() -> NoReturn:
    """End because nobody reads on; Python must not try to write the rest either."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(Exit.UNREAD)
