"""Write the manual page out of the commands themselves, so that it is never out of date.

python packaging/make_manual_page.py out/imrdesk.1
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from imrdesk import __version__
from imrdesk.cli import main as program
from imrdesk.commands.manners import MEANINGS

VARIABLES = {
    "IMRDESK_WORKSPACE": "The workspace where -w names none.",
    "IMRDESK_HOME": "The folder of settings, log and own vocabularies.",
    "IMRDESK_PASSPHRASE": "The passphrase of an encrypted workspace, for scripts.",
    "NO_COLOR": "Where it is set, nothing is coloured.",
    "TESSDATA_PREFIX": "The folder of Tesseract's English data.",
}


def page() -> str:
    """The whole page."""
    return "\n".join(lines()) + "\n"


def lines() -> Iterator[str]:
    """The page line by line, in the macros of man(7)."""
    yield f'.TH IMRDESK 1 "" "imrdesk {__version__}" "User Commands"'
    yield from (".SH NAME", r"imrdesk \- review California IMR determination letters")
    yield from (".SH SYNOPSIS", r".B imrdesk", r"[\fIOPTIONS\fR] [\fICOMMAND\fR [\fIARGS\fR]...]")
    yield from (".SH DESCRIPTION", roff(program.help or ""), ".PP", roff(program.epilog or ""))
    yield ".SH OPTIONS"
    yield from options(click.Context(program, info_name="imrdesk"))
    yield ".SH COMMANDS"
    for context in commands(click.Context(program, info_name="imrdesk")):
        yield from section(context)
    yield ".SH EXIT STATUS"
    for code, meaning in MEANINGS.items():
        yield from (".TP", f".B {code.value}", roff(meaning))
    yield ".SH ENVIRONMENT"
    for name, meaning in VARIABLES.items():
        yield from (".TP", f".B {name}", roff(meaning))


def commands(parent: click.Context) -> Iterator[click.Context]:
    """Every command that does something, those of groups after their group's name."""
    assert isinstance(parent.command, click.Group)
    for name, command in parent.command.commands.items():
        context = click.Context(command, info_name=name, parent=parent)
        if isinstance(command, click.Group):
            yield from commands(context)
        else:
            yield context


def section(context: click.Context) -> Iterator[str]:
    """One command: how it is written, what it does, its options, an example."""
    words = " ".join(context.command.collect_usage_pieces(context))
    yield from (".SS", rf"\fB{roff(context.command_path)}\fR {roff(words)}")
    for paragraph in (context.command.help or "").split("\n\n"):
        yield from (".PP", roff(paragraph))
    yield from options(context)
    if context.command.epilog:
        yield from (".PP", roff(context.command.epilog))


def options(context: click.Context) -> Iterator[str]:
    """Each option with what it is for."""
    for parameter in context.command.get_params(context):
        if isinstance(parameter, click.Option) and parameter.name != "help":
            record = parameter.get_help_record(context) or ("", "")
            yield from (".TP", rf"\fB{roff(record[0])}\fR", roff(record[1]))


def roff(text: str) -> str:
    """Words as roff takes them, on one line."""
    plain = re.sub(r"\s+", " ", text).strip().replace("\\", r"\e").replace("-", r"\-")
    return re.sub(r"^([.'])", r"\\&\1", plain)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
