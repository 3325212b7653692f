"""Work runs in lanes, its results come back on the GUI thread, and nobody gone is told."""

import threading
from functools import partial

import pytest
from PySide6.QtCore import QObject

from imrdesk.gui.jobs import LANES, Jobs


@pytest.fixture
def owner(qapp):
    return QObject()


class Heard(list):
    """What was delivered, and on which thread."""

    def __call__(self, value):
        self.append((value, threading.current_thread() is threading.main_thread()))


def idle(qtbot, jobs):
    qtbot.waitUntil(lambda: not jobs.busy())


@pytest.mark.parametrize("lane", LANES)
def test_a_result_comes_back_on_the_gui_thread(qtbot, jobs, owner, lane):
    heard, threads = Heard(), []

    def work():
        threads.append(threading.current_thread())
        return 42

    jobs.run(lane, work, heard, owner=owner)
    idle(qtbot, jobs)
    assert heard == [(42, True)]
    assert threads[0] is not threading.main_thread()


def test_one_lane_does_one_thing_at_a_time_in_order(qtbot, jobs, owner):
    heard = Heard()
    for number in range(200):
        jobs.run("store", lambda number=number: number, heard, owner=owner)
    idle(qtbot, jobs)
    assert [value for value, _ in heard] == list(range(200))


def test_a_failure_is_told(qtbot, jobs, owner):
    heard, unheard = Heard(), Heard()
    jobs.run("read", lambda: 1 / 0, unheard, heard, owner=owner)
    idle(qtbot, jobs)
    assert [(type(error), there) for error, there in heard] == [(ZeroDivisionError, True)]
    assert not unheard


def test_a_failure_nobody_waits_for_is_not_swallowed(qtbot, jobs, owner):
    heard = Heard()
    jobs.failed.connect(heard)
    jobs.run("read", lambda: 1 / 0, owner=owner)
    idle(qtbot, jobs)
    assert len(heard) == 1


def test_nobody_is_told_when_the_owner_is_gone(qtbot, jobs):
    heard, owner, go = Heard(), QObject(), threading.Event()
    jobs.run("read", lambda: go.wait(10), heard, heard, owner=owner)
    with qtbot.waitSignal(owner.destroyed):
        owner.deleteLater()
    go.set()
    idle(qtbot, jobs)
    assert not heard


def test_a_newer_job_of_the_same_name_silences_the_older(qtbot, jobs, owner):
    heard, go = Heard(), threading.Event()
    jobs.run("store", lambda: go.wait(10) and "old", heard, owner=owner, replace="search")
    jobs.run("page", lambda: "new", heard, owner=owner, replace="search")
    qtbot.waitUntil(lambda: len(heard) == 1)
    go.set()
    idle(qtbot, jobs)
    assert [value for value, _ in heard] == ["new"]


def test_a_silenced_job_that_has_not_begun_is_not_done(qtbot, jobs, owner):
    done, go = [], threading.Event()
    jobs.run("store", lambda: go.wait(10), owner=owner)
    for number in range(3):
        jobs.run("store", lambda number=number: done.append(number), owner=owner, replace="page")
    go.set()
    idle(qtbot, jobs)
    assert done == [2]


def test_progress_arrives_in_order_before_the_result(qtbot, jobs, owner):
    heard = Heard()

    def work():
        for number in range(3):
            jobs.tell(heard, number, owner)
        return "done"

    jobs.run("read", work, heard, owner=owner)
    idle(qtbot, jobs)
    assert heard == [(0, True), (1, True), (2, True), ("done", True)]


def test_stop_waits_and_delivers_nothing_more(qtbot, owner):
    jobs, heard, began, ended = Jobs(), Heard(), threading.Event(), []

    def work():
        began.set()
        while not jobs.stopped():
            pass
        ended.append(True)

    jobs.run("read", work, heard, owner=owner)
    jobs.run("read", lambda: ended.append(False), heard, owner=owner)
    assert began.wait(10)
    jobs.stop()
    assert ended == [True]
    jobs.run("read", lambda: ended.append(False), heard, owner=owner)
    assert ended == [True]
    assert not heard


class Fragile:
    """Notes on which thread it went, as a widget that a job held would go there."""

    def __init__(self, gone):
        self._gone = gone

    def __del__(self):
        self._gone.append(threading.current_thread())


@pytest.mark.parametrize("way", ["work", "result", "error", "unwanted", "done"])
def test_what_a_job_held_goes_on_the_gui_thread_alone(qtbot, jobs, way):
    """Whoever drops a widget last destroys it: a lane must have let go of all by the time it tells."""
    gone = []
    owner, unwanted = QObject(), QObject()

    def work(held):
        if way == "error":
            raise ValueError(held)
        return held if way in ("result", "unwanted") else None

    def done(held, _result):
        return held

    for _time in range(200):
        call = partial(done, Fragile(gone)) if way == "done" else partial(done, None)
        held = Fragile(gone) if way != "done" else None
        jobs.run("read", partial(work, held), call, partial(done, None), owner=owner if way != "unwanted" else unwanted)
        held = call = None
    if way == "unwanted":
        with qtbot.waitSignal(unwanted.destroyed):
            unwanted.deleteLater()
    idle(qtbot, jobs)
    qtbot.waitUntil(lambda: len(gone) == 200)
    assert {thread is threading.main_thread() for thread in gone} == {True}


def test_nothing_of_a_job_is_kept_once_it_is_told(qtbot, jobs, owner):
    gone = []
    jobs.run("read", partial(id, Fragile(gone)), owner=owner, replace="letters")
    idle(qtbot, jobs)
    assert len(gone) == 1
