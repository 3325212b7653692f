"""The source panel: a letter as pages or as text, with everything a reviewer does to it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from imrdesk.document.model import Document, Span
from imrdesk.gui.jobs import Jobs
from imrdesk.gui.theme import Theme, set_role
from imrdesk.record.finding import Evidence
from imrdesk.record.model import Path

from . import places, selection
from .canvas import PageCanvas
from .empty import empty_state
from .find_bar import FindBar
from .finder import Finder
from .foot import PlaceBar
from .keys import KEYS
from .marks import Mark
from .menu import selection_menu
from .places import Places
from .scroller import WIDTH
from .text_view import LetterText
from .thumbnails import Thumbnails
from .toolbar import SourceBar
from .view_state import ViewState

if TYPE_CHECKING:
    from imrdesk.sources.render import PageView

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
        self._places = Places()
        self._wanted_mode = "page"
        self._has_pages = False
        self._bar = SourceBar(theme)
        self._find_bar = FindBar(theme)
        self._finder = Finder(self._find_bar, jobs, self._page, self)
        self._canvas = PageCanvas(theme, jobs)
        self.foresee = self._canvas.foresee
        self._text = LetterText(theme, jobs)
        self._thumbnails = Thumbnails(theme, self._canvas.pages)
        self._wants_thumbnails = False
        self._foot = PlaceBar()
        self._stack = QStackedWidget()
        self._empty = empty_state(theme)
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
        self._canvas.show_letter(document, view)
        self._thumbnails.show_pages(self._canvas.sizes)
        self._marks = tuple(marks)
        self._bar.setEnabled(True)
        self._show_face()
        self._finder.again()

    def clear(self) -> None:
        """Show no letter and give its file back; to be called before the panel is thrown away."""
        self._forget(None, None)
        self._has_pages = False
        self._canvas.clear()
        self._text.clear()
        self._thumbnails.show_pages(())
        self._show_strip()
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
            if self._current:
                self._show_places(places.of_value(self._marks, self._current))

    def focus_path(self, path: Path | None, scroll: bool = True) -> None:
        """Mark this value's evidence strongly and scroll to it, or say quietly that there is none."""
        self._current = path
        if self._document:
            self._face().focus_path(path, scroll=scroll)
            self._show_places(places.of_value(self._marks, path))

    def focus_places(self, evidences: Sequence[Evidence], at: int = 0) -> None:
        """Mark several places strongly at once, bring the one `at` into view, and say where the others are."""
        self._current = None
        if self._document:
            self._face().focus_path(None)
            self._show_places(places.of_problem(evidences))
            self._face().set_places(self._places.spans)
            if at and self._places.spans:
                self._go_to_place(at)

    @Slot(int)
    def next_place(self, step: int = 1) -> None:
        """Go to the next (1) or previous (-1) place: of what was searched for, else of the current value or problem."""
        if self._find_bar.isVisible():
            self._finder.step(step)
        elif self._places.spans:
            self._go_to_place(self._places.index + step)

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
            self.focus_letter()

    def focus_letter(self) -> None:
        """Let the person walk the letter."""
        # No focus proxy for this: Tab would go to it from before the panel, past the buttons of the bar.
        (self._face() if self._document else self._empty).setFocus(Qt.FocusReason.OtherFocusReason)

    def mode(self) -> str:
        """What is on show: "page" or "text"."""
        return self._wanted_mode if self._has_pages else "text"

    @Slot()
    def zoom_in(self) -> None:
        """One step larger."""
        self._face().zoom_by(1)

    @Slot()
    def zoom_out(self) -> None:
        """One step smaller."""
        self._face().zoom_by(-1)

    @Slot()
    def previous_place(self) -> None:
        """The same, backwards."""
        self.next_place(-1)

    @Slot()
    def fit_width(self) -> None:
        """The text of pages as wide as the panel; of letters without pages, in its usual size."""
        self._face().fit_width()
        self._tell_zoom()

    @Slot()
    def whole_page(self) -> None:
        """Pages as large as can be seen whole."""
        if self.mode() == "page":
            self._canvas.whole_page()
            self._tell_zoom()

    @Slot(int)
    def go_to_page(self, page: int) -> None:
        """The top of a page."""
        self._face().go_to_page(page)

    @Slot()
    def toggle_caret(self) -> None:
        """Show or hide a caret on the pages, for selecting by the arrow keys; text has one always."""
        if self.mode() == "page":
            self._canvas.show_caret(not self._canvas.has_caret)
        self.focus_letter()

    @Slot(bool)
    def show_thumbnails(self, shown: bool) -> None:
        """Show or hide the pages in small."""
        self._wants_thumbnails = shown
        self._show_strip()

    @Slot()
    def toggle_thumbnails(self) -> None:
        """The one or the other."""
        self.show_thumbnails(not self._wants_thumbnails)

    def view_state(self) -> str:
        """How letters are shown, in one line to be remembered."""
        return ViewState(self._wanted_mode, self._canvas.fit, self._text.zoom, self._wants_thumbnails).written()

    def restore_view(self, written: str) -> None:
        """Show letters as it was remembered; what cannot be understood changes nothing."""
        if state := ViewState.read(written):
            self._canvas.set_fit(state.fit)
            self._text.set_zoom(state.text_zoom)
            self.show_thumbnails(state.thumbnails)
            self._wanted_mode = state.mode
            if self._document:
                self._show_face()

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
        return len(self._finder.found.spans)

    def seek(self, query: str, at: Span | None = None) -> None:
        """Mark every word that a search for letters was about; F3 goes through them, from `at` on."""
        self._finder.seek(query, at)

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

    @Slot()
    def fill_field(self) -> None:
        """Ask that the selected words be put into the form's field."""
        self.fill_requested.emit()

    # What Qt tells

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The panel's keys, where the window has not taken them for itself."""
        name = KEYS.get(QKeySequence(event.keyCombination()).toString())
        if name:
            getattr(self, name)()
        elif event.key() == Qt.Key.Key_Escape and self._find_bar.isVisible():
            self._close_find()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the selection."""
        selection_menu(self, has_selection=bool(self._document and self._spans())).popup(event.globalPos())

    # Inside

    def _assemble(self) -> None:
        set_role(self, "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Source letter")
        self._canvas.setAccessibleName("Pages of the letter")
        self._text.setAccessibleName("Text of the letter")
        for face in (self._empty, self._canvas, self._text):
            self._stack.addWidget(face)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._thumbnails)
        middle.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self._find_bar)
        column.addLayout(middle, 1)
        column.addWidget(self._foot)

    def _join(self) -> None:
        for face in (self._canvas, self._text):
            face.mark_clicked.connect(self.mark_clicked)
            face.selection_changed.connect(self.selection_changed)
            face.page_changed.connect(self._tell_page)
            face.zoom_changed.connect(self._tell_zoom)
        self._bar.larger.connect(self.zoom_in)
        self._bar.smaller.connect(self.zoom_out)
        self._bar.fitted.connect(self._fit)
        self._bar.thumbnails_asked.connect(self.show_thumbnails)
        self._thumbnails.page_chosen.connect(self.go_to_page)
        self._canvas.placed.connect(self._tell_doubts)
        self._text.ready.connect(self._show_face)
        self._foot.place_chosen.connect(self._go_to_place)
        self._bar.mode_chosen.connect(self.set_mode)
        self._bar.find_asked.connect(self.show_find)
        self._finder.moved.connect(self._show_found)
        self._find_bar.closed.connect(self._close_find)

    def _face(self) -> PageCanvas | LetterText:
        return self._canvas if self.mode() == "page" else self._text

    def _spans(self) -> tuple[Span, ...]:
        return self._face().selected_spans()

    def _forget(self, document: Document | None, case_number: str | None) -> None:
        self._document = document
        self._case_number = case_number
        self._marks = ()
        self._current = None
        self._finder.use(document)
        self._places = Places()
        self._foot.say("")

    @Slot()
    def _show_face(self) -> None:
        """Bring the letter to the face that is wanted, as it stands now."""
        if self._document is None:
            return
        if self.mode() == "text" and not self._text.shows(self._document):
            self._text.show_letter(self._document)
        face = self._face()
        self._stack.setCurrentWidget(face)
        face.set_marks(self._marks)
        if self._current or not self._places.spans:
            face.focus_path(self._current)
        else:
            face.set_places(self._places.spans)
        self._show_found()
        self._bar.show_mode(self.mode(), has_pages=self._has_pages)
        self._show_strip()
        self._tell_page(face.page)
        self._tell_zoom()

    @Slot()
    def _tell_zoom(self) -> None:
        self._bar.show_zoom(self._face().zoom)
        self._bar.show_fit(self._canvas.fit if self.mode() == "page" else "" if self._text.zoom != 1.0 else WIDTH)

    @Slot(int)
    def _tell_page(self, page: int) -> None:
        pages = self._document.pages if self._document else ()
        numbered = len(pages) > 1 or self._has_pages
        self._thumbnails.show_page(page)
        self._bar.show_page(page if numbered else 0, len(pages))

    @Slot()
    def _tell_doubts(self) -> None:
        self._thumbnails.show_doubts(self._canvas.doubts())

    def _show_strip(self) -> None:
        self._bar.show_thumbnails(self._wants_thumbnails)
        self._thumbnails.setVisible(self._wants_thumbnails and self._has_pages and self._document is not None)

    @Slot(str)
    def _fit(self, fit: str) -> None:
        (self.fit_width if fit == WIDTH else self.whole_page)()

    @Slot(int)
    def _go_to_place(self, index: int) -> None:
        """Another place of what a person is at."""
        self._show_places(self._places.at(index))
        if self._places.now:
            self._face().reveal(self._places.now)

    def _show_places(self, places: Places) -> None:
        """Where the current value or problem stands, as it is cited."""
        self._places = places
        if self._document:
            self._foot.show_places(places.label, places.cites(self._document), places.index)

    def _page(self) -> int:
        return self._face().page

    @Slot()
    def _show_found(self) -> None:
        found = self._finder.found
        self._face().set_found(found.spans, found.now)

    @Slot()
    def _close_find(self) -> None:
        self._finder.close()
        if self._document:
            self.focus_letter()
