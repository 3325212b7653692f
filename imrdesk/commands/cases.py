"""The argument that names a letter, which a shell can complete."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from imrdesk import paths
from imrdesk.desk import keeping
from imrdesk.errors import ImrdeskError
from imrdesk.store import Query
from imrdesk.workflow import Desk

MOST = 200  # a shell shows no more to anybody's use


def begun(context: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The case numbers of the workspace that begin so; none where it is not there, or is encrypted."""
    folder = Path(context.params.get("workspace") or paths.default_workspace())
    if not (folder / keeping.DATABASE).exists() or keeping.is_locked(folder):
        return []
    try:
        with Desk.look(folder) as desk:
            numbers = {row.case_number for row in desk.rows(desk.ids(Query()))}
    except ImrdeskError:
        return []
    found = sorted(number for number in numbers if number and number.upper().startswith(incomplete.upper()))
    return [CompletionItem(number) for number in found[:MOST]]


def case_argument(command: Callable[..., Any]) -> Callable[..., Any]:
    """Which letter: a case number or id."""
    return click.argument("case", metavar="CASE", shell_complete=begun)(command)
