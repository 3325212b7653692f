"""The search page: query and builder above, facets, results or a collection, and the letter with the hit marked."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from imrdesk.document.model import Document, Span
from imrdesk.gui.jobs import Jobs
from imrdesk.gui.source.panel import SourcePanel
from imrdesk.gui.theme import SPACE, Theme, set_role
from imrdesk.gui.widgets.empty_state import EmptyState
from imrdesk.record.finding import evidence
from imrdesk.store import Clause, Facets, FoundItem, SavedSearch, Sheet
from imrdesk.store.clauses import clauses, switched
from imrdesk.store.language import WHERE, WHOLE_LETTER

from .box import QueryBox
from .builder import Builder
from .collection import CollectionPanel
from .facet_list import FacetList
from .likeness import LikenessBar
from .results import BLOCK, ResultsModel, ResultsView
from .saved import SavedButton
from .sheets import SheetChooser

if TYPE_CHECKING:
    from imrdesk.desk.comparing import Similar
    from imrdesk.desk.finding import Member
    from imrdesk.sources.render import PageView

WIDTHS = (232, 520, 560)
LEAST = (200, 330, 300)
RESULTS, COLLECTION = range(2)
NOTHING = ("No item fits", "Try fewer words, take a tick away, or look in whole letters.", "Show every item")
NO_LETTERS = ("No letters yet", "Bring determination letters in first; then every disputed item is found here.", "")
IN_LETTER = Clause(WHERE, WHOLE_LETTER)


class SearchPage(QWidget):
    """Shows what it is given, and says what a person wants; knows neither desk nor jobs of its own."""

    searched = Signal(str)  # the query
    opened = Signal(object)  # FoundItem, to be opened in review
    looked_at = Signal(object)  # FoundItem, to be shown beside
    ticked = Signal(object, bool)  # FoundItem, whether it is to be in the collection
    save_wanted = Signal(str)  # the query
    drop_wanted = Signal(str)  # the name of a saved search
    sheet_chosen = Signal(str)  # the id of a collection, empty for a new one

    def __init__(self, theme: Theme, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._text = ""  # the query whose results are shown
        self._shown_letter = ""
        self.box, self.builder = QueryBox(theme), Builder(theme)
        self.facets = FacetList(theme)
        self.model = ResultsModel()
        self.results = ResultsView(self.model, theme)
        self.collection = CollectionPanel(theme)
        self.source = SourcePanel(theme, jobs)
        self.likeness = LikenessBar()
        self._build, self._save, self._saved = QPushButton("Builder"), QPushButton("Save…"), SavedButton()
        self._count, self._further = QLabel(), QPushButton()
        self._told = QWidget()
        self._sheets = SheetChooser()
        self._tabs, self._stack = QTabBar(), QStackedWidget()
        self._empty = EmptyState(theme, "search")
        self._found = QStackedWidget()
        self._columns = QSplitter(Qt.Orientation.Horizontal)
        self._lay_out()
        self._join()

    # What the window asks

    def lock(self, words: str) -> None:
        """Let everything be found and read, and nothing collected or kept; say why."""
        self._save.setEnabled(False)
        self._save.setToolTip(words)
        for part in (self._saved, self._sheets, self.results, self.collection):
            part.lock(words)

    def text(self) -> str:
        """The query as it stands."""
        return self.box.text()

    def shown_text(self) -> str:
        """The query whose results are on show."""
        return self._text

    def search(self, text: str) -> None:
        """Ask for this query."""
        self.box.set_text(text)
        self._ask(text)

    def know(self, values: Mapping[str, tuple[str, ...]]) -> None:
        """Complete filters with these values."""
        self.box.line.know(values)
        self.builder.know(values)

    def show_rows(self, rows: Sequence[int], text: str) -> None:
        """Show what a query found."""
        before = self.results.current() if text == self._text else None
        self._text = text
        self.box.show_fault("")
        self.model.set_rows(rows)
        self._further.hide()
        self._show_parts()
        count = len(rows)
        self._count.setText(f"{count:,} item{'' if count == 1 else 's'}")
        self._tabs.setTabText(RESULTS, f"Results ({count:,})")
        self._found.setCurrentIndex(0 if count else 1)
        self._empty.say(*(NOTHING if text else NO_LETTERS))
        if count:
            place = rows.index(before.row) if before and before.row in rows else 0
            self.results.setCurrentIndex(self.model.index(place))
            self.model.item(place)
        else:
            self.source.clear()
            self._shown_letter = ""

    def show_similar(self, found: "Sequence[Similar]", name: str) -> None:
        """Show the decided items most like one, each with why."""
        self._text = ""
        rows = [one.found.row for one in found]
        self.model.set_rows(rows, {one.found.row: "; ".join(one.why) for one in found})
        self.model.put(0, rows[:BLOCK], [one.found for one in found[:BLOCK]])
        self.likeness.say(name, len(found))
        self._tabs.setTabText(RESULTS, f"Comparable ({len(found)})")
        self._tabs.setCurrentIndex(RESULTS)
        self._found.setCurrentIndex(0)
        self._show_parts()
        self.results.setCurrentIndex(self.model.index(0))
        self.results.focus_list()

    def show_behind(self, rows: Sequence[int], name: str) -> None:
        """Show the items that a figure counts."""
        self._text = ""
        self.model.set_rows(rows, {})
        self.likeness.say(name, len(rows), alike=False)
        self._tabs.setTabText(RESULTS, f"Behind ({len(rows):,})")
        self._tabs.setCurrentIndex(RESULTS)
        self._found.setCurrentIndex(0)
        self._show_parts()
        self.results.setCurrentIndex(self.model.index(0))
        self.results.focus_list()

    def show_fault(self, words: str) -> None:
        """Say what is wrong with the query; the results before it stay."""
        self.box.show_fault(words)

    def show_facets(self, facets: Facets, text: str, elsewhere: int) -> None:
        """Show what the results are told apart by, and how many letters have the words elsewhere."""
        self.facets.show_facets(facets, text)
        total = self.model.rowCount()
        self._count.setToolTip(
            f"Counted over the newest {facets.counted:,}" if facets.counted < total else "Every item is counted"
        )
        if facets.counted < total:
            self._count.setText(f"{total:,} items; counted over the newest {facets.counted:,}")
        whole = any(IN_LETTER.same(clause) for clause in clauses(text))
        self._further.setText("Words in whole letters ✕" if whole else f"{elsewhere:,} more in whole letters")
        self._further.setToolTip(
            "Look in the items alone again"
            if whole
            else "Letters that have the words, though not in what they say of one item"
        )
        self._further.setVisible(whole or elsewhere > 0)

    def show_saved(self, kept: Sequence[SavedSearch]) -> None:
        """Offer these searches."""
        self._saved.offer(kept)

    def show_sheets(self, sheets: Sequence[Sheet], current: str) -> None:
        """Offer these collections; results go into the current one."""
        self._sheets.show_sheets(sheets, current)
        count = next((sheet.count for sheet in sheets if sheet.id == current), 0)
        self._tabs.setTabText(COLLECTION, f"Collection ({count})")

    def show_members(self, members: "Sequence[Member] | None") -> None:
        """Show the items of the current collection; None where there is none."""
        self.collection.show_members(members)
        self.model.tick(frozenset(member.key for member in members or ()))

    def show_letter(self, item: FoundItem, document: Document, view: "PageView | None") -> None:
        """Show the letter of an item at its hit."""
        self._shown_letter = item.record_id
        self.source.show_letter(document, view, (), item.case_number)
        self.show_place(item, document)

    def show_place(self, item: FoundItem, document: Document) -> None:
        """Show another hit of the letter that is on show."""
        found = Span(item.page, item.start, item.end) if item.page else None
        if found:
            self.source.focus_places(evidence(document, [found]))
        self.source.seek(self._text, found)

    def shown_letter(self) -> str:
        """The letter that is on show beside."""
        return self._shown_letter

    def is_building(self) -> bool:
        """Whether the builder is on show."""
        return self._build.isChecked()

    def is_collection_shown(self) -> bool:
        """Whether the collection is on show, and not the results."""
        return self._tabs.currentIndex() == COLLECTION

    def show_collection(self) -> None:
        """Go to the collection."""
        self._tabs.setCurrentIndex(COLLECTION)

    def current(self) -> FoundItem | None:
        """The item the person is at."""
        return self.results.current() if self._tabs.currentIndex() == RESULTS else self.collection.current()

    def focus_box(self) -> None:
        """Let the person type."""
        self.box.line.setFocus()
        self.box.line.selectAll()

    def next_panel(self) -> None:
        """Give the keyboard to the next part."""
        inner = self.results.focus_list if self._tabs.currentIndex() == RESULTS else self.collection.focus_list
        order = [
            (self.box, self.box.setFocus),
            (self.facets, self.facets.focus_list),
            (self._stack, inner),
            (self.source, self.source.focus_letter),
        ]
        focus = QApplication.focusWidget()
        inside = [
            place for place, (part, _) in enumerate(order) if (focus and part.isAncestorOf(focus)) or focus is part
        ]
        order[(inside[0] + 1) % len(order) if inside else 0][1]()

    def take_over(self, old: "SearchPage") -> None:
        """Stand as another page did, as when the colours change."""
        self.box.set_text(old.text())
        self._build.setChecked(old.is_building())
        if old.is_collection_shown():
            self.show_collection()
        self.source.restore_view(old.source.view_state())

    # Inside

    def _lay_out(self) -> None:
        for widget, tip in (
            (self._build, "Put the query together by choosing (fields, values)"),
            (self._save, "Keep this search under a name"),
        ):
            widget.setToolTip(tip)
        self._build.setCheckable(True)
        set_role(self._build, "switch")
        self.builder.hide()
        set_role(self._count, "small")
        set_role(self._further, "link")
        self._further.hide()
        for text in ("Results", "Collection"):
            self._tabs.addTab(text)
        self._tabs.setAccessibleName("Results or collection")
        self._tabs.setExpanding(False)
        self._tabs.setDrawBase(False)
        self._tabs.setElideMode(Qt.TextElideMode.ElideNone)
        self._tabs.setUsesScrollButtons(False)
        self._found.addWidget(self.results)
        self._found.addWidget(self._empty)
        self._stack.addWidget(self._found)
        self._stack.addWidget(self.collection)
        for part, least in zip((self.facets, self._middle(), self.source), LEAST, strict=True):
            part.setMinimumWidth(least)
            self._columns.addWidget(part)
        self._columns.setHandleWidth(1)
        self._columns.setChildrenCollapsible(False)
        for place, stretch in enumerate((0, 4, 5)):
            self._columns.setStretchFactor(place, stretch)
        self._columns.setSizes(WIDTHS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self._columns, 1)

    def _head(self) -> QWidget:
        head = QFrame()
        set_role(head, "bar")
        above = QVBoxLayout(head)
        above.setContentsMargins(SPACE * 2, SPACE, SPACE * 2, SPACE)
        above.setSpacing(SPACE)
        line = QHBoxLayout()
        line.setSpacing(SPACE)
        line.addWidget(self.box, 1)
        for button in (self._build, self._save, self._saved):
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        above.addLayout(line)
        above.addWidget(self.builder)
        return head

    def _middle(self) -> QWidget:
        middle = QWidget()
        tabs, told = QHBoxLayout(), QHBoxLayout(self._told)
        tabs.setContentsMargins(SPACE, SPACE // 2, SPACE * 2, 0)
        tabs.setSpacing(SPACE)
        tabs.addWidget(self._tabs, 1)
        told.setContentsMargins(SPACE * 2, SPACE // 2, SPACE * 2, SPACE // 2)
        told.addWidget(self._count)
        told.addWidget(self._further)
        told.addStretch(1)
        tabs.addWidget(self._sheets)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(tabs)
        column.addWidget(self._told)
        column.addWidget(self.likeness)
        column.addWidget(self._stack, 1)
        return middle

    def _join(self) -> None:
        self.box.changed.connect(self._ask)
        self.box.left_down.connect(self.results.focus_list)
        self.builder.changed.connect(self.search)
        self._build.toggled.connect(self._show_builder)
        self._save.clicked.connect(self._on_save)
        self._saved.chosen.connect(self.search)
        self._saved.dropped.connect(self.drop_wanted)
        self.facets.ticked.connect(self._on_facet)
        self._further.clicked.connect(self._on_further)
        self.results.opened.connect(self.opened)
        self.results.ticked.connect(self.ticked)
        self.results.shown.connect(self.looked_at)
        self.collection.opened.connect(self.opened)
        self.collection.shown.connect(self.looked_at)
        self.collection.left.connect(self._back_to_results)
        self._empty.pressed.connect(self._on_everything)
        self._sheets.chosen.connect(self.sheet_chosen)
        self._tabs.currentChanged.connect(self._show_tab)

    def _ask(self, text: str) -> None:
        if self.builder.isVisibleTo(self):
            self.builder.show_text(text)
        self._tabs.setCurrentIndex(RESULTS)
        self.searched.emit(text.strip())

    def _show_builder(self, shown: bool) -> None:
        self.builder.setVisible(shown)
        if shown:
            self.builder.show_text(self.text())
            self.builder.rows()[0].focus()

    def _show_tab(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        self._show_parts()
        if item := self.current():
            self.looked_at.emit(item)

    def _show_parts(self) -> None:
        """What stands round the results is for them alone: facets and count of a query, or what they are like."""
        results, alike = self._tabs.currentIndex() == RESULTS, self.model.is_likeness()
        self.facets.setVisible(results and not alike)
        self._told.setVisible(results and not alike)
        self.likeness.setVisible(results and alike)

    def _on_facet(self, clause: Clause, on: bool) -> None:
        self.search(switched(self.text(), clause, on=on))

    def _on_further(self) -> None:
        whole = any(IN_LETTER.same(clause) for clause in clauses(self.text()))
        self.search(switched(self.text(), IN_LETTER, on=not whole))

    def _on_everything(self) -> None:
        self.search("")

    def _on_save(self) -> None:
        self.save_wanted.emit(self.text())

    def _back_to_results(self) -> None:
        self._tabs.setCurrentIndex(RESULTS)
        self.results.focus_list()
