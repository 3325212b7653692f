"""What every command is given: errors in words, the options for workspace, name and JSON."""

import json
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from imrdesk import paths, workflow
from imrdesk.commands.manners import Exit
from imrdesk.errors import ImrdeskError

FAILED = Exit.FAILED


def in_words(command: Callable[..., Any]) -> Callable[..., Any]:
    """A command whose errors come out as one line, with exit code 1."""

    @wraps(command)
    def run(*args: Any, **options: Any) -> Any:
        try:
            return command(*args, **options)
        except ImrdeskError as error:
            click.echo(f"imrdesk: {error}", err=True)
            sys.exit(FAILED)

    return run


def workspace_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Which workspace."""
    return click.option(
        "-w", "--workspace", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER",
        help=f"The workspace. Default: ${paths.WORKSPACE_VARIABLE}, then your own.",
    )(command)  # fmt: skip


def by_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Who does it."""
    return click.option(
        "--by",
        default=workflow.person,
        metavar="NAME",
        help="Who does it. Default: the name in the settings, then your login name.",
    )(command)


def signed(command: Callable[..., Any]) -> Callable[..., Any]:
    """A command that changes a workspace: which one, and who does it."""
    return workspace_option(by_option(in_words(command)))


def json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The same for scripts."""
    return click.option("--json", "as_json", is_flag=True, help="For scripts.")(command)


def print_json(found: object) -> None:
    """Print what scripts read."""
    click.echo(json.dumps(found, ensure_ascii=False, indent=2))
