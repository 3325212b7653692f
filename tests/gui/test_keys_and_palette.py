"""What can be done is found by its words; its key may be another one: shown everywhere, remembered, never twice."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from imrdesk.gui.actions import ACTIONS
from imrdesk.gui.dialogs.key_choice import CHOOSABLE, KeyChoice
from imrdesk.gui.dialogs.key_sheet import KeySheet
from imrdesk.gui.dialogs.palette import Palette, fitting, name_of
from imrdesk.gui.keys import conflict
from imrdesk.gui.remembered import Remembered

FIRST = {row.name: row.keys for row in ACTIONS}


@pytest.mark.parametrize(
    ("words", "better", "worse"),
    [
        ("exp", "Export to Word", "Next to check"),
        ("fl", "Flag the letter", "Fill from selection"),
        ("dark", "Dark", "x"),
    ],
)
def test_what_fits_better_comes_first(words, better, worse):
    assert fitting(words, better) is not None
    assert fitting(words, worse) is None or fitting(words, better) < fitting(words, worse)


def test_letters_out_of_order_do_not_fit():
    assert fitting("tropxe", "Export to Word") is None


def test_the_palette_does_what_is_typed(window):
    window.parts.choosing.show_palette()
    palette = window.findChild(Palette)
    box = palette.findChild(QLineEdit)
    QTest.keyClicks(box, "dark")
    assert palette.names()[0] == "Dark"
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert window._theme.scheme == "dark"


def test_the_palette_lists_every_action_and_arrows_walk_it(window):
    window.parts.choosing.show_palette()
    palette = window.findChild(Palette)
    assert set(palette.names()) == {name_of(action) for action in window._actions.listed()}
    first = palette._list.currentItem().text(0)
    QTest.keyClick(palette.findChild(QLineEdit), Qt.Key.Key_Down)
    assert palette._list.currentItem().text(0) != first
    palette.close()


def test_no_two_actions_begin_with_the_same_key():
    for row in ACTIONS:
        assert [conflict(key, row.name, FIRST) for key in row.keys] == [None] * len(row.keys)


def test_another_key_is_shown_everywhere_and_remembered(window, tmp_path):
    window.parts.choosing.choose_keys()
    choice = window.findChild(KeyChoice)
    choice.choose("export_letters")
    choice._key.setKeySequence(QKeySequence("Ctrl+Alt+X"))
    QTest.keyClick(choice._take, Qt.Key.Key_Space)
    assert window._actions["export_letters"].shortcut() == QKeySequence("Ctrl+Alt+X")
    assert window._actions["export_letters"].toolTip().endswith("(Ctrl+Alt+X)")
    window.parts.choosing.show_keys()
    assert "Ctrl+Alt+X" in {label.text() for label in window.findChild(KeySheet).findChildren(QLabel)}
    assert Remembered(tmp_path / "remembered").keys["export_letters"] == ("Ctrl+Alt+X",)


def test_a_key_that_is_taken_is_said_and_moves(qtbot, theme):
    choice, said = KeyChoice(FIRST), []
    qtbot.addWidget(choice)
    choice.chosen.connect(said.append)
    choice.choose("about")
    choice._key.setKeySequence(QKeySequence("Ctrl+E"))
    assert "Export" in choice.said()
    choice._take.click()
    assert said[-1]["about"] == ("Ctrl+E",)
    assert said[-1]["export_letters"] == ()


def test_the_keys_of_alternatives_stay(qtbot, theme):
    choice = KeyChoice(FIRST)
    qtbot.addWidget(choice)
    choice.choose("about")
    choice._key.setKeySequence(QKeySequence("Alt+3"))
    assert not choice._take.isEnabled()
    assert "take_alternative" not in {row.name for row in CHOOSABLE}


def test_keys_go_back_to_the_first_ones(qtbot, theme):
    choice, said = KeyChoice({**FIRST, "export_letters": ()}), []
    qtbot.addWidget(choice)
    choice.chosen.connect(said.append)
    choice.choose("export_letters")
    choice._first.click()
    assert said[-1]["export_letters"] == FIRST["export_letters"]
