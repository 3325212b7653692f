"""KEYS: the source panel's own keys and what they call, where the window has not taken them for itself."""

KEYS: dict[str, str] = {
    "Ctrl+F": "show_find",
    "F3": "next_place",
    "Shift+F3": "previous_place",
    "Ctrl+=": "zoom_in",
    "Ctrl++": "zoom_in",
    "Ctrl+Shift++": "zoom_in",
    "Ctrl+-": "zoom_out",
    "Ctrl+0": "fit_width",
    "Ctrl+9": "whole_page",
    "Ctrl+Shift+P": "toggle_thumbnails",
    "F7": "toggle_caret",
    "Ctrl+C": "copy",
    "Ctrl+Shift+C": "copy_with_cite",
    "F4": "fill_field",
}
"""Key to method of the panel."""
