"""doctor: whether the program has all it needs on this computer, in words that can be sent to somebody who helps."""

import ctypes
import importlib.util
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib import metadata
from pathlib import Path

from imrdesk import __version__, paths, settings
from imrdesk.desk import keeping
from imrdesk.desk.reading import extract_file
from imrdesk.errors import ImrdeskError
from imrdesk.extract import vocabularies
from imrdesk.sources import ocr
from imrdesk.sources.picture import INSTALL

LEAST_FREE = 1024**3  # bytes: below, a day's letters and their backups may not fit
OLD_BACKUP = 7 * 24 * 3600  # seconds
PATIENCE = 60  # seconds for a window to open
SAMPLE = ("samples", "01_one_item_upheld.pdf")
DRAWING_LIBRARIES = {  # Linux: without these no window opens; the Debian package of each
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
}
SCREEN_LIBRARIES = {  # and these it needs for a screen
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}
_NAME = re.compile(r"[\w.-]+")
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")


class Level(StrEnum):
    """How a look at one part turned out."""

    GOOD = "good"
    NOTE = "note"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one look found; no name of a person or letter is in it."""

    part: str
    level: Level
    words: str


def examine(workspace: Path | None = None) -> Iterator[Finding]:
    """Look at every part, one after the other; a look that fails is a fault itself."""
    folder = workspace or paths.default_workspace()
    for part, look in EXAMINED.items():
        try:
            for level, words in look(folder):
                yield Finding(part, level, words)
        except (ImrdeskError, OSError) as error:
            yield Finding(part, Level.FAULT, str(error))


_Looks = Iterator[tuple[Level, str]]


def _program(_folder: Path) -> _Looks:
    built = ", installed as one folder" if is_built() else ""
    yield Level.GOOD, f"imrdesk {__version__}{built}, Python {platform.python_version()}, {platform.platform()}"


def is_built() -> bool:
    """Whether this is the one-folder build, which brings its own Python."""
    return bool(getattr(sys, "frozen", False))


def _packages(_folder: Path) -> _Looks:
    known = dict(dependencies())
    if absent := [name for name, version in known.items() if version is None]:
        yield Level.FAULT, f"Packages are missing: {', '.join(absent)}. Install the program again."
    yield Level.GOOD, ", ".join(f"{name} {version}" for name, version in known.items() if version)


def dependencies() -> Iterator[tuple[str, str | None]]:
    """Each package that the program needs, with its version here; None where it is missing."""
    for line in metadata.requires("imrdesk") or ():
        if ";" in line:  # an extra, or for another system
            continue
        (name,) = _NAME.findall(line)[:1]
        try:
            yield name, metadata.version(name)
        except metadata.PackageNotFoundError:
            yield name, None


def _libraries(_folder: Path) -> _Looks:
    if sys.platform != "linux":
        return
    if absent := missing(DRAWING_LIBRARIES):
        yield Level.FAULT, f"Libraries that the window needs are missing: sudo apt install {' '.join(absent)}"
    if absent := missing(SCREEN_LIBRARIES):
        level = Level.FAULT if os.environ.get("DISPLAY") else Level.NOTE
        yield level, f"For a window on a screen: sudo apt install {' '.join(absent)}"
    else:
        yield Level.GOOD, "The libraries for a screen are there."


def missing(libraries: dict[str, str]) -> list[str]:
    """The packages of the libraries that cannot be loaded."""
    return [package for name, package in libraries.items() if not _loads(name)]


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _fonts(_folder: Path) -> _Looks:
    if sys.platform != "linux":
        return
    places = (Path(name).expanduser() for name in FONT_FOLDERS)
    if any(next(place.rglob("*.[to]t[fc]"), None) for place in places if place.is_dir()):
        yield Level.GOOD, "There are fonts."
    else:
        yield Level.FAULT, "There are no fonts, every letter would be a box: sudo apt install fonts-dejavu-core"


def _window(_folder: Path) -> _Looks:
    """In a process of its own, which may die of what is missing, with a home that is thrown away."""
    program = [sys.executable] if is_built() else [sys.executable, "-m", "imrdesk"]
    started = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="imrdesk-doctor-") as home:
        around = os.environ | {"QT_QPA_PLATFORM": "offscreen", paths.HOME_VARIABLE: home}
        line = [*program, "gui", "--try", str(Path(home) / "workspace")]
        try:
            done = subprocess.run(line, env=around, capture_output=True, text=True, check=False, timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            yield Level.FAULT, f"The window did not open within {PATIENCE} seconds."
            return
    if done.returncode:
        told = done.stderr.strip().splitlines()[-1:] or [f"it ended with {done.returncode}"]
        yield Level.FAULT, f"The window does not open: {told[0]}"
    else:
        yield Level.GOOD, f"A window opens and closes, in {time.perf_counter() - started:.1f} s."


def _reading(_folder: Path) -> _Looks:
    started = time.perf_counter()
    _document, extraction = extract_file(paths.resource(*SAMPLE))
    seconds = time.perf_counter() - started
    if extraction.fields["case_number"].value:
        yield Level.GOOD, f"A sample letter is read, in {seconds:.1f} s."
    else:
        yield Level.FAULT, "A sample letter is not read as it should be. Install the program again."


def _scans(_folder: Path) -> _Looks:
    if ocr.available():
        yield Level.GOOD, "Scans can be read."
        return
    yield Level.NOTE, f"Scans open as pictures for entry by hand. To have them read: {INSTALL}"


def _encryption(_folder: Path) -> _Looks:
    if all(importlib.util.find_spec(name) for name in ("sqlcipher3", "cryptography")):
        yield Level.GOOD, "Workspaces can be encrypted."
    else:
        yield Level.NOTE, "Workspaces cannot be encrypted here: keep them on an encrypted disk."


def _words(_folder: Path) -> _Looks:
    own = sorted(vocabularies.own_folder().glob("*.toml"))
    complaints = [complaint for path in own if (complaint := vocabularies.fault(path))]
    for complaint in complaints:
        yield Level.FAULT, f"{complaint} It is left out."
    if not complaints:
        yield Level.GOOD, f"Own vocabularies: {len(own) or 'none'}."


def _settings(_folder: Path) -> _Looks:
    file = settings.default_file()
    if complaint := settings.fault(file):
        yield Level.FAULT, f"{complaint} The default is used."
    else:
        yield Level.GOOD, f"Settings, log and own vocabularies are in {file.parent}."


def _disk(folder: Path) -> _Looks:
    place = next(place for place in (folder, *folder.resolve().parents) if place.exists())
    free = shutil.disk_usage(place).free
    level = Level.GOOD if free >= LEAST_FREE else Level.FAULT
    yield level, f"{free / 1024**3:.1f} GB are free where the workspace lies."


def _workspace(folder: Path) -> _Looks:
    if not folder.is_dir():
        yield Level.NOTE, "There is no workspace yet; the window makes one."
        return
    if keeping.is_locked(folder):
        yield Level.NOTE, "The workspace is encrypted. Look at it by itself: imrdesk check"
        return
    health = keeping.check(folder, quick=True)
    for damage in health.damages:
        yield Level.FAULT, f"{damage.message} See: imrdesk recover"
    if health.is_whole:
        yield Level.GOOD, "The workspace can be read, and its pages are sound."
    if told := keeping.warning(folder):
        yield Level.NOTE, told


def _backups(folder: Path) -> _Looks:
    known = keeping.backups.every(keeping.backups_folder(folder, settings.load()))
    if not known:
        yield Level.NOTE, "There is no backup yet: imrdesk backup"
        return
    age = time.time() - known[0].at.timestamp()
    level = Level.GOOD if age <= OLD_BACKUP else Level.NOTE
    yield level, f"{len(known)} backups, the newest {age / 86400:.1f} days old."


EXAMINED: dict[str, Callable[[Path], _Looks]] = {
    "program": _program,
    "packages": _packages,
    "libraries": _libraries,
    "fonts": _fonts,
    "window": _window,
    "reading": _reading,
    "scans": _scans,
    "encryption": _encryption,
    "vocabularies": _words,
    "settings": _settings,
    "disk": _disk,
    "workspace": _workspace,
    "backups": _backups,
}
