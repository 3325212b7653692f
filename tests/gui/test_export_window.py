"""Exporting from the window: asked once, remembered, previewed, written, brought up to date, copied, printed."""

import threading
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QWidget,
)

from imrdesk.export.letter import BRIEF, CONFIDENTIAL
from imrdesk.export.summary import KINDS
from imrdesk.gui.dialogs import files, printing
from imrdesk.gui.dialogs.export import NO_PREVIEW, NO_SECTION, ExportDialog
from imrdesk.gui.dialogs.export_wish import ExportWish
from imrdesk.gui.dialogs.lines_report import LinesReportDialog
from imrdesk.gui.dialogs.section_list import SectionList
from imrdesk.gui.dialogs.summary_preview import SummaryPreview
from imrdesk.gui.widgets.export_line import OLDER
from imrdesk.record.model import Path

Part = TypeVar("Part", bound=QWidget)
CONTRADICTIONS = "05_contradictions.pdf"
OCCUPATION = Path("occupation")
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def calm(qtbot, jobs):
    def wait():
        qtbot.waitUntil(lambda: not jobs.busy())

    return wait


@pytest.fixture
def opened(window, letters, calm):
    window.open_letter(letters[CONTRADICTIONS])
    calm()
    return window


@pytest.fixture
def target(tmp_path, monkeypatch):
    path = tmp_path / "summary.docx"
    monkeypatch.setattr(files, "choose_export_file", lambda *_args: path)
    return path


def asked(window) -> ExportDialog:
    """The dialog, by its key."""
    window.activateWindow()
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_E, CONTROL)
    return window.findChildren(ExportDialog)[-1]


def agree(dialog) -> None:
    QTest.keyClick(dialog, Qt.Key.Key_Return)


def child(widget, kind: type[Part]) -> Part:
    return widget.findChildren(kind)[0]


def box(dialog, words) -> QCheckBox:
    return next(one for one in dialog.findChildren(QCheckBox) if words in one.text().replace("&", ""))


def button(widget, words) -> QPushButton:
    return next(one for one in widget.findChildren(QPushButton) if words in one.text().replace("&", ""))


def test_the_key_asks_and_enter_writes(opened, messages, calm, target):
    dialog = asked(opened)
    assert not dialog.isModal()
    agree(dialog)
    calm()
    assert target.stat().st_size > 1000
    assert messages.said[-1] == ("tell", "summary.docx is written.")
    banner = opened.panels.banners.banners()[0]
    assert [offer.text for offer in banner.message.offers] == ["Open", "Open folder"]


def test_a_file_is_called_after_its_case(opened, calm, monkeypatch):
    suggested = []
    monkeypatch.setattr(files, "choose_export_file", lambda _parent, path, _kind: suggested.append(path.name))
    agree(asked(opened))
    assert suggested == [f"{opened.parts.reviewing.record.case_number} summary.docx"]


def test_what_cannot_be_written_is_told(opened, messages, calm, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "choose_export_file", lambda *_args: tmp_path / "no" / "folder" / "summary.docx")
    agree(asked(opened))
    calm()
    kind, text = messages.said[-1]
    assert (kind, text.split(".")[0]) == ("shout", "The export was stopped")


def test_sections_are_chosen_and_ordered_by_keys_and_kept(opened, calm, target, tmp_path):
    dialog = asked(opened)
    sections = child(dialog, SectionList)
    sections.setFocus()
    first = sections.names()
    QTest.keyClick(sections, Qt.Key.Key_Down, ALT)
    assert sections.names()[:2] == (first[1], first[0])
    QTest.keyClick(sections, Qt.Key.Key_Space)
    assert first[0] not in sections.names()
    agree(dialog)
    calm()
    assert ExportWish.read(opened._remembered.state("export").toStdString()).sections == first[1:]
    opened._actions["export_letters"].trigger()
    assert opened.findChildren(ExportDialog)[-1].findChild(SectionList).names() == first[1:]


