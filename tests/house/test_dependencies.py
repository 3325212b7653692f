"""docs/dependencies.md names every package that is asked for or pinned, and no other, each with its own licence."""

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from imrdesk.licences import licences

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PINNED = (ROOT / "packaging" / "constraints.txt").read_text(encoding="utf-8").splitlines()
NEITHER = {
    "json",
    "pyproject-toml",
    "packaging-constraints-txt",
    "imrdesk-licences",
    "imrdesk-help",
    "python-x-importtime",
}
ROW = re.compile(r"^\| `([\w.-]+)` \| ([^|]+) \| [^|]+ \| 20\d\d-[01]\d, \d+ \| \d+ \|", re.MULTILINE)


def canonical(names) -> set[str]:
    return {canonicalize_name(name) for name in names}


def named() -> set[str]:
    found = re.findall(r"`([^`]+)`", PAGE)
    return canonical(re.sub(r"[^\w]+", "-", name).strip("-") for name in found) - NEITHER


def asked_for() -> set[str]:
    extras = PROJECT["optional-dependencies"].values()
    return canonical(
        Requirement(line).name for line in [*PROJECT["dependencies"], *(one for some in extras for one in some)]
    )


def test_every_package_is_named_and_no_other():
    pinned = canonical(line.partition("==")[0] for line in PINNED if line)
    assert named() == asked_for() | pinned | {"pip"}


def test_what_the_program_needs_stands_in_a_table_with_its_licence():
    rows = {canonicalize_name(name): licence for name, licence in ROW.findall(PAGE)}
    optional = PROJECT["optional-dependencies"]
    needed = [*PROJECT["dependencies"], *optional["encryption"], *optional["ocr"]]
    assert set(rows) == canonical(Requirement(line).name for line in needed)
    declared = {canonicalize_name(one.package): one.licence for one in licences()}
    for name, licence in rows.items():
        if name in declared:
            assert declared[name].startswith(licence), f"{name} says {declared[name]}"
