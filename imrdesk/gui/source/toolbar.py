"""The small bar above the letter: which page, how large, page or text, find."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from imrdesk.gui.icons import icon
from imrdesk.gui.keys import tip
from imrdesk.gui.theme import SPACE, Theme, set_role

_ROOMY = 54 * SPACE  # pixels; in less there is no room for zooming by the mouse
MODES = {"page": "Page", "text": "Text"}


class SourceBar(QFrame):
    """Says where in the letter a person is, and asks for another view of it."""

    larger = Signal()
    smaller = Signal()
    fitted = Signal(str)  # "width" or "page"
    mode_chosen = Signal(str)  # of MODES
    find_asked = Signal()
    thumbnails_asked = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "bar")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._thumbnails = tool_button(
            theme, "panel-left", tip("Pages in small, with what to check", "toggle_thumbnails")
        )
        self._thumbnails.setCheckable(True)
        self._at = (0, 0)
        self._page = _label("Page of the letter")
        self._zoom = _label("Zoom")
        self._zoom.setMinimumWidth(self._zoom.fontMetrics().horizontalAdvance("400 %"))
        self._zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._smaller = tool_button(theme, "zoom-out", tip("Smaller", "zoom_out"))
        self._larger = tool_button(theme, "zoom-in", tip("Larger", "zoom_in"))
        self._fits = {
            "width": tool_button(theme, "move-horizontal", tip("Text as wide as the panel", "fit_width")),
            "page": tool_button(theme, "maximize", tip("Whole page", "whole_page")),
        }
        self._find = tool_button(theme, "search", tip("Find", "find_in_source"))
        self._modes = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE, SPACE // 2, SPACE, SPACE // 2)
        row.setSpacing(2)
        row.addWidget(self._thumbnails)
        row.addSpacing(SPACE // 2)
        row.addWidget(self._page)
        row.addStretch(1)
        for widget in (self._smaller, self._zoom, self._larger, *self._fits.values()):
            row.addWidget(widget)
        row.addSpacing(SPACE)
        for mode, name in MODES.items():
            row.addWidget(self._mode_button(mode, name))
        row.addSpacing(SPACE)
        row.addWidget(self._find)
        self._smaller.clicked.connect(self.smaller)
        self._larger.clicked.connect(self.larger)
        for name, button in self._fits.items():
            button.setCheckable(True)
            button.setObjectName(name)
            button.clicked.connect(self._choose_fit)
        self._thumbnails.clicked.connect(self.thumbnails_asked)
        self._find.clicked.connect(self.find_asked)
        self._modes.buttonClicked.connect(self._choose)

    def show_page(self, page: int, count: int) -> None:
        """Say which page is on show; nothing where a letter has one page of text only."""
        self._at = (page, count)
        self._say_page()

    def show_zoom(self, zoom: float) -> None:
        """Say how large the letter is shown; 0 for no letter."""
        self._zoom.setText(f"{round(zoom * 100)} %" if zoom else "")

    def show_fit(self, fit: object) -> None:
        """Say how the zoom is chosen: by one of the fits, or else by a person."""
        for name, button in self._fits.items():
            button.setChecked(name == fit)

    def show_thumbnails(self, shown: bool) -> None:
        """Say whether pages are shown in small."""
        self._thumbnails.setChecked(shown)

    def show_mode(self, mode: str, *, has_pages: bool) -> None:
        """Say what is on show; without pages there is only text to choose."""
        self._thumbnails.setEnabled(has_pages)
        self._fits["page"].setEnabled(mode == "page")
        for button in self._modes.buttons():
            name = button.objectName()
            button.setChecked(name == mode)
            button.setEnabled(has_pages or name == "text")
            lacking = "This letter has no pages, only text" if name == "page" and not has_pages else ""
            button.setToolTip(lacking or f"Show the letter's {name}")

    def _mode_button(self, mode: str, name: str) -> QToolButton:
        button = QToolButton()
        button.setText(name)
        button.setCheckable(True)
        button.setObjectName(mode)
        button.setAccessibleName(f"Show the letter's {mode}")
        self._modes.addButton(button)
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow panel the keys zoom alone."""
        super().resizeEvent(event)
        for widget in (self._smaller, self._zoom, self._larger):
            widget.setVisible(event.size().width() >= _ROOMY)
        self._say_page()

    def _say_page(self) -> None:
        page, count = self._at
        words = f"Page {page} of {count}" if page and count else ""
        self._page.setToolTip(words)
        self._page.setText(words if self.width() >= _ROOMY or not words else f"{page} / {count}")

    @Slot()
    def _choose_fit(self) -> None:
        self.fitted.emit(self.sender().objectName())

    @Slot(QAbstractButton)
    def _choose(self, button: QAbstractButton) -> None:
        self.mode_chosen.emit(button.objectName())


def tool_button(theme: Theme, name: str, says: str) -> QToolButton:
    """A quiet button of one icon; `says` is its tooltip, and before the key in brackets its name."""
    button = QToolButton()
    button.setIcon(icon(name, theme.color("muted")))
    button.setIconSize(QSize(16, 16))
    button.setToolTip(says)
    button.setAccessibleName(says.partition(" (")[0])
    return button


def _label(name: str) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setAccessibleName(name)
    set_role(label, "muted")
    return label
