"""Zip packages of strangers: what is in them is checked before any parser sees it, counted in real bytes."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

from .refusals import refusal

MOST_MEMBERS = 1_000
MOST_BYTES = 64 * 1024**2  # of one member
MOST_BYTES_IN_ALL = 256 * 1024**2
MOST_RATIO = 100
_RATIO_FROM = 1024**2  # small members may well shrink to a hundredth
_CHUNK = 256 * 1024
_LOCKED = 0x1


class Package:
    """An open zip file; `read` gives a member's bytes within the bounds."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._left = MOST_BYTES_IN_ALL
        self.members = archive.infolist()
        if len(self.members) > MOST_MEMBERS:
            raise refusal("too_large", "file")
        self.names = {member.filename for member in self.members}
        if len(self.names) < len(self.members):
            raise refusal("damaged", "file")  # which of two members of one name a reader takes is anybody's guess

    def read(self, name: str, passwords: tuple[str, ...] = ()) -> bytes:
        """The bytes of a member; raises KeyError where there is none."""
        member = self._archive.getinfo(name)
        if not member.flag_bits & _LOCKED:
            return self._inflated(member, None)
        for password in passwords:
            try:
                return self._inflated(member, password.encode())
            except RuntimeError:  # the password is wrong
                continue
        raise refusal("password", "file")

    def _inflated(self, member: zipfile.ZipInfo, password: bytes | None) -> bytes:
        """What a member holds: what its header says of its size is not believed."""
        parts: list[bytes] = []
        size = 0
        most = min(MOST_BYTES, self._left, max(_RATIO_FROM, member.compress_size * MOST_RATIO))
        with self._archive.open(member, pwd=password) as packed:
            while part := packed.read(_CHUNK):
                size += len(part)
                if size > most:
                    raise refusal("too_large", "file")
                parts.append(part)
        self._left -= size
        return b"".join(parts)


@contextmanager
def opened(data: bytes) -> Iterator[Package]:
    """The package these bytes are; raises SourceError where they are none, or one that nobody honest makes."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield Package(archive)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, KeyError) as cause:
        raise refusal("damaged", "file") from cause
