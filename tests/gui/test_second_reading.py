"""The second reader in the window, by real keys: given letters, reading them blind, settling differences, agreement."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from imrdesk.desk.seconding import Sample
from imrdesk.gui.second.panel import AGREE, READ, SETTLE
from imrdesk.record.agreement import second_id
from imrdesk.record.model import Path, State, Status

LETTER, OTHER = "01_one_item_upheld.pdf", "05_contradictions.pdf"
OCCUPATION, SEX = Path("occupation"), Path("patient_sex")
ENTER = Qt.Key.Key_Return
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def calm(jobs, qtbot):
    def wait():
        qtbot.waitUntil(lambda: not jobs.busy())

    return wait


@pytest.fixture
def reviewed(desk, letters):
    """Two letters that Ana has reviewed; she says Baker."""
    for name in (LETTER, OTHER):
        desk.set_value(letters[name], OCCUPATION, "Baker", "Ana")
        desk.review(letters[name], "Ana", "Enough.")
    return letters


@pytest.fixture
def bo(reviewed, window, desk, calm):
    """Bo sits at the window, with both letters to read."""
    desk.second.assign("Bo", "Ana")
    window._status.show_reviewer("Bo", known=True)
    window._actions["second_reading"].trigger()
    calm()
    return window


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget
    return widget


def press(*keys, modifier=Qt.KeyboardModifier.NoModifier):
    for key in keys:
        QTest.keyClick(focused(), key, modifier)


def type_in(text):
    QTest.keyClicks(focused(), text)


def say(window, calm, path, text):
    window.panels.form.focus_path(path)
    type_in(text)
    press(ENTER)
    calm()


def read(window, calm, text="Cook"):
    """Read the letter that is open, and go on to the next."""
    say(window, calm, OCCUPATION, text)
    press(ENTER, modifier=CTRL)
    calm()


def test_the_column_takes_the_place_of_the_worklist_and_gives_it_back(bo):
    assert bo.panels.second.isVisible()
    assert not bo.panels.worklist.isVisible(), "the worklist shows outcomes the first reader settled"
    bo._actions["second_reading"].trigger()
    assert bo.panels.worklist.isVisible()


def test_enter_opens_a_letter_that_shows_nothing_of_the_first_reader(bo, calm, reviewed, desk):
    assert QApplication.focusWidget() is bo.panels.second._lists[READ]
    press(ENTER)
    calm()
    record = bo.parts.reviewing.record
    assert record.id in {second_id(reviewed[name], "Bo") for name in (LETTER, OTHER)}
    assert record.at(OCCUPATION).value != "Baker"
    assert "Baker" not in bo.panels.form._sheet.rows["occupation"].editor.text()
    assert record.at(OCCUPATION).state is State.PROPOSED
    assert "Second reading by Bo" in bo._heading.text()
    assert not bo._actions["export_letters"].isEnabled()


def test_what_is_read_is_kept_apart_undone_and_saved_at_once(bo, calm, desk):
    press(ENTER)
    calm()
    letter = bo.parts.reviewing.record.id
    before = desk.record(letter.partition("~")[0])
    say(bo, calm, OCCUPATION, "Cook")
    assert desk.rereading("Bo").record(letter).at(OCCUPATION).value == "Cook"
    assert desk.record(before.id) == before
    press(Qt.Key.Key_Z, modifier=CTRL)
    calm()
    assert desk.rereading("Bo").record(letter).at(OCCUPATION).state is State.PROPOSED


def test_ctrl_enter_goes_through_the_letters_and_says_when_all_are_read(bo, calm, desk, messages):
    press(ENTER)
    calm()
    first = bo.parts.reviewing.record.id
    read(bo, calm)
    assert bo.parts.reviewing.record.id != first
    read(bo, calm)
    assert all(item.finished_at for item in desk.second.assigned("Bo"))
    assert messages.said[-1][1].startswith("Every letter that was given to you is read")


def test_an_unaided_reader_finds_the_fields_empty(reviewed, window, desk, calm):
    desk.second.assign("Bo", "Ana", Sample(unaided=True))
    window._status.show_reviewer("Bo", known=True)
    window._actions["second_reading"].trigger()
    calm()
    press(ENTER)
    calm()
    rows = window.panels.form._sheet.rows
    assert rows["case_number"].editor.text() == "" == rows["decision_date"].editor.text()


@pytest.fixture
def differing(bo, calm):
    """Bo has read both letters as Cook."""
    press(ENTER)
    calm()
    read(bo, calm)
    read(bo, calm)
    bo.panels.second.choose(SETTLE)
    bo.panels.second.focus_list()
    press(ENTER)
    calm()
    return bo


def differences(window):
    return [item.path for item in window.panels.comparison._found]


def to_occupation(window):
    window.panels.comparison._list.setCurrentRow(differences(window).index(OCCUPATION))


def test_both_values_stand_side_by_side_with_their_places(differing):
    to_occupation(differing)
    comparison = differing.panels.comparison
    assert comparison.isVisible()
    assert not differing.panels.form.isVisible()
    assert comparison._first._value.text() == "Baker"
    assert comparison._second._value.text() == "Cook"
    assert "Ana" in comparison._first._who.text()
    assert "Bo" in comparison._second._who.text()
    assert "p. 1" in comparison._first._place.text()
    assert differing.panels.source._places.spans, "the places are marked in the letter"


@pytest.mark.parametrize(("key", "value"), [(Qt.Key.Key_A, "Baker"), (Qt.Key.Key_B, "Cook")])
def test_one_key_takes_a_value_and_undo_takes_it_back(differing, calm, desk, key, value):
    to_occupation(differing)
    record_id, before = differing.parts.reviewing.record.id, differences(differing)
    press(key)
    calm()
    assert desk.record(record_id).at(OCCUPATION).value == value
    assert OCCUPATION not in differences(differing)
    press(Qt.Key.Key_Z, modifier=CTRL)
    calm()
    assert differences(differing) == before
    assert desk.record(record_id).at(OCCUPATION).value == "Baker"
    assert desk.record(record_id).status is Status.REVIEWED


def test_another_value_is_typed(differing, calm, desk):
    to_occupation(differing)
    record_id = differing.parts.reviewing.record.id
    press(Qt.Key.Key_T)
    type_in("Baker and cook")
    press(ENTER)
    calm()
    assert desk.record(record_id).at(OCCUPATION).value == "Baker and cook"
    settled = [event for event in desk.history(record_id) if event.change.action.value == "settle"]
    assert settled[-1].sign.reason == "neither reader's value"


def test_what_cannot_be_a_value_is_said_and_stays(differing, calm, desk):
    comparison = differing.panels.comparison
    to_occupation(differing)
    press(Qt.Key.Key_T)
    type_in("x")
    press(Qt.Key.Key_Escape)
    assert comparison._typed.toPlainText() == ""
    assert QApplication.focusWidget() is comparison._list


def test_ctrl_enter_signs_the_letter_again_and_opens_the_next_differences(differing, calm, desk):
    to_occupation(differing)
    record_id = differing.parts.reviewing.record.id
    press(Qt.Key.Key_B)
    calm()
    assert desk.record(record_id).status is Status.REOPENED
    press(ENTER, modifier=CTRL)
    calm()
    assert desk.record(record_id).status is Status.REVIEWED
    assert differing.parts.reviewing.record.id != record_id
    assert differing.panels.comparison.isVisible()


def test_agreement_is_on_the_screen_and_on_the_clipboard(differing):
    panel = differing.panels.second
    panel.choose(AGREE)
    shown = panel._lists[AGREE]
    rows = {shown.topLevelItem(place).text(0): shown.topLevelItem(place) for place in range(shown.topLevelItemCount())}
    assert (rows["Occupation"].text(1), rows["Occupation"].text(2)) == ("2", "0.0 %")
    shown.setFocus()
    press(Qt.Key.Key_C, modifier=CTRL)
    copied = QGuiApplication.clipboard().text().splitlines()
    assert copied[0].split("\t")[0] == "Field"
    assert any(line.startswith("Occupation\t2\t0.0 %") for line in copied)


def test_letters_are_given_from_the_window(reviewed, window, desk, calm, messages):
    window._actions["assign_second"].trigger()
    dialog = next(one for one in window.findChildren(QDialog) if one.isVisible())
    QTest.keyClicks(dialog._reader, "Bo")
    dialog._percent.setValue(50)
    QTest.keyClick(dialog._reader, ENTER)
    calm()
    assert len(desk.second.assigned("Bo")) == 1
    assert messages.said[-1][1] == "1 letter is given to Bo."


def test_other_colours_keep_the_reading_open(bo, calm):
    press(ENTER)
    calm()
    letter = bo.parts.reviewing.record.id
    bo._actions["scheme_dark"].trigger()
    calm()
    assert bo.panels.second.isVisible()
    assert bo.parts.reviewing.record.id == letter
    bo._actions["scheme_light"].trigger()
    calm()
