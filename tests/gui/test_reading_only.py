"""A second instance: who holds the desk is said, all that writes is visibly disabled, and reading works."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from imrdesk.gui import drafting
from imrdesk.gui.actions import WRITING
from imrdesk.record.model import Path
from imrdesk.store import Query
from imrdesk.store.holding import Holder

LETTER = "05_contradictions.pdf"
HOLDER = Holder("Ana Reyes", "desk-7", 4711, "2026-05-04T12:00:00+00:00")


@pytest.fixture
def held(desk, opening, monkeypatch, jobs, qtbot):
    """A window on a workspace that somebody else has open."""
    (desk.folder / drafting.FILE_NAME).write_text(json.dumps([["r", "occupation", "", "half"]]))
    monkeypatch.setattr("imrdesk.desk.keeping.Hold.held_by", HOLDER, raising=False)
    taken = "imrdesk.desk.keeping.Hold._take"
    monkeypatch.setattr(taken, lambda hold, _us: setattr(hold, "held_by", HOLDER))
    opened = opening(desk.folder)
    assert opened._desk.read_only
    window = opened._window
    ids = {row.file_name: row.id for row in opened._desk.rows(opened._desk.ids(Query()))}
    window.open_letter(ids[LETTER])
    qtbot.waitUntil(lambda: not jobs.busy())
    return window


def test_who_has_it_is_said(held, messages):
    said = [text for kind, text in messages.said if kind == "warn"]
    assert any("Ana Reyes on desk-7" in text and "only be read" in text for text in said)
    shown = [label.text() for label in held._status.findChildren(QLabel)]
    assert any("Ana Reyes on desk-7" in text for text in shown)
    assert any("Ana Reyes on desk-7" in label.text() for label in held.panels.form.findChildren(QLabel))


def test_what_writes_is_disabled_and_what_reads_is_not(held):
    for name in WRITING - {"take_alternative"}:
        assert not held._actions[name].isEnabled(), name
        assert "Ana Reyes" in held._actions[name].toolTip()
    for name in ("export_letters", "find_in_source", "zoom_in", "next_letter", "save_certificate", "letter_history"):
        assert held._actions[name].isEnabled(), name
    assert not held.panels.form._sheet.tools.isEnabled()


def test_typing_changes_nothing_and_values_can_be_read(held, desk, jobs, qtbot, messages):
    record = held.parts.reviewing.record
    for key in ("occupation", "outcome", "clinical_summary"):
        held.panels.form.focus_path(Path(key))
        row = held.panels.form._sheet.rows[key]
        before = row.editor.text()
        assert before
        QTest.keyClicks(row.editor, "zzz")
        QTest.keyClick(row.editor, Qt.Key.Key_Return)
        assert row.editor.text() == before
    qtbot.waitUntil(lambda: not jobs.busy())
    assert desk.record(record.id) == record
    assert not [text for kind, text in messages.said if kind == "shout"]
    summary = held.panels.form._sheet.rows["clinical_summary"].editor
    assert isinstance(summary, QPlainTextEdit)
    summary.selectAll()
    assert summary.textCursor().selectedText()


def test_nothing_is_lost_of_who_has_it(held, desk, jobs, qtbot):
    held.import_paths([desk.folder])
    held.close()
    qtbot.waitUntil(lambda: not jobs.busy())
    assert (desk.folder / drafting.FILE_NAME).exists()  # what the other is typing
    assert desk.record(held.parts.reviewing.record.id).revision == 0


def test_it_stays_so_in_other_colours(held, qtbot, jobs):
    held._actions["scheme_dark"].trigger()
    qtbot.waitUntil(lambda: not jobs.busy())
    assert not held.panels.form._sheet.tools.isEnabled()
    assert not held._actions["review_and_next"].isEnabled()


@pytest.fixture
def collected(held, desk, jobs, qtbot):
    """The search page of that window, with a collection that the other has made."""
    desk.finding.make("Hearing", "Ana")
    items = desk.finding.items("", 2)
    desk.finding.collect("Hearing", [(item.record_id, item.issue_id) for item in items], "Ana")
    desk.finding.save_search("injections", "category:Injection", "Ana")
    held.parts.turning.show_search()
    qtbot.waitUntil(lambda: not jobs.busy())
    page = held.panels.search
    page.sheet_chosen.emit(desk.finding.collections()[0].id)
    qtbot.waitUntil(lambda: not jobs.busy())
    return page


def test_results_have_no_box_and_space_collects_nothing(collected, desk, jobs, qtbot, messages):
    results = collected.results
    results.focus_list()
    assert results.currentIndex().data(Qt.ItemDataRole.CheckStateRole) is None
    before = desk.finding.members("Hearing")
    QTest.keyClick(results, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not jobs.busy())
    assert desk.finding.members("Hearing") == before
    assert not [text for kind, text in messages.said if kind == "shout"]
    offered = [collected._sheets.itemText(place) for place in range(collected._sheets.count())]
    assert offered == ["Hearing"]
    assert not collected._save.isEnabled()
    assert "Ana Reyes" in collected._save.toolTip()
    chosen, delete = collected._saved.listed.actions()
    assert chosen.isEnabled()
    assert not delete.isEnabled()


def test_a_collection_can_be_read_and_exported_and_not_changed(collected, desk, jobs, qtbot):
    collected.show_collection()
    panel = collected.collection
    word, excel, rename, delete = panel._buttons
    assert word.isEnabled()
    assert excel.isEnabled()
    assert not rename.isEnabled()
    assert not delete.isEnabled()
    assert "Ana Reyes" in delete.toolTip()
    before = [member.key for member in desk.finding.members("Hearing")]
    panel.list.setFocus()
    panel.list.setCurrentRow(1)
    QTest.keyClick(panel.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(panel.list, Qt.Key.Key_Delete)
    QTest.keyClicks(panel.note, "half")
    panel.list.setFocus()
    qtbot.waitUntil(lambda: not jobs.busy())
    assert [member.key for member in desk.finding.members("Hearing")] == before
    assert panel.note.toPlainText() == ""


def test_no_correction_is_offered_to_be_applied(held, jobs, qtbot):
    held.parts.charting.show_figures()
    qtbot.waitUntil(lambda: not jobs.busy())
    page = held.parts.charting._page
    assert not page.apply.isEnabled()
    assert "Ana Reyes" in page.apply.toolTip()
    page.close()
