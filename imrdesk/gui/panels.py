"""The panels of the window in their places: worklist, source and form side by side, problems below."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from .form.decided import DecidedPanel
from .form.panel import FormPanel
from .jobs import Jobs
from .messages import Messages
from .problems.strip import ProblemsStrip
from .remembered import Remembered
from .second.comparison import Comparison
from .second.panel import SecondPanel
from .source.panel import SourcePanel
from .theme import Theme
from .widgets.banner import BannerArea
from .worklist.panel import WorklistPanel

if TYPE_CHECKING:
    from .search.page import SearchPage

WIDTHS = (384, 620, 520)  # worklist, source, form; more room goes to source and form
LEAST = (372, 320, 380)
STRETCH = (0, 5, 3)


class Panels(QWidget):
    """Every panel, made anew for each theme; the window joins what they say."""

    compared = Signal(bool)  # two readers are compared in the place of the form, or no more

    def __init__(self, theme: Theme, jobs: Jobs, messages: Messages, parent: QWidget) -> None:
        super().__init__(parent)
        self.banners = BannerArea(theme, self)
        self.worklist = WorklistPanel(theme)
        self.source = SourcePanel(theme, jobs)
        self.form = FormPanel(theme, messages, self.source.is_visible)
        self.problems = ProblemsStrip(theme)
        self.banners.stand_on(self.problems)
        self.second = SecondPanel(theme)
        self.comparison = Comparison()
        self._left = _stack(self.worklist, self.second)
        self.decided = DecidedPanel(theme)
        self._right = _stack(self.form, self.comparison, self.decided)
        self.hideable = {"worklist": self._left, "source": self.source, "problems": self.problems}
        self._theme, self._jobs = theme, jobs
        self._search: SearchPage | None = None
        self._pages = QStackedWidget()
        self._columns = QSplitter(Qt.Orientation.Horizontal)
        self._letter = QSplitter(Qt.Orientation.Horizontal)
        self._lay_out()
        messages.posted.connect(self.banners.show_message)
        _refuse_drops(self)

    @property
    def search(self) -> "SearchPage":
        """The search page, which is there as soon as somebody asks for it."""
        from .search.page import SearchPage

        if self._search is None:
            self._search = SearchPage(self._theme, self._jobs)
            _refuse_drops(self._search)
            self._pages.addWidget(self._search)
        return self._search

    @property
    def has_search(self) -> bool:
        """Whether somebody has asked for the search page."""
        return self._search is not None

    @property
    def searching(self) -> bool:
        """Whether the search page is on show."""
        return self._search is not None and self._pages.currentWidget() is self._search

    def show_search(self, shown: bool) -> None:
        """Show the search page, or the letter under review."""
        self._pages.setCurrentWidget(self.search if shown else self._columns)

    def close_letters(self) -> None:
        """Give the files of the letters on show back."""
        self.source.clear()
        if self._search:
            self._search.source.clear()

    def lock(self, words: str) -> None:
        """Let everything be read, and nothing changed."""
        self.form.lock(words)
        self.problems.lock()
        self.comparison.setEnabled(False)

    def next_panel(self) -> None:
        """Give the keyboard to the next panel that is shown."""
        if self.searching:
            self.search.next_panel()
            return
        order = [
            (self.worklist, self.worklist.focus_list),
            (self.second, self.second.focus_list),
            (self.source, self.source.focus_letter),
            (self.form, self.form.setFocus),
            (self.comparison, self.comparison.focus_list),
            (self.decided, self.decided.focus_list),
            (self.problems, self.problems.focus_list),
        ]
        shown = [(panel, enter) for panel, enter in order if panel.isVisible()]
        focus = QApplication.focusWidget()
        inside = [place for place, (panel, _) in enumerate(shown) if focus and panel.isAncestorOf(focus)]
        if shown:
            shown[(inside[0] + 1) % len(shown) if inside else 0][1]()

    def show_second(self, shown: bool) -> None:
        """Put second reading in the place of the worklist, or the worklist back."""
        self._left.setCurrentWidget(self.second if shown else self.worklist)

    def show_comparison(self, shown: bool) -> None:
        """Put the differences of two readers in the place of the form, or the form back."""
        self._right.setCurrentWidget(self.comparison if shown else self.form)
        self.compared.emit(shown)

    def take_over(self, old: "Panels") -> None:
        """Say and ask for what other panels did, as when the colours change."""
        for message in reversed(old.banners.messages()):
            self.banners.show_message(message)
        self.worklist.show_query(old.worklist.query())
        self.form.adopt(old.form.course())
        self.second.choose(old.second.view())
        self.source.restore_view(old.source.view_state())
        if old.has_search:
            self.search.take_over(old.search)
            self.show_search(old.searching)

    def show_decided(self, shown: bool) -> None:
        """Put what decided an item in the place of the form, or the form back."""
        self._right.setCurrentWidget(self.decided if shown else self.form)

    def remember(self, remembered: Remembered) -> None:
        """Keep the sizes of columns."""
        remembered.keep_state("columns", self._columns.saveState())
        remembered.keep_state("letter", self._letter.saveState())
        remembered.keep_state("worklist", self.worklist.columns_state())
        remembered.keep_state("source", QByteArray(self.source.view_state().encode()))

    def restore(self, remembered: Remembered) -> None:
        """Take the sizes that were kept."""
        for name, splitter in (("columns", self._columns), ("letter", self._letter)):
            if state := remembered.state(name):
                splitter.restoreState(state)
        if state := remembered.state("worklist"):
            self.worklist.restore_columns(state)
        self.source.restore_view(remembered.state("source").toStdString())

    def _lay_out(self) -> None:
        for panel, least in zip((self._left, self.source, self._right), LEAST, strict=True):
            panel.setMinimumWidth(least)
        # Tab goes through widgets in the order in which they find their place: from the left, problems last.
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banners)
        column.addWidget(self._pages, 1)
        self._pages.addWidget(self._columns)
        self._columns.addWidget(self._left)
        right = QWidget()
        self._columns.addWidget(right)
        below = QVBoxLayout(right)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(self._letter, 1)
        self._letter.addWidget(self.source)
        self._letter.addWidget(self._right)
        below.addWidget(self.problems)
        for splitter in (self._columns, self._letter):
            splitter.setHandleWidth(1)
            splitter.setChildrenCollapsible(False)
        self._columns.setStretchFactor(0, STRETCH[0])
        self._columns.setStretchFactor(1, 1)
        self._letter.setStretchFactor(0, STRETCH[1])
        self._letter.setStretchFactor(1, STRETCH[2])
        self._columns.setSizes([WIDTHS[0], WIDTHS[1] + WIDTHS[2]])
        self._letter.setSizes([WIDTHS[1], WIDTHS[2]])


def _stack(*pages: QWidget) -> QStackedWidget:
    """Panels of which one is shown at a time, in one place."""
    stack = QStackedWidget()
    for page in pages:
        stack.addWidget(page)
    return stack


def _refuse_drops(widget: QWidget) -> None:
    """Files dropped on a field are letters for the window, not text."""
    for editor in (*widget.findChildren(QLineEdit), *widget.findChildren(QPlainTextEdit)):
        editor.setAcceptDrops(False)
