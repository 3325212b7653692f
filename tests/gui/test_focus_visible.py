"""Focus can be seen: each widget that takes the keyboard looks otherwise while it has it, in both colours."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QDialog, QWidget

from imrdesk.gui import theme as theming
from imrdesk.gui.dialogs.assign_second import AssignSecond
from imrdesk.gui.dialogs.key_choice import KeyChoice
from imrdesk.gui.dialogs.refused import RefusedDialog
from imrdesk.gui.dialogs.settings import SettingsDialog
from imrdesk.gui.second.comparison import Comparison
from imrdesk.gui.second.panel import SecondPanel
from imrdesk.settings import Settings
from tests.gui.test_accessible import focusable, nameless

MADE = {
    "settings": lambda theme: SettingsDialog(Settings()),
    "assign": lambda theme: AssignSecond(unaided=False),
    "keys": lambda theme: KeyChoice({row.name: row.keys for row in _actions()}),
    "refused": lambda theme: RefusedDialog(),
    "second": SecondPanel,
    "comparison": lambda theme: Comparison(),
}


def _actions():
    from imrdesk.gui.actions import ACTIONS

    return ACTIONS


@pytest.fixture(params=theming.SCHEMES)
def scheme(request, qapp):
    yield theming.install(qapp, request.param)
    theming.install(qapp, "light")


@pytest.fixture(params=list(MADE))
def screen(request, scheme, qtbot):
    made = MADE[request.param](scheme)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def looks(widget: QWidget):
    return widget.grab().toImage()


def unlike(widget: QWidget) -> bool:
    """Whether it looks otherwise with the keyboard than without."""
    widget.clearFocus()
    without = looks(widget)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    return looks(widget) != without


def test_focus_is_seen_on_all_that_takes_it(screen):
    same = [
        f"{type(widget).__name__} “{widget.accessibleName() or getattr(widget, 'text', str)()}”"
        for widget in focusable(screen)
        if widget.isVisible() and widget.isEnabled() and not unlike(widget)
    ]
    assert same == []


def test_all_of_it_has_a_name(screen):
    assert nameless(screen) == []


def test_tab_comes_round_in_dialogs(screen):
    wanted = {
        widget
        for widget in focusable(screen)
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    }
    if not isinstance(screen, QDialog):
        pytest.skip("no dialog: the window's own Tab goes through it")
    seen = set()
    for _ in range(4 * len(wanted) + 8):
        widget = QApplication.focusWidget() or screen
        seen |= {one for one in wanted if one is widget or one.isAncestorOf(widget)}
        QTest.keyClick(widget, Qt.Key.Key_Tab)
    radio = {one for one in wanted if isinstance(one, QAbstractButton) and one.autoExclusive()}
    assert wanted - seen - radio == set()
    assert all(one.accessibleName() for one in wanted if isinstance(one, QAbstractItemView))
