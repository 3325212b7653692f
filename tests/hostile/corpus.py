"""The hostile corpus: python -m tests.hostile.corpus FOLDER writes it; every file is made here, none is kept."""

import random
import sys
from collections.abc import Iterator
from pathlib import Path

from . import origins, others, pdf_bytes

SAMPLES = Path(__file__).parents[2] / "resources" / "samples"
CUTS = 8
FLIPS = 8


def corpus() -> Iterator[tuple[str, bytes]]:
    """Names and bytes: what is made to do harm, then samples cut short, then samples with flipped bytes."""
    yield from ((f"{name}.pdf", data) for name, data in pdf_bytes.hostile())
    yield from others.hostile()
    yield from origins.hostile()
    yield from cut_samples()
    yield from flipped_samples(FLIPS)


def samples() -> list[Path]:
    return sorted(path for path in SAMPLES.iterdir() if path.suffix in (".pdf", ".docx"))


def cut_samples() -> Iterator[tuple[str, bytes]]:
    for path in samples():
        data = path.read_bytes()
        for part in range(1, CUTS):
            yield f"{path.stem} cut at {part} of {CUTS}{path.suffix}", data[: len(data) * part // CUTS]


def flipped_samples(seeds: int) -> Iterator[tuple[str, bytes]]:
    for path in samples():
        data = path.read_bytes()
        for seed in range(seeds):
            yield f"{path.stem} flipped {seed}{path.suffix}", flipped(data, seed)


def flipped(data: bytes, seed: int) -> bytes:
    """The bytes with a few changed, cut out or repeated; the same for the same seed."""
    chance = random.Random(seed)
    changed = bytearray(data)
    for _ in range(chance.choice((1, 3, 10, 100))):
        at = chance.randrange(len(changed))
        match chance.randrange(4):
            case 0:
                changed[at] = chance.randrange(256)
            case 1:
                changed[at] ^= 1 << chance.randrange(8)
            case 2:
                del changed[at : at + chance.randrange(1, 50)]
            case _:
                changed[at:at] = changed[at : at + chance.randrange(1, 50)]
    return bytes(changed)


def written(folder: Path) -> list[Path]:
    """The corpus as files, numbered in order; names keep no slash."""
    paths: list[Path] = []
    for number, (name, data) in enumerate(corpus()):
        path = folder / f"{number:04} {name.replace('/', '_')}"
        path.write_bytes(data)
        paths.append(path)
    return paths


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    print(f"{len(written(target))} files in {target}")
