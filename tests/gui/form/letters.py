"""Fictional letters for the form, and what a test does and hears in it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from imrdesk.document.model import Document, Page, Span
from imrdesk.gui.form.overview import KEYS
from imrdesk.gui.form.panel import EMPTY, FormPanel
from imrdesk.gui.form.sheet import NO_ISSUES
from imrdesk.record.changes import Sign
from imrdesk.record.fields import FIELDS, ISSUE_FIELDS, SECTIONS, field
from imrdesk.record.finding import Alternative, Evidence, Extraction, Finding
from imrdesk.record.model import Path, record_from
from imrdesk.record.values import Citation

SIGN = Sign("Ann Lee", "2026-01-02T17:04:00+00:00", "a reason")
PLACE = (Evidence(Span(1, 0, 4), "text"),)
CASE = {
    "case_number": "CM16-0100001",
    "priority": "Standard",
    "date_of_injury": "2014-03-14",
    "decision_date": "2016-12-21",
    "outcome": "upheld",
    "reviewer_licensure": ("California", "Texas"),
    "patient_age": 52,
    "diagnoses": ("lumbar strain", "insomnia"),
    "clinical_summary": "The injured worker is a 52 year old male. " * 20,
}
ITEM = {
    "treatment": "Physical therapy for the knee",
    "disputed_treatment": "Physical therapy for the knee",
    "decision": "upheld",
    "category": "Rehabilitation",
    "side": "left",
    "retrospective": False,
    "imr_citations": (Citation("MTUS", "Knee Complaints", 2004),),
    "rationale": "Not shown to help. " * 30,
}
FIXED = {EMPTY, KEYS, NO_ISSUES, *SECTIONS}  # texts of the form itself
DOUBTS = {"date_of_injury": "The header and the summary differ."}
ITEM_DOUBTS = {"side": "The heading says right."}


def findings(values, doubts, keys):
    """A finding for every key; those in `doubts` need review for the reason there."""
    return {
        key: Finding(
            values.get(key),
            confidence=0.97,
            needs_review=key in doubts,
            reason=doubts.get(key),
            rule="header",
            evidence=PLACE if key in values else (),
            alternatives=(Alternative("right", PLACE), Alternative("bilateral")) if key == "side" else (),
        )
        for key in keys
    }


def letter(items=2, doubts=DOUBTS, item_doubts=ITEM_DOUBTS, case_number="CM16-0100001"):
    document = Document(f"{case_number}.txt", "0" * 64, "text/plain", "text", (Page(1, "text of a letter"),))
    case = findings({**CASE, "case_number": case_number}, doubts, [f.key for f in FIELDS if f.scope == "case"])
    issues = tuple(findings(ITEM, item_doubts, [f.key for f in ISSUE_FIELDS]) for _ in range(items))
    return record_from(document, Extraction(fields=case, issues=issues))


class Heard:
    """What the panel said, in order."""

    def __init__(self, panel: FormPanel):
        self.said: list[tuple] = []
        panel.edited.connect(self.on_edited)
        panel.confirmed.connect(self.on_confirmed)
        panel.restored.connect(self.on_restored)
        panel.finished.connect(self.on_finished)
        panel.failed.connect(self.on_failed)
        panel.issue_added.connect(self.on_added)
        panel.issue_removed.connect(self.on_removed)
        panel.issue_moved.connect(self.on_moved)

    def on_edited(self, path, value, evidence):
        self.said.append(("edited", path, value, evidence))

    def on_confirmed(self, path, seen):
        self.said.append(("confirmed", path, seen))

    def on_restored(self, path):
        self.said.append(("restored", path))

    def on_finished(self):
        self.said.append(("finished",))

    def on_failed(self, message):
        self.said.append(("failed", message))

    def on_added(self):
        self.said.append(("added",))

    def on_removed(self, issue):
        self.said.append(("removed", issue))

    def on_moved(self, issue, position):
        self.said.append(("moved", issue, position))

    def take(self):
        said, self.said = self.said, []
        return said


def editor(panel, path) -> QWidget:
    """The editor of a path, found as a screen reader finds it."""
    label = field(path.key).label
    name = f"{label}, item {issue_number(panel, path)}" if path.issue else label
    found = [widget for widget in panel.findChildren(QWidget) if widget.accessibleName() == name]
    assert len(found) == 1, name
    return found[0]


def issue_number(panel, path):
    return [issue.id for issue in panel._letter.record.issues].index(path.issue) + 1


def text(panel, path):
    return panel._sheet.rows[path.key].editor.text()


def mark(panel, path):
    return panel._sheet.rows[path.key].mark.state


def key(qtbot, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


def write(qtbot, words):
    qtbot.keyClicks(QApplication.focusWidget(), words)


ENTER = Qt.Key.Key_Return
INJURY = Path("date_of_injury")
