"""constraints.txt pins what the set-up installs, by name and version alone."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LINES = (ROOT / "packaging" / "constraints.txt").read_text(encoding="utf-8").splitlines()
PINNED = {canonicalize_name(name): version for name, _, version in (line.partition("==") for line in LINES)}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
WANTED = [
    *PROJECT["build-system"]["requires"],
    *PROJECT["project"]["dependencies"],
    *PROJECT["project"]["optional-dependencies"]["build"],
    *PROJECT["project"]["optional-dependencies"]["dev"],
]


def test_a_line_is_a_name_and_a_version():
    assert [line for line in LINES if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.+!-]*", line)] == []


@pytest.mark.parametrize("wanted", sorted(set(WANTED)))
def test_what_the_project_asks_for_is_pinned_within_its_bounds(wanted):
    requirement = Requirement(wanted)
    assert requirement.specifier.contains(PINNED[canonicalize_name(requirement.name)])
