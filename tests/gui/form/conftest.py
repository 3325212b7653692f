"""A form to work in, and an ear on it."""

import pytest
from pytestqt.qtbot import QtBot

from imrdesk.gui.form.panel import FormPanel
from tests.gui.form.letters import Heard


@pytest.fixture
def unseen():
    """Paths whose evidence is not on screen."""
    return set()


@pytest.fixture
def panel(qtbot: QtBot, theme, messages, unseen):
    def visible(path):
        return path not in unseen

    made = FormPanel(theme, messages, visible)
    qtbot.addWidget(made)
    made.resize(480, 800)
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def heard(panel):
    return Heard(panel)
