"""Help: the manual, the tour, the first day, About, and the window that says that the program failed."""

import sys

import pytest
from PySide6.QtCore import QObject, QPoint, QRect, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QTreeWidget

from imrdesk import licences, paths
from imrdesk.gui import app, helping
from imrdesk.gui.dialogs.about import COPIED, About
from imrdesk.gui.dialogs.crash import CrashReport
from imrdesk.gui.dialogs.manual import Manual
from imrdesk.gui.dialogs.welcome import BEGIN, PRACTISE, Welcome
from imrdesk.gui.touring import TOUR, words_of
from imrdesk.gui.widgets.callout import Callout, beside
from imrdesk.gui.words import UNEXPECTED, report_of
from imrdesk.workflow import Desk

SECRET = "Maria Lopez has a lumbar strain"


class Faulty(QObject):
    """Has a slot that fails as a slot of the window might."""

    pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.pressed.connect(self._fail)

    def _fail(self) -> None:
        try:
            raise KeyError(SECRET)
        except KeyError as cause:
            raise ValueError(SECRET) from cause


def take_tour(window, qtbot):
    """Begins the tour, and gives its callout."""
    window._actions["show_tour"].trigger()
    qtbot.waitUntil(window.parts.helping._touring.running)
    return window.findChildren(Callout)[-1]


def button(top, words):
    return next(one for one in top.findChildren(QPushButton) if one.text() == words)


