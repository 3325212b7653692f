"""What encryption costs: open, import, save, read and search a workspace, each as a ratio to the same one in plain.

python -m tests.bench.encryption --letters 500
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from imrdesk.record import changes
from imrdesk.record.model import Path as Place
from imrdesk.store import Query, Store, encryption, keys
from tests.store.conftest import SIGN, make_letter


def timed(act: Callable[[], object]) -> float:
    """Milliseconds."""
    begun = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - begun)


def measured(folder: Path, first: int, letters: int) -> dict[str, float]:
    """The median of each kind of work."""
    opened = [timed(lambda: Store.open(folder).close()) for _ in range(9)]
    with Store.open(folder) as store:
        made = [make_letter(first + number) for number in range(letters)]
        added = [timed(lambda one=one: one.kept(store)) for one in made]
        ids = [row.id for row in store.rows(store.ids(Query()))]
        read = [timed(lambda name=name: store.record(name)) for name in ids]
        saved = []
        for name in ids[:200]:
            act = changes.set_value(store.record(name), Place("occupation"), f"roofer {first}", SIGN)
            saved.append(timed(lambda act=act: store.save(act)))
        found = [timed(lambda: store.search("epidural steroid")) for _ in range(50)]
    kinds = {"open": opened, "import": added, "save": saved, "read": read, "search": found}
    return {name: statistics.median(times) for name, times in kinds.items()}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--letters", type=int, default=500)
    letters = parser.parse_args().letters
    with tempfile.TemporaryDirectory() as place:
        plain = measured(Path(place) / "plain", 1, letters)
        folder = Path(place) / "locked"
        Store.open(folder).close()
        passphrase = "correct horse battery staple"
        encryption.encrypt(folder, folder / "backups", passphrase)
        locked = measured(folder, 1, letters)
        unlocking = timed(lambda: keys.unlock(folder / keys.FILE_NAME, passphrase))
    for name, cost in plain.items():
        print(f"{name:8} {cost:8.2f} ms plain  {locked[name]:8.2f} ms encrypted  {locked[name] / cost:5.2f} x")
    print(f"the passphrase, once a start: {unlocking:.0f} ms")


if __name__ == "__main__":
    main()
