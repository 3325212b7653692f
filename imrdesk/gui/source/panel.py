"""The source panel: a letter as pages or as text, with everything a reviewer does to it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QStackedWidget, QVBoxLayout, QWidget

from imrdesk.document.locate import cite
from imrdesk.document.model import Document, Span
from imrdesk.gui.icons import icon
from imrdesk.gui.jobs import Jobs
from imrdesk.gui.theme import SPACE, Theme, set_role
from imrdesk.record.finding import Evidence
from imrdesk.record.model import Path

from . import selection
from .canvas import PageCanvas
from .find_bar import FindBar
from .found import Found, find
from .marks import Mark
from .text_view import LetterText
from .toolbar import SourceBar

if TYPE_CHECKING:
    from imrdesk.sources.render import PageView

EMPTY = "Choose a letter in the list"
NO_PLACE = "No place in the letter for this value"
_LONGEST_PREFILL = 60  # characters of a selection that the find bar takes over


class SourcePanel(QWidget):
    """Shows one letter; says which mark was clicked, that the selection changed, that it should fill a field."""

    mark_clicked = Signal(object)  # Path
    selection_changed = Signal()
    fill_requested = Signal()

    def __init__(self, theme: Theme, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document: Document | None = None
        self._marks: tuple[Mark, ...] = ()
        self._current: Path | None = None
        self._case_number: str | None = None
        self._found = Found()
        self._wanted_mode = "page"
        self._has_pages = False
        self._bar = SourceBar(theme)
        self._find_bar = FindBar(theme)
        self._canvas = PageCanvas(theme, jobs)
        self._text = LetterText(theme)
        self._place = QLabel()
        self._stack = QStackedWidget()
        self._empty = _empty_state(theme)
        self._assemble()
        self._join()
        self.clear()

    # What the window asks

    def show_letter(
        self, document: Document, view: "PageView | None", marks: Sequence[Mark] = (), case_number: str | None = None
    ) -> None:
        """Show a letter from its first page; the panel takes the view over and closes it when another letter comes."""
        self._forget(document, case_number)
        self._has_pages = view is not None
        if view is not None:
            self._canvas.show_letter(document, view)
        else:
            self._canvas.clear()
        self._marks = tuple(marks)
        self._bar.setEnabled(True)
        self._show_face()
        if self._find_bar.isVisible():
            self._search(self._find_bar.words())

    def clear(self) -> None:
        """Show no letter and give its file back; to be called before the panel is thrown away."""
        self._forget(None, None)
        self._has_pages = False
        self._canvas.clear()
        self._text.clear()
        self._close_find()
        self._bar.setEnabled(False)
        self._bar.show_page(0, 0)
        self._bar.show_zoom(0)
        self._stack.setCurrentWidget(self._empty)

    def set_case_number(self, case_number: str | None) -> None:
        """The number that copies are cited with."""
        self._case_number = case_number

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Mark these, in place of those before; what is current stays so."""
        self._marks = tuple(marks)
        if self._document:
            self._face().set_marks(self._marks)
            self._tell_place()

    def focus_path(self, path: Path | None, scroll: bool = True) -> None:
        """Mark this value's evidence strongly and scroll to it, or say quietly that there is none."""
        self._current = path
        if self._document:
            self._face().focus_path(path, scroll=scroll)
            self._tell_place()

    def selection(self) -> tuple[str, tuple[Evidence, ...]]:
        """The selected words as one line of text, and where they stand; ("", ()) where nothing is selected."""
        return selection.words(self._document, self._spans()) if self._document else ("", ())

    def is_visible(self, path: Path) -> bool:
        """Whether a person can see the evidence of this value now."""
        return self._document is not None and self._face().is_visible(path)

    def set_mode(self, mode: str) -> None:
        """Show pages ("page") or text ("text"); a letter without pages shows its text all the same."""
        self._wanted_mode = mode
        if self._document:
            self._show_face()
            self._face().setFocus(Qt.FocusReason.OtherFocusReason)

    def mode(self) -> str:
        """What is on show: "page" or "text"."""
        return self._wanted_mode if self._has_pages else "text"

    @Slot()
    def zoom_in(self) -> None:
        """One step larger."""
        self._zoom(1)

    @Slot()
    def zoom_out(self) -> None:
        """One step smaller."""
        self._zoom(-1)

    @Slot()
    def fit_width(self) -> None:
        """Pages as wide as the panel; text in its usual size."""
        self._face().fit_width()

    @Slot()
    def show_find(self) -> None:
        """Open the find bar, with the selected words if they are few."""
        if self._document:
            words = self.selection()[0]
            self._find_bar.open(words if len(words) <= _LONGEST_PREFILL else "")

    def find_words(self, words: str) -> int:
        """Look for words in the letter and go to the first place from here on; how many places have them."""
        if self._document:
            self._find_bar.show()
            self._find_bar.set_words(words)
        return len(self._found.spans)

    @Slot(int)
    def find_next(self, step: int = 1) -> None:
        """Go to the next (1) or previous (-1) place, around the ends."""
        self._show_found(self._found.moved(step))

    @Slot()
    def copy(self) -> None:
        """Copy the selected words as they stand."""
        if self._document and (spans := self._spans()):
            QGuiApplication.clipboard().setText(selection.plain(self._document, spans))

    @Slot()
    def copy_with_cite(self) -> None:
        """Copy the selected words with case number, page and line."""
        if self._document and (spans := self._spans()):
            QGuiApplication.clipboard().setText(selection.cited(self._document, spans, self._case_number))

    # What Qt tells

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The panel's keys, where the window has not taken them for itself."""
        act = self._keys.get(QKeySequence(event.keyCombination()).toString())
        if act:
            act()
        elif event.key() == Qt.Key.Key_Escape and self._find_bar.isVisible():
            self._close_find()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the selection."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        has_selection = bool(self._document and self._spans())
        for text, act in (
            ("Fill the field with this", self.fill_requested.emit),
            ("Copy", self.copy),
            ("Copy with cite", self.copy_with_cite),
        ):
            menu.addAction(text, act).setEnabled(has_selection)
        menu.popup(event.globalPos())

    # Inside

    def _assemble(self) -> None:
        set_role(self, "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Source letter")
        self._canvas.setAccessibleName("Pages of the letter")
        self._text.setAccessibleName("Text of the letter")
        self._place.setTextFormat(Qt.TextFormat.PlainText)
        self._place.setAccessibleName("Place of the current value")
        set_role(self._place, "small")
        foot = QFrame()
        set_role(foot, "foot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(2 * SPACE, SPACE // 2, 2 * SPACE, SPACE // 2)
        row.addWidget(self._place)
        for face in (self._empty, self._canvas, self._text):
            self._stack.addWidget(face)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self._bar, self._find_bar):
            column.addWidget(widget)
        column.addWidget(self._stack, 1)
        column.addWidget(foot)

    def _join(self) -> None:
        for face in (self._canvas, self._text):
            face.mark_clicked.connect(self.mark_clicked)
            face.selection_changed.connect(self.selection_changed)
            face.page_changed.connect(self._tell_page)
            face.zoom_changed.connect(self._tell_zoom)
        self._bar.zoomed.connect(self._zoom)
        self._bar.fitted.connect(self.fit_width)
        self._bar.mode_chosen.connect(self.set_mode)
        self._bar.find_asked.connect(self.show_find)
        self._find_bar.words_changed.connect(self._search)
        self._find_bar.stepped.connect(self.find_next)
        self._find_bar.closed.connect(self._close_find)
        self._keys: dict[str, Callable[[], None]] = {
            "Ctrl+F": self.show_find,
            "Ctrl+=": self.zoom_in,
            "Ctrl++": self.zoom_in,
            "Ctrl+Shift++": self.zoom_in,
            "Ctrl+-": self.zoom_out,
            "Ctrl+0": self.fit_width,
            "Ctrl+C": self.copy,
            "Ctrl+Shift+C": self.copy_with_cite,
            "F4": self.fill_requested.emit,
        }

    def _face(self) -> PageCanvas | LetterText:
        return self._canvas if self.mode() == "page" else self._text

    def _spans(self) -> tuple[Span, ...]:
        return self._face().selected_spans()

    def _forget(self, document: Document | None, case_number: str | None) -> None:
        self._document = document
        self._case_number = case_number
        self._marks = ()
        self._current = None
        self._found = Found()
        self._place.clear()

    def _show_face(self) -> None:
        """Bring the letter to the face that is wanted, as it stands now."""
        if self._document is None:
            return
        if self.mode() == "text" and not self._text.shows(self._document):
            self._text.show_letter(self._document)
        face = self._face()
        self._stack.setCurrentWidget(face)
        self.setFocusProxy(face)
        face.set_marks(self._marks)
        face.focus_path(self._current)
        face.set_found(self._found.spans, self._found.now)
        self._bar.show_mode(self.mode(), has_pages=self._has_pages)
        self._tell_page(face.page)
        self._tell_zoom()

    @Slot(int)
    def _zoom(self, step: int) -> None:
        self._face().zoom_by(step)

    @Slot()
    def _tell_zoom(self) -> None:
        self._bar.show_zoom(self._face().zoom)

    @Slot(int)
    def _tell_page(self, page: int) -> None:
        pages = self._document.pages if self._document else ()
        numbered = len(pages) > 1 or self._has_pages
        self._bar.show_page(page if numbered else 0, len(pages))

    def _tell_place(self) -> None:
        """Where the current value stands, as it is cited."""
        mark = next((mark for mark in self._marks if mark.path == self._current), None)
        if mark and self._document:
            self._place.setText(f"{mark.label}: {cite(self._document, mark.spans)}")
        else:
            self._place.setText(NO_PLACE if self._current else "")

    @Slot(str)
    def _search(self, words: str) -> None:
        if self._document:
            self._show_found(find(self._document, words, self._face().page))

    def _show_found(self, found: Found) -> None:
        self._found = found
        self._face().set_found(found.spans, found.now)
        self._find_bar.show_count(found.number, len(found.spans))

    @Slot()
    def _close_find(self) -> None:
        self._find_bar.hide()
        if self._document:
            self._show_found(Found())
            self._face().setFocus(Qt.FocusReason.OtherFocusReason)


def _empty_state(theme: Theme) -> QWidget:
    """What stands there while no letter is chosen."""
    empty = QWidget()
    picture, words = QLabel(), QLabel(EMPTY)
    picture.setPixmap(icon("file-text", theme.color("line")).pixmap(48, 48))
    words.setTextFormat(Qt.TextFormat.PlainText)
    set_role(words, "muted")
    column = QVBoxLayout(empty)
    column.setSpacing(2 * SPACE)
    column.addStretch(1)
    for label in (picture, words):
        column.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
    column.addStretch(1)
    return empty