def test_sections_move_by_the_mouse(opened):
    dialog = asked(opened)
    sections = child(dialog, SectionList)
    first = sections.names()
    QTest.mouseClick(button(dialog, "Move down"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(button(dialog, "Move down"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(button(dialog, "Move up"), Qt.MouseButton.LeftButton)
    assert sections.names()[:2] == (first[1], first[0])
    for row in range(sections.count()):
        sections.item(row).setCheckState(Qt.CheckState.Unchecked)
    assert dialog.fault() == NO_SECTION
    assert not button(dialog, "Export").isEnabled()


def test_a_length_begins_with_its_own_sections(opened):
    dialog = asked(opened)
    length = next(one for one in dialog.findChildren(QComboBox) if one.accessibleName() == "Length of the summary")
    length.setFocus()
    QTest.keyClick(length, Qt.Key.Key_Down)
    assert dialog.wish().kind == BRIEF
    assert dialog.wish().sections == KINDS[BRIEF]


def test_the_preview_shows_what_the_file_will_hold(opened, calm, qtbot):
    dialog = asked(opened)
    preview = child(dialog, SummaryPreview)
    number = opened.parts.reviewing.record.case_number
    qtbot.waitUntil(lambda: number in preview.words())
    pages = [label for label in preview.findChildren(QLabel) if not label.pixmap().isNull()]
    assert pages[0].accessibleName() == f"Page 1 of {len(pages)}"
    assert len(pages) > 1
    assert pages[0].pixmap().width() <= preview.viewport().width() * preview.devicePixelRatioF()
    assert any(number in frame.accessibleName() for frame in preview.findChildren(QFrame))
    assert any(f"about {len(pages)} pages" in label.text() for label in dialog.findChildren(QLabel))
    qtbot.waitUntil(lambda: "Disputed items" in preview.words())
    sections = child(dialog, SectionList)
    sections.setCurrentRow(sections.names().index("items"))
    QTest.keyClick(sections, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "Disputed items" not in preview.words())
    kinds = next(one for one in dialog.findChildren(QComboBox) if one.accessibleName() == "Kind of file")
    kinds.setCurrentIndex(kinds.findData("xlsx"))
    assert preview.words() == [NO_PREVIEW]
    assert not sections.isEnabled()


def test_a_deidentified_summary_is_masked_in_the_preview_too(opened, desk, letters, qtbot):
    desk.set_terms(letters[CONTRADICTIONS], [str(desk.record(letters[CONTRADICTIONS]).at(OCCUPATION).value)])
    words = str(desk.record(letters[CONTRADICTIONS]).at(OCCUPATION).value)
    dialog = asked(opened)
    preview = child(dialog, SummaryPreview)
    qtbot.waitUntil(lambda: any(words in line for line in preview.words()))
    QTest.keyClick(box(dialog, "De-identified"), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(preview.words()) > 5 and not any(words in line for line in preview.words()))


def test_next_dates_need_a_day(opened, qtbot):
    dialog = asked(opened)
    day = next(one for one in dialog.findChildren(QLineEdit) if "mailed" in one.accessibleName())
    QTest.keyClicks(day, "soon")
    assert dialog.fault().startswith("Mailed on:")
    day.clear()
    QTest.keyClicks(day, "1/12/2017")
    assert dialog.fault() == ""
    qtbot.waitUntil(lambda: "Next dates" in child(dialog, SummaryPreview).words())
    assert ExportWish.read(dialog.wish().written()).mailing is None


def test_several_letters_go_into_one_file_each(opened, calm, desk, letters, tmp_path, monkeypatch, messages):
    folder = tmp_path / "each"
    monkeypatch.setattr(files, "choose_export_folder", lambda *_args: folder)
    monkeypatch.setattr(opened.panels.worklist, "chosen", lambda: list(letters.values()))
    dialog = asked(opened)
    QTest.keyClick(box(dialog, "One file each"), Qt.Key.Key_Space)
    pattern = next(one for one in dialog.findChildren(QLineEdit) if "named" in one.accessibleName())
    pattern.clear()
    QTest.keyClicks(pattern, "{colour}")
    assert "cannot hold “{colour}”" in dialog.fault()
    assert not button(dialog, "Export").isEnabled()
    pattern.clear()
    QTest.keyClicks(pattern, "{number} {case_number}")
    agree(dialog)
    calm()
    assert len(list(folder.glob("000? *.docx"))) == len(letters)
    assert messages.said[-1] == ("tell", f"{len(letters)} files are written.")


def test_an_export_says_how_far_it_is_and_can_be_stopped(opened, desk, letters, tmp_path, qtbot, calm, messages):
    going, seen = threading.Event(), []
    real = desk.export

    def slow(ids, kind, path, choice, progress, cancelled):
        def told(done, total, name):
            progress(done, total, name)
            seen.append(name)
            going.wait(5)

        return real(ids, kind, path, choice, told, cancelled)

    desk.export = slow
    line = opened._status.exports
    ids = tuple(letters.values())
    opened.parts.exporting.start(ids, "docx", tmp_path / "all.docx", ExportWish().choice(ids))
    qtbot.waitUntil(lambda: "1 of 4" in line.words())
    QTest.mouseClick(button(line, "Cancel export"), Qt.MouseButton.LeftButton)
    assert line.words() == "Stopping after this letter…"
    going.set()
    calm()
    assert messages.said[-1][1].startswith("The export was stopped; 0 files")
    assert not (tmp_path / "all.docx").exists()
    assert line.words() == ""


def test_a_summary_that_is_older_says_so_and_is_brought_up_to_date(opened, desk, letters, calm, target, messages):
    line = opened._status.exports
    agree(asked(opened))
    calm()
    calm()
    assert line.words() == ""
    opened.panels.form.edited.emit(OCCUPATION, "Baker", ())
    calm()
    calm()
    assert line.words() == OLDER
    QTest.mouseClick(button(line, "Export again"), Qt.MouseButton.LeftButton)
    calm()
    calm()
    assert line.words() == ""
    assert "brought up to date" in messages.said[-1][1]
    banner = opened.panels.banners.banners()[0]
    offers = {offer.text: offer for offer in banner.message.offers}
    offers["What changed"].call()
    assert any("Baker" in words for words in child(opened, LinesReportDialog).lines())
    assert child(child(opened, LinesReportDialog), QListWidget).accessibleName()


def test_another_letter_has_no_older_summary(opened, letters, calm, target):
    agree(asked(opened))
    calm()
    opened.panels.form.edited.emit(OCCUPATION, "Baker", ())
    calm()
    calm()
    opened.open_letter(next(one for name, one in letters.items() if name != CONTRADICTIONS))
    calm()
    calm()
    assert opened._status.exports.words() == ""


def test_the_summary_is_copied_with_its_looks_and_without(opened, calm):
    QTest.keyClick(QApplication.focusWidget() or opened, Qt.Key.Key_C, CONTROL | ALT)
    calm()
    data = QGuiApplication.clipboard().mimeData()
    number = opened.parts.reviewing.record.case_number
    assert f"<h1>{number}" in data.html()
    assert number in data.text()
    assert "<" not in data.text().split(number)[0]


def test_the_summary_is_printed(opened, calm, messages, tmp_path, monkeypatch):
    paper = tmp_path / "summary.pdf"

    def choose(_parent, title):
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(paper))
        printer.setDocName(title)
        return printer

    monkeypatch.setattr(printing, "choose_printer", choose)
    QTest.keyClick(QApplication.focusWidget() or opened, Qt.Key.Key_P, CONTROL)
    calm()
    from imrdesk.desk.reading import extract_file

    document, _extraction = extract_file(paper)
    assert opened.parts.reviewing.record.case_number in document.pages[0].text
    assert all(CONFIDENTIAL in page.text for page in document.pages)
    assert f"Page 1 of {len(document.pages)}" in document.pages[0].text
    assert messages.said[-1][1].startswith(f"The summary is printed: {len(document.pages)} page")


@pytest.mark.parametrize("written", ["", "[]", "{", '{"format": "exe"}', '{"sections": []}', '{"kind": 3}'])
def test_a_wish_that_cannot_be_read_is_the_first_one(written):
    assert ExportWish.read(written) == ExportWish()


def test_a_wish_is_kept_whole():
    wish = ExportWish(
        "csv", BRIEF, ("items", "facts"), ("chronology",), True, False, False, True, True, "{number}", "x"
    )
    assert ExportWish.read(wish.written()) == wish
