"""How the program looks: colours by role, fonts, spaces and the marks of states; the only place that styles Qt."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from string import Template
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from imrdesk import paths

if TYPE_CHECKING:
    from imrdesk.record.model import FieldValue

SPACE = 8
RADIUS = 6
SIZES = {"small": 11, "body": 13, "title": 15, "display": 20}  # pixels at 100 %, the same on every system
SCHEMES = ("light", "dark")
WINDOW_SCHEMES = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}  # for title bars, which the system draws
SYSTEM = "system"  # the scheme that follows the computer's own


@dataclass(frozen=True, slots=True)
class StateMark:
    """The sign of a state: a shape of its own, the role of its colour, and its name."""

    glyph: str
    role: str
    label: str


STATE_MARKS: dict[str, StateMark] = {
    "to review": StateMark("◆", "amber", "To review"),
    "proposed": StateMark("○", "muted", "Proposed"),
    "confirmed": StateMark("✓", "green", "Confirmed"),
    "edited": StateMark("✎", "blue", "Edited"),
    "accepted unseen": StateMark("◌", "violet", "Accepted unseen"),
    "absent": StateMark("∅", "muted", "Not stated in the letter"),
    "problem": StateMark("▲", "red", "Problem"),
}


def state_of(value: "FieldValue") -> str:
    """The key of STATE_MARKS for a value."""
    return "to review" if value.needs_review else value.state.value


@dataclass(frozen=True, slots=True)
class Theme:
    """One set of colours; a panel keeps the theme it is made with, a new theme makes new panels."""

    scheme: str
    roles: Mapping[str, str]

    def color(self, role: str) -> QColor:
        """The colour of a role."""
        return QColor(self.roles[role])

    def font(self, size: str = "body", *, bold: bool = False) -> QFont:
        """The system's sans face in one of SIZES, figures of equal width."""
        font = QFont(family())
        font.setPixelSize(SIZES[size])
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font


@cache
def load(scheme: str) -> Theme:
    """The theme of a scheme, light or dark."""
    with paths.resource("theme", f"{scheme}.toml").open("rb") as file:
        return Theme(scheme, tomllib.load(file)["roles"])


def install(app: QApplication, scheme: str = SYSTEM) -> Theme:
    """Dress the whole program in a scheme, or in the one the computer is set to."""
    family.cache_clear()  # the system's font may be another one by now
    QGuiApplication.styleHints().setColorScheme(WINDOW_SCHEMES.get(scheme, Qt.ColorScheme.Unknown))
    theme = load(system_scheme() if scheme == SYSTEM else scheme)
    app.setStyle("Fusion")
    app.setPalette(palette(theme))
    app.setFont(theme.font())
    app.setStyleSheet(stylesheet(theme))
    return theme


def system_scheme() -> str:
    """Light or dark, as the computer is set."""
    dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return "dark" if dark else "light"


@cache
def family() -> str:
    """The system's own sans family, or one that is surely there."""
    for name in (QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family(), "Noto Sans", "DejaVu Sans"):
        found = QFontInfo(QFont(name))
        if found.family() == name and not found.fixedPitch():
            return name
    return QFont("sans-serif").defaultFamily() or "sans-serif"


def has_fonts() -> bool:
    """Whether any font is installed; without one every letter is drawn as a box."""
    return bool(QFontInfo(QGuiApplication.font()).family())


PALETTE: dict[QPalette.ColorRole, str] = {
    QPalette.ColorRole.Window: "ground",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "ground",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "red",
    QPalette.ColorRole.Highlight: "selection",
    QPalette.ColorRole.HighlightedText: "text",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.ToolTipBase: "surface",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "line",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "outline",
    QPalette.ColorRole.Shadow: "outline",
}


def palette(theme: Theme) -> QPalette:
    """Qt's own palette in the colours of a theme."""
    made = QPalette()
    for role, name in PALETTE.items():
        made.setColor(role, theme.color(name))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, theme.color("muted"))
    return made


def stylesheet(theme: Theme) -> str:
    """Qt's style sheet: every .qss of the theme folder, $role standing for a colour."""
    folder = paths.resource("theme")
    words = {**theme.roles, **{f"size_{name}": f"{size}px" for name, size in SIZES.items()}}
    words |= {"radius": f"{RADIUS}px", "drawn": (folder / theme.scheme).as_posix()}
    sheets = (path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.qss")))
    return "\n".join(Template(sheet).substitute(words) for sheet in sheets)


def set_role(widget: QWidget, role: str) -> None:
    """Give a widget its part in the style sheet, like title, muted, primary, or another one than before."""
    if widget.property("role") == role:
        return
    widget.setProperty("role", role)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):  # else it is dressed when it is shown
        widget.style().unpolish(widget)
        widget.style().polish(widget)
