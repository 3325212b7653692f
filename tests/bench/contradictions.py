"""What the checks find in the real letters, beside what a person noted there: python -m tests.bench.contradictions."""

from collections import Counter

from imrdesk.extract.pipeline import extract
from imrdesk.sources import open_source
from tests.specimens import specimens


def main() -> None:
    """For each letter its notes and its problems, and how often each check spoke."""
    count: Counter[str] = Counter()
    for specimen in specimens():
        print(f"{specimen.path.stem}: {' '.join(specimen.notes)}")
        for problem in extract(open_source(specimen.path)).problems:
            count[problem.code] += 1
            places = " / ".join(" ".join(place.quote.split())[:90] for place in problem.evidence)
            print(f"    {problem.severity.value} {problem.code}: {problem.message} [{places}]")
    total = count.total()
    print(f"\n{total} problems, {total / max(len(specimens()), 1):.2f} a letter")
    for code, times in count.most_common():
        print(f"  {code:24}{times:4}")


if __name__ == "__main__":
    main()
