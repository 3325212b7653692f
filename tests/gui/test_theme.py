"""Colours can be read, roles are whole, and nothing styles Qt elsewhere."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QPalette

import imrdesk.gui
from imrdesk import paths
from imrdesk.gui import icons
from imrdesk.gui import theme as theming
from imrdesk.record.finding import Finding
from imrdesk.record.model import FieldValue, State

PACKAGE = Path(imrdesk.gui.__file__).parent
GROUNDS = ("ground", "surface", "hover", "selection")
BANNERS = ("amber_ground", "green_ground", "blue_ground", "violet_ground", "red_ground")
STATES = ("amber", "green", "blue", "violet", "red")
TINTS = ("mark_header", "mark_claimant", "mark_clinical", "mark_reviewer", "mark_issue")
READ = (
    [("text", on) for on in (*GROUNDS, *BANNERS)]
    + [("muted", on) for on in GROUNDS]
    + [("accent", on) for on in ("ground", "surface")]
    + [(state, on) for state in STATES for on in ("ground", "surface", f"{state}_ground")]
    + [("accent_text", "accent"), ("accent_text", "accent_hover")]
)
SEEN = [("outline", "surface"), ("outline", "ground"), ("accent", "surface"), ("accent", "ground"), ("accent", "hover")]


def luminance(color: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF())


def contrast(one: QColor, other: QColor) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def over(tint: QColor, ground: QColor) -> QColor:
    share = tint.alphaF()
    mixed = (
        part * share + below * (1 - share) for part, below in zip(tint.getRgbF()[:3], ground.getRgbF()[:3], strict=True)
    )
    return QColor.fromRgbF(*mixed)


@pytest.mark.parametrize("scheme", theming.SCHEMES)
@pytest.mark.parametrize(("ink", "ground"), READ)
def test_text_can_be_read(scheme, ink, ground):
    theme = theming.load(scheme)
    assert contrast(theme.color(ink), theme.color(ground)) >= 4.5


@pytest.mark.parametrize("scheme", theming.SCHEMES)
@pytest.mark.parametrize(("line", "ground"), SEEN)
def test_lines_that_tell_a_state_can_be_seen(scheme, line, ground):
    theme = theming.load(scheme)
    assert contrast(theme.color(line), theme.color(ground)) >= 3


@pytest.mark.parametrize("scheme", theming.SCHEMES)
@pytest.mark.parametrize("tint", TINTS)
def test_text_under_evidence_marks_can_be_read(scheme, tint):
    theme = theming.load(scheme)
    color = theme.color(tint)
    assert 0.2 <= color.alphaF() <= 0.35
    assert contrast(theme.color("text"), over(color, theme.color("surface"))) >= 4.5
    assert contrast(QColor("black"), over(color, QColor("white"))) >= 4.5


def test_both_themes_have_the_same_roles():
    light, dark = (theming.load(scheme) for scheme in theming.SCHEMES)
    assert set(light.roles) == set(dark.roles)


@pytest.mark.parametrize("scheme", theming.SCHEMES)
def test_every_color_is_one(scheme):
    theme = theming.load(scheme)
    assert [role for role in theme.roles if not theme.color(role).isValid()] == []


def test_every_state_has_a_shape_of_its_own():
    marks = theming.STATE_MARKS
    assert len({mark.glyph for mark in marks.values()}) == len(marks)
    assert set(marks) == {"to review", "problem", *(state.value for state in State)}
    assert {mark.role for mark in marks.values()} <= set(theming.load("light").roles)


def test_a_proposed_value_is_marked_to_review_only_where_it_needs_it():
    doubtful = FieldValue("x", State.PROPOSED, Finding("x", needs_review=True))
    certain = FieldValue("x", State.PROPOSED, Finding("x", needs_review=False))
    edited = FieldValue("x", State.EDITED, Finding("y", needs_review=True))
    assert [theming.state_of(value) for value in (doubtful, certain, edited)] == ["to review", "proposed", "edited"]


@pytest.mark.parametrize("scheme", theming.SCHEMES)
def test_the_style_sheet_is_whole(scheme):
    sheet = theming.stylesheet(theming.load(scheme))
    assert "$" not in sheet
    for drawing in re.findall(r"url\((.+?)\)", sheet):
        assert Path(drawing).is_file()


def test_install_dresses_the_program(qapp):
    theme = theming.install(qapp, "dark")
    assert theme.scheme == "dark"
    assert qapp.palette().color(QPalette.ColorRole.Window) == theme.color("ground")
    assert qapp.font().pixelSize() == theming.SIZES["body"]
    assert theming.install(qapp, "system").scheme in theming.SCHEMES


def test_there_is_a_font_that_is_not_of_typewriters(qapp):
    assert theming.has_fonts()
    assert theming.family()


def test_drawings_of_the_style_sheet_have_colors_of_the_theme():
    for scheme in theming.SCHEMES:
        known = {color.upper() for color in theming.load(scheme).roles.values()}
        for drawing in paths.resource("theme", scheme).glob("*.svg"):
            used = set(re.findall(r"#[0-9A-Fa-f]{6}", drawing.read_text(encoding="utf-8")))
            assert used
            assert used <= known, drawing


def test_icons_are_tinted(qapp):
    red = icons.icon("check", QColor("#ff0000")).pixmap(16, 16).toImage()
    inked = {red.pixelColor(x, y).name() for x in range(16) for y in range(16) if red.pixelColor(x, y).alpha() == 255}
    assert inked == {"#ff0000"}
    with pytest.raises(FileNotFoundError):
        icons.icon("no such icon", QColor("black"))


def test_every_icon_of_the_tree_is_used():
    words = "".join(path.read_text(encoding="utf-8") for path in sources())
    names = {path.stem for path in paths.resource("icons").glob("*.svg")}
    assert {name for name in names if f'"{name}"' not in words} == set()


def sources():
    return list(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize(
    ("word", "home"),
    [
        (r"\.setStyleSheet\(", "theme.py"),
        (r"\.setPalette\(", "theme.py"),
        (r"\bQMessageBox\b", "messages.py"),
        (r"\bQInputDialog\b", "messages.py"),
        (r"processEvents", ""),
        (r"\bQThread\b|\bThreadPoolExecutor\b|\bQRunnable\b", "jobs.py"),
        (r"connect\((lambda|partial)", ""),
    ],
)
def test_each_of_these_has_one_home(word, home):
    found = [path.name for path in sources() if re.search(word, path.read_text(encoding="utf-8"))]
    assert set(found) <= {home}
