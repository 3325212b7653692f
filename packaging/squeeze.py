"""Take the padding out of shared libraries that were laid out for pages of 2 MB, as those in some wheels are.

    python packaging/squeeze.py out/dist/imrdesk

Half of such a library is zeros between its segments. Linux on x86-64 has pages of 4 KB, so segments may lie as close
as that in the file; in memory nothing moves. The list of sections goes too, which only linkers and debuggers read.
"""

import struct
import sys
from pathlib import Path

PAGE = 0x1000
HEADER = struct.Struct("<16sHHIQQQIHHHHHH")  # ELF, 64 bits, little-endian
SEGMENT = struct.Struct(
    "<IIQQQQQQ"
)  # kind, flags, offset, address, physical address, bytes, bytes in memory, alignment
X86_64 = 62
LOADED = 1


def squeezed(library: bytes) -> bytes:
    """The library without padding; the same bytes where there is none."""
    if len(library) < HEADER.size or library[:6] != b"\x7fELF\x02\x01":
        return library
    header = list(HEADER.unpack_from(library))
    start, count = header[5], header[10]
    segments = [list(SEGMENT.unpack_from(library, start + number * SEGMENT.size)) for number in range(count)]
    loaded = [segment for segment in segments if segment[0] == LOADED]
    if header[2] != X86_64 or not any(segment[7] > PAGE for segment in loaded):
        return library
    made, moved = bytearray(), []
    for _kind, _flags, offset, address, _physical, size, _in_memory, _alignment in loaded:
        made.extend(bytes((address - len(made)) % PAGE))  # a segment begins in the file where it begins in its page
        moved.append((offset, offset + size, len(made) - offset))
        made += library[offset : offset + size]
    for segment in segments:
        segment[2] += next((by for first, end, by in moved if first <= segment[2] < end), 0) if segment[5] else 0
        segment[7] = min(segment[7], PAGE)
    header[6] = header[12] = header[13] = 0
    HEADER.pack_into(made, 0, *header)
    for number, segment in enumerate(segments):
        SEGMENT.pack_into(made, start + number * SEGMENT.size, *segment)
    return bytes(made)


def main(folder: Path) -> None:
    saved = 0
    for path in sorted(folder.rglob("*.so*")):
        if path.is_file() and not path.is_symlink():
            before = path.read_bytes()
            after = squeezed(before)
            if len(after) < len(before):
                path.write_bytes(after)
                saved += len(before) - len(after)
    print(f"{saved / 1024**2:.0f} MB of padding taken out")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
