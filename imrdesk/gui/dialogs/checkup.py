"""A full check of the workspace: how far it is, and then what it found and what can be done about each."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QProgressBar, QPushButton, QTreeWidget, QVBoxLayout, QWidget
from PySide6.QtWidgets import QTreeWidgetItem as Row

from imrdesk.desk.keeping import Damage, Health
from imrdesk.gui.theme import SPACE, set_role

TITLE = "Full check"
RUNNING = "Every page of the database, every event of the audit, every record and every letter's file is looked at."
WHOLE = "Everything is whole"
DAMAGED = "Something is damaged"
MENDABLE = ("missing_file", "altered_file")  # a letter's file, which can be given again
GIVE, SEE = "Give the file again…", "See what can be done"


class CheckDialog(QDialog):
    """Shows a check at work, then its result; closing it stops the check."""

    file_wanted = Signal(object)  # the Damage whose file is to be given again
    recovery_wanted = Signal(object)  # Health

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(TITLE)
        self.resize(SPACE * 92, SPACE * 40)
        self._health: Health | None = None
        self._title, self._words, self._step = QLabel(TITLE), QLabel(RUNNING), QLabel()
        set_role(self._title, "display")
        set_role(self._step, "muted")
        for label in (self._title, self._words, self._step):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(TITLE)
        self._list = QTreeWidget()
        self._list.setHeaderHidden(True)
        self._list.setRootIsDecorated(False)
        self._list.setWordWrap(True)
        self._list.setAccessibleName("What is damaged")
        self._list.currentItemChanged.connect(self._offer)
        self._give, self._see, self._close = QPushButton(GIVE), QPushButton(SEE), QPushButton("Stop")
        self._give.clicked.connect(self._on_give)
        self._see.clicked.connect(self._on_see)
        self._close.clicked.connect(self.reject)
        self._lay_out()

    def show_progress(self, step: tuple[int, int, str]) -> None:
        """How far it is."""
        done, total, what = step
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._step.setText(f"{what}: {done:,} of {total:,}" if total else f"{what} …")

    def show_result(self, health: Health) -> None:
        """What was found."""
        self._health = health
        damaged = [item for item in health.damages if item.code in MENDABLE or not health.is_whole]
        self._title.setText(WHOLE if health.is_whole else DAMAGED)
        set_role(self._title, "display")
        holds = f"The workspace holds {health.counts}. " if health.counts else ""
        sound = "Each page, event, record and letter's file is as it was written." if health.is_whole else (
            "Nothing was changed by looking.")  # fmt: skip
        self._words.setText(holds + sound)
        for part in (self._bar, self._step):
            part.hide()
        self._list.clear()
        for item in health.damages:
            row = Row([f"{'▲' if item in damaged else 'ⓘ'}  {item.message}"])
            row.setData(0, Qt.ItemDataRole.UserRole, item)
            self._list.addTopLevelItem(row)
        self._list.setVisible(bool(health.damages))
        if first := self._list.topLevelItem(0):
            self._list.setCurrentItem(first)
        self._see.setVisible(not health.is_whole)
        self._close.setText("Close")
        self._close.setFocus()

    def show_refused(self, words: str) -> None:
        """Why there is no result."""
        self._title.setText("Not checked to the end")
        self._words.setText(words)
        for part in (self._bar, self._step):
            part.hide()
        self._close.setText("Close")

    def mended(self, damage: Damage, words: str) -> None:
        """The file of a letter is back."""
        for place in range(self._list.topLevelItemCount()):
            row = self._list.topLevelItem(place)
            if row and row.data(0, Qt.ItemDataRole.UserRole) == damage:
                row.setText(0, f"✓  {words}")
                row.setData(0, Qt.ItemDataRole.UserRole, None)
        self._offer()

    def rows(self) -> list[str]:
        """What the list says."""
        found = (self._list.topLevelItem(place) for place in range(self._list.topLevelItemCount()))
        return [row.text(0) for row in found if row]

    def _chosen(self) -> Damage | None:
        row = self._list.currentItem()
        return row.data(0, Qt.ItemDataRole.UserRole) if row else None

    def _offer(self) -> None:
        damage = self._chosen()
        self._give.setVisible(bool(damage and damage.code in MENDABLE and damage.record_id))

    def _on_give(self) -> None:
        self.file_wanted.emit(self._chosen())

    def _on_see(self) -> None:
        self.recovery_wanted.emit(self._health)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 3, SPACE * 3, SPACE * 3, SPACE * 2)
        column.setSpacing(SPACE + SPACE // 2)
        for part in (self._title, self._words, self._bar, self._step):
            column.addWidget(part)
        column.addWidget(self._list, 1)
        column.addStretch(0)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE)
        for button in (self._give, self._see):
            button.setAutoDefault(False)
            button.hide()
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self._close)
        column.addLayout(foot)
        self._list.hide()
