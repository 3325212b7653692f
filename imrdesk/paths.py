"""Where things live on this computer, and how a file is written whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

HOME_VARIABLE = "IMRDESK_HOME"
WORKSPACE_VARIABLE = "IMRDESK_WORKSPACE"
DATABASE = "imrdesk.db"  # of a workspace: all but the letters' own files


def home() -> Path:
    """Folder of everything imrdesk keeps for this user; IMRDESK_HOME overrides it."""
    if chosen := os.environ.get(HOME_VARIABLE):
        return Path(chosen)
    import platformdirs

    return Path(platformdirs.user_data_dir("imrdesk", appauthor=False))


def default_workspace() -> Path:
    """The workspace used where none is named."""
    return Path(os.environ.get(WORKSPACE_VARIABLE) or home() / "workspace")


def resource(*parts: str) -> Path:
    """A file or folder of resources/: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).parent
    installed = package / "_resources"
    return (installed if installed.is_dir() else package.parent / "resources").joinpath(*parts)


@contextmanager
def written_whole(target: Path) -> Iterator[Path]:
    """Yield a temporary file beside `target` that replaces it, synced, only when the block succeeds."""
    import tempfile

    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    os.close(handle)
    part = Path(name)
    try:
        yield part
        with part.open("rb+") as written:
            os.fsync(written.fileno())
        part.chmod(0o600)
        part.replace(target)
        _sync_folder(target.parent)
    finally:
        part.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Make the new name itself durable, where the system lets a folder be opened (not on Windows)."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
