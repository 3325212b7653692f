"""The fault harness: an act is done again and again while the disk refuses a little later each time.

`python -m tests.store.sweeping ACT` limits how long a file may grow; with `--disk FOLDER` it fills that small disk, one
of its own, instead. `--step` is how many bytes lie between two tries. It prints how often the act was refused and done,
and what was wrong: an error without words, a change of a record all the same, damage, a file left over.
"""

import argparse
import json
import os
import resource
import tempfile
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

from imrdesk.errors import ImrdeskError
from imrdesk.export import EXPORTERS, Letter
from imrdesk.record import changes as acts
from imrdesk.record.model import Path as ValuePath
from imrdesk.record.model import Record
from imrdesk.store import Store, archive, backups, health
from tests.store.conftest import SIGN, make_letter

NEVER = resource.RLIM_INFINITY
MOST = 4_000_000  # bytes: longer than any file of this workspace grows
ENOUGH = 8  # tries that went well one after the other: there is no later write
CASES = range(1, 200)


def save(store: Store, turn: int, letter) -> None:
    store.save(
        acts.set_value(store.record(letter.record.id), ValuePath("occupation"), "roofer " * (turn % 7 + 1) * 9, SIGN)
    )


def add(store: Store, turn: int, _letter) -> None:
    made = make_letter(turn + 2, items=3)
    store.add(made.record, made.document, made.data, SIGN)


def back_up(store: Store, _turn: int, _letter) -> None:
    with patch.object(backups, "_refuse_full"):  # what looks beforehand would keep every write from being tried
        backups.take(store.folder / "imrdesk.db", store.folder / "backups", backups.ROLLING)


def pack(store: Store, _turn: int, _letter) -> None:
    archive.pack(store.folder, store.folder / "packed" / "all.imrdesk")


def export(store: Store, _turn: int, letter) -> None:
    EXPORTERS["docx"].write([Letter(letter.record, letter.document)], store.folder / "summary.docx")


ACTS: dict[str, Callable] = {act.__name__: act for act in (save, add, back_up, pack, export)}


class Disk:
    """What refuses: a limit on how long files grow, or a small disk that is filled."""

    def __init__(self, place: Path | None) -> None:
        self.place = place

    def leave(self, size: int) -> None:
        """Let there be room for so many bytes."""
        if self.place is None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, NEVER))
        else:
            filler = self.place / "filler"
            filler.unlink(missing_ok=True)
            if size != NEVER:
                found = os.statvfs(self.place)
                filler.write_bytes(bytes(max(found.f_bavail * found.f_frsize - size, 0)))

    def sizes(self, step: int) -> list[int]:
        """How much room there is at each try; in the end as much as anybody wants."""
        fine = range(0, 8192, 1024) if self.place is None else range(0, 32768, 4096)  # a disk gives whole pages
        return [*fine, *range(fine.stop, MOST, step), NEVER]


def sweep(act: Callable, disk: Disk, step: int) -> dict:
    """Do it at each size; gives what came of it."""
    outcome: dict = {"refused": 0, "done": 0, "bare": []}
    with tempfile.TemporaryDirectory(dir=disk.place) as place:
        folder = Path(place) / "desk"
        letter = make_letter(1)
        with Store.open(folder) as store:
            store.add(letter.record, letter.document, letter.data, SIGN)
        in_a_row = 0
        for turn, size in enumerate(disk.sizes(step)):
            if in_a_row == ENOUGH and size != NEVER:
                continue
            with Store.open(folder) as store:
                before = _records(store)
                failed = _tried(lambda store=store, turn=turn: act(store, turn, letter), disk, size, outcome)
                in_a_row = 0 if failed else in_a_row + 1
                if failed and before != _records(store):
                    outcome["bare"].append(f"{size}: changed all the same")
            found = [item.message for item in health.full(folder).damages if item.code not in health.NOTICES]
            outcome["bare"] += found
            if turn == 0 and list(folder.rglob("*.part")):
                outcome["bare"].append("a part was left")
        for backup in backups.every(folder / "backups"):
            backup.verify()
    return outcome


def _tried(act: Callable[[], object], disk: Disk, size: int, outcome: dict) -> bool:
    """Whether the disk refused."""
    disk.leave(size)
    try:
        act()
    except ImrdeskError:
        outcome["refused"] += 1
        return True
    except BaseException as error:
        outcome["bare"].append(f"{size}: {error!r}")
        return True
    finally:
        disk.leave(NEVER)
    outcome["done"] += 1
    return False


def _records(store: Store) -> dict[str, Record]:
    return {row.id: store.record(row.id) for row in store.rows(CASES)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("act", choices=ACTS)
    parser.add_argument("--disk", type=Path)
    parser.add_argument("--step", type=int, default=8192)
    chosen = parser.parse_args()
    print(json.dumps(sweep(ACTS[chosen.act], Disk(chosen.disk), chosen.step)))


if __name__ == "__main__":
    main()
