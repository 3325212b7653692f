"""The status bar: when the last change was saved, what is left to check, and who is reviewing."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QStatusBar, QWidget

from imrdesk.gui.theme import SPACE, STATE_MARKS, set_role

from .export_line import ExportLine


class StatusBar(QStatusBar):
    """Says without being asked that nothing is lost."""

    reviewer_named = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._saved, self._left = QLabel(), QLabel()
        self._reviewer = QLineEdit()
        self._reviewer.setPlaceholderText("Your name")
        self._reviewer.setAccessibleName("Reviewer's name")
        self._reviewer.setToolTip("Who is reviewing; every change is signed with this name")
        self._reviewer.setFixedWidth(SPACE * 20)
        self._reviewer.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Tab stays with the letter
        self._reviewer.editingFinished.connect(self._name)
        self.addWidget(self._saved)
        self.exports = ExportLine()
        for part in (self.exports, self._left, QLabel("Reviewer"), self._reviewer):
            self.addPermanentWidget(part)
        self.setContentsMargins(SPACE, 0, SPACE, 0)

    def show_read_only(self, words: str) -> None:
        """Nothing can be saved here, and why."""
        self._say(f"▲ {words}", "amber")

    def show_saving(self) -> None:
        """A change is on its way to the disk."""
        self._say("Saving…", "muted")

    def show_saved(self) -> None:
        """The change is on the disk."""
        self._say(f"✓ Saved {datetime.now().astimezone():%H:%M:%S}", "green")

    def show_not_saved(self) -> None:
        """The change is not on the disk."""
        self._say("▲ Not saved", "red")

    def show_nothing(self) -> None:
        """Nothing was changed after all."""
        self._say("", "muted")

    def show_left(self, count: int | None) -> None:
        """How many fields are left to check; None where no letter is open."""
        if count is None:
            self._left.clear()
        elif count:
            self._left.setText(f"{STATE_MARKS['to review'].glyph} {count} to check")
            set_role(self._left, "amber")
        else:
            self._left.setText("✓ Nothing left to check")
            set_role(self._left, "green")

    def reviewer(self) -> str:
        """Who is reviewing."""
        return self._reviewer.text().strip()

    def show_reviewer(self, name: str, *, known: bool) -> None:
        """Show who is reviewing; a name nobody has given yet stands out as something to fill in."""
        self._reviewer.setText(name)
        set_role(self._reviewer, "quiet" if known else "")

    def name_reviewer(self) -> None:
        """Let the person type the name."""
        self._reviewer.setFocus()
        self._reviewer.selectAll()

    def _say(self, words: str, role: str) -> None:
        self._saved.setText(words)
        set_role(self._saved, role)

    def _name(self) -> None:
        if name := self.reviewer():
            set_role(self._reviewer, "quiet")
            self.reviewer_named.emit(name)
