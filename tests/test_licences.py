"""The licences of what the program works with, as a script asks for them."""

import json
import tomllib
from importlib import metadata
from pathlib import Path

from click.testing import CliRunner
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from imrdesk.cli import main
from imrdesk.licences import licences

ROOT = Path(__file__).parents[1]


def test_the_licences_are_listed_and_json():
    plain = CliRunner().invoke(main, ["licences"])
    found = json.loads(CliRunner().invoke(main, ["licences", "--json"]).stdout)
    assert plain.exit_code == 0
    assert {"package", "version", "licence"} == set(found[0])
    assert all(one["package"] in plain.stdout for one in found)
    assert "PDFium" in plain.stdout


def test_what_is_asked_for_is_listed_and_what_builds_and_tests_is_not():
    listed = {canonicalize_name(one.package) for one in licences()}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {canonicalize_name(Requirement(line).name) for line in project["dependencies"]}
    here = {name for name in asked if is_installed(name)}
    assert len(here) > 10
    assert here <= listed
    assert listed.isdisjoint({"pytest", "pyinstaller", "coverage", "ruff"})


def is_installed(name: str) -> bool:
    try:
        metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return False
    return True
