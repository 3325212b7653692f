"""A dialog asked for twice is brought up, or takes the place of the one from before."""

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QPushButton

from imrdesk.gui.dialogs.key_sheet import KeySheet
from imrdesk.gui.search.likeness import LikenessBar

SMALL = 1280, 720  # the smallest screen that is promised


def shown(window):
    return [dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()]


@pytest.mark.parametrize(
    "name",
    ["show_keys", "show_palette", "choose_keys", "show_settings", "export_letters", "next_dates", "letter_history",
     "assign_second", "show_pace", "about"],
)  # fmt: skip
def test_one_dialog_of_a_kind_is_open_at_a_time(window, letters, jobs, qtbot, name):
    window.open_letter(letters["01_one_item_upheld.pdf"])
    qtbot.waitUntil(lambda: not jobs.busy())
    for _ in range(2):
        window._actions[name].trigger()
        qtbot.waitUntil(lambda: not jobs.busy() and bool(shown(window)))
    assert len(shown(window)) == 1


def test_all_keys_can_be_seen_on_a_small_screen(qtbot):
    sheet = KeySheet()
    qtbot.addWidget(sheet)
    sheet.show()
    assert sheet.width() <= SMALL[0] - 16
    assert sheet.height() <= SMALL[1] - 48


def test_letters_are_given_to_a_reader_by_one_button(window, jobs, qtbot):
    window._actions["second_reading"].trigger()
    qtbot.waitUntil(lambda: not jobs.busy())
    offers = [one for one in window.findChildren(QPushButton) if "Give letters" in one.text() and one.isVisible()]
    assert len(offers) == 1


def test_a_long_name_above_comparable_items_ends_in_dots_and_is_told_whole(qtbot):
    bar = LikenessBar()
    qtbot.addWidget(bar)
    bar.resize(400, 40)
    name = "MRI of the left shoulder without contrast, and of the right one too"
    bar.say(name, 3)
    label = next(one for one in bar.findChildren(QLabel) if one.accessibleName())
    assert label.text().endswith("…")
    assert (label.toolTip(), bar.text()) == (name, f"Like {name}")
