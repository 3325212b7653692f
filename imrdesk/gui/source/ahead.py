"""The letter that comes next: the beginning of its pages drawn while nobody waits, so that it opens at once."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from imrdesk.document.geometry import Rect
from imrdesk.document.model import Span

from .drawn import Drawn, Sketch, drawn, measured, sketched

if TYPE_CHECKING:
    from imrdesk.sources.render import PageView

MOST_MEASURED = 200  # spans
Scale: TypeAlias = Callable[[Sequence[Sketch], int], float]
"""How large a page is drawn, once it is sketched where the text stands."""


class Ahead:
    """What is known of one letter that may come: the sketches that say how large it is shown, where its marks stand,
    and one page."""

    def __init__(self, view: "PageView", inked: int, page: int, spans: Sequence[Span], scale: Scale) -> None:
        self.view = view
        self.sketches: dict[int, Sketch] = {}
        self.pictures: dict[int, Drawn] = {}
        self.rects: dict[Span, tuple[Rect, ...]] = {}
        self._inked, self._page, self._scale = range(1, inked + 1), page, scale
        self._spans = tuple(dict.fromkeys(spans))[:MOST_MEASURED]
        self._tried = False

    def need(self) -> tuple[Callable[[], Any], Callable[[Any], None]] | None:
        """The next thing to do in the lane and who takes it; None once all is drawn."""
        for number in self._inked:
            if number not in self.sketches:
                return partial(sketched, self.view, number), self._take_sketch
        if self._spans and not self.rects:
            return partial(measured, self.view, self._spans), self.rects.update
        if self._tried:
            return None
        self._tried = True
        scale = self._scale([self.sketches[number] for number in self._inked], self._page)
        return partial(drawn, self.view, self._page, scale), self._take_picture

    def _take_sketch(self, result: tuple[int, Sketch]) -> None:
        page, sketch = result
        self.sketches[page] = sketch

    def _take_picture(self, result: tuple[int, Drawn | None]) -> None:
        page, picture = result
        if picture:
            self.pictures[page] = picture