def test_a_fault_in_a_slot_is_logged_first_and_told_calmly(window, caplog, monkeypatch):
    logged_before = []
    show = helping.show_crash
    monkeypatch.setattr(helping, "show_crash", lambda *given: (logged_before.append(caplog.text), show(*given)))
    monkeypatch.setattr(sys, "excepthook", app.Faults(window))
    fault = Faulty()
    try:
        fault._fail()
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    told = window.findChild(CrashReport)
    assert told
    assert told.isVisible()
    assert not told.isModal()
    assert "ValueError" in logged_before[0]
    assert "ValueError" in told.text()
    assert "KeyError" in told.text()
    assert "tests/gui/test_helping.py:" in told.text()
    assert "_fail" in told.text()
    assert SECRET not in told.text() + caplog.text
    assert "safe" in " ".join(label.text() for label in told.findChildren(QLabel))
    QTest.mouseClick(button(told, "Copy"), Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == told.text()
    QTest.keyClick(told, Qt.Key.Key_Escape)


def test_a_real_slot_reaches_the_report(window, qtbot, capture_slots):
    fault = Faulty()
    QTimer.singleShot(0, fault.pressed.emit)
    qtbot.waitUntil(lambda: window.findChild(CrashReport) is not None)
    assert "_fail" in window.findChild(CrashReport).text()


@pytest.fixture
def capture_slots(window, qtbot):
    """pytest-qt has the exceptions of slots; the program's own hook gets them too."""
    with qtbot.capture_exceptions() as raised:
        theirs, ours = sys.excepthook, app.Faults(window)

        def both(kind, error, trace):
            theirs(kind, error, trace)
            ours(kind, error, trace)

        sys.excepthook = both
        yield raised
        sys.excepthook = theirs
    assert [kind for kind, _, _ in raised] == [ValueError]


def test_faults_share_one_window_and_the_same_fault_is_told_once(window):
    for place in (1, 1, 2):
        try:
            int("x" * place) if place == 1 else {}["x"]
        except (ValueError, KeyError) as error:
            app.Faults(window)(type(error), error, error.__traceback__)
    (told,) = window.findChildren(CrashReport)
    assert told.text().count("ValueError") == 1
    assert told.text().count("KeyError") == 1


def test_a_fault_in_the_background_offers_its_report(window, jobs, qtbot, messages):
    def fail():
        raise ValueError(SECRET)

    jobs.run("read", fail, owner=window)
    qtbot.waitUntil(lambda: ("shout", UNEXPECTED) in messages.said)
    QTest.mouseClick(button(window, "What happened"), Qt.MouseButton.LeftButton)
    assert "ValueError" in window.findChild(CrashReport).text()
    assert SECRET not in window.findChild(CrashReport).text()


def test_a_report_names_no_folder_outside_the_program():
    try:
        QUrl(object())  # type: ignore[call-overload]
    except TypeError as error:
        report = report_of(error)
    assert str(paths.resource().parent) not in report


def test_about_has_places_and_every_licence(window, desk):
    window._actions["about"].trigger()
    about = window.findChild(About)
    table = about.findChild(QTreeWidget)
    shown = {table.topLevelItem(place).text(0): table.topLevelItem(place) for place in range(table.topLevelItemCount())}
    assert {"Qt", "PDFium", "sqlite-utils", "pypdfium2", "python-docx"} <= set(shown)
    assert all(item.text(2).strip() for item in shown.values())
    assert any(str(desk.folder) in label.text() for label in about.findChildren(QLabel))


def test_licences_are_those_of_what_is_needed():
    found = {one.package: one for one in licences.licences()}
    assert found["click"].licence.startswith("BSD")
    assert "pytest" not in found
    assert {one.licence for one in found.values()}.isdisjoint({"", "see the package", "UNKNOWN"})


def test_diagnostics_are_copied_off_the_gui_thread(window, desk, qtbot, monkeypatch):
    monkeypatch.setattr(helping, "diagnostics", lambda folder: f"looked at {folder}")
    window._actions["about"].trigger()
    about = window.findChild(About)
    QTest.mouseClick(about._copy, Qt.MouseButton.LeftButton)
    assert not about._copy.isEnabled()
    qtbot.waitUntil(lambda: about._copy.text() == COPIED)
    assert QGuiApplication.clipboard().text() == f"looked at {desk.folder}"


def test_f1_opens_the_manual_at_the_panel_one_is_in(window):
    window.activateWindow()
    window.panels.worklist.focus_list()
    window._actions["show_manual"].trigger()
    manual = window.findChild(Manual)
    assert manual.page() == "worklist"
    assert manual._list.currentItem().text() == "Your letters"
    QTest.keyClick(manual, Qt.Key.Key_Escape)
    assert not manual.isVisible()
    window._actions["show_manual"].trigger()
    assert len(window.findChildren(Manual)) == 1


def test_the_manual_is_searched_page_by_page(window):
    window._actions["show_manual"].trigger()
    manual = window.findChild(Manual)
    manual.show_page("index")
    manual._words.setText("kappa")
    QTest.keyClick(manual._words, Qt.Key.Key_Return)
    assert manual.page() == "second"
    manual._words.setText("no such words anywhere")
    QTest.keyClick(manual._words, Qt.Key.Key_Return)
    assert manual._told.text()


@pytest.mark.parametrize(
    "link", ["https://example.org/", "file:///etc/passwd", "../samples/README.md", "../../pyproject.toml"]
)
def test_the_manual_loads_nothing_from_outside(window, link):
    window._actions["show_manual"].trigger()
    page = window.findChild(Manual)._page
    before = page.source()
    assert page.loadResource(1, QUrl(link)) is None
    page.setSource(QUrl(link))
    assert page.source() == before
    assert page.loadResource(2, QUrl("images/window.png")).width() == 720


def test_the_tour_is_walked_by_keys_and_changes_nothing(window, desk, jobs, qtbot):
    before = desk.counts()
    take_tour(window, qtbot)
    seen = []
    for step in TOUR:
        callout = window.findChildren(Callout)[-1]
        qtbot.waitUntil(lambda: not jobs.busy())
        assert callout.isVisible()
        assert step.title in callout.accessibleName()
        assert callout.accessibleDescription() == words_of(step)
        assert "{" not in words_of(step)
        assert QRect(QPoint(0, 0), window.size()).contains(callout.geometry())
        seen.append(callout.pos())
        QTest.keyClick(callout, Qt.Key.Key_Right)
    assert not window.parts.helping._touring.running()
    assert len({(place.x(), place.y()) for place in seen}) > 4
    assert desk.counts() == before


def test_the_tour_goes_back_ends_by_esc_and_can_be_taken_again(window, qtbot):
    callout = take_tour(window, qtbot)
    QTest.keyClick(callout, Qt.Key.Key_Return)
    assert TOUR[1].title in callout.accessibleName()
    QTest.mouseClick(button(callout, "Back"), Qt.MouseButton.LeftButton)
    assert TOUR[0].title in callout.accessibleName()
    QTest.keyClick(callout, Qt.Key.Key_Escape)
    assert not window.parts.helping._touring.running()
    take_tour(window, qtbot)
    window.parts.helping._touring.end()


def test_the_tour_keeps_its_keys_from_a_list_that_takes_the_focus(window, qtbot):
    take_tour(window, qtbot)
    window.activateWindow()
    window.panels.worklist.focus_list()
    qtbot.waitUntil(lambda: isinstance(window.focusWidget(), Callout))
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert TOUR[1].title in window.findChildren(Callout)[-1].accessibleName()
    assert window.parts.reviewing.record is None
    window.parts.helping._touring.end()


def test_the_ring_follows_its_panel_when_a_message_pushes_it_down(window, messages, qtbot):
    callout = take_tour(window, qtbot)
    panel = window.panels.worklist
    before = panel.mapTo(window, QPoint(0, 0)).y()
    window.messages.warn("The workspace lies on a network drive.")
    qtbot.waitUntil(lambda: panel.mapTo(window, QPoint(0, 0)).y() > before)
    ring = callout._ring.geometry()
    assert abs(ring.top() - panel.mapTo(window, QPoint(0, 0)).y()) <= 3
    window.parts.helping._touring.end()


def test_every_step_of_the_tour_has_its_widget(window):
    for step in TOUR:
        assert (window.parts.helping._target(step.target) is None) == (step.target == "")


def test_a_callout_is_always_inside_the_window():
    window, own = QRect(0, 0, 1280, 720), QRect(0, 0, 368, 180)
    for target in (QRect(0, 40, 384, 640), QRect(384, 40, 500, 640), QRect(900, 40, 380, 640), QRect(0, 0, 1280, 720)):
        assert window.contains(QRect(beside(target, own, window), own.size()))


def test_the_first_day_asks_once_and_keeps_the_profile(window, desk, qtbot, jobs):
    window.parts.helping.greet(tour=False)
    welcome = window.findChild(Welcome)
    name, credentials, initials = welcome.findChildren(QLineEdit)
    for field, words in ((name, "Ana Reyes"), (credentials, "RN, CCM"), (initials, "AR")):
        field.setText("")
        QTest.keyClicks(field, words)
    QTest.mouseClick(button(welcome, BEGIN), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not jobs.busy())
    assert window.parts.reviewing.reviewer() == "Ana Reyes"
    assert any("Ana" in field.text() for field in window.findChildren(QLineEdit))
    assert (desk.settings.reviewer_credentials, desk.settings.reviewer_initials) == ("RN, CCM", "AR")
    window.parts.helping.greet(tour=False)
    assert window.findChild(Welcome) is None


def test_the_first_day_says_where_letters_are_and_can_be_skipped(window, desk):
    window.parts.helping.greet(tour=False)
    welcome = window.findChild(Welcome)
    assert any(str(desk.folder) in label.text() for label in welcome.findChildren(QLabel))
    QTest.keyClick(welcome, Qt.Key.Key_Escape)
    assert not welcome.isVisible()
    assert not desk.settings.reviewer_name


def test_looking_around_begins_the_tour(window, qtbot):
    window.parts.helping.greet(tour=False)
    QTest.mouseClick(button(window.findChild(Welcome), PRACTISE), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(window.parts.helping._touring.running)
    window.parts.helping._touring.end()


def test_an_empty_worklist_offers_the_samples_in_a_workspace_of_their_own(window, qtbot, jobs, tmp_path):
    with Desk.open(tmp_path / "empty") as empty:
        window.set_desk(empty)
        qtbot.waitUntil(lambda: not jobs.busy())
        offer = button(window.panels.worklist, "Open the sample letters")
        assert offer.isVisible()
        with qtbot.waitSignal(window.parts.helping.workspace_wanted) as wanted:
            QTest.mouseClick(offer, Qt.MouseButton.LeftButton)
        folder, given, tour = wanted.args
        assert folder == helping.practice() != empty.folder
        assert len(given) >= 10
        assert tour
        jobs.stop()


def test_the_place_to_practise_says_what_it_is(window, qtbot, jobs, messages):
    with Desk.open(helping.practice()) as desk:
        window.set_desk(desk)
        qtbot.waitUntil(lambda: not jobs.busy())
        assert ("tell", helping.PRACTISING) in messages.said
        with qtbot.waitSignal(window.parts.helping.workspace_wanted) as wanted:
            QTest.mouseClick(button(window, "Back to my letters"), Qt.MouseButton.LeftButton)
        assert wanted.args[0] is None
        jobs.stop()
