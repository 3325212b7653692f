"""Covers the window until there is a desk to work on, and shows one page at a time."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QScrollArea, QVBoxLayout, QWidget

from imrdesk.gui.theme import SPACE, set_role

WIDTH = SPACE * 88


class Gate(QScrollArea):
    """As large as the window; what lies behind is neither seen nor reached by keys."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        set_role(self, "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAutoFillBackground(True)
        window.installEventFilter(self)

    def show_page(self, page: "Page") -> None:
        """Show a page in place of the one before."""
        self.setWidget(page)
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()
        page.begin()

    def page(self) -> "Page | None":
        """The page that is shown."""
        found = self.widget()
        return found if isinstance(found, Page) else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the window."""
        if event.type() is QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
        return super().eventFilter(watched, event)


class Page(QWidget):
    """A title, what there is to know, and what can be done, in one narrow column."""

    left = Signal()  # somebody would rather end the program
    another_wanted = Signal()  # somebody would rather open another workspace

    def __init__(self, title: str, words: str) -> None:
        super().__init__()
        set_role(self, "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(f"{title} {words}")
        inner = QWidget()
        inner.setFixedWidth(WIDTH)
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(SPACE * 3, SPACE * 3, SPACE * 3, SPACE * 3)
        self.column.setSpacing(SPACE * 2)
        middle = QHBoxLayout()  # an aligned widget would not be as high as its words need at this width
        middle.addStretch()
        middle.addWidget(inner)
        middle.addStretch()
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addLayout(middle)
        outer.addStretch(3)
        self.say(title, "display")
        self.say(words)

    def begin(self) -> None:
        """The page is on the screen: the keyboard goes where it is needed."""
        self.setFocus()

    def say(self, words: str, role: str = "") -> QLabel:
        """A paragraph."""
        label = QLabel(words)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if role:
            set_role(label, role)
        label.setVisible(bool(words))
        self.column.addWidget(label)
        return label

    def offer(self, text: str, words: str, role: str = "") -> QPushButton:
        """A button, with what it does below."""
        button = QPushButton(text)
        button.setAccessibleDescription(words)
        if role:
            set_role(button, role)
        self.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        if words:
            self.column.addSpacing(-SPACE)
            self.say(words, "muted")
        return button

    def offer_ways_out(self) -> None:
        """What can always be done."""
        rule = QFrame()
        set_role(rule, "rule")
        self.column.addWidget(rule)
        for text, said in (("Open another workspace…", self.another_wanted), ("Quit", self.left)):
            button = QPushButton(text)
            set_role(button, "link")
            button.clicked.connect(said)
            self.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)


class WorkingPage(Page):
    """Long work, and how far it is."""

    def __init__(self, title: str, words: str) -> None:
        super().__init__(title, words)
        self._bar = QProgressBar()
        self._bar.setAccessibleName(title)
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self.column.addWidget(self._bar)
        self._step = self.say("", "muted")

    def show_progress(self, done: int, total: int, what: str = "") -> None:
        """How much is done, and of what."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._step.setVisible(bool(what))
        self._step.setText(f"{what}: {100 * done // total} %" if total else f"{what} …")


class ResultPage(Page):
    """What came of long work: stays until it is read."""

    AGAIN, OPEN = "again", "open"
    chosen = Signal(str)  # again or open

    def __init__(self, title: str, words: Sequence[str], *, done: bool) -> None:
        super().__init__(title, words[0])
        for paragraph in words[1:]:
            self.say(paragraph, "muted")
        self._button = self._offer(self.OPEN, "Open the workspace", primary=done)
        if not done:
            self._offer(self.AGAIN, "Try again", primary=False)
        self.offer_ways_out()

    def begin(self) -> None:
        """Enter goes on."""
        super().begin()
        self._button.setFocus()

    def _offer(self, name: str, text: str, *, primary: bool) -> QPushButton:
        button = self.offer(text, "", "primary" if primary else "")
        button.setObjectName(name)
        button.setAutoDefault(True)
        button.clicked.connect(self._choose)
        return button

    def _choose(self) -> None:
        self.chosen.emit(self.sender().objectName())
