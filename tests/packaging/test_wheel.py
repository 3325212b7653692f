"""`pip install .` gives a working command with its resources inside."""

import configparser
import os
import subprocess
import sys
import zipfile
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

pytest.importorskip("hatchling", reason="the set-up of packaging/test.sh installs it")
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=100)
    return next(folder.glob("*.whl"))


def test_every_resource_is_inside(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    resources = [path.relative_to(ROOT / "resources") for path in (ROOT / "resources").rglob("*") if path.is_file()]
    assert len(resources) > 20
    assert [path.as_posix() for path in resources if f"imrdesk/_resources/{path.as_posix()}" not in names] == []


def test_the_installed_command_works_away_from_the_checkout(wheel, tmp_path):
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
    sample = next((site / "imrdesk" / "_resources" / "samples").glob("*.txt"))
    command = [sys.executable, "-P", "-m", "imrdesk", "extract", str(sample)]
    environment = {**os.environ, "PYTHONPATH": str(site)}
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert '"schema": "imrdesk.extraction/1"' in done.stdout


def test_the_command_is_named_and_found(wheel):
    archive = zipfile.ZipFile(wheel)
    entry_points = next(name for name in archive.namelist() if name.endswith("entry_points.txt"))
    scripts = configparser.ConfigParser()
    scripts.read_string(archive.read(entry_points).decode())
    assert callable(EntryPoint("imrdesk", scripts["console_scripts"]["imrdesk"], "console_scripts").load())
