"""The page of figures: how far the work is, one chart at a time, and corrections that come again."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListWidget,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from imrdesk.desk.correcting import shown
from imrdesk.desk.figures import Bar, Chart
from imrdesk.gui.theme import SPACE, set_role
from imrdesk.gui.widgets.fitting import fit
from imrdesk.record.fields import field
from imrdesk.store import Correction, Work

from .chart import BarChart

GROUPS = {"field": "Corrected", "rule": "Corrected", "day": "Work", "agreement": "Agreement"}
AGAIN = "Corrections that come again"
NONE_AGAIN = "No correction was made alike in several letters so far. They are offered here as people review."
ON_PAGE = 24  # bars that a page of the report has room for; its table has all
BY_TIME = ("month", "day")  # of these the newest are shown there
COLUMNS = ("Field", "The program's value", "Yours", "Letters", "For example")


class FiguresPage(QDialog):
    """Shows what it is given, and says what a person wants."""

    bar_opened = Signal(object, object)  # the Chart, and the Bar whose items are wanted
    report_wanted = Signal(object)  # pictures of the charts, PNG by name
    spread_wanted = Signal(object)  # Correction, to be applied to letters not reviewed

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Figures")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        fit(self, SPACE * 130, SPACE * 82)
        self._charts: list[Chart] = []
        self._corrections: list[Correction] = []
        self.work = QLabel()
        self.work.setTextFormat(Qt.TextFormat.PlainText)
        self.work.setWordWrap(True)
        self.list = QListWidget()
        self.list.setAccessibleName("Figures to choose from")
        self.list.setSpacing(SPACE // 4)
        self.list.setFixedWidth(SPACE * 32)
        self.chart = BarChart()
        self.caption = QLabel()
        self.caption.setWordWrap(True)
        self.caption.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self.caption, "muted")
        self.again = QTreeWidget()
        self.again.setHeaderLabels(COLUMNS)
        self.again.setRootIsDecorated(False)
        self.again.setAccessibleName(AGAIN)
        self.picture, self.table = QPushButton("Copy as &picture"), QPushButton("Copy as &table")
        self.word = QPushButton("&Word report…")
        self.apply = QPushButton("&Apply to letters not reviewed…")
        self._locked = False
        self._scroll = QScrollArea()
        self._shown = QStackedWidget()
        self._lay_out()
        self._join()

    def show_figures(self, work: Work, charts: Mapping[str, Chart], corrections: Sequence[Correction]) -> None:
        """Show all figures; the one on show stays."""
        place = max(self.list.currentRow(), 0)
        self._charts, self._corrections = list(charts.values()), list(corrections)
        self.work.setText(_told(work))
        self.list.clear()
        self.list.addItems([f"{GROUPS.get(one.name, 'Overturned')}: {one.title.lower()}" for one in self._charts])
        self.list.addItem(AGAIN)
        self._fill()
        self.list.setCurrentRow(place)

    def lock(self, words: str) -> None:
        """Let no correction be applied, and say why."""
        self._locked = True
        self.apply.setEnabled(False)
        self.apply.setToolTip(words)

    def _choose(self, place: int) -> None:
        is_chart = 0 <= place < len(self._charts)
        self._shown.setCurrentWidget(self._scroll if is_chart else self.again)
        for button in (self.picture, self.table, self.word):
            button.setVisible(is_chart)
        self.apply.setVisible(not is_chart)
        if is_chart:
            self.chart.show_chart(self._charts[place])
        elif place >= 0:
            self.caption.setText(
                NONE_AGAIN
                if not self._corrections
                else "Choose one; before it is applied you see which letters it would change."
            )

    def _fill(self) -> None:
        self.again.clear()
        for one in self._corrections:
            names = ", ".join(name for _id, name in one.examples)
            words = (field(one.key).label, shown(one.machine), shown(one.said), f"{one.letters}", names)
            item = QTreeWidgetItem(list(words))
            for column in range(len(words)):
                item.setToolTip(column, words[column])
            self.again.addTopLevelItem(item)
        if first := self.again.topLevelItem(0):
            self.again.setCurrentItem(first)
        self.apply.setEnabled(bool(self._corrections) and not self._locked)

    def _open(self, bar: Bar) -> None:
        self.bar_opened.emit(self._charts[self.list.currentRow()], bar)

    def _copy_picture(self) -> None:
        drawn = QPixmap(self.chart.size() * self.devicePixelRatioF())
        drawn.setDevicePixelRatio(self.devicePixelRatioF())
        self.chart.render(drawn)
        QApplication.clipboard().setPixmap(drawn)
        self.caption.setText("The picture is copied.")

    def _copy_table(self) -> None:
        rows = self._charts[self.list.currentRow()].table()
        data = QMimeData()
        data.setText("\n".join("\t".join(row) for row in rows))
        QApplication.clipboard().setMimeData(data)
        self.caption.setText("The table is copied.")

    def _report(self) -> None:
        """Ask for a report, with every chart as it is drawn here."""
        drawn: dict[str, bytes] = {}
        for one in self._charts:
            chart = BarChart()
            bars = one.bars[-ON_PAGE:] if one.name in BY_TIME else one.bars[:ON_PAGE]
            chart.show_chart(replace(one, bars=bars))
            chart.resize(chart.sizeHint())
            data = QByteArray()
            buffer = QBuffer(data)
            buffer.open(QIODevice.OpenModeFlag.WriteOnly)
            chart.grab().save(buffer, "PNG")
            drawn[one.name] = bytes(data.data())
        self.report_wanted.emit(drawn)

    def _spread(self) -> None:
        if item := self.again.currentItem():
            self.spread_wanted.emit(self._corrections[self.again.indexOfTopLevelItem(item)])

    def _see(self, middle: int) -> None:
        self._scroll.ensureVisible(0, middle, 0, SPACE * 4)

    def _join(self) -> None:
        self.list.currentRowChanged.connect(self._choose)
        self.chart.opened.connect(self._open)
        self.chart.told.connect(self.caption.setText)
        self.chart.moved.connect(self._see)
        self.picture.clicked.connect(self._copy_picture)
        self.table.clicked.connect(self._copy_table)
        self.word.clicked.connect(self._report)
        self.apply.clicked.connect(self._spread)

    def _lay_out(self) -> None:
        self._scroll.setWidget(self.chart)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._shown.addWidget(self._scroll)
        self._shown.addWidget(self.again)
        header = self.again.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.ResizeToContents)
        for column, width in enumerate((SPACE * 16, SPACE * 24, SPACE * 24)):
            self.again.setColumnWidth(column, width)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (self.picture, self.table, self.word, self.apply):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        right = QVBoxLayout()
        right.addWidget(self._shown, 1)
        self.caption.setMinimumHeight(self.caption.fontMetrics().lineSpacing() * 2)  # a long name takes two lines
        right.addWidget(self.caption)
        right.addLayout(buttons)
        columns = QHBoxLayout()
        columns.setSpacing(SPACE * 2)
        columns.addWidget(self.list)
        columns.addLayout(right, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE * 2, SPACE * 2, SPACE * 2, SPACE * 2)
        whole.setSpacing(SPACE * 2)
        whole.addWidget(self.work)
        whole.addLayout(columns, 1)


def _told(work: Work) -> str:
    total = sum(work.statuses.values())
    if not total:
        return "No letters yet. Bring determination letters in first; then their figures stand here."
    parts = [f"{work.waiting:,} of {total:,} letters wait for review"]
    if work.days:
        parts.append(f"{sum(count for _day, count in work.days) / len(work.days):.0f} reviewed on a working day")
    if work.timed:
        parts.append(f"{work.seconds:.0f} seconds a letter")
    if work.taken:
        parts.append(f"{100 * work.unseen / work.taken:.0f} % of values accepted unseen")
    return "  ·  ".join(parts)
