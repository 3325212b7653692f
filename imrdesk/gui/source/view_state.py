"""How a person wants letters shown, kept from one day to the next."""

import json
from dataclasses import asdict, dataclass

from .layout import bounded
from .scroller import PAGE, WIDTH, Fit


@dataclass(frozen=True, slots=True)
class ViewState:
    """Pages or text, how large each, and whether pages show in small beside them."""

    mode: str = "page"
    fit: Fit = WIDTH
    text_zoom: float = 1.0
    thumbnails: bool = False

    def written(self) -> str:
        """In one line."""
        return json.dumps(asdict(self))

    @staticmethod
    def read(written: str) -> "ViewState | None":
        """From that line; None for any other."""
        try:
            state = ViewState(**json.loads(written))
            fit = state.fit if state.fit in (WIDTH, PAGE) else bounded(float(state.fit))
            mode = state.mode if state.mode in ("page", "text") else "page"
            return ViewState(mode, fit, bounded(float(state.text_zoom)), bool(state.thumbnails))
        except (TypeError, ValueError):
            return None
