"""Category and subcategory, each narrowed to what goes with the other."""

from imrdesk.record.fields import CATEGORIES, SUBCATEGORIES
from imrdesk.record.model import Issue

NARROWED = ("category", "subcategory")


def narrowed(issue: Issue, key: str) -> tuple[str, ...]:
    """The choices to offer; all of them where the other one says nothing, or this one is already among its own."""
    category, sub = issue.values["category"].value, issue.values["subcategory"].value
    if key == "subcategory":
        return CATEGORIES.get(category, SUBCATEGORIES) if isinstance(category, str) else SUBCATEGORIES
    fitting = tuple(name for name, subs in CATEGORIES.items() if sub in subs)
    return fitting if fitting and category is None else tuple(CATEGORIES)
