"""The facet column: what the items found are told apart by, with counts; a tick narrows."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from imrdesk.gui.theme import Theme, set_role
from imrdesk.store import FACETS, Clause, Facet, FacetCount, Facets
from imrdesk.store.clauses import clauses

SHORT = 7  # values of a facet that are shown at first
CLAUSE, MORE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_NONE = "(none found)"


class FacetList(QTreeWidget):
    """Every facet with its values; Space or a click ticks one."""

    ticked = Signal(object, bool)  # Clause, whether it is wanted

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._facets: Facets | None = None
        self._text = ""
        self._whole: set[str] = set()  # facets of which every value is shown
        self._closed: set[str] = set()
        self._filling = False
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setAccessibleName("Narrow by")
        self.setAccessibleDescription("Space ticks a value and narrows the results to it")
        set_role(self, "facets")
        self.setIndentation(12)
        self.setUniformRowHeights(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.itemChanged.connect(self._on_change)
        self.itemActivated.connect(self._on_activated)
        self.itemClicked.connect(self._on_clicked)
        self.itemCollapsed.connect(self._on_collapsed)
        self.itemExpanded.connect(self._on_expanded)

    def show_facets(self, facets: Facets, text: str) -> None:
        """Show these counts; what the query asks for is ticked. The keyboard stays where it was."""
        self._facets, self._text = facets, text
        self._fill()

    def focus_list(self) -> None:
        """Let the person walk the values."""
        self.setFocus()
        if not self.currentItem() and (first := self.topLevelItem(0)):
            self.setCurrentItem(first)

    def _fill(self) -> None:
        if not self._facets:
            return
        current, at = self._place(), self.verticalScrollBar().value()
        asked = list(clauses(self._text))
        self._filling = True
        self.clear()
        for name, facet in FACETS.items():
            self._add_facet(facet, self._facets.counts.get(name, ()), asked)
        self._filling = False
        self._go_back(current)
        self.verticalScrollBar().setValue(at)

    def _add_facet(self, facet: Facet, counts: tuple[FacetCount, ...], asked: list[Clause]) -> None:
        head = QTreeWidgetItem([facet.label, ""])
        head.setFont(0, self._theme.font(bold=True))
        head.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        self.addTopLevelItem(head)
        wanted = [one for one in counts if _is_asked(facet.clause(one.value), asked)]
        most = len(counts) if facet.name in self._whole else SHORT
        listed = list(dict.fromkeys((*wanted, *counts[:most])))
        for one in listed:
            head.addChild(self._value(facet, one, on=one in wanted))
        if len(counts) > len(listed):
            more = QTreeWidgetItem([f"Show all {len(counts)}…", ""])
            more.setData(0, MORE, facet.name)
            more.setForeground(0, self._theme.color("accent"))
            head.addChild(more)
        if not counts:
            none = QTreeWidgetItem([_NONE, ""])
            none.setForeground(0, self._theme.color("muted"))
            none.setFlags(Qt.ItemFlag.NoItemFlags)
            head.addChild(none)
        head.setExpanded(facet.name not in self._closed)

    def _value(self, facet: Facet, one: FacetCount, *, on: bool) -> QTreeWidgetItem:
        shown = one.value[:1].upper() + one.value[1:]
        item = QTreeWidgetItem([shown, f"{one.count:,}"])
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(0, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        item.setData(0, CLAUSE, facet.clause(one.value))
        item.setToolTip(0, shown)
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{facet.label}: {shown}, {one.count} items")
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setForeground(1, self._theme.color("muted"))
        return item

    def _place(self) -> tuple[str, str]:
        """The facet and value that the keyboard is at."""
        item = self.currentItem()
        if item is None:
            return "", ""
        head = item.parent()
        return (head.text(0), item.text(0)) if head else (item.text(0), "")

    def _go_back(self, place: tuple[str, str]) -> None:
        for head in filter(None, map(self.topLevelItem, range(self.topLevelItemCount()))):
            if head.text(0) == place[0]:
                values = filter(None, map(head.child, range(head.childCount())))
                self.setCurrentItem(next((value for value in values if value.text(0) == place[1]), head))

    def _on_change(self, item: QTreeWidgetItem) -> None:
        clause = item.data(0, CLAUSE)
        if not self._filling and isinstance(clause, Clause):
            self.ticked.emit(clause, item.checkState(0) is Qt.CheckState.Checked)

    def _on_clicked(self, item: QTreeWidgetItem) -> None:
        if item.data(0, MORE):
            self._on_activated(item)

    def _on_activated(self, item: QTreeWidgetItem) -> None:
        """Enter: ticks a value, shows more, opens or closes a facet."""
        if name := item.data(0, MORE):
            self._whole.add(name)
            self._fill()

    def _on_collapsed(self, item: QTreeWidgetItem) -> None:
        self._closed.add(_name_of(item.text(0)))

    def _on_expanded(self, item: QTreeWidgetItem) -> None:
        self._closed.discard(_name_of(item.text(0)))


def _name_of(label: str) -> str:
    return next((name for name, facet in FACETS.items() if facet.label == label), "")


def _is_asked(clause: Clause, asked: list[Clause]) -> bool:
    return any(clause.same(one) for one in asked)
