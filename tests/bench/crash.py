"""Kill a working desk again and again and count what is lost: python -m tests.bench.crash --rounds 1000."""

import argparse
import sys

from tests.store.crashing import rounds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=20260504)
    chosen = parser.parse_args()
    found = rounds(chosen.rounds, chosen.seed)
    print("\n".join(found))
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
