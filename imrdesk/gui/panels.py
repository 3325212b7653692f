"""The panels of the window in their places: worklist, source and form side by side, problems below."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from .jobs import Jobs
from .messages import Messages
from .remembered import Remembered
from .theme import Theme
from .widgets.banner import BannerArea
from .worklist.panel import WorklistPanel

if TYPE_CHECKING:
    from .form.decided import DecidedPanel
    from .form.panel import FormPanel
    from .problems.strip import ProblemsStrip
    from .search.page import SearchPage
    from .second.comparison import Comparison
    from .second.panel import SecondPanel
    from .source.panel import SourcePanel

HANDLE = 1  # pixels between columns
WIDTHS = (384, 620, 520)  # worklist, source, form; more room goes to source and form
LEAST = (372, 320, 380)
STRETCH = (0, 5, 3)
NARROWEST = LEAST[1] + LEAST[2]  # then the worklist and the letter share one place


class Panels(QWidget):
    """Every panel, made anew for each theme; the window joins what they say.

    The worklist is there at once, and the others after `fill`: a list of letters is what a window shows first.
    """

    source: "SourcePanel"
    form: "FormPanel"
    problems: "ProblemsStrip"
    second: "SecondPanel"
    comparison: "Comparison"
    decided: "DecidedPanel"
    hideable: dict[str, QWidget]

    narrowed = Signal(bool)  # the worklist has no room beside a letter, or has it again
    compared = Signal(bool)  # two readers are compared in the place of the form, or no more

    def __init__(self, theme: Theme, jobs: Jobs, messages: Messages, parent: QWidget) -> None:
        super().__init__(parent)
        self.banners = BannerArea(theme, self)
        self.worklist = WorklistPanel(theme)
        self._theme, self._jobs, self._messages = theme, jobs, messages
        self._search: SearchPage | None = None
        self.narrow = False
        self.list_column = _stack(self.worklist)
        self._pages = QStackedWidget()
        self._columns = QSplitter(Qt.Orientation.Horizontal)
        self._letter = QSplitter(Qt.Orientation.Horizontal)
        self._lay_out()
        messages.posted.connect(self.banners.show_message)

    def fill(self) -> None:
        """Put the panels of a letter in, beside the worklist."""
        from .form.decided import DecidedPanel
        from .form.panel import FormPanel
        from .problems.strip import ProblemsStrip
        from .second.comparison import Comparison
        from .second.panel import SecondPanel
        from .source.panel import SourcePanel

        self.source = SourcePanel(self._theme, self._jobs)
        self.form = FormPanel(self._theme, self._messages, self.source.is_visible)
        self.problems = ProblemsStrip(self._theme)
        self.banners.stand_on(self.problems)
        self.second = SecondPanel(self._theme)
        self.comparison = Comparison()
        self.decided = DecidedPanel(self._theme)
        self.hideable = {"source": self.source, "problems": self.problems}
        self.list_column.addWidget(self.second)
        self._right = _stack(self.form, self.comparison, self.decided)
        self._lay_out_letter()
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

    def show_list(self, shown: bool) -> None:
        """Show the worklist beside the letter, or in its place where there is no room for both; or hide it."""
        self.list_column.setVisible(shown)
        self._letter_column.setVisible(not (shown and self.narrow))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See whether there is room for everything side by side."""
        super().resizeEvent(event)
        narrow = event.size().width() < sum(LEAST) + 2 * HANDLE
        if narrow is not self.narrow:
            self.narrow = narrow
            self.narrowed.emit(narrow)

    def show_second(self, shown: bool) -> None:
        """Put second reading in the place of the worklist, or the worklist back."""
        self.list_column.setCurrentWidget(self.second if shown else self.worklist)

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

    def restore_list(self, remembered: Remembered) -> None:
        """Take what was kept of the worklist: its sizes, and whether it is shown."""
        self.list_column.setVisible(remembered.is_shown("worklist"))
        if state := remembered.state("columns"):
            self._columns.restoreState(state)
        if state := remembered.state("worklist"):
            self.worklist.restore_columns(state)

    def restore(self, remembered: Remembered) -> None:
        """Take the sizes that were kept of a letter's panels."""
        if state := remembered.state("letter"):
            self._letter.restoreState(state)
        self.source.restore_view(remembered.state("source").toStdString())

    def _lay_out(self) -> None:
        # Tab goes through widgets in the order in which they find their place: from the left, problems last.
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banners)
        column.addWidget(self._pages, 1)
        self._pages.addWidget(self._columns)
        self._pages.setMinimumWidth(NARROWEST)
        self.list_column.setMinimumWidth(LEAST[0])
        self._letter_column = QWidget()
        self._columns.addWidget(self.list_column)
        self._columns.addWidget(self._letter_column)
        for splitter in (self._columns, self._letter):
            splitter.setHandleWidth(HANDLE)
            splitter.setChildrenCollapsible(False)
        self._columns.setStretchFactor(0, STRETCH[0])
        self._columns.setStretchFactor(1, 1)
        self._columns.setSizes([WIDTHS[0], WIDTHS[1] + WIDTHS[2]])

    def _lay_out_letter(self) -> None:
        below = QVBoxLayout(self._letter_column)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(self._letter, 1)
        for place, panel in enumerate((self.source, self._right), 1):
            panel.setMinimumWidth(LEAST[place])
            self._letter.addWidget(panel)
            self._letter.setStretchFactor(place - 1, STRETCH[place])
        below.addWidget(self.problems)
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
