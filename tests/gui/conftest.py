"""What tests of the window share: no dialog may wait for a person, and no job outlives its test."""

import pytest
from PySide6.QtWidgets import QDialog, QFileDialog, QInputDialog, QMenu, QMessageBox

from imrdesk.gui import theme as theme_module
from imrdesk.gui.jobs import Jobs
from imrdesk.gui.messages import Messages

MODAL = {
    QDialog: ("exec",),
    QMessageBox: ("exec", "about", "critical", "information", "question", "warning"),
    QInputDialog: ("exec", "getText", "getItem", "getInt", "getDouble", "getMultiLineText"),
    QFileDialog: ("exec", "getOpenFileName", "getOpenFileNames", "getSaveFileName", "getExistingDirectory",
                  "getOpenFileUrl", "getOpenFileUrls", "getSaveFileUrl", "getExistingDirectoryUrl"),
    QMenu: ("exec",),
}  # fmt: skip


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
