"""Pictures of the real window in its states, taken without a screen; the manual and the headless demo use them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEventLoop, QSize, QTimer
from PySide6.QtGui import QAction, QGuiApplication, QPixmap
from PySide6.QtWidgets import QDialog, QWidget

from imrdesk import paths
from imrdesk.record.model import Path as Place
from imrdesk.record.validation import check
from imrdesk.store import CaseRow, Query
from imrdesk.workflow import Desk

from . import theme as theming
from .app import application
from .dashboard.page import FiguresPage
from .jobs import Jobs
from .main_window import MainWindow
from .remembered import Remembered
from .second.panel import AGREE, READ, SETTLE

WIDE, SMALL, LARGE = QSize(1440, 900), QSize(1280, 720), QSize(1920, 1080)
GUIDELINES = 3  # the place in the list of figures of one with rates on few letters
DIALOGS = (
    "show_palette",
    "choose_keys",
    "show_keys",
    "show_refused",
    "show_settings",
    "assign_second",
)  # actions that open one
FIRST, SECOND, OCCUPATION = "Bo Chen, RN", "Ana Reyes, RN", Place("occupation")  # Ana sits at the window
TWICE = ("01_one_item_upheld.pdf", "03_seven_items_mixed.pdf", "05_contradictions.pdf")
TICK = 25  # milliseconds
CALM_TICKS = 6  # so many with no work left, and the window stands still


def take(desk: Desk, folder: Path) -> list[Path]:
    """Save pictures of the window on this desk into a folder, and say which; the desk is only read."""
    if QGuiApplication.instance() is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = application()
    album = Album(folder)
    with (
        TemporaryDirectory() as away,
        Desk.open(Path(away) / "empty") as empty,
        Desk.open(Path(away) / "twice") as twice,
    ):
        read_twice(twice)
        for scheme in theming.SCHEMES:
            theme = theming.install(app, scheme)
            with _window(theme, empty, Path(away) / scheme) as (window, _jobs):
                album.add(window, f"empty-{scheme}")
            with _window(theme, desk, Path(away) / scheme) as (window, jobs):
                _letter(window, jobs, desk, album, scheme)
            with _window(theme, twice, Path(away) / scheme) as (window, jobs):
                _second(window, jobs, album, scheme)
    return album.pictures


class Album:
    """The pictures taken so far."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self.pictures: list[Path] = []

    def add(self, widget: QWidget, name: str, scale: int = 1) -> None:
        """Take a picture, as on a screen set to so many times the size."""
        path = self._folder / f"{name}.png"
        picture = QPixmap(widget.size() * scale)
        picture.setDevicePixelRatio(scale)
        widget.render(picture)
        if not picture.save(str(path)):
            raise OSError(f"{path} cannot be written")
        self.pictures.append(path)


def take_for_manual(desk: Desk, folder: Path) -> list[Path]:
    """Save the pictures of the manual's pages into a folder; the desk holds the sample letters and is only read."""
    app = application()
    album = Album(folder)
    theme = theming.install(app, "light")
    with TemporaryDirectory() as away, Desk.open(Path(away) / "twice") as twice:
        read_twice(twice)
        with _window(theme, desk, Path(away)) as (window, jobs):
            _pages(window, jobs, desk, album)
        with _window(theme, twice, Path(away)) as (window, jobs):
            window.resize(SMALL)
            window.findChildren(QAction, "second_reading")[0].trigger()
            settle(jobs)
            window.panels.second.choose(SETTLE)
            window.findChildren(QAction, "next_letter")[0].trigger()
            settle(jobs)
            album.add(window, "second")
    return album.pictures


def _pages(window: MainWindow, jobs: Jobs, desk: Desk, album: Album) -> None:
    """The window and its panels on the letter that shows most."""
    window.resize(WIDE)
    if not (wanted := telling(desk)):
        return
    window.open_letter(wanted.id)
    settle(jobs)
    album.add(window, "readme")
    window.resize(SMALL)
    settle(jobs)
    album.add(window, "window")
    for name in ("worklist", "source", "form"):
        album.add(getattr(window.panels, name), name)
    window.panels.problems.jumped.emit(check(desk.record(wanted.id))[0])
    settle(jobs)
    album.add(window, "problems")
    actions = {action.objectName(): action for action in window.actions()}
    actions["export_letters"].trigger()
    for _wait in range(4):  # the preview begins a moment after the last choice
        settle(jobs)
    for dialog in window.findChildren(QDialog):
        album.add(dialog, "export")
        dialog.close()
    actions["show_search"].trigger()
    window.panels.search.search("decision:overturned")
    settle(jobs)
    album.add(window, "search")
    actions["show_comparable"].trigger()
    settle(jobs)
    album.add(window, "comparable")
    actions["show_figures"].trigger()
    settle(jobs)
    for page in window.findChildren(FiguresPage):
        page.list.setCurrentRow(GUIDELINES)
        album.add(page, "figures")
        page.close()


