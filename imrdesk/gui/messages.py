"""What the program says to a person: banners in the window first, questions last; the only message boxes."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QInputDialog, QMessageBox, QWidget

TELL, WARN, SHOUT = "tell", "warn", "shout"


@dataclass(frozen=True, slots=True)
class Offer:
    """A button of a banner: what it says and what it does."""

    text: str
    call: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Message:
    """A banner: how loud it is, what it says, what it offers to do."""

    kind: str
    text: str
    offers: tuple[Offer, ...] = ()
    topic: str = ""  # a newer message of the same topic takes its place
    dismissed: Callable[[], object] | None = None  # called once a person takes it away


class Messages(QObject):
    """Speaks to the person; passed to whoever has something to say, so that tests can listen."""

    shown = Signal(str, str)  # kind, text
    posted = Signal(object)  # the Message, for the banner that shows it

    def __init__(self, window: QWidget | None = None) -> None:
        super().__init__(window)
        self._window = window

    def tell(self, text: str, *offers: Offer, topic: str = "") -> None:
        """Say that something went well; goes away by itself unless it offers something."""
        self._post(Message(TELL, text, offers, topic))

    def warn(self, text: str, *offers: Offer, topic: str = "", dismissed: Callable[[], object] | None = None) -> None:
        """Say that something wants a look; stays until dismissed, which may be heard."""
        self._post(Message(WARN, text, offers, topic, dismissed))

    def shout(self, text: str, *offers: Offer, topic: str = "") -> None:
        """Say that something was not done, like a failed save; stays until dismissed."""
        self._post(Message(SHOUT, text, offers, topic))

    def ask(self, question: str, detail: str, yes: str, no: str) -> bool:
        """Ask before something that matters; `no` is the answer of Esc and of Enter."""
        box = QMessageBox(self._window)
        box.setWindowTitle("imrdesk")
        box.setText(question)
        box.setInformativeText(detail)
        agree = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        refuse = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(refuse)
        box.setEscapeButton(refuse)
        box.exec()
        agreed = box.clickedButton() is agree
        box.deleteLater()
        return agreed

    def ask_text(self, question: str, detail: str) -> str | None:
        """Ask for a few words; None when the person would rather not."""
        dialog = QInputDialog(self._window)
        dialog.setWindowTitle("imrdesk")
        dialog.setLabelText(f"{question}\n\n{detail}" if detail else question)
        accepted = dialog.exec()
        words = dialog.textValue().strip()
        dialog.deleteLater()
        return words if accepted and words else None

    def refuse(self, text: str) -> None:
        """Say why the program cannot go on, where there is no window to say it in."""
        box = QMessageBox(QMessageBox.Icon.Critical, "imrdesk", text, QMessageBox.StandardButton.Close, self._window)
        box.exec()
        box.deleteLater()

    def _post(self, message: Message) -> None:
        self.shown.emit(message.kind, message.text)
        self.posted.emit(message)
