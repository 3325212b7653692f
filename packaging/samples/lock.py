"""Encryption as published letters have it: AES, an empty user password, printing allowed, copying not."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf

from . import f3
from .letter import Letter

RIGHTS = ("--print=full", "--extract=n", "--modify=none", "--use-aes=y")
SAME_EACH_TIME = ("--static-id", "--static-aes-iv")  # weak on purpose: a sample has nothing to hide


def pdf(letter: Letter) -> bytes:
    """The letter as an encrypted PDF that opens without a password."""
    with TemporaryDirectory() as folder:
        clear, locked = Path(folder, "clear.pdf"), Path(folder, "locked.pdf")
        clear.write_bytes(f3.pdf(letter))
        owner = "fictional owner"
        command = ["pikepdf", "--encrypt", "", owner, "128", *RIGHTS, "--", *SAME_EACH_TIME, str(clear), str(locked)]
        pikepdf.Job(command).run()
        return locked.read_bytes()
