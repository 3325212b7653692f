"""Messages inside the window: banners at its top that stay, and a note at its foot that goes away by itself."""

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from imrdesk.gui.icons import icon
from imrdesk.gui.messages import SHOUT, TELL, WARN, Message, Offer
from imrdesk.gui.theme import SPACE, Theme, set_role

MOST = 3  # banners at a time; the oldest gives way
NOTE_TIME = 5000  # milliseconds a note stays
TELL_TIME = 30_000  # milliseconds a banner stays that tells of something that went well
ICONS = {TELL: ("circle-check", "blue"), WARN: ("triangle-alert", "amber"), SHOUT: ("octagon-alert", "red")}
ICON_SIZE = QSize(16, 16)


class BannerArea(QWidget):
    """Shows what Messages posts: what offers or warns as a banner, the rest as a note."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._note = Note(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_message(self, message: Message) -> None:
        """Show a message; one that is there already is not shown twice."""
        if message.kind == TELL and not message.offers:
            self._note.say(message.text)
            return
        for banner in self.banners():
            if banner.message.text == message.text or (message.topic and banner.message.topic == message.topic):
                self._drop(banner)
        banner = Banner(message, self._theme, self)
        banner.dismissed.connect(self._drop)
        self._column.insertWidget(0, banner)
        for old in self.banners()[MOST:]:
            self._drop(old)

    def drop(self, topic: str) -> None:
        """Take the messages of a topic away: what they were about is gone."""
        for banner in self.banners():
            if banner.message.topic == topic:
                self._drop(banner)

    def let_go(self) -> None:
        """Take the note away: what it was about is gone."""
        self._note.hide()

    def stand_on(self, foot: QWidget) -> None:
        """Let notes stand above this part of the window."""
        self._note.stand_on(foot)

    def banners(self) -> list["Banner"]:
        """The banners shown, the newest first."""
        items = (self._column.itemAt(place) for place in range(self._column.count()))
        return [widget for item in items if item and isinstance(widget := item.widget(), Banner)]

    def messages(self) -> list[Message]:
        """The messages shown, the newest first."""
        return [banner.message for banner in self.banners()]

    def note(self) -> str:
        """The note that is shown, if any."""
        return self._note.text() if self._note.isVisible() else ""

    def _drop(self, banner: "Banner") -> None:
        self._column.removeWidget(banner)
        banner.hide()
        banner.deleteLater()


class Banner(QFrame):
    """One message with what it offers and a button to dismiss it."""

    dismissed = Signal(object)  # itself

    def __init__(self, message: Message, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.message = message
        set_role(self, f"banner-{message.kind}")
        self.setAccessibleName(message.text)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE * 2, SPACE // 2, SPACE, SPACE // 2)
        row.setSpacing(SPACE)
        name, role = ICONS[message.kind]
        sign = QLabel()
        sign.setPixmap(icon(name, theme.color(role)).pixmap(ICON_SIZE, self.devicePixelRatioF()))
        row.addWidget(sign)
        words = QLabel(message.text)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(words, 1)
        for offer in message.offers:
            row.addWidget(OfferButton(offer, self))
        close = QToolButton()
        close.setIcon(icon("x", theme.color("muted")))
        close.setToolTip("Dismiss")
        close.setAccessibleName("Dismiss this message")
        close.clicked.connect(self.dismiss)
        row.addWidget(close)
        if message.kind == TELL:
            QTimer.singleShot(TELL_TIME, self, self.dismiss)

    def dismiss(self) -> None:
        """Take the message off the window."""
        if self.message.dismissed:
            self.message.dismissed()
        self.dismissed.emit(self)


class OfferButton(QPushButton):
    """Does what a message offers, and dismisses the message."""

    def __init__(self, offer: Offer, banner: Banner) -> None:
        super().__init__(offer.text, banner)
        self._offer = offer
        self._banner = banner
        set_role(self, "link")
        self.clicked.connect(self._take)

    def _take(self) -> None:
        self._banner.dismiss()
        self._offer.call()


class Note(QLabel):
    """A sentence at the foot of its parent, gone after a while; never in the way of a click."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = parent
        self._foot: QWidget | None = None
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        set_role(self, "note")
        self.hide()
        self._clock = QTimer(self, singleShot=True, interval=NOTE_TIME)
        self._clock.timeout.connect(self.hide)
        parent.installEventFilter(self)

    def say(self, text: str) -> None:
        """Show a sentence for a while."""
        self.setText(text)
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()
        self._clock.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot when the parent changes its size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def stand_on(self, foot: QWidget) -> None:
        """Stay above this part of the window, where it is shown: what can be done there is never covered."""
        self._foot = foot

    def _place(self) -> None:
        size = self.sizeHint().boundedTo(QSize(self._room.width() - 4 * SPACE, 4096))
        self.resize(size)
        foot = self._foot
        shown = foot is not None and foot.isVisible()
        floor = foot.mapTo(self._room, QPoint()).y() if foot and shown else self._room.height()
        self.move(QPoint((self._room.width() - size.width()) // 2, floor - size.height() - 2 * SPACE))
