"""Every action of the table has its key, its words, its icon, its method and its line on the key sheet."""

from collections import Counter

import pytest
from PySide6.QtGui import QKeySequence

from imrdesk import paths
from imrdesk.gui.actions import ACTIONS, LETTER, MENUS, TOOLBAR
from imrdesk.gui.appealing import Appealing
from imrdesk.gui.arranging import Arranging
from imrdesk.gui.charting import Charting
from imrdesk.gui.choosing import Choosing
from imrdesk.gui.deciding import Deciding
from imrdesk.gui.dressing import Dressing
from imrdesk.gui.exporting import Exporting
from imrdesk.gui.helping import Helping
from imrdesk.gui.importing import Importing
from imrdesk.gui.keys import key_rows, key_text
from imrdesk.gui.locking import Locking
from imrdesk.gui.main_window import MainWindow
from imrdesk.gui.matching import Matching
from imrdesk.gui.menus import Actions
from imrdesk.gui.recounting import Recounting
from imrdesk.gui.refusing import Refusing
from imrdesk.gui.reviewing import Reviewing
from imrdesk.gui.safekeeping import Safekeeping
from imrdesk.gui.scheduling import Scheduling
from imrdesk.gui.seconding import Seconding
from imrdesk.gui.turning import Turning
from imrdesk.gui.viewing import Viewing
from imrdesk.gui.widgets.status import StatusBar

NAMES = [row.name for row in ACTIONS]
TARGETS = (
    MainWindow, Arranging, Dressing, Importing, Locking, StatusBar, Reviewing, Refusing, Viewing, Exporting, Appealing,
    Safekeeping, Scheduling, Recounting, Matching, Deciding, Seconding, Helping, Choosing, Charting, Turning,
)  # fmt: skip


def test_names_and_keys_are_given_once():
    assert len(set(NAMES)) == len(NAMES)
    keys = Counter(QKeySequence(key).toString() for row in ACTIONS for key in row.keys)
    assert [key for key, count in keys.items() if count > 1 or not key] == []


@pytest.mark.parametrize("row", ACTIONS, ids=NAMES)
def test_every_action_is_whole(row):
    assert row.tip.endswith(".")
    assert row.menu in (*MENUS, "")
    assert not row.icon or paths.resource("icons", f"{row.icon}.svg").is_file()
    assert sum(hasattr(kind, row.name) for kind in TARGETS) == 1


def test_every_menu_letter_is_given_once_in_its_menu():
    for menu in MENUS:
        letters = Counter(row.text[row.text.index("&") + 1].lower() for row in ACTIONS if row.menu == menu)
        assert [letter for letter, count in letters.items() if count > 1] == [], menu


def test_the_tool_bar_has_actions_of_the_table():
    assert set(TOOLBAR) - {LETTER} <= set(NAMES)


def test_the_keys_of_the_design():
    keys = {row.name: row.keys for row in ACTIONS}
    wanted = {
        "next_to_check": "F8", "previous_to_check": "Shift+F8", "fill_from_selection": "F4",
        "review_and_next": "Ctrl+Enter", "take_alternative": "Alt+1", "undo": "Ctrl+Z", "redo": "Ctrl+Y",
        "import_files": "Ctrl+I", "export_letters": "Ctrl+E", "find_in_source": "Ctrl+F", "show_manual": "F1",
        "show_keys": "Shift+F1",
        "zoom_in": "Ctrl+=", "zoom_out": "Ctrl+-", "next_panel": "F6",
    }  # fmt: skip
    assert {name: keys[name][0] for name in wanted} == wanted


def test_every_key_is_on_the_sheet():
    on_sheet = {keys for _, keys, _ in key_rows()}
    assert {key_text(row.keys) for row in ACTIONS if row.keys} <= on_sheet
    assert {"Enter", "Esc", "Alt+1 … Alt+9", "Ctrl+Enter"} <= on_sheet


def test_tips_name_the_key_and_letters_switch_actions(qtbot, theme):
    window = MainWindow.__mro__[1]()
    qtbot.addWidget(window)
    actions = Actions(window)
    assert actions["export_letters"].toolTip().endswith("(Ctrl+E)")
    actions.letter_is_open(False)
    assert not actions["undo"].isEnabled()
    assert actions["import_files"].isEnabled()
    actions.letter_is_open(True)
    assert actions["undo"].isEnabled()


def test_alternatives_are_numbered(qtbot, theme):
    window = MainWindow.__mro__[1]()
    qtbot.addWidget(window)
    actions, taken = Actions(window), []
    actions.alternative_taken.connect(taken.append)
    for action in window.actions():
        if action.text() in ("Alternative 1", "Alternative 9"):
            action.trigger()
    assert taken == [1, 9]


def test_an_action_that_nothing_does_is_named(qtbot, theme):
    window = MainWindow.__mro__[1]()
    qtbot.addWidget(window)
    with pytest.raises(AttributeError, match="nothing does what the action import_files says"):
        Actions(window).join(window)
