"""What the commands share: errors in words, the options for workspace and name, progress on a terminal."""

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

import click

from imrdesk import keeping, paths, workflow
from imrdesk.errors import ImrdeskError, InputError
from imrdesk.manners import Exit
from imrdesk.store import Query
from imrdesk.workflow import Desk, Progress

FAILED = Exit.FAILED
PASSPHRASE_VARIABLE = "IMRDESK_PASSPHRASE"


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


def json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The same for scripts."""
    return click.option("--json", "as_json", is_flag=True, help="For scripts.")(command)


def print_json(found: object) -> None:
    """Print what scripts read."""
    click.echo(json.dumps(found, ensure_ascii=False, indent=2))


def passphrase(question: str = "Passphrase", *, twice: bool = False) -> str:
    """The passphrase of a workspace: from the environment, for scripts, or asked on the terminal and not shown."""
    if (given := os.environ.get(PASSPHRASE_VARIABLE)) is not None and not twice:
        return given
    if not sys.stdin.isatty() and not twice:
        raise InputError("encrypted", "The workspace is encrypted.", f"Give its passphrase in ${PASSPHRASE_VARIABLE}.")
    return click.prompt(question, hide_input=True, confirmation_prompt=twice, err=True)


def unlocked(workspace: Path | None) -> Path:
    """The folder of a workspace, whose passphrase is asked for where it is encrypted."""
    folder = workspace or paths.default_workspace()
    if keeping.is_locked(folder):
        keeping.unlock(folder, passphrase())
    return folder


@contextmanager
def desk_on(workspace: Path | None, *, looking: bool = False) -> Iterator[Desk]:
    """The desk on a workspace, closed at the end; one that only looks works beside an open window."""
    folder = unlocked(workspace)
    desk = Desk.look(folder, shown_progress()) if looking else Desk.open(folder, progress=shown_progress())
    for told in desk.keeper.warnings():
        click.echo(f"imrdesk: {told}", err=True)
    try:
        yield desk
    finally:
        desk.close()


def record_ids(desk: Desk, cases: Sequence[str]) -> list[str]:
    """The records that people name; "all" stands for every letter of the workspace."""
    if list(cases) == ["all"]:
        return [row.id for row in desk.rows(desk.ids(Query()))]
    return [desk.resolve(case) for case in cases]


def shown_progress() -> Progress | None:
    """How far a long work is, where a person looks on."""
    return _progress if sys.stderr.isatty() and os.environ.get("TERM") != "dumb" else None


def _progress(done: int, total: int, name: str) -> None:
    click.echo(f"\r\033[K{done}/{total} {name}", nl=done == total, err=True)
