"""What tests of the window share: no dialog may wait for a person, and no job outlives its test."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog, QInputDialog, QMenu, QMessageBox, QWidget

from imrdesk import paths
from imrdesk.gui import theme as theme_module
from imrdesk.gui.jobs import Jobs
from imrdesk.gui.messages import Messages
from imrdesk.gui.remembered import Remembered
from imrdesk.store import Query

MODAL = {
    QDialog: ("exec",),
    QMessageBox: ("exec", "about", "critical", "information", "question", "warning"),
    QInputDialog: ("exec", "getText", "getItem", "getInt", "getDouble", "getMultiLineText"),
    QFileDialog: ("exec", "getOpenFileName", "getOpenFileNames", "getSaveFileName", "getExistingDirectory",
                  "getOpenFileUrl", "getOpenFileUrls", "getSaveFileUrl", "getExistingDirectoryUrl"),
    QMenu: ("exec",),
}  # fmt: skip


def pytest_itemcollected(item):
    """The screen of the tests is no real one, and Qt says so of sizes, raising and grabbing."""
    item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


@pytest.fixture(autouse=True)
def no_modal_dialog(monkeypatch):
    """Fails at once, where without it a dialog would wait for ever."""
    opened = []

    def guard(kind, name):
        def fail(*args, **kwargs):
            opened.append(f"{kind.__name__}.{name}")
            raise AssertionError(f"an unexpected modal dialog: {kind.__name__}.{name}")

        return fail

    for kind, names in MODAL.items():
        for name in names:
            monkeypatch.setattr(kind, name, guard(kind, name))
    yield opened
    assert not opened, f"unexpected modal dialogs: {opened}"


@pytest.fixture(autouse=True)
def no_key_stays_down():
    """Qt takes Ctrl as held until the next key, and would select by it in whichever test comes next."""
    yield
    if QGuiApplication.instance() and QGuiApplication.keyboardModifiers():
        pressed = QWidget()
        pressed.show()
        QTest.keyClick(pressed, Qt.Key.Key_Shift)
        pressed.close()


@pytest.fixture
def theme(qapp):
    return theme_module.install(qapp, "light")


@pytest.fixture
def jobs(qapp):
    made = Jobs()
    yield made
    made.stop()


@pytest.fixture
def messages(qapp):
    """Banners are kept in `messages.said`; `ask` and `ask_text` answer with `messages.answer`."""
    return SpokenMessages()


class SpokenMessages(Messages):
    def __init__(self):
        super().__init__()
        self.said: list[tuple[str, str]] = []
        self.asked: list[str] = []
        self.answer: bool | str | None = None
        self.shown.connect(self._heard)

    def _heard(self, kind: str, text: str) -> None:
        self.said.append((kind, text))

    def ask(self, question, detail, yes, no):
        self.asked.append(question)
        return bool(self.answer)

    def ask_text(self, question, detail):
        self.asked.append(question)
        return self.answer if isinstance(self.answer, str) else None


SAMPLES = ("01_one_item_upheld.pdf", "05_contradictions.pdf", "07_body_double_spaced.txt", "11_unknown_layout.pdf")


@pytest.fixture(scope="session")
def stocked(tmp_path_factory):
    """A workspace with some sample letters, read once."""
    from imrdesk.workflow import Desk

    folder = tmp_path_factory.mktemp("stocked")
    with Desk.open(folder) as desk:
        report = desk.import_paths([paths.resource("samples", name) for name in SAMPLES], "Ana")
    assert len(report.added) == len(SAMPLES), report
    return folder


@pytest.fixture
def desk(stocked, tmp_path):
    """A desk of its own on those letters."""
    from imrdesk.workflow import Desk

    folder = tmp_path / "workspace"
    shutil.copytree(stocked, folder)
    with Desk.open(folder) as opened:
        yield opened


@pytest.fixture
def letters(desk):
    """The records of the sample letters by file name."""
    return {row.file_name: row.id for row in desk.rows(desk.ids(Query()))}


@pytest.fixture
def window(qtbot, theme, jobs, messages, tmp_path, desk):
    """The whole window at work on the desk."""
    from imrdesk.gui.main_window import MainWindow

    made = MainWindow(theme, jobs, Remembered(tmp_path / "remembered"), messages)
    made.resize(1280, 800)
    made.show()
    made.set_desk(desk)
    qtbot.waitUntil(lambda: not jobs.busy())
    yield made
    made.panels.source.clear()
    jobs.stop()
    made.hide()
    made.deleteLater()


@pytest.fixture
def opening(qtbot, theme, jobs, messages, tmp_path):
    """Opens workspaces, each in a window of its own."""
    from imrdesk.gui.main_window import MainWindow
    from imrdesk.gui.opening import Opening, Start

    made = []

    def start(folder, **more):
        window = MainWindow(theme, jobs, Remembered(tmp_path / "remembered"), messages)
        window.resize(1280, 720)
        window.show()
        opened = Opening(window, jobs, Start(folder, **more))
        made.append((window, opened))
        opened.begin()
        qtbot.waitUntil(lambda: not jobs.busy(), timeout=20_000)
        return opened

    yield start
    for window, opened in made:
        jobs.stop()
        opened.close()
        if window._panels:
            window.panels.source.clear()
        window.hide()
        window.deleteLater()
