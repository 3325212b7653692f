"""Names of files made safe to show and keep: they come from strangers too."""

import re
import unicodedata

LONGEST = 200
_PATH = re.compile(r"[\\/]")


def shown(name: str) -> str:
    """The last part of a name, without the characters that hide, reverse or break it."""
    last = _PATH.split(name)[-1]
    clean = "".join("\ufffd" if unicodedata.category(char)[0] == "C" else char for char in last).strip()
    if len(clean) > LONGEST:
        clean = f"{clean[: LONGEST - 20]}…{clean[-19:]}"
    return clean or "unnamed"
