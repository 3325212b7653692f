"""SETTINGS: what a person may choose about the program; the file holds only what differs from the defaults."""

import logging
import tomllib
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from imrdesk import paths
from imrdesk.errors import InputError

log = logging.getLogger(__name__)
FILE_NAME = "settings.toml"
PERSONAL = "Reviewer"  # the group that no preset holds


@dataclass(frozen=True, slots=True)
class Setting:
    """One entry of SETTINGS: `kind` is int, float, bool or str; numbers lie between `least` and `most`, a text is one
    of `choices` where there are any, and `holds` says what else it is: keys of "fields", or a "folder"."""

    key: str
    kind: type
    default: Any
    label: str
    group: str
    help: str
    least: float | None = None
    most: float | None = None
    choices: tuple[str, ...] = ()
    holds: str = ""

    def checked(self, value: Any) -> Any:
        """The value where it is one of this setting; raises InputError where not."""
        if type(value) is not self.kind:
            raise InputError("bad_setting", f"{self.label}: “{value}” is no {_KINDS[self.kind]}.")
        if self.choices and value not in self.choices:
            raise InputError("bad_setting", f"{self.label}: one of {', '.join(self.choices)}.")
        if self.least is not None and value < self.least:
            raise InputError("bad_setting", f"{self.label}: at least {self.least:g}.")
        if self.most is not None and value > self.most:
            raise InputError("bad_setting", f"{self.label}: at most {self.most:g}.")
        return value


_KINDS = {int: "whole number", float: "number", bool: "yes or no", str: "text"}


def _setting(
    default: Any, label: str, group: str, help: str, least: float = 0, most: float = 0, **more: Any  # noqa: A002
) -> Any:  # fmt: skip
    known = {"label": label, "group": group, "help": help, **more}
    return field(default=default, metadata=known | ({"least": least, "most": most} if most else {}))


@dataclass(frozen=True, slots=True)
class Settings:
    """What is chosen, each by its key."""

    reading_seconds: int = _setting(
        30, "Seconds to read one file", "Reading", "A file that takes longer is refused.", least=1, most=3600
    )
    reading_megabytes: int = _setting(
        1024, "Memory to read one file (MB)", "Reading", "A file that needs more is refused.", least=256, most=65536
    )
    reading_workers: int = _setting(
        0, "Files read at the same time", "Reading", "0 stands for as many as there are processors.", most=16
    )
    read_scans: bool = _setting(
        True, "Read pictures of pages (OCR)", "Reading", "Where the extra is installed; it takes about a second a page."
    )
    doubtful_first: bool = _setting(
        False, "Most doubtful field first", "Reviewing", "Otherwise fields are checked in the order of the form."
    )
    lock_minutes: int = _setting(
        10,
        "Minutes until the screen is hidden",
        "Reviewing",
        "When nobody types or clicks; 0 stands for never.",
        most=600,
    )
    picked_blind: str = _setting(
        "", "Fields picked again without seeing them", "Reviewing",
        "The program's value of these stays hidden until you have picked yours from the letter.", holds="fields",
    )  # fmt: skip
    second_unaided: bool = _setting(
        False, "Second readers see no value of the program", "Reviewing",
        "They find each value in the letter; long texts are shown. It can be chosen anew for each sample.",
    )  # fmt: skip
    rates_from: int = _setting(
        10, "Fewest items for a rate", "Figures", "A share of fewer says little; their counts are shown alone.",
        least=1, most=1000,
    )  # fmt: skip
    backup_folder: str = _setting(
        "", "Folder for backups", "Keeping", "Outside the workspace, at best on another disk. Empty: inside it.",
        holds="folder",
    )  # fmt: skip
    scheme: str = _setting(
        "system", "Colours", "Look", "Light, dark, or as the computer is set.", choices=("system", "light", "dark")
    )
    reviewer_name: str = _setting("", "Your name", "Reviewer", "As it stands under what you review.")
    reviewer_credentials: str = _setting("", "Your credentials", "Reviewer", "For example: RN, CCM.")
    reviewer_initials: str = _setting("", "Your initials", "Reviewer", "For short lists.")


def _row(key: str, default: Any, known: Any) -> Setting:
    return Setting(key, type(default), default, **known)


SETTINGS: tuple[Setting, ...] = tuple(_row(item.name, item.default, item.metadata) for item in fields(Settings))


def setting(key: str) -> Setting:
    """The entry with that key; raises InputError where there is none."""
    for item in SETTINGS:
        if item.key == key:
            return item
    raise InputError("no_such_setting", f"There is no setting “{key}”.")


def default_file() -> Path:
    """Where this user's settings lie."""
    return paths.home() / FILE_NAME


def load(file: Path | None = None) -> Settings:
    """What the file says; whatever it lacks, or has wrong, is as by default."""
    source = file or default_file()
    try:
        written = tomllib.loads(source.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError) as cause:
        log.warning("the settings cannot be read: %s", type(cause).__name__)
        return Settings()
    chosen: dict[str, Any] = {}
    for item in SETTINGS:
        if item.key in written:
            try:
                chosen[item.key] = item.checked(written[item.key])
            except InputError as error:
                log.warning("a setting is wrong: %s", error.message)
    return replace(Settings(), **chosen)


def load_preset(file: Path, own: Settings) -> Settings:
    """What an office has chosen for everybody; who reviews stays as one's own. Raises InputError for another file."""
    try:
        written = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as cause:
        raise InputError("bad_preset", "That file holds no settings, or cannot be read.") from cause
    shared = [item for item in SETTINGS if item.group != PERSONAL]
    chosen = {item.key: item.checked(written.get(item.key, item.default)) for item in shared}
    return replace(own, **chosen)


def save_preset(settings: Settings, file: Path) -> None:
    """Write what is chosen, without who reviews, for others to load."""
    blank = {item.key: item.default for item in SETTINGS if item.group == PERSONAL}
    save(replace(settings, **blank), file)


def fault(file: Path) -> str | None:
    """What is wrong with a settings file, in words; None where all of it can be used."""
    try:
        written = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as cause:
        return f"{file.name} cannot be read: {cause}."
    for key, value in written.items():
        try:
            setting(key).checked(value)
        except InputError as error:
            return error.message
    return None


def save(settings: Settings, file: Path | None = None) -> None:
    """Write what differs from the defaults; raises InputError where a value is not one of its setting."""
    import tomli_w

    target = file or default_file()
    chosen = {item.key: item.checked(getattr(settings, item.key)) for item in SETTINGS}
    differing = {item.key: chosen[item.key] for item in SETTINGS if chosen[item.key] != item.default}
    target.parent.mkdir(parents=True, exist_ok=True)
    with paths.written_whole(target) as part:
        part.write_bytes(tomli_w.dumps(differing).encode())
