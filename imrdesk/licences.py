"""licences: the packages that the program works with, each with its version and licence, as they are installed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata

BESIDE = (
    ("Python", "PSF-2.0", "the language, and its library"),
    ("Qt", "LGPL-3.0", "in PySide6-Essentials"),
    ("PDFium", "BSD-3-Clause, Apache-2.0", "in pypdfium2"),
    ("Lucide", "ISC", "the icons"),
)  # what no package's own data tell
BY_HAND = {"sqlcipher3": "Zlib"}  # where a package's data name none, from its licence's text
_NAME = re.compile(r"[\w.-]+")
_DEVELOPMENT = re.compile(r"extra\s*==\s*['\"](?:dev|build)['\"]")
_CLASSIFIER = "License :: "
_EMPTY = ("UNKNOWN", "Dual License")
_LONGEST = 60  # characters; a longer entry is the licence's whole text


@dataclass(frozen=True, slots=True)
class Licence:
    """One package and what it may be used under."""

    package: str
    version: str
    licence: str


def licences() -> list[Licence]:
    """Every package here that imrdesk asks for, and that those ask for, by name."""
    found: dict[str, Licence] = {}
    waiting = [_NAME.findall(line)[0] for line in metadata.requires("imrdesk") or () if not _DEVELOPMENT.search(line)]
    while waiting:
        name = waiting.pop()
        if _key(name) in found:
            continue
        try:
            package = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue
        found[_key(name)] = Licence(str(package.metadata["Name"]), package.version, _licence(package))
        waiting += _needs(package)
    return [found[key] for key in sorted(found)]


def _needs(package: metadata.Distribution) -> Iterator[str]:
    """What a package needs itself, without its extras."""
    for line in package.requires or ():
        if "extra" not in line.partition(";")[2]:
            yield _NAME.findall(line)[0]


def _licence(package: metadata.Distribution) -> str:
    told = package.metadata.json  # of all its faces the one that every version has
    if short := told.get("license_expression"):
        return str(short)
    plain = str(told.get("license") or "").strip()
    if 0 < len(plain) <= _LONGEST and plain not in _EMPTY:
        return plain
    classes = [line.rsplit(" :: ", 1)[-1] for line in told.get("classifier") or () if line.startswith(_CLASSIFIER)]
    return ", ".join(classes) or BY_HAND.get(_key(str(package.metadata["Name"])), "see the package")


def _key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).casefold()
