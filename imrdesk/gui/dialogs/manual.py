"""The manual in a window of its own: it opens what lies in the manual's folder, and nothing else."""

import json
from pathlib import Path
from string import Template

from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QImage, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from imrdesk import paths
from imrdesk.gui import theme as theming
from imrdesk.gui.theme import SPACE, set_role
from imrdesk.gui.widgets.fitting import fit

WIDEST = 720  # pixels of a picture
PAGES = "pages.json"
STYLE = "style.css"
ALIASES = {"comparison": "second"}  # a panel whose page has another name
SAYS_NOTHING = "The manual does not say that."


class Manual(QDialog):
    """Pages at the left, the page at the right, a box to search all of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Manual")
        fit(self, SPACE * 132, SPACE * 96)
        self._folder = paths.resource("manual")
        self._names: list[str] = []
        self._words = QLineEdit()
        self._words.setPlaceholderText("Search the manual")
        self._words.setAccessibleName("Search the manual")
        self._words.setClearButtonEnabled(True)
        self._told = QLabel()
        set_role(self._told, "muted")
        self._list = QListWidget()
        self._list.setAccessibleName("Pages of the manual")
        set_role(self._list, "roomy")
        self._page = ManualPage(self._folder)
        self._page.setAccessibleName("Page of the manual")
        back, browser, close = QPushButton("Back"), QPushButton("Open in the browser"), QPushButton("Close")
        for button in (back, browser, close):
            button.setAutoDefault(False)
        self._lay_out(back, browser, close)
        self._fill()
        self._list.currentRowChanged.connect(self._turn)
        self._page.sourceChanged.connect(self._follow)
        self._words.textChanged.connect(self._told.clear)
        self._words.returnPressed.connect(self._find)
        back.clicked.connect(self._page.backward)
        back.setEnabled(False)
        self._page.backwardAvailable.connect(back.setEnabled)
        browser.clicked.connect(self._open_browser)
        close.clicked.connect(self.close)

    def show_page(self, name: str) -> None:
        """Turn to a page; to the first one where there is none of that name."""
        wanted = ALIASES.get(name, name)
        self._list.setCurrentRow(self._names.index(wanted) if wanted in self._names else 0)
        self._page.setFocus()

    def page(self) -> str:
        """The page that is shown."""
        return Path(self._page.source().path()).stem

    def _fill(self) -> None:
        for name, title in json.loads((self._folder / PAGES).read_text(encoding="utf-8")):
            self._names.append(name)
            self._list.addItem(title)

    def _turn(self, row: int) -> None:
        if self._names[row] != self.page():
            self._page.setSource(QUrl.fromLocalFile(str(self._folder / f"{self._names[row]}.html")))

    def _follow(self, source: QUrl) -> None:
        name = Path(source.path()).stem
        if name in self._names and self._names[self._list.currentRow()] != name:
            self._list.setCurrentRow(self._names.index(name))

    def _find(self) -> None:
        """The next place of the words: on this page, then on those that follow, round to where it began."""
        words = self._words.text().strip()
        if not words or self._page.find(words):
            return
        start = self._list.currentRow()
        for step in range(1, len(self._names) + 1):
            self._list.setCurrentRow((start + step) % len(self._names))
            self._page.moveCursor(self._page.textCursor().MoveOperation.Start)
            if self._page.find(words):
                return
        self._told.setText(SAYS_NOTHING)

    def _open_browser(self) -> None:
        QDesktopServices.openUrl(self._page.source())

    def _lay_out(self, back: QPushButton, browser: QPushButton, close: QPushButton) -> None:
        head = QHBoxLayout()
        head.addWidget(back)
        head.addWidget(self._words, 1)
        head.addWidget(self._told)
        head.addWidget(browser)
        head.addWidget(close)
        both = QSplitter(Qt.Orientation.Horizontal)
        both.setChildrenCollapsible(False)
        both.addWidget(self._list)
        both.addWidget(self._page)
        both.setSizes([SPACE * 28, SPACE * 104])
        both.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addWidget(both, 1)


class ManualPage(QTextBrowser):
    """Shows a page in the window's colours; loads files of one folder alone."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder.resolve()
        self.setOpenExternalLinks(False)
        self.document().setDocumentMargin(SPACE * 3)

    def doSetSource(
        self,
        name: QUrl | str,
        type: QTextDocument.ResourceType = QTextDocument.ResourceType.UnknownResource,  # noqa: A002 (Qt's word)
    ) -> None:
        """Follow no link that leads out of the folder."""
        if self._own(QUrl(name)):
            super().doSetSource(name, type)

    def loadResource(self, type: int, name: QUrl | str) -> object:  # noqa: A002 (Qt's word)
        """A page, its style or a picture of the folder; nothing for all else."""
        place = self._own(QUrl(name))
        if place is None:
            return None
        if place.name == STYLE:
            return self._style()
        if type == QTextDocument.ResourceType.ImageResource.value:
            return self._picture(place)
        return place.read_text(encoding="utf-8")

    def changeEvent(self, event: QEvent) -> None:
        """Other colours, and the page is laid out anew."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and not self.source().isEmpty():
            self.reload()

    def _own(self, name: QUrl) -> Path | None:
        """The file of the folder that is meant, if any."""
        whole = QUrl.fromLocalFile(f"{self._folder}/").resolved(name)
        place = Path(whole.toLocalFile()).resolve()
        return place if whole.isLocalFile() and place.is_file() and place.is_relative_to(self._folder) else None

    def _style(self) -> str:
        scheme = "dark" if self.palette().base().color().lightness() < 128 else "light"
        sheet = paths.resource("theme", "manual.css").read_text(encoding="utf-8")
        return Template(sheet).substitute(theming.load(scheme).roles)

    def _picture(self, place: Path) -> QImage:
        picture, scale = QImage(str(place)), self.devicePixelRatioF()
        if picture.width() > WIDEST * scale:
            picture = picture.scaledToWidth(round(WIDEST * scale), Qt.TransformationMode.SmoothTransformation)
        picture.setDevicePixelRatio(max(1.0, picture.width() / WIDEST) if scale > 1 else 1.0)
        return picture
