"""Characters that file formats refuse: letters are foreign text and may hold any of them."""

import re

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_REFUSED = re.compile("[\x00-\x08\x0e-\x1f\ufffe\uffff]")


def printable(text: str) -> str:
    """The text without what XML 1.0 forbids: every line end as one newline, half characters as U+FFFD."""
    if text.isascii() and text.isprintable():
        return text
    return _REFUSED.sub("", _SURROGATES.sub("\ufffd", _LINE_ENDS.sub("\n", text)))
