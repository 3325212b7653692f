"""What the window remembers from one day to the next: its place and columns, the reviewer's name, the colours."""

import json
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from .theme import SCHEMES, SYSTEM

FILE_NAME = "window.ini"


class Remembered:
    """Named values in a file of a folder."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._settings = QSettings(str(folder / FILE_NAME), QSettings.Format.IniFormat)

    @property
    def reviewer(self) -> str:
        """Who reviews; empty until somebody has said."""
        return str(self._settings.value("reviewer", ""))

    @reviewer.setter
    def reviewer(self, name: str) -> None:
        self._settings.setValue("reviewer", name)

    @property
    def greeted(self) -> bool:
        """Whether the person was welcomed once."""
        return str(self._settings.value("greeted", "no")) == "yes"

    @greeted.setter
    def greeted(self, done: bool) -> None:
        self._settings.setValue("greeted", "yes" if done else "no")

    @property
    def scheme(self) -> str:
        """Light, dark, or as the system."""
        scheme = str(self._settings.value("scheme", SYSTEM))
        return scheme if scheme in SCHEMES else SYSTEM

    @scheme.setter
    def scheme(self, scheme: str) -> None:
        self._settings.setValue("scheme", scheme)

    @property
    def export_folder(self) -> Path:
        """Where a summary was written last."""
        folder = Path(str(self._settings.value("export_folder", "") or Path.home()))
        return folder if folder.is_dir() else Path.home()

    @export_folder.setter
    def export_folder(self, folder: Path) -> None:
        self._settings.setValue("export_folder", str(folder))

    @property
    def keys(self) -> dict[str, tuple[str, ...]]:
        """The keys a person chose, by action; an action that is not named keeps its own."""
        try:
            found = json.loads(str(self._settings.value("keys", "{}")))
            return {str(name): tuple(map(str, keys)) for name, keys in found.items()}
        except (ValueError, AttributeError, TypeError):
            return {}

    @keys.setter
    def keys(self, keys: Mapping[str, tuple[str, ...]]) -> None:
        self._settings.setValue("keys", json.dumps(keys))

    def seen(self, folder: str) -> dict[str, str]:
        """What was dismissed of what is to know of a workspace, and how it stood then."""
        return self._all_seen().get(folder, {})

    def keep_seen(self, folder: str, found: Mapping[str, str]) -> None:
        """Remember what was dismissed."""
        self._settings.setValue("seen", json.dumps(self._all_seen() | {folder: dict(found)}))

    def _all_seen(self) -> dict[str, dict[str, str]]:
        try:
            found = json.loads(str(self._settings.value("seen", "{}")))
            return {str(folder): dict(states) for folder, states in found.items()}
        except (ValueError, AttributeError, TypeError):
            return {}

    def is_shown(self, panel: str) -> bool:
        """Whether a panel is shown that can be hidden."""
        return str(self._settings.value(f"shown/{panel}", "yes")) == "yes"

    def keep_shown(self, panel: str, shown: bool) -> None:
        """Remember whether a panel is shown."""
        self._settings.setValue(f"shown/{panel}", "yes" if shown else "no")

    def state(self, name: str) -> QByteArray:
        """How a part of the window stood; empty where that is not known."""
        value = self._settings.value(f"state/{name}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def keep_state(self, name: str, state: QByteArray) -> None:
        """Remember how a part of the window stands."""
        self._settings.setValue(f"state/{name}", state)

    def left_at(self, folder: Path) -> tuple[str, str]:
        """How the list of a workspace stood, and which letter was open; empty where that is not known."""
        group = f"left/{_mark(folder)}"
        return str(self._settings.value(f"{group}/list", "")), str(self._settings.value(f"{group}/letter", ""))

    def leave_at(self, folder: Path, listed: str, letter: str) -> None:
        """Remember how the list of a workspace stands, and which letter is open."""
        group = f"left/{_mark(folder)}"
        self._settings.setValue(f"{group}/list", listed)
        self._settings.setValue(f"{group}/letter", letter)


def _mark(folder: Path) -> str:
    """A workspace by a name that is the same on all systems, and says nothing of it."""
    import hashlib  # not before the window stands

    return hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
