"""What is loaded on the way to the window: nothing that reads, extracts or exports, and the panels after the list."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAM = """
import json, sys
from pathlib import Path
from imrdesk.gui import app
from imrdesk.gui.main_window import MainWindow
from imrdesk.gui.opening import Opening
loaded = {}
def noted(kind, name, moment):
    method = getattr(kind, name)
    def call(self, *values):
        result = method(self, *values)
        loaded.setdefault(moment, sorted(sys.modules))
        return result
    setattr(kind, name, call)
noted(MainWindow, "showEvent", "stands")
noted(Opening, "_glanced", "lists")
noted(MainWindow, "set_desk", "works")
code = app.run(Path(sys.argv[1]), only_try=True)
Path(sys.argv[2]).write_text(json.dumps(loaded), encoding="utf-8")
sys.exit(code)
"""
READERS = ("pdfplumber", "pdfminer", "pypdfium2", "pikepdf", "docx", "lxml", "PIL", "openpyxl", "striprtf")
UNUSED = (*READERS, "imrdesk.extract.pipeline", "imrdesk.export", "imrdesk.sources.containers", "email", "sqlcipher3")
PANELS = tuple(f"imrdesk.gui.{name}" for name in ("form", "source", "problems", "second", "search"))
NOT_YET = {
    "stands": (*UNUSED, *PANELS, "imrdesk.workflow", "imrdesk.store", "imrdesk.record", "imrdesk.gui.helping"),
    "lists": (*UNUSED, *PANELS, "imrdesk.workflow", "imrdesk.store.store", "imrdesk.record.model", "sqlite_utils"),
    "works": (*UNUSED, "imrdesk.gui.search"),
}


@pytest.fixture(scope="module")
def loaded(stocked, tmp_path_factory):
    folder = tmp_path_factory.mktemp("start")
    given = [sys.executable, "-c", PROGRAM, str(stocked), str(folder / "loaded.json")]
    around = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "IMRDESK_HOME": str(folder), "PYTHONPATH": str(ROOT)}
    subprocess.run(given, env=around, check=True, timeout=100)
    return json.loads((folder / "loaded.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("moment", NOT_YET)
def test_nothing_is_loaded_before_it_is_needed(loaded, moment):
    early = [name for name in loaded[moment] if any(f"{name}.".startswith(f"{heavy}.") for heavy in NOT_YET[moment])]
    assert early == []


def test_the_list_stands_before_the_panels_of_a_letter_are_made(loaded):
    assert "imrdesk.gui.worklist.panel" in loaded["lists"]
    assert "imrdesk.gui.form.panel" in loaded["works"]
