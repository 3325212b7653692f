"""What a summary will look like, page under page: pictures of plain text, in which nothing can load or run."""

import time
from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from imrdesk.export.preview import Block, Line
from imrdesk.gui.theme import SPACE, set_role

from .typeset import LETTER, page_image, paper, setting, text_size

EDGE = SPACE * 2  # pixels around a page


SLICE = 0.01  # seconds of work before the window may do something else


def words_of(blocks: Sequence[Block]) -> Iterator[str]:
    """Every paragraph, those in tables too."""
    for block in blocks:
        if isinstance(block, Line):
            yield block.text
        else:
            yield from (line.text for row in block.rows for cell in row for line in cell)


class SummaryPreview(QScrollArea):
    """Shows the pages of a summary, or a sentence where there are none."""

    paged = Signal(int)  # the pages on show

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # so that the width stays
        self.setAccessibleName("Preview of the summary")
        self._blocks: Sequence[Block] = ()
        self._notice = ""
        self._words: tuple[str, ...] = ()
        self._rest: Iterator[object] = iter(())
        self._clock = QTimer(self, interval=0)
        self._clock.timeout.connect(self._go_on)
        self.say("")

    def say(self, words: str) -> None:
        """A sentence in place of a summary."""
        self._clock.stop()
        self._blocks = ()
        label = QLabel(words)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        set_role(label, "muted")
        self._show([label], (words,))

    def show_blocks(self, blocks: Sequence[Block], notice: str) -> None:
        """The pages of a summary, made in slices; where one looked at them stays in view."""
        self._blocks, self._notice = blocks, notice
        self._rest = self._pages()
        self._clock.start()

    def words(self) -> list[str]:
        """What stands in it, from the top."""
        return list(self._words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width wants other pictures."""
        super().resizeEvent(event)
        if self._blocks and event.size().width() != event.oldSize().width():
            self.show_blocks(self._blocks, self._notice)

    def _go_on(self) -> None:
        until = time.perf_counter() + SLICE
        while time.perf_counter() < until:
            if next(self._rest, self) is self:
                self._clock.stop()
                return

    def _pages(self) -> Iterator[object]:
        """Set the text, draw its pages, then show them."""
        document, ratio = paper(text_size()), self.devicePixelRatioF()
        yield from setting(self._blocks, document)
        scale = max(self.viewport().width() - 2 * EDGE, 200) / LETTER.width() * ratio
        pages: list[QWidget] = []
        for number in range(count := document.pageCount()):
            picture = QPixmap.fromImage(page_image(document, number, self._notice, scale))
            picture.setDevicePixelRatio(ratio)
            pages.append(_page(picture, f"Page {number + 1} of {count}"))
            yield
        at = self.verticalScrollBar().value()
        self._show(pages, tuple(words_of(self._blocks)))
        self.verticalScrollBar().setValue(at)
        self.paged.emit(count)

    def _show(self, parts: Sequence[QWidget], words: tuple[str, ...]) -> None:
        sheet = QFrame()
        set_role(sheet, "desk")
        sheet.setAccessibleName("\n".join(words))
        column = QVBoxLayout(sheet)
        column.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        column.setSpacing(EDGE)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        column.activate()
        self.setWidget(sheet)
        self._words = words


def _page(picture: QPixmap, name: str) -> QLabel:
    page = QLabel()
    page.setTextFormat(Qt.TextFormat.PlainText)
    page.setPixmap(picture)
    page.setAccessibleName(name)
    return page
