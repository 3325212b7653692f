"""The commands of the settings: list, get, set, reset, and the preset of an office."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from imrdesk.commands.options import in_words, json_option, print_json
from imrdesk.errors import InputError
from imrdesk.settings import SETTINGS, Setting, Settings, load, load_preset, save, save_preset, setting

_FILE = click.Path(path_type=Path, dir_okay=False)
_BOOLEANS = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}


def _begun(_context: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    return [CompletionItem(item.key, help=item.label) for item in SETTINGS if item.key.startswith(incomplete)]


_key = click.argument("key", metavar="KEY", shell_complete=_begun)


@click.group(epilog="Example: imrdesk settings set lock_minutes 5")
def settings() -> None:
    """See and change what the window's settings are, and share them as the preset of an office."""


@settings.command(name="list")
@json_option
@in_words
def list_(as_json: bool) -> None:
    """List every setting with its value, and what it is by default."""
    chosen = load()
    if as_json:
        print_json([_as_json(item, chosen) for item in SETTINGS])
        return
    for item in SETTINGS:
        value, default = _shown(getattr(chosen, item.key)), _shown(item.default)
        changed = "" if value == default else f"  (by default {default})"
        click.echo(f"{item.key:22} {value:12} {item.label}{changed}")


@settings.command()
@_key
@json_option
@in_words
def get(key: str, as_json: bool) -> None:
    """Print the value of KEY."""
    item, chosen = setting(key), load()
    if as_json:
        print_json(_as_json(item, chosen))
    else:
        click.echo(_shown(getattr(chosen, item.key)))


@settings.command(name="set")
@_key
@click.argument("value", metavar="VALUE")
@in_words
def set_(key: str, value: str) -> None:
    """Set KEY to VALUE; yes or no where it is a question."""
    item = setting(key)
    save(replace(load(), **{key: item.checked(_parsed(item, value))}))
    click.echo(f"{key}: {_shown(getattr(load(), key))}")


@settings.command()
@click.argument("keys", nargs=-1, metavar="[KEY]...", shell_complete=_begun)
@in_words
def reset(keys: tuple[str, ...]) -> None:
    """Put each KEY back to what it is by default; without one, all of them."""
    items = [setting(key) for key in keys] or list(SETTINGS)
    save(replace(load(), **{item.key: item.default for item in items}))
    click.echo(f"{len(items)} setting{'' if len(items) == 1 else 's'} as by default.")


@settings.command(name="export")
@click.argument("file", type=_FILE)
@in_words
def export_(file: Path) -> None:
    """Write what is chosen to FILE, without who reviews, for others to import."""
    save_preset(load(), file)
    click.echo(str(file))


@settings.command(name="import")
@click.argument("file", type=_FILE)
@in_words
def import_(file: Path) -> None:
    """Take over what an office has chosen in FILE; who reviews stays as it is."""
    save(load_preset(file, load()))
    click.echo("The settings are those of the file now.")


def _parsed(item: Setting, value: str) -> Any:
    """What was typed, as a value of the setting's kind; raises InputError."""
    try:
        return _BOOLEANS[value.casefold()] if item.kind is bool else item.kind(value)
    except (KeyError, ValueError):
        raise InputError("bad_setting", f"{item.label}: “{value}” does not fit.", item.help) from None


def _shown(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value) or "-"


def _as_json(item: Setting, chosen: Settings) -> dict[str, Any]:
    return {
        "key": item.key, "value": getattr(chosen, item.key), "default": item.default, "label": item.label,
        "group": item.group, "help": item.help, "choices": list(item.choices),
    }  # fmt: skip


COMMANDS = (settings,)
