"""Who may import whom: every contract of pyproject.toml catches the import it is there for, and start stays light."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PACKAGE = sorted((ROOT / "imrdesk").rglob("*.py"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS = PROJECT["tool"]["importlinter"]["contracts"]

# contract: the module that breaks it, and the import that does
BREACHES = {
    "Imports point down": ("record/model.py", "import imrdesk.workflow"),
    "Qt lives in gui alone": ("workflow.py", "import PySide6.QtCore"),
    "SQL lives in store alone": ("gui/jobs.py", "import sqlite3"),
    "File formats live in sources and export alone": ("extract/__init__.py", "import pdfplumber"),
    "Inside desk imports point down": ("desk/reading.py", "import imrdesk.desk.importing"),
    "Inside gui imports point down": ("gui/form/panel.py", "import imrdesk.gui.source.panel"),
    "Commands do not know each other": ("commands/letters.py", "import imrdesk.commands.keeping"),
}
HEAVY = {"PySide6", "pdfplumber", "pdfminer", "docx", "lxml", "sqlite_utils", "pypdfium2"}
NETWORK = {"socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "socketserver", "xmlrpc", "requests",
           "httpx", "aiohttp", "urllib3", "PySide6.QtNetwork"}  # fmt: skip


def lint(folder: Path) -> str:
    """What import-linter says of the package in `folder`."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint(['--no-cache'])"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=100)
    return done.stdout + done.stderr


@pytest.fixture
def copy(tmp_path) -> Path:
    shutil.copytree(ROOT / "imrdesk", tmp_path / "imrdesk", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_contract_has_a_breach():
    assert [contract["name"] for contract in CONTRACTS] == list(BREACHES)


@pytest.mark.parametrize("contract", BREACHES)
def test_a_breach_is_caught(contract, copy):
    name, line = BREACHES[contract]
    module = copy / "imrdesk" / name
    assert module.exists()
    module.write_text(module.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")
    assert f"{contract} BROKEN" in lint(copy)


@pytest.mark.parametrize("fence", [contract for contract in CONTRACTS if contract["type"] == "forbidden"])
def test_a_fence_goes_round_everything_but_its_home(fence):
    homes = re.findall(r"gui|store|sources|export", fence["name"])
    parts = {path.stem for path in (ROOT / "imrdesk").iterdir() if not path.name.startswith("__")} | {"__main__"}
    assert {*fence["source_modules"]} == {f"imrdesk.{part}" for part in parts if part not in homes}


def test_a_module_without_a_place_is_caught(copy):
    (copy / "imrdesk" / "helpers.py").write_text('"""Nowhere."""\n')
    assert "Imports point down BROKEN" in lint(copy)


def test_the_command_line_starts_light():
    code = f"import sys, imrdesk.cli; print(sorted({HEAVY} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


def imported(path: Path) -> set[str]:
    """Every module a file imports, with the names it takes from each."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {item.name for item in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names |= {str(node.module), *(f"{node.module}.{item.name}" for item in node.names)}
    return names


def test_what_is_imported_is_asked_for():
    """Whatever happens to be installed here, a fresh machine has what pyproject.toml names."""
    project = PROJECT["project"]
    extras = project["optional-dependencies"]
    lines = [*project["dependencies"], *extras["ocr"], *extras["encryption"]]
    asked_for = {canonicalize_name(Requirement(line).name) for line in lines} | {"shiboken6"}
    names = {name.partition(".")[0] for path in PACKAGE for name in imported(path)}
    foreign = names - sys.stdlib_module_names - {"imrdesk"}
    homes = packages_distributions()
    assert foreign > {"PySide6", "docx"}
    assert {name for name in foreign if not asked_for & set(map(canonicalize_name, homes.get(name, ())))} == set()


def test_nothing_opens_a_network_connection():
    def reaches_out(name: str) -> bool:
        return any(name == module or name.startswith(f"{module}.") for module in NETWORK)

    found = {path.name: sorted(filter(reaches_out, imported(path))) for path in PACKAGE}
    assert {name: modules for name, modules in found.items() if modules} == {}
