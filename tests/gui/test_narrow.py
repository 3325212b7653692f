"""A screen without room for three columns: the worklist and the letter share one place, and nothing is lost by it."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest

from imrdesk.gui.main_window import MainWindow
from imrdesk.gui.panels import LEAST
from imrdesk.gui.remembered import Remembered

NARROW, ROOMY = QSize(900, 470), QSize(1280, 720)
LETTER = "05_contradictions.pdf"


@pytest.fixture
def calm(qtbot, jobs):
    """Waits until all work is done."""

    def wait():
        qtbot.waitUntil(lambda: not jobs.busy())

    return wait


@pytest.fixture
def narrow(window, calm):
    """The window so narrow, no letter open."""
    calm()
    window.resize(NARROW)
    return window


def shown(window):
    """Whether the worklist shows, and whether the letter does."""
    return window.panels.list_column.isVisible(), window.panels.form.isVisible()


def test_the_window_goes_as_narrow_and_low_as_small_screens_are(narrow):
    assert narrow.size() == NARROW
    assert narrow.panels.width() < sum(LEAST)


def test_an_opened_letter_takes_the_place_of_the_list_and_f9_brings_it_back(narrow, letters, calm):
    assert shown(narrow) == (True, False)
    narrow.open_letter(letters[LETTER])
    calm()
    assert shown(narrow) == (False, True)
    QTest.keyClick(narrow, Qt.Key.Key_F9)
    assert shown(narrow) == (True, False)
    QTest.keyClick(narrow, Qt.Key.Key_F9)
    assert shown(narrow) == (False, True)


def test_finding_a_letter_shows_the_list(narrow, letters, calm):
    narrow.open_letter(letters[LETTER])
    calm()
    QTest.keyClick(narrow, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert shown(narrow) == (True, False)


def test_with_room_again_both_stand_side_by_side(narrow, letters, calm):
    narrow.open_letter(letters[LETTER])
    calm()
    narrow.resize(ROOMY)
    assert shown(narrow) == (True, True)
    narrow.resize(NARROW)
    assert shown(narrow) == (False, True)


def test_a_list_that_was_put_away_stays_away_and_is_kept_so(narrow, letters, calm, tmp_path):
    narrow.resize(ROOMY)
    QTest.keyClick(narrow, Qt.Key.Key_F9)
    narrow.open_letter(letters[LETTER])
    calm()
    narrow.resize(NARROW)
    narrow.resize(ROOMY)
    assert shown(narrow) == (False, True)
    narrow.parts.arranging.remember()
    assert not narrow._remembered.is_shown("worklist")


def test_giving_way_is_not_remembered_as_a_wish(narrow, letters, calm):
    narrow.open_letter(letters[LETTER])
    calm()
    narrow.parts.arranging.remember()
    assert narrow._remembered.is_shown("worklist")


def test_a_window_without_a_past_fits_its_screen(qtbot, theme, jobs, messages, tmp_path):
    made = MainWindow(theme, jobs, Remembered(tmp_path / "new"), messages)
    qtbot.addWidget(made)
    screen = made.screen().availableSize()
    assert made.width() <= max(screen.width(), made.minimumWidth())
    assert made.height() <= max(screen.height(), made.minimumHeight())


def test_the_letters_name_has_its_place(narrow, letters, calm):
    narrow.open_letter(letters[LETTER])
    calm()
    heading = narrow._heading
    assert heading.width() >= heading.sizeHint().width()
