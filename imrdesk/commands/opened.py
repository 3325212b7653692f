"""The workspace that a command works on: its passphrase, its desk, the records that people name, progress."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from imrdesk import paths
from imrdesk.desk import keeping
from imrdesk.errors import InputError
from imrdesk.store import Query
from imrdesk.workflow import Desk, Progress

PASSPHRASE_VARIABLE = "IMRDESK_PASSPHRASE"


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
    far = f"{done}/{total} " if total else ""
    click.echo(f"\r\033[K{far}{name}", nl=bool(total) and done == total, err=True)
