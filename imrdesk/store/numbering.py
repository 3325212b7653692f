"""The number of an item in the indexes: that of its case, with its place in the letter behind."""

ITEM_BITS = 12  # 4,096 items a case
MOST_ITEMS = 1 << ITEM_BITS


def row_of(number: int, place: int) -> int:
    """The row of the item at a place of a case; a case without items has the row of the first."""
    return (number << ITEM_BITS) + place
