"""A page as it is drawn in the lane: its picture, and its sketch, which says where its ink stands."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtGui import QImage

from imrdesk.document.geometry import Rect
from imrdesk.document.model import Span

from .ink import ink

if TYPE_CHECKING:
    from imrdesk.sources.render import PageView

SKETCH_SCALE = 0.3  # pixels a point, of thumbnails and of what shows while a large picture is drawn
log = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page's picture and the scale, in pixels a point, it was asked for."""

    image: QImage
    scale: float


@dataclass(frozen=True, slots=True)
class Sketch:
    """A page drawn small, and where its ink begins and ends as shares of its width; no picture if it has a fault."""

    drawn: Drawn | None = None
    ink: tuple[float, float] | None = None


def tried(question: Callable[..., T], *about: Any) -> T | None:
    """The answer to a question; None where the page is damaged, whatever way its reader fails."""
    try:
        return question(*about)
    except Exception as error:
        log.info("page not read: %s", type(error).__name__)
        return None


def sketched(view: "PageView", page: int) -> tuple[int, Sketch]:
    """A page's number and its sketch."""
    _page, made = drawn(view, page, SKETCH_SCALE)
    return page, Sketch(made, ink(made.image)) if made else Sketch()


def drawn(view: "PageView", page: int, scale: float) -> tuple[int, Drawn | None]:
    """A page's number and its picture, none where it cannot be drawn."""
    made = tried(view.image, page, scale)
    if made is None:
        return page, None
    bare = QImage(made.data, made.width, made.height, made.stride, QImage.Format.Format_RGB32)
    return page, Drawn(bare.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied), scale)  # all opaque


def measured(view: "PageView", spans: Sequence[Span]) -> dict[Span, tuple[Rect, ...]]:
    """The rectangles of spans, none for those that cannot be measured."""
    found = tried(view.places, spans) or {}
    return {span: tuple(found.get(span, ())) for span in spans}
