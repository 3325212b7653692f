"""Seconds and keys are counted by field while a letter is open; pauses are not."""

import pytest
from PySide6.QtWidgets import QTableWidget

from imrdesk.gui.dialogs.pace import NONE, PaceDialog, sentence
from imrdesk.gui.effort import LONGEST_REST, Effort
from imrdesk.store import FieldPace, Pace, Spent


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def effort(qapp, clock):
    made = Effort(qapp, clock)
    made.said = []
    made.spent.connect(lambda letter, cost: made.said.append((letter, cost)))
    return made


def test_what_a_letter_cost_is_said_when_another_comes(effort, clock):
    effort.open("one")
    clock.now += 3
    effort.stay("patient_age")
    clock.now += 2
    effort.key()
    effort.open("two")
    assert effort.said == [("one", [Spent("", 3.0, 0), Spent("patient_age", 2.0, 1)])]


def test_a_pause_counts_no_longer_than_reading_takes(effort, clock):
    effort.open("one")
    effort.stay("rationale")
    clock.now += 3600
    effort.key()
    effort.close()
    assert effort.said[0][1][1] == Spent("rationale", LONGEST_REST, 1)


def test_a_letter_only_looked_through_is_no_review(effort, clock):
    effort.open("one")
    clock.now += 60
    effort.close()
    assert effort.said == []


def test_counting_goes_on_after_a_look_at_the_figures(effort, clock):
    effort.open("one")
    effort.stay("side")
    effort.key()
    effort.rest()
    clock.now += 1
    effort.key()
    effort.close()
    assert [cost[-1].keys for _letter, cost in effort.said] == [1, 1]
    assert effort.said[1][1][-1] == Spent("side", 1.0, 1)


def test_the_pace_in_one_line():
    fields = (FieldPace("category", 30, 3, 4.2), FieldPace("side", 70, 0, 1.0))
    assert sentence(Pace("Ana", 37, 35, 52.4, 31.0, fields)) == (
        "37 letters  ·  35 reviewed  ·  52 s and 31 keys a letter  ·  3 % of 100 values changed"
    )
    assert sentence(Pace("Ana", 0, 0, 0.0, 0.0, ())) == NONE


def test_the_dialog_shows_every_field(qtbot, theme):
    dialog = PaceDialog(Pace("Ana", 1, 1, 52.4, 31.0, (FieldPace("category", 30, 3, 4.25),)))
    qtbot.addWidget(dialog)
    table = dialog.findChild(QTableWidget)
    assert [table.item(0, column).text() for column in range(4)] == ["Category", "30", "3", "4.2"]
