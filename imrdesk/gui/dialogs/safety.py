"""How safe the workspace is: its place, its encryption, its backups, a full check; and what to do beside each."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from imrdesk.desk.keeping import ENCRYPTED, PARTLY
from imrdesk.desk.safety import Safety
from imrdesk.gui.theme import SPACE, set_role
from imrdesk.gui.widgets.fitting import fit

from .passphrase import CHANGE, DECRYPT, ENCRYPT, FINISH, Asking

TITLE = "How safe is this workspace?"
LOOKING = "Every file is looked at …"
NOT_INSTALLED = "The part of imrdesk that encrypts is not installed on this computer: pip install 'imrdesk[encryption]'"
BY_STATE: dict[str, tuple[Asking, ...]] = {ENCRYPTED: (CHANGE, DECRYPT), PARTLY: (FINISH, DECRYPT)}
READ_ONLY = "Somebody else has the workspace open, so nothing of this can be changed here."


class SafetyDialog(QDialog):
    """Four parts, each with its buttons."""

    asked = Signal(object)  # Asking: encrypt, decrypt, another passphrase
    backup_wanted = Signal()
    settings_wanted = Signal()
    check_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(TITLE)
        self.setFixedWidth(SPACE * 84)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SPACE * 4, SPACE * 3, SPACE * 4, SPACE * 3)
        self._column.setSpacing(SPACE * 2)
        title = QLabel(TITLE)
        set_role(title, "display")
        self._column.addWidget(title)
        self._know = Part("To know")
        self._place = Part("Where it lies")
        self._lock = Part("Encryption")
        self._backups = Part("Backups")
        self._check = Part("Damage")
        for part in (self._know, self._place, self._lock, self._backups, self._check):
            self._column.addWidget(part)
        self._askings = {asking.title: self._lock.offer(f"{asking.title}…") for asking in
                         (ENCRYPT, FINISH, CHANGE, DECRYPT)}  # fmt: skip
        for button in self._askings.values():
            button.clicked.connect(self._on_asked)
            button.hide()
        self._back_up = self._backups.offer("Back up now")
        self._back_up.clicked.connect(self._on_back_up)
        self._backups.offer("Choose their folder…").clicked.connect(self.settings_wanted)
        self._check.say("Pages are looked at each time the workspace is opened. A full check reads everything.")
        self._check.offer("Check everything…").clicked.connect(self.check_wanted)
        close = QPushButton("Close")
        close.clicked.connect(self.reject)
        self._column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        for part in (self._place, self._lock, self._backups):
            part.say(LOOKING)
        self._know.hide()

    def show_safety(self, safety: Safety, *, read_only: bool) -> None:
        """What was found."""
        self._know.setVisible(bool(safety.cautions))
        self._know.say("\n".join(f"▲  {item.words} {item.remedy}" for item in safety.cautions), "amber")
        self._place.say(str(safety.folder))
        self._lock.say(self._locked(safety, read_only=read_only))
        offered = BY_STATE.get(safety.standing.state, (ENCRYPT,))
        for title, button in self._askings.items():
            button.setVisible(title in {asking.title for asking in offered})
            button.setEnabled(safety.can_encrypt and not read_only)
        newest = "There is none yet."
        if safety.newest:
            counts = safety.counts or "it cannot be read"
            newest = f"The newest is of {safety.newest.at.astimezone():%m/%d/%Y %H:%M}: {counts}."
        self._backups.say(f"{newest} They lie in {safety.backups_in}.")
        self._back_up.setEnabled(True)
        self._column.activate()
        fit(
            self, self.width(), self._column.totalHeightForWidth(self.width())
        )  # Qt alone takes 2/3 of a screen at most

    def show_refused(self, words: str) -> None:
        """Why something was not done."""
        self._backups.say(words, "red")
        self._back_up.setEnabled(True)

    def _locked(self, safety: Safety, *, read_only: bool) -> str:
        said = [safety.standing.sentence()]
        said += [] if safety.can_encrypt else [NOT_INSTALLED]
        said += [READ_ONLY] if read_only else []
        return " ".join(said)

    def _on_asked(self) -> None:
        title = next(title for title, button in self._askings.items() if button is self.sender())
        self.asked.emit(next(item for item in (ENCRYPT, FINISH, CHANGE, DECRYPT) if item.title == title))

    def _on_back_up(self) -> None:
        self._back_up.setEnabled(False)
        self.backup_wanted.emit()


class Part(QFrame):
    """A heading, what is so, and buttons."""

    def __init__(self, title: str) -> None:
        super().__init__()
        heading = QLabel(title)
        set_role(heading, "heading")
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(SPACE)
        self._buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        column.addWidget(heading)
        column.addWidget(self._words)
        column.addLayout(self._buttons)

    def say(self, words: str, role: str = "muted") -> None:
        """What is so."""
        self._words.setText(words)
        set_role(self._words, role)

    def offer(self, text: str) -> QPushButton:
        """A button."""
        button = QPushButton(text)
        button.setAutoDefault(False)
        self._buttons.insertWidget(self._buttons.count() - 1, button)
        return button
