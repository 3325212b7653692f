"""Does the audit give every record again after very many random edits: python -m tests.bench.replay --edits 10000."""

import argparse
import tempfile
import time
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imrdesk.store import Store
from tests.store import acting

ACTS = 40  # on one letter
SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edits", type=int, default=10_000)
    chosen = parser.parse_args()
    done, letters, began = 0, 0, time.perf_counter()
    with tempfile.TemporaryDirectory() as place, Store.open(Path(place) / "desk") as store:

        @settings(max_examples=chosen.edits // ACTS + 1, deadline=None, database=None, suppress_health_check=SLOW)
        @given(data=st.data())
        def edit(data: st.DataObject) -> None:
            nonlocal done, letters
            done, letters = done + acting.replayed(store, data.draw, ACTS), letters + 1

        while done < chosen.edits:
            edit()
        broken = store.verify_chain()
    assert broken is None, f"the chain is broken at event {broken}"
    print(f"{done} edits of {letters} letters replayed exactly, chain whole, {time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
