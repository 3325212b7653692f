"""Starting: the window stands, the desk opens, and what goes wrong is said and logged without a letter's words."""

import gc
import gzip
import logging
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer, QtMsgType
from PySide6.QtWidgets import QApplication

from imrdesk.errors import StoreError
from imrdesk.gui import app, helping, screenshots
from imrdesk.gui.jobs import Jobs
from imrdesk.gui.main_window import MainWindow
from imrdesk.gui.remembered import Remembered
from imrdesk.gui.starting.recovery import RecoveryPage
from imrdesk.gui.widgets.callout import Callout
from imrdesk.gui.words import UNEXPECTED, in_words
from imrdesk.workflow import Desk


@pytest.fixture(autouse=True)
def nothing_old_stays():
    """The program's own collector makes what a run leaves old, and another thread must not collect that later."""
    yield
    gc.collect()


class Context:
    category = "qt.test"


@pytest.fixture
def run(qapp):
    """Runs the program until `ready(window)` is true, then closes the window."""

    def start(ready, *args):
        clock, seen = QTimer(interval=20), []

        def look():
            windows = [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow) and one.isVisible()]
            if windows and ready(windows[0]) and not seen:
                seen.append(windows[0].windowTitle())
                windows[0].close()

        clock.timeout.connect(look)
        clock.start()
        code = app.run(*args)
        clock.stop()
        return code

    return start


def test_the_program_starts_imports_and_ends(run, stocked, home):
    assert run(lambda window: window.panels.worklist.chosen() is not None and window._desk, stocked) == 0
    assert sys.excepthook is sys.__excepthook__
    assert (home / "window.ini").is_file()


def test_what_reads_and_draws_letters_is_started_off_the_gui_thread(run, stocked, home, monkeypatch):
    warmed: list[threading.Thread] = []
    monkeypatch.setattr(Desk, "warm", lambda _self: warmed.append(threading.current_thread()))
    assert run(lambda _window: warmed, stocked) == 0
    assert warmed[0] is not threading.main_thread()


def test_samples_open_in_a_place_of_their_own_with_a_tour_and_there_is_a_way_back(run, stocked):
    seen = []

    def ready(window):
        if window._desk is None or (folder := window._desk.folder) in seen[-1:]:
            return False
        if folder == helping.practice() and not (window.findChildren(Callout) and window.panels.worklist.chosen()):
            return False
        seen.append(folder)
        if len(seen) == 1:
            window._actions["open_samples"].trigger()
        elif folder == helping.practice():
            window.parts.helping._go_back()
        return len(seen) == 3

    assert run(ready, stocked) == 0
    assert seen == [stocked, helping.practice(), stocked]
    with Desk.open(helping.practice()) as desk:
        assert sum(desk.counts().values()) > 0


def test_a_workspace_that_cannot_be_opened_is_said(run, tmp_path):
    taken, said = tmp_path / "file", []
    taken.touch()

    def told(window):
        said.extend(page.accessibleName() for page in window.findChildren(RecoveryPage))
        return bool(said)

    assert run(told, taken) == 0
    assert "workspace" in said[0]


def test_errors_in_words(caplog):
    assert in_words(StoreError("x", "The disk is full.", "Free some space.")) == "The disk is full. Free some space."
    assert in_words(RuntimeError("secret")) == UNEXPECTED
    assert "secret" not in caplog.text


def test_what_qt_says_goes_into_the_log(caplog):
    context: Any = Context()
    with caplog.at_level(logging.INFO, "imrdesk.qt"):
        app.log_qt(QtMsgType.QtWarningMsg, context, "something of Qt")
    assert ("imrdesk.qt", logging.WARNING, "qt.test: something of Qt") in caplog.record_tuples


def test_pictures_of_the_window(qapp, desk, tmp_path):
    before = desk.counts()
    pictures = screenshots.take(desk, tmp_path / "pictures")
    assert len(pictures) == 38
    assert all(picture.stat().st_size > 5000 for picture in pictures)
    assert desk.counts() == before
    assert not list(Path(desk.folder).glob("window.ini"))


def test_the_window_says_how_far_an_old_workspace_is_brought_up_to_date(qtbot, theme, tmp_path, monkeypatch):
    oldest = min((Path(__file__).parents[1] / "store" / "released").glob("*.db.gz"))
    (tmp_path / "imrdesk.db").write_bytes(gzip.decompress(oldest.read_bytes()))
    jobs = Jobs()
    window = MainWindow(theme, jobs, Remembered(tmp_path))
    qtbot.addWidget(window)
    said = []
    monkeypatch.setattr(window.panels.worklist, "show_opening", said.append)
    opening = app.Opening(window, jobs, app.Start(tmp_path))
    opening.begin()
    qtbot.waitUntil(lambda: not jobs.busy())
    jobs.stop()
    opening.close()
    assert any(words.startswith("Bringing the workspace up to date: 6 of ") for words in said)
    assert "Preparing the search for words: 0 of 2. This is done once." in said
