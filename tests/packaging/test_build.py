"""What the builds are made of holds together: the spec, the desktop's files, the manual page. The builds themselves are
put to the test by packaging/smoke.py."""

import ast
import configparser
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from xml.etree import ElementTree

import pytest

import imrdesk
from imrdesk.cli import main
from imrdesk.commands.manners import Exit

ROOT = Path(__file__).parents[2]
PACKAGING = ROOT / "packaging"
SPEC = ast.parse((PACKAGING / "imrdesk.spec").read_text(encoding="utf-8"))
BASH = shutil.which("bash")
MIME = "application/x-imrdesk"


def table(name: str) -> tuple[str, ...]:
    """A table of the spec that is written out."""
    for node in SPEC.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name:
            return ast.literal_eval(node.value)
    raise LookupError(name)


def made_by(script: str):
    """A script of packaging/, which is no package."""
    spec = importlib.util.spec_from_file_location(script, PACKAGING / f"{script}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_packaging_is_no_package():
    assert not list(PACKAGING.rglob("__init__.py"))  # it would hide the package of that name


@pytest.mark.parametrize("name", [*table("HIDDEN"), "PyInstaller.__main__"])
def test_what_the_spec_names_exists(name):
    if name.startswith("PyInstaller") and not importlib.util.find_spec("PyInstaller"):
        pytest.skip("the extra [build] is not installed")
    assert importlib.util.find_spec(name)


def test_everything_can_be_imported_without_what_is_left_out():
    """In a process where the excluded modules are not to be had, as in the built program."""
    names = sorted(
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in (ROOT / "imrdesk").rglob("*.py")
    )
    lazy = sorted({name for path in (ROOT / "imrdesk").rglob("*.py") for name in imported(path)})
    code = f"""
import importlib, sys
for name in {table("EXCLUDED")!r}:
    sys.modules[name] = None
for name in {names!r}:
    importlib.import_module(name)
for name in {lazy!r}:
    if importlib.util.find_spec(name.partition(".")[0]):
        importlib.import_module(name)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stderr == ""


def imported(path: Path) -> set[str]:
    """The modules a file imports, those it imports when they are first needed too."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {item.name for item in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            names.add(node.module)
            names |= {name for item in node.names if importable(name := f"{node.module}.{item.name}")}
    return {name for name in names if name not in {"msvcrt", "winreg"}}


def importable(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, AttributeError):
        return False


def test_the_version_is_told_from_one_place():
    found = re.search(r'__version__ = "(.+)"', (ROOT / "imrdesk" / "__init__.py").read_text(encoding="utf-8"))
    assert found
    assert found[1] == imrdesk.__version__
    assert "@VERSION@" in (PACKAGING / "deb" / "control").read_text(encoding="utf-8")
    setup = (PACKAGING / "windows" / "imrdesk.iss").read_text(encoding="utf-8")
    assert "AppVersion={#Version}" in setup


def test_the_extras_are_what_the_project_calls_extras():
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    names = {re.split(r"[>=;]", line)[0] for extra in ("ocr", "encryption") for line in extras[extra]}
    modules = {name for name in names if not name.startswith("tessdata")}  # that is data, and has a line of its own
    assert modules <= set(table("EXTRAS"))
    assert names <= {re.split(r"[>=;]", line)[0] for line in extras["build"]}


@pytest.mark.parametrize("name", ["build.sh", "deb/build.sh", "deb/try.sh", "macos/sign.sh"])
@pytest.mark.skipif(not BASH or os.name == "nt", reason="the scripts are for bash")
def test_scripts_are_well_formed(name):
    subprocess.run([str(BASH), "-n", str(PACKAGING / name)], check=True)


def test_the_desktop_knows_what_the_program_opens():
    entry = configparser.ConfigParser(interpolation=None)
    entry.read(PACKAGING / "desktop" / "imrdesk.desktop", encoding="utf-8")
    desktop = entry["Desktop Entry"]
    kind = ElementTree.parse(PACKAGING / "desktop" / "imrdesk.xml").getroot()
    about = ElementTree.parse(PACKAGING / "desktop" / "imrdesk.metainfo.xml").getroot()
    assert desktop["MimeType"] == f"{MIME};"
    assert [node.get("type") for node in kind] == [MIME]
    assert [node.get("pattern") for node in kind.iter() if node.tag.endswith("glob")] == ["*.imrdesk"]
    assert about.findtext("provides/mediatype") == MIME
    assert about.findtext("launchable") == "imrdesk.desktop"
    assert desktop["Exec"].split()[1] in main.commands
    assert desktop["Icon"] == "imrdesk"


def test_the_manual_page_has_every_command_and_exit_code():
    page = made_by("make_manual_page").page()
    for name in main.commands:
        assert rf"\fBimrdesk {name}".replace("-", r"\-") in page
    for code in Exit:
        assert f".B {code.value}\n" in page
    assert r"\-\-salvage" in page


@pytest.mark.skipif(not shutil.which("groff"), reason="groff is not installed")
def test_the_manual_page_is_well_formed(tmp_path):
    file = tmp_path / "imrdesk.1"
    file.write_text(made_by("make_manual_page").page(), encoding="utf-8")
    done = subprocess.run(
        ["groff", "-man", "-Kutf8", "-wall", "-Tutf8", str(file)], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    assert "Tesseract's English data" in done.stdout


def test_a_squeezed_library_loads(tmp_path):
    """One of a wheel that is laid out for large pages, and depends on no other of its wheel."""
    squeeze = made_by("squeeze")
    spec = importlib.util.find_spec("tesserocr")
    folder = Path(spec.origin).parents[1] / "tesserocr.libs" if spec and spec.origin else tmp_path
    library = next(iter(folder.glob("libjbig-*.so*")), None)
    if library is None:
        pytest.skip("there is no such library here")
    small = tmp_path / library.name
    small.write_bytes(squeeze.squeezed(library.read_bytes()))
    assert small.stat().st_size < library.stat().st_size / 2
    code = f"import ctypes; ctypes.CDLL({str(small)!r}).jbg_version"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_what_is_no_library_is_left_alone():
    squeeze = made_by("squeeze")
    for content in (b"", b"\x7fELF", Path(__file__).read_bytes(), b"\x7fELF\x01\x01" + bytes(100)):
        assert squeeze.squeezed(content) == content
