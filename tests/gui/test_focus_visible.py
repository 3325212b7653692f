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
from imrdesk.gui.main_window import MainWindow
from imrdesk.gui.remembered import Remembered
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


def unseen(top: QWidget) -> list[str]:
    """What takes the keyboard and looks the same with it."""
    return [named(one) for one in focusable(top) if one.isVisible() and one.isEnabled() and not unlike(one)]


def left_out(top: QWidget) -> list[str]:
    """What Tab should come to and does not; of radio buttons, one stands for all."""
    wanted = {
        one
        for one in focusable(top)
        if one.isVisible() and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
    }
    if wanted:
        next(iter(wanted)).setFocus()
    seen = set()
    for _ in range(2 * len(wanted) + 8):
        widget = QApplication.focusWidget() or top
        seen |= {one for one in wanted if one is widget or one.isAncestorOf(widget)}
        QTest.keyClick(widget, Qt.Key.Key_Tab)
    radio = {
        one
        for one in wanted
        if isinstance(one, QAbstractButton) and (one.autoExclusive() or (one.group() and one.group().exclusive()))
    }
    return [named(one) for one in wanted - seen - radio]


def named(widget: QWidget) -> str:
    return f"{type(widget).__name__} “{widget.accessibleName() or getattr(widget, 'text', str)()}”"


def test_focus_is_seen_on_all_that_takes_it(screen):
    assert unseen(screen) == []


def test_all_of_it_has_a_name(screen):
    assert nameless(screen) == []


def test_tab_comes_to_all_of_it(screen):
    assert left_out(screen) == []
    lists = [one for one in focusable(screen) if isinstance(one, QAbstractItemView)]
    assert all(one.accessibleName() for one in lists)


OPENED_BY = {
    "export": "export_letters",
    "palette": "show_palette",
    "pace": "show_pace",
    "history": "letter_history",
    "field history": "field_history",
    "worksheet": "appeal_worksheet",
    "next dates": "next_dates",
    "key sheet": "show_keys",
    "manual": "show_manual",
    "about": "about",
    "refused files": "show_refused",
}
SAMPLE = "05_contradictions.pdf"


@pytest.fixture
def whole(scheme, qtbot, jobs, messages, tmp_path, desk, letters):
    """The whole window in these colours, a letter open with something in its history."""
    made = MainWindow(scheme, jobs, _remembered(tmp_path, scheme), messages)
    made.resize(1440, 900)
    with qtbot.waitExposed(made):
        made.show()
    made.set_desk(desk)
    made.open_letter(letters[SAMPLE])
    qtbot.waitUntil(lambda: not jobs.busy())
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not jobs.busy())
    yield made
    made.panels.close_letters()
    jobs.stop()
    made.hide()
    made.deleteLater()


def _remembered(folder, theme):
    kept = Remembered(folder / "remembered")
    kept.scheme = theme.scheme
    return kept


def test_focus_is_seen_in_each_dialog_of_the_window(whole, qtbot, jobs):
    wrong = {}
    for name, action in OPENED_BY.items():
        whole._actions[action].trigger()
        qtbot.waitUntil(lambda: not jobs.busy())
        dialog = next(one for one in whole.findChildren(QDialog) if one.isVisible())
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        wrong[name] = unseen(dialog) + left_out(dialog)
        dialog.close()
        whole.activateWindow()
        qtbot.waitUntil(whole.isActiveWindow)
    assert not any(wrong.values()), wrong


def test_focus_is_seen_in_the_window_and_its_tab_comes_to_all(whole, qtbot, jobs):
    wrong = {"review": unseen(whole) + left_out(whole)}
    for action in ("second_reading", "show_search"):
        whole._actions[action].trigger()
        qtbot.waitUntil(lambda: not jobs.busy())
        wrong[action] = unseen(whole) + left_out(whole)
    assert not any(wrong.values()), wrong


def test_tab_goes_from_the_left_to_the_right_and_down(whole):
    panels = whole.panels
    order = [panels.worklist, panels.source, panels.form, panels.problems]
    panels.worklist.focus_list()
    seen = []
    for _ in range(80):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        inside = next((one for one in order if one.isAncestorOf(QApplication.focusWidget())), None)
        seen += [inside] if inside and inside not in seen else []
    assert seen == [*order[1:], order[0]]
