"""The panel on that letter."""

import pytest

from imrdesk.gui.source.panel import SourcePanel
from tests.gui.source.letter import LETTER, MARKS, Sheets


@pytest.fixture
def idle(qtbot, jobs):
    return lambda: qtbot.waitUntil(lambda: not jobs.busy())


@pytest.fixture
def empty(qtbot, theme, jobs):
    panel = SourcePanel(theme, jobs)
    qtbot.addWidget(panel)
    panel.resize(700, 500)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


@pytest.fixture
def panel(empty, idle):
    empty.view = Sheets(LETTER)
    empty.show_letter(LETTER, empty.view, MARKS, "CM16-9900042")
    idle()
    return empty


@pytest.fixture
def text_panel(empty):
    empty.show_letter(LETTER, None, MARKS, "CM16-9900042")
    return empty
