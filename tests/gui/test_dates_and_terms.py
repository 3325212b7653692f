"""Next dates from a mailing date a person types, as a calendar too; and the words of a case that are masked."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton

from imrdesk.gui.dialogs import files
from imrdesk.gui.dialogs.export import ExportDialog
from imrdesk.gui.dialogs.lines_report import LinesReportDialog
from imrdesk.gui.dialogs.next_dates import NextDatesDialog
from imrdesk.gui.dialogs.terms import TermsDialog
from imrdesk.record.model import Path

SAMPLE = "05_contradictions.pdf"
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def calm(qtbot, jobs):
    def wait():
        qtbot.waitUntil(lambda: not jobs.busy())

    return wait


@pytest.fixture
def opened(window, letters, calm):
    window.open_letter(letters[SAMPLE])
    calm()
    return window


def button(dialog, words) -> QPushButton:
    return next(one for one in dialog.findChildren(QPushButton) if words in one.text().replace("&", ""))


def test_dates_follow_the_day_that_is_typed_and_become_a_calendar(opened, calm, tmp_path, monkeypatch, messages):
    opened.activateWindow()
    QTest.keyClick(QApplication.focusWidget() or opened, Qt.Key.Key_D, CONTROL | ALT)
    (dialog,) = opened.findChildren(NextDatesDialog)
    assert not button(dialog, "Save as calendar").isEnabled()
    (day,) = dialog.findChildren(QLineEdit)
    QTest.keyClicks(day, "1/12/2017")
    calm()
    (first, *_rest) = dialog.rows()
    assert first[1:] == ["Tue 02/14/2017", "Labor Code § 4610.6(h); 8 CCR § 10605 for service by mail", first[3]]
    assert first[3].startswith("Mailed 01/12/2017 + 30 days; moved off")
    target = tmp_path / "dates.ics"
    monkeypatch.setattr(files, "choose_calendar", lambda *_args: target)
    QTest.mouseClick(button(dialog, "Save as calendar"), Qt.MouseButton.LeftButton)
    calm()
    assert b"DTSTART;VALUE=DATE:20170214" in target.read_bytes()
    assert messages.said[-1] == ("tell", "dates.ics is written. Verify each date.")
    QTest.keyClicks(day, "x")
    assert dialog.rows() == []


def test_the_words_to_mask_are_kept_with_the_case(opened, calm, desk, letters):
    desk.set_terms(letters[SAMPLE], ["Roe"])
    opened._actions["export_letters"].trigger()
    (dialog,) = opened.findChildren(ExportDialog)
    words = button(dialog, "Words to mask")
    assert not words.isEnabled()
    dialog._deidentified.click()
    QTest.mouseClick(words, Qt.MouseButton.LeftButton)
    calm()
    (terms,) = dialog.findChildren(TermsDialog)
    (edit,) = terms.findChildren(QPlainTextEdit)
    assert edit.toPlainText() == "Roe"
    QTest.keyClicks(edit, "Jane")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    QTest.mouseClick(button(terms, "Save"), Qt.MouseButton.LeftButton)
    calm()
    assert desk.terms(letters[SAMPLE]) == ["Jane", "Roe"]


def test_records_of_another_workspace_are_dropped_on_the_window(opened, calm, desk, letters, tmp_path, messages):
    desk.export([letters[SAMPLE]], "json", tmp_path / "r.json")
    desk.set_value(letters[SAMPLE], Path("occupation"), "baker", "Ana")
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(tmp_path / "r.json"))])
    where, buttons = QPoint(300, 300), Qt.MouseButton.LeftButton
    opened.dropEvent(
        QDropEvent(where.toPointF(), Qt.DropAction.CopyAction, dropped, buttons, Qt.KeyboardModifier.NoModifier)
    )
    calm()
    assert messages.said[-1] == ("warn", "Records: 1 conflict.")
    banner = opened.panels.banners.banners()[0]
    banner.message.offers[0].call()
    (shown,) = opened.findChildren(LinesReportDialog)
    assert any("baker" in line for line in shown.lines())
