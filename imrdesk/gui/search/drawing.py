"""How an item found is drawn: what it is, what was decided, and the words found or that decided it."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from imrdesk.gui.theme import SPACE, STATE_MARKS, Theme
from imrdesk.record.values import show
from imrdesk.store import FoundItem

FOUND, NOTE, NUMBER = (Qt.ItemDataRole.UserRole + place for place in range(3))
HIT_START, HIT_END = "\x02", "\x03"
LINES = 2  # of a snippet
BOX = 16  # pixels of the box that is ticked
DECISIONS = {"overturned": ("✓ Overturned", "green"), "upheld": ("✕ Upheld", "muted")}
GONE = "This item is no longer in its letter."
Index = QModelIndex | QPersistentModelIndex


def sentence(item: FoundItem) -> str:
    """An item in words, for screen readers."""
    parts = [item.treatment or "Item without a name", item.decision or "no decision", item.name,
             f"item {item.item}" if item.item else "", show(item.decision_date), item.specialty, item.guideline,
             standing(item), plain(item.snippet)]  # fmt: skip
    return ", ".join(part for part in parts if part)


def plain(snippet: str) -> str:
    """A snippet without its marks."""
    return snippet.replace(HIT_START, "").replace(HIT_END, "")


def standing(item: FoundItem) -> str:
    """In words, how far people stand behind what decided an item, where that is shown."""
    return f"what decided it: {STATE_MARKS[item.said.value].label.lower()}" if item.said else ""


def about(item: FoundItem) -> str:
    """The line below an item's name."""
    place = f"{item.name}, item {item.item}" if item.item else item.name
    return "  ·  ".join(part for part in (place, show(item.decision_date), item.specialty, item.guideline) if part)


class ItemDelegate(QStyledItemDelegate):
    """Draws items of a list that gives FOUND, NOTE and a check state."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._fonts = {"name": theme.font(bold=True), "body": theme.font(), "small": theme.font("small")}
        self._heights = {name: QFontMetrics(font).lineSpacing() + 1 for name, font in self._fonts.items()}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as every other one, a line more with a note."""
        height = self._heights["name"] + self._heights["small"] + LINES * self._heights["body"] + SPACE * 3
        if index.data(NOTE):
            height += self._heights["body"] + SPACE // 2
        return QSize(max(option.rect.width(), SPACE * 30), height)

    def box(self, rect: QRect) -> QRect:
        """Where the box is that is ticked."""
        return QRect(rect.left() + SPACE, rect.top() + SPACE + 1, BOX, BOX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one item."""
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, self._theme.color("selection"))
        painter.setPen(self._theme.color("line"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        if state & QStyle.StateFlag.State_Selected and state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())), self._theme.color("accent"))
        if (checked := index.data(Qt.ItemDataRole.CheckStateRole)) is not None:
            self._tick(painter, self.box(option.rect), on=Qt.CheckState(checked) is Qt.CheckState.Checked)
        left = SPACE * 2 + BOX
        rect = option.rect.adjusted(left, SPACE, -SPACE * 2, -SPACE)
        self._number(painter, option.rect, index.data(NUMBER))
        item = index.data(FOUND)
        if isinstance(item, FoundItem):
            self._item(painter, rect, item, str(index.data(NOTE) or ""))
        else:
            painter.setPen(self._theme.color("muted"))
            painter.setFont(self._fonts["body"])
            painter.drawText(rect, Qt.AlignmentFlag.AlignTop, str(index.data(Qt.ItemDataRole.DisplayRole) or "…"))
        painter.restore()

    def _number(self, painter: QPainter, rect: QRect, number: object) -> None:
        if number:
            painter.setPen(self._theme.color("muted"))
            painter.setFont(self._fonts["small"])
            box = QRect(rect.left(), rect.top() + SPACE, SPACE * 2 + BOX - 4, BOX)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{number}.")

    def _tick(self, painter: QPainter, box: QRect, *, on: bool) -> None:
        painter.setPen(self._theme.color("accent" if on else "outline"))
        painter.setBrush(self._theme.color("accent" if on else "surface"))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if on:
            painter.setPen(self._theme.color("accent_text"))
            painter.setFont(self._fonts["name"])
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "✓")

    def _item(self, painter: QPainter, rect: QRect, item: FoundItem, note: str) -> None:
        words, role = DECISIONS.get(item.decision, (item.decision or "No decision", "amber"))
        width = QFontMetrics(self._fonts["body"]).horizontalAdvance(words)
        line = QRect(rect.left(), rect.top(), rect.width(), self._heights["name"])
        painter.setFont(self._fonts["body"])
        painter.setPen(self._theme.color(role))
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
        named = line.adjusted(0, 0, -width - SPACE * 2, 0)
        self._elided(painter, named, item.treatment or "No disputed item was found in this letter", "name", "text")
        line = QRect(rect.left(), line.bottom() + 3, rect.width(), self._heights["small"])
        self._elided(painter, line, about(item), "small", "muted")
        top = line.bottom() + 3
        self._snippet(painter, QRect(rect.left(), top, rect.width(), LINES * self._heights["body"]), item)
        if note:
            top += LINES * self._heights["body"] + SPACE // 2
            line = QRect(rect.left(), top, rect.width(), self._heights["body"])
            self._elided(painter, line, note, "body", "blue")

    def _elided(self, painter: QPainter, rect: QRect, text: str, font: str, role: str) -> None:
        painter.setFont(self._fonts[font])
        painter.setPen(self._theme.color(role))
        shown = QFontMetrics(self._fonts[font]).elidedText(
            text.replace("\n", " "), Qt.TextElideMode.ElideRight, rect.width()
        )
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    def _snippet(self, painter: QPainter, rect: QRect, item: FoundItem) -> None:
        """The snippet with its place in front, hits marked, cut after two lines."""
        mark = f"{STATE_MARKS[item.said.value].glyph}  " if item.said else ""
        lead = f"{mark}{item.cite}  " if item.cite else mark
        text, ranges = _formatted(lead, item.snippet, self._theme)
        layout = QTextLayout(text, self._fonts["body"])
        layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
        layout.setFormats(ranges)
        layout.beginLayout()
        y = 0.0
        for _number in range(LINES):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(rect.width())
            line.setPosition(QPointF(0, y))
            y += line.height()
        layout.endLayout()
        painter.setPen(self._theme.color("text"))
        painter.save()
        painter.setClipRect(rect)
        layout.draw(painter, QPointF(rect.topLeft()))
        painter.restore()


def _formatted(lead: str, snippet: str, theme: Theme) -> tuple[str, list[QTextLayout.FormatRange]]:
    """The text without its marks, and how its parts look."""
    muted, hit = QTextCharFormat(), QTextCharFormat()
    muted.setForeground(theme.color("muted"))
    hit.setBackground(theme.color("mark_clinical"))
    hit.setFontWeight(600)
    ranges = [_range(0, len(lead), muted)] if lead else []
    text = lead
    for place, piece in enumerate(snippet.replace("\n", " ").split(HIT_START)):
        marked, end, rest = piece.partition(HIT_END) if place else ("", "", piece)
        if end:
            ranges.append(_range(len(text), len(marked), hit))
        text += marked + rest
    return text, ranges


def _range(start: int, length: int, look: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, length, look  # pyright: ignore[reportAttributeAccessIssue]
    return made
