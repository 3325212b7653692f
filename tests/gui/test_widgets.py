"""Banners, notes, empty states and the status bar."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QToolButton, QWidget

from imrdesk.gui.messages import SHOUT, TELL, WARN, Message, Offer
from imrdesk.gui.widgets.banner import MOST, BannerArea
from imrdesk.gui.widgets.empty_state import EmptyState
from imrdesk.gui.widgets.fitting import fit
from imrdesk.gui.widgets.status import StatusBar


@pytest.fixture
def area(qtbot, theme):
    room = QWidget()
    room.resize(800, 400)
    made = BannerArea(theme, room)
    qtbot.addWidget(room)
    room.show()
    return made


def texts(area):
    return [message.text for message in area.messages()]


def test_what_warns_stays_until_it_is_dismissed(area):
    area.show_message(Message(WARN, "Look at this."))
    assert texts(area) == ["Look at this."]
    banner = area.banners()[0]
    assert banner.accessibleName() == "Look at this."
    banner.findChild(QToolButton).click()
    assert texts(area) == []


def test_what_is_told_is_a_note_that_goes_away(qtbot, area):
    area.show_message(Message(TELL, "Done."))
    assert texts(area) == []
    assert area.note() == "Done."
    area._note._clock.setInterval(1)
    area.show_message(Message(TELL, "Done again."))
    qtbot.waitUntil(lambda: area.note() == "")


def test_the_same_is_not_said_twice_and_news_replaces_news(area):
    offer = (Offer("Details", list),)
    for message in (Message(SHOUT, "Not saved."), Message(SHOUT, "Not saved."), Message(TELL, "3 letters.", offer, "x"),
                    Message(WARN, "4 letters.", offer, "x")):  # fmt: skip
        area.show_message(message)
    assert texts(area) == ["4 letters.", "Not saved."]


def test_the_oldest_gives_way(area):
    for number in range(MOST + 2):
        area.show_message(Message(WARN, str(number)))
    assert texts(area) == ["4", "3", "2"]


def test_an_offer_is_done_and_dismisses(area):
    done = []
    area.show_message(Message(TELL, "Written.", (Offer("Open folder", lambda: done.append(1)),)))
    area.banners()[0].findChild(QPushButton).click()
    assert (done, texts(area)) == ([1], [])


def test_a_message_is_shown_as_it_is_written(area):
    area.show_message(Message(WARN, "<b>a.pdf</b>"))
    assert "<b>a.pdf</b>" in {label.text() for label in area.findChildren(QLabel)}
    assert all(label.textFormat().name != "RichText" for label in area.findChildren(QLabel))


def test_an_empty_state_says_what_to_do(qtbot, theme):
    state = EmptyState(theme, "inbox")
    qtbot.addWidget(state)
    state.show()
    state.say("No letters yet", "Drop letters here.", "Import letters…")
    assert state.accessibleName() == "No letters yet. Drop letters here."
    with qtbot.waitSignal(state.pressed):
        state.findChild(QPushButton).click()
    state.say("Opening…", "", "")
    assert not state.findChild(QPushButton).isVisible()


@pytest.fixture
def status(qtbot, theme):
    made = StatusBar()
    qtbot.addWidget(made)
    made.show()
    return made


def said(status):
    return [label.text() for label in status.findChildren(QLabel) if label.text() and label.isVisible()]


def test_the_status_bar_says_when_it_is_saved(status):
    status.show_saving()
    assert "Saving…" in said(status)
    status.show_saved()
    assert any(text.startswith("✓ Saved ") and text.count(":") == 2 for text in said(status))
    status.show_not_saved()
    assert "▲ Not saved" in said(status)
    status.show_nothing()
    assert said(status) == ["Reviewer"]


def test_the_status_bar_says_what_is_left(status):
    status.show_left(11)
    assert "◆ 11 to check" in said(status)
    status.show_left(0)
    assert "✓ Nothing left to check" in said(status)
    status.show_left(None)
    assert said(status) == ["Reviewer"]


def test_the_reviewer_is_named_once(qtbot, status):
    status.show_reviewer("root", known=False)
    assert status._reviewer.property("role") != "quiet"
    with qtbot.waitSignal(status.reviewer_named) as named:
        status.name_reviewer()
        QTest.keyClicks(status._reviewer, "Ana Reyes, RN")
        status._reviewer.editingFinished.emit()
    assert named.args == ["Ana Reyes, RN"]
    assert status._reviewer.property("role") == "quiet"


def test_a_dialog_is_no_larger_than_the_screen(qtbot):
    dialog = QDialog()
    qtbot.addWidget(dialog)
    fit(dialog, 400, 300)
    assert dialog.size() == QSize(400, 300)
    fit(dialog, 400, 99_999)
    assert dialog.width() == 400
    assert dialog.height() < dialog.screen().availableSize().height()
