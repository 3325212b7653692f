"""WordprocessingML read by local names, so that the transitional and the strict kind read alike."""

from typing import Any


def local(element: Any) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def child(element: Any, name: str) -> Any:
    """The first child of a name, None where there is none."""
    return next((one for one in element.iterchildren("*") if local(one) == name), None)


def of(element: Any, name: str) -> str:
    """An attribute by its local name, "" where there is none."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")