def _letter(window: MainWindow, jobs: Jobs, desk: Desk, album: Album, scheme: str) -> None:
    """The window at work on a letter, in each size."""
    album.add(window, f"worklist-{scheme}")
    if not (wanted := telling(desk)):
        return
    for size in (WIDE, SMALL, LARGE):
        window.resize(size)
        settle(jobs)
        window.open_letter(wanted.id)
        settle(jobs)
        album.add(window, f"letter-{scheme}-{size.width()}x{size.height()}")
    window.resize(WIDE)
    settle(jobs)
    album.add(window, f"letter-{scheme}-200", scale=2)
    if problems := check(desk.record(wanted.id)):
        window.panels.problems.jumped.emit(problems[0])
        settle(jobs)
        album.add(window, f"problem-{scheme}")
    window.panels.source.set_mode("text")
    settle(jobs)
    album.add(window, f"text-{scheme}")
    window.panels.worklist.show_import(17, 43, "letter_18.pdf")
    album.add(window, f"importing-{scheme}")
    window.panels.worklist.hide_import()
    for action in [one for one in window.actions() if one.objectName() in DIALOGS]:
        action.trigger()
        settle(jobs)
        for dialog in window.findChildren(QDialog):
            album.add(dialog, f"{action.objectName()}-{scheme}")
            dialog.close()
    window.parts.locking.lock_screen()
    album.add(window, f"lock-{scheme}")


def _second(window: MainWindow, jobs: Jobs, album: Album, scheme: str) -> None:
    """A second reader at work, differences, and the agreement."""
    panel, following = window.panels.second, window.findChildren(QAction, "next_letter")[0]
    window.findChildren(QAction, "second_reading")[0].trigger()
    settle(jobs)
    for view in (READ, SETTLE):
        panel.choose(view)
        following.trigger()
        settle(jobs)
        album.add(window, f"second-{view}-{scheme}")
    panel.choose(AGREE)
    settle(jobs)
    album.add(window, f"second-{AGREE}-{scheme}")


def read_twice(desk: Desk) -> None:
    """Sample letters that two people have read, who differ."""
    desk.import_paths([paths.resource("samples", name) for name in TWICE], FIRST)
    for number, row in enumerate(desk.rows(desk.ids(Query()))):
        desk.set_value(row.id, OCCUPATION, "Baker", FIRST)
        desk.review(row.id, FIRST, "As the letter has it.")
        desk.second.assign(SECOND, FIRST)
        if number:
            again = desk.rereading(SECOND)
            again.set_value(row.id, OCCUPATION, "Pastry cook", SECOND)
            again.review(row.id, SECOND)


def telling(desk: Desk) -> CaseRow | None:
    """The letter that shows most: one with items, and with problems if there is one."""
    rows = desk.rows(desk.ids(Query())[:500])
    return max(rows, key=lambda row: (row.issues > 0, row.problems, row.to_review), default=None)


@contextmanager
def _window(theme: theming.Theme, desk: Desk, home: Path) -> Iterator[tuple[MainWindow, Jobs]]:
    jobs = Jobs()
    remembered = Remembered(home)
    remembered.scheme, remembered.reviewer = theme.scheme, "Ana Reyes, RN"
    window = MainWindow(theme, jobs, remembered)
    try:
        window.resize(WIDE)
        window.show()
        window.set_desk(desk)
        settle(jobs)
        yield window, jobs
    finally:
        window.panels.source.clear()
        jobs.stop()
        window.hide()
        window.deleteLater()


def settle(jobs: Jobs) -> None:
    """Wait until all work is done and shown."""
    loop, clock = QEventLoop(), QTimer(interval=TICK)
    calm = 0

    def look() -> None:
        nonlocal calm
        calm = 0 if jobs.busy() else calm + 1
        if calm >= CALM_TICKS:
            loop.quit()

    clock.timeout.connect(look)
    clock.start()
    loop.exec()
    clock.stop()
