"""Where a workspace lies: SQLite can lose data on network shares and in folders that a sync program copies."""

import re
import sys
from pathlib import Path, PurePosixPath

_NETWORK = re.compile(
    r"nfs\d?|cifs|smb\w*|9p|afs|ceph|glusterfs|lustre|davfs\d?|ncpfs|fuse\.(sshfs|rclone|s3fs|davfs\d?|glusterfs)"
)
_SYNCED = re.compile(
    r"dropbox|onedrive( - .*)?|google ?drive|my drive|icloud ?drive|mobile documents|nextcloud|owncloud|box( sync)?|"
    r"pcloud ?drive|seafile|synology ?drive|megasync|cloudstorage",
    re.IGNORECASE,
)
_MARKERS = (".stfolder", ".dropbox", ".dropbox.cache", ".owncloudsync.log", ".sync", ".tresorit")
_REMOTE_DRIVE = 4  # what Windows calls a drive of another computer


def warning(folder: Path) -> str | None:
    """Why the folder is no good place for a workspace, and what to do; None where nothing speaks against it."""
    found = trouble(folder)
    return " ".join(found) if found else None


def trouble(folder: Path) -> tuple[str, str] | None:
    """The same apart: why, and what to do."""
    real = folder.resolve()
    if is_network(real):
        return (
            f"The workspace {folder} lies on a network share, where other computers can damage its database.",
            "Move the workspace to a disk of this computer, and let its backups go to the share.",
        )
    if name := synced_by(real):
        return (
            f"The workspace {folder} lies in a folder that is kept in step with others ({name}), which can damage it.",
            "Move the workspace elsewhere, and let its backups go there.",
        )
    return None


def synced_by(folder: Path) -> str | None:
    """The name of the sync folder that a folder lies in."""
    for place in (folder, *folder.parents):
        if _SYNCED.fullmatch(place.name) or any((place / marker).exists() for marker in _MARKERS):
            return place.name
    return None


def is_network(folder: Path) -> bool:
    """Whether the folder lies on a disk of another computer, as far as the system tells."""
    if sys.platform == "win32":
        import ctypes

        kind = ctypes.windll.kernel32.GetDriveTypeW(f"{folder.drive}\\")
        return folder.drive.startswith("\\\\") or kind == _REMOTE_DRIVE
    try:
        mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return _kind_by_psutil(folder)
    return bool(_NETWORK.fullmatch(kind_of_disk(folder, mounts)))


def kind_of_disk(folder: Path, mounts: str) -> str:
    """The kind of file system a folder is on, by a table as /proc/mounts has it."""
    best, kind = "", ""
    for line in mounts.splitlines():
        _device, place, found, *_rest = line.split(" ")
        place = place.encode().decode("unicode_escape")
        if len(place) >= len(best) and PurePosixPath(folder).is_relative_to(place):
            best, kind = place, found
    return kind


def _kind_by_psutil(folder: Path) -> bool:
    import psutil

    lines = "\n".join(f"- {part.mountpoint} {part.fstype}" for part in psutil.disk_partitions(all=True))
    return bool(_NETWORK.fullmatch(kind_of_disk(folder, lines)))
