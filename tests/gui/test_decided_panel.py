"""What decided an item, in the window: walked, confirmed, altered and dismissed by keys and by the mouse."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from imrdesk.gui.form.decided import HEADS
from imrdesk.record import reasons
from imrdesk.record.model import State
from imrdesk.record.reasons import ReasonKind

LETTER = "05_contradictions.pdf"


@pytest.fixture
def shown(window, letters, jobs, qtbot):
    """The list of the first item of a letter, as a key opens it."""
    window.open_letter(letters[LETTER])
    qtbot.waitUntil(lambda: not jobs.busy())
    QTest.keyClick(window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert window.panels.decided.isVisible()
    return window.panels.decided


def key(window, jobs, qtbot, *keys):
    for one in keys:
        QTest.keyClick(QApplication.focusWidget(), one)
        qtbot.waitUntil(lambda: not jobs.busy())


def stored(desk, letters, place=0):
    record = desk.record(letters[LETTER])
    return reasons.of_issue(record, record.issues[place])


def test_it_lists_sentences_with_places_and_marks_every_deciding_one(shown, window, desk, letters):
    decided = stored(desk, letters)
    said = [words for _place, words in shown.rows() if words]
    assert [one.text for one in decided.deciding] == said[: len(decided.deciding)]
    assert shown.rows()[0][0] == HEADS[ReasonKind.DECIDING]
    assert all(place.startswith("p. ") for place, words in shown.rows() if words)
    assert "nobody has agreed" in shown.standing()
    record = desk.record(letters[LETTER])
    spans = {reasons.places(one, record.issues[0].values["rationale"])[0] for one in decided.deciding}
    assert set(window.panels.source._places.spans) == spans


def test_enter_confirms_what_is_listed_and_undo_takes_it_back(shown, window, desk, letters, jobs, qtbot):
    key(window, jobs, qtbot, Qt.Key.Key_Return)
    assert stored(desk, letters).state is State.CONFIRMED
    assert "Confirmed by" in shown.standing()
    assert shown.isVisible()
    window._actions["undo"].trigger()
    qtbot.waitUntil(lambda: not jobs.busy())
    assert stored(desk, letters).state is State.PROPOSED
    assert "nobody has agreed" in shown.standing()


def test_numbers_say_what_a_sentence_is_for(shown, window, desk, letters, jobs, qtbot):
    key(window, jobs, qtbot, Qt.Key.Key_A)
    rows = shown.rows()
    heading = rows.index((HEADS[None], ""))
    other = rows[heading + 1][1]
    shown.table().selectRow(heading + 1)
    key(window, jobs, qtbot, Qt.Key.Key_1)
    decided = stored(desk, letters)
    assert other in {one.text for one in decided.deciding}
    assert decided.state is State.EDITED
    assert "Chosen by" in shown.standing()
    assert shown.table().current().text == other
    key(window, jobs, qtbot, Qt.Key.Key_1)  # again takes it off; what is left is what was proposed
    assert stored(desk, letters).state is State.CONFIRMED


def test_a_proposal_is_dismissed_and_brought_back(shown, window, desk, letters, jobs, qtbot):
    key(window, jobs, qtbot, Qt.Key.Key_D)
    assert stored(desk, letters).state is State.ABSENT
    assert [words for _place, words in shown.rows() if words] == []
    assert "dismissed" in shown.standing()
    key(window, jobs, qtbot, Qt.Key.Key_B)
    assert stored(desk, letters).state is State.PROPOSED
    assert shown.rows()


def test_the_mouse_does_all_the_same(shown, window, desk, letters, jobs, qtbot):
    for name, state in (("confirm", State.CONFIRMED), ("dismiss", State.ABSENT), ("back", State.PROPOSED)):
        QTest.mouseClick(shown._buttons[name], Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: not jobs.busy())
        assert stored(desk, letters).state is state
    QTest.mouseClick(shown._buttons["close"], Qt.MouseButton.LeftButton)
    assert window.panels.form.isVisible()
    assert window.panels.form.current_path().key == "rationale"
    tools = window.panels.form.findChildren(QToolButton)
    QTest.mouseClick(next(one for one in tools if one.accessibleName() == "What decided the item"),
                     Qt.MouseButton.LeftButton)  # fmt: skip
    assert shown.isVisible()


def test_words_selected_in_the_letter_may_have_decided(shown, window, desk, letters, jobs, qtbot, messages):
    rationale = desk.record(letters[LETTER]).issues[0].values["rationale"]
    words = " ".join(str(rationale.value).split()[2:7])
    shown.take_text(words, ())
    qtbot.waitUntil(lambda: not jobs.busy())
    assert words in {one.text for one in stored(desk, letters).deciding}
    shown.take_text("nothing of the kind", ())
    assert "not in the rationale" in messages.said[-1][1]


def test_arrows_go_from_item_to_item_and_a_field_leads_back(shown, window, desk, letters, jobs, qtbot):
    record = desk.record(letters[LETTER])
    assert shown.shown() == record.issues[0].id
    key(window, jobs, qtbot, Qt.Key.Key_Right)
    assert shown.shown() == record.issues[1 % len(record.issues)].id
    key(window, jobs, qtbot, Qt.Key.Key_Left)
    assert shown.shown() == record.issues[0].id
    window._actions["next_to_check"].trigger()
    assert window.panels.form.isVisible()
    assert not shown.isVisible()


def test_it_stays_when_the_next_letter_opens(shown, window, letters, jobs, qtbot):
    window.open_letter(letters["01_one_item_upheld.pdf"])
    qtbot.waitUntil(lambda: not jobs.busy())
    assert shown.isVisible()
    assert shown._record.id == letters["01_one_item_upheld.pdf"]
    key(window, jobs, qtbot, Qt.Key.Key_Escape)
    assert window.panels.form.isVisible()
