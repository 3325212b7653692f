"""Outlook messages made by hand: Microsoft's older container in as few lines as it takes."""

import struct
from dataclasses import dataclass

CUTOFF = 4096  # bytes; smaller streams share one
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
NUMBER, TEXT, BYTES = 0x0003, 0x001F, 0x0102
Tree = dict[str, "bytes | Tree"]


@dataclass
class Entry:
    """A stream (2) or folder (1) of the directory; the root is 5."""

    name: str
    kind: int
    data: bytes = b""
    right: int = FREE
    child: int = FREE


def message(body: str, **attached: bytes) -> bytes:
    """A message with attachments by name, "_" for the dot."""
    text = body.encode("utf-16-le")
    tree: Tree = {
        "__properties_version1.0": bytes(32) + _property(TEXT, 0x1000, len(text)),
        "__substg1.0_1000001F": text,
    }
    for number, (name, data) in enumerate(attached.items()):
        called = name.replace("_", ".").encode("utf-16-le")
        properties = (
            _property(NUMBER, 0x3705, 1) + _property(BYTES, 0x3701, len(data)) + _property(TEXT, 0x3707, len(called))
        )
        tree[f"__attach_version1.0_#{number:08X}"] = {
            "__properties_version1.0": bytes(8) + properties,
            "__substg1.0_37010102": data,
            "__substg1.0_3707001F": called,
        }
    return container(tree)


def _property(kind: int, number: int, value: int) -> bytes:
    return struct.pack("<HHIQ", kind, number, 6, value)


def container(tree: Tree) -> bytes:
    """The file that holds a tree of streams and folders; small streams share one, as the format wants."""
    entries = [Entry("Root Entry", 5)]
    _add(entries, 0, tree)
    large, small = Sectors(512), Sectors(64)
    starts = [
        (large if len(entry.data) >= CUTOFF else small).put(entry.data) if entry.data else END for entry in entries
    ]
    entries[0].data = b"".join(small.parts)
    starts[0] = large.put(entries[0].data)
    small_table = large.put(_numbers(small.chain))
    directory = large.put(b"".join(map(_entry, entries, starts)))
    table = len(large.parts)
    fat = _numbers([*large.chain, FAT])
    assert len(fat) == 512
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, directory, 0, CUTOFF, small_table, 1, END, 0)
    return head + struct.pack("<I", table).ljust(436, b"\xff") + b"".join(large.parts) + fat


class Sectors:
    """Streams cut into pieces of one size, and the chain that leads from each piece to the next."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.parts: list[bytes] = []
        self.chain: list[int] = []

    def put(self, data: bytes) -> int:
        """Add a stream; gives the number of its first piece."""
        first = len(self.parts)
        self.parts += [data[at : at + self.size].ljust(self.size, b"\0") for at in range(0, len(data), self.size)]
        self.chain += [*range(first + 1, len(self.parts)), END]
        return first


def _numbers(chain: list[int]) -> bytes:
    data = struct.pack(f"<{len(chain)}I", *chain)
    return data.ljust(-(-len(data) // 512) * 512, b"\xff")


def _add(entries: list[Entry], owner: int, tree: Tree) -> None:
    """The members of a folder as a chain, each to the right of the one before: a tree too, if a thin one."""
    before = None
    for name, item in sorted(tree.items(), key=lambda pair: (len(pair[0]), pair[0].upper())):
        entries.append(Entry(name, 1) if isinstance(item, dict) else Entry(name, 2, item))
        number = len(entries) - 1
        if before is None:
            entries[owner].child = number
        else:
            entries[before].right = number
        before = number
        if isinstance(item, dict):
            _add(entries, number, item)


def _entry(entry: Entry, start: int) -> bytes:
    text = f"{entry.name}\0".encode("utf-16-le")
    head = text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text), entry.kind, 1, FREE, entry.right, entry.child)
    return head + bytes(36) + struct.pack("<IQ", 0 if entry.kind == 1 else start, len(entry.data))
