"""The rows of the form in a scrolling sheet; rows are made once and show one letter, one issue, after the other."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from imrdesk.gui.theme import SPACE, Theme, set_role
from imrdesk.record.fields import CASE_FIELDS, FIELDS, ISSUE, ISSUE_FIELDS, SECTIONS
from imrdesk.record.model import Path, Record

from .drafts import Draft
from .issue_table import IssueTable
from .issue_tools import IssueTools
from .narrowing import NARROWED, narrowed
from .row import MARGIN, FieldRow
from .section import section

NO_ISSUES = "This letter has no disputed item yet. Add one with the plus sign."


class Sheet(QScrollArea):
    """Case fields, the table of issues, and the fields of one issue."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.issue = ""  # the id of the issue whose fields are shown
        self.place = 0  # where it stands, so that its neighbour follows when it is removed
        self.count = 0  # of all issues
        self._body = QWidget(self.viewport())
        set_role(self._body, "panel")
        self.rows = {field.key: FieldRow(theme, field, self._body) for field in FIELDS}
        self._top = QWidget(self._body)
        self.issues = IssueTable(theme, self._top)
        self._no_issues = QLabel(NO_ISSUES, self._top)
        self._no_issues.setWordWrap(True)
        set_role(self._no_issues, "muted")
        self.tools = IssueTools(theme, self._body)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setWidgetResizable(True)
        self._column = self._lay_out()
        self.setWidget(self._body)
        self._chain()
        self._unprepared = list(self.rows.values())
        QTimer.singleShot(0, self, self._prepare_next)

    def _prepare_next(self) -> None:
        """One row between two events, so that the first letter need not wait for all of them."""
        if self._unprepared:
            self._unprepared.pop(0).prepare()
            QTimer.singleShot(0, self, self._prepare_next)

    def _lay_out(self) -> QVBoxLayout:
        top = QVBoxLayout(self._top)
        top.setContentsMargins(MARGIN, 0, 0, 0)
        top.addWidget(self._no_issues)
        top.addWidget(self.issues)
        column = QVBoxLayout(self._body)
        column.setContentsMargins(SPACE - 2, SPACE, SPACE, 2 * SPACE)
        column.setSpacing(2 * SPACE)
        for title in SECTIONS:
            rows = [row for row in self.rows.values() if row.field.section == title]
            of_issues = rows[0].field.scope == ISSUE
            above, tools = (self._top, self.tools) if of_issues else (None, None)
            column.addLayout(section(self._body, title, rows, above, tools))
        column.addStretch(1)
        return column

    def _chain(self) -> None:
        """Tab goes from top to bottom, the table before the fields of its issue."""
        stops: list[QWidget] = [row.editor for row in self.rows.values()]
        stops.insert(len(CASE_FIELDS), self.issues)
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def vacate(self) -> None:
        """Forget the letter shown so far, and what is typed over it."""
        self.issue, self.place = "", 0
        for row in self.rows.values():
            row.vacate()

    def show_record(self, record: Record, drafts: Mapping[Path, Draft]) -> None:
        """Show a record as it stands: rows whose value is as before stay untouched."""
        ids = [issue.id for issue in record.issues]
        if self.issue not in ids:
            self.issue = ids[min(self.place, len(ids) - 1)] if ids else ""
        for field in CASE_FIELDS:
            self._show(record, Path(field.key), 0, drafts)
        self._show_issues(record, drafts)
        self.settle()

    def show_issue(self, record: Record, issue_id: str, drafts: Mapping[Path, Draft]) -> None:
        """Show the fields of another issue."""
        self.issue = issue_id
        self._show_issues(record, drafts)
        self.settle()

    def _show_issues(self, record: Record, drafts: Mapping[Path, Draft]) -> None:
        numbers = {issue.id: number for number, issue in enumerate(record.issues, 1)}
        number, self.count = numbers.get(self.issue, 0), len(numbers)
        self.place = max(0, number - 1)
        shown = bool(self.issue)
        self._no_issues.setVisible(not shown)
        self.issues.setVisible(shown)
        self.issues.show_issues(record.issues, self.issue, drafts)
        self.tools.show_place(number, self.count)
        for field in ISSUE_FIELDS:
            self.rows[field.key].setVisible(shown)
            if shown:
                self._show(record, Path(field.key, self.issue), number, drafts)
        for key in NARROWED if shown else ():
            self.rows[key].offer(narrowed(record.issue(self.issue), key))

    def _show(self, record: Record, path: Path, number: int, drafts: Mapping[Path, Draft]) -> None:
        said = tuple(item for item in record.remarks if item.path == path)
        self.rows[path.key].show_value(path, record.at(path), number, drafts.get(path), said)

    def row(self, path: Path) -> FieldRow | None:
        """The row that shows a path now."""
        row = self.rows.get(path.key)
        return row if row and row.path == path and path.issue in ("", self.issue) else None

    def shown_rows(self) -> Iterator[FieldRow]:
        """Every row that shows a value now."""
        return (row for row in self.rows.values() if row.path.key and row.path.issue in ("", self.issue))

    def settle(self) -> None:
        """Lay out at once what changed, so that nothing jumps later and it is known where each row is."""
        for row in self.rows.values():
            row.settle()
        self._column.activate()
        QCoreApplication.sendEvent(self, QEvent(QEvent.Type.LayoutRequest))

    def reveal(self, row: FieldRow) -> None:
        """Scroll so that the row is in sight, with what is said under it."""
        self.settle()
        self.ensureWidgetVisible(row, 0, 3 * SPACE)
