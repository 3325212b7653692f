"""What every built program must be able to do, done as a person would: run after each build, and on each system.

    python packaging/smoke.py out/dist/imrdesk/imrdesk [--source ".venv/bin/python -m imrdesk"]

It starts without a screen, looks at itself, reads a sample of each kind of file, draws its window with icons, exports
to Word, encrypts where it can, and quits. It prints its size, and how long it takes to start beside the source's start.
This program needs nothing but Python; the built one needs not even that.
"""

import argparse
import email.message
import json
import os
import shlex
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "resources" / "samples"
PLAIN = SAMPLES / "07_body_double_spaced.txt"
MOST_MEGABYTES = 180
MOST_RATIO = 1.3
PATIENCE = 120  # seconds for one command


class Artifact:
    """A built program, run in a home of its own."""

    def __init__(self, line: Sequence[str], home: Path) -> None:
        self.line = list(line)
        self.home = home
        self.workspace = home / "work"

    def run(self, *words: object, **around: str) -> str:
        """What a command prints; raises SystemExit where it does not end with 0."""
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "IMRDESK_HOME": str(self.home), **around}
        line = [*self.line, *map(str, words)]
        done = subprocess.run(
            line, env=environment, capture_output=True, text=True, encoding="utf-8", check=False, timeout=PATIENCE
        )
        if done.returncode or "Traceback" in done.stderr:
            sys.exit(f"FAILED ({done.returncode}): {shlex.join(line)}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
        return done.stdout

    def seconds_to_start(self) -> float:
        """From nothing to a window in which letters can be opened, and back."""
        started = time.perf_counter()
        self.run("gui", "--try", self.workspace)
        return time.perf_counter() - started


def looks_at_itself(program: Artifact) -> str:
    parts = json.loads(program.run("doctor", "--json"))
    return ", ".join(item["part"] for item in parts if item["level"] == "good")


def reads_every_kind(program: Artifact) -> str:
    letters = sorted(path for path in SAMPLES.iterdir() if path.suffix in (".pdf", ".docx", ".txt"))
    letters += packed(program.home / "more")
    printed = program.run("import", *letters, "-w", program.workspace, "--json")
    outcomes = {item["file_name"]: item["outcome"] for item in json.loads(printed)}
    wrong = [path.name for path in letters if outcomes.get(path.name, "added") == "refused"]
    if wrong:
        sys.exit(f"FAILED: not read: {', '.join(wrong)}")
    readers = {json.loads(line)["source"]["reader"] for line in program.run("extract", *letters).splitlines()}
    return f"{len(letters)} files by {', '.join(sorted(readers))}"


def packed(folder: Path) -> list[Path]:
    """The plain sample as the other kinds of file; a word of each differs, so that none is a duplicate."""
    folder.mkdir()
    text = PLAIN.read_text(encoding="utf-8")
    page, rich, mail, bundle = (folder / f"letter{suffix}" for suffix in (".html", ".rtf", ".eml", ".zip"))
    paragraphs = "".join(f"<p>{line}</p>" for line in text.splitlines())
    page.write_text(f"<html><body>{paragraphs}<p>html</p></body></html>", encoding="utf-8")
    rich.write_text(r"{\rtf1\ansi " + text.replace("\n", "\\par\n") + r"\par rtf}", encoding="ascii", errors="replace")
    message = email.message.EmailMessage()
    message["Subject"] = "A letter"
    message.set_content("See the file.")
    message.add_attachment(f"{text}\neml", filename="attached.txt")
    mail.write_bytes(bytes(message))
    with zipfile.ZipFile(bundle, "w") as archive:
        archive.writestr("inside.txt", f"{text}\nzip")
    return [page, rich, mail, bundle]


def draws_its_window(program: Artifact) -> str:
    folder = program.home / "pictures"
    program.run("screenshots", folder, "-w", program.workspace)
    pictures = sorted(folder.glob("*.png"))
    if not pictures or min(path.stat().st_size for path in pictures) < 10_000:
        sys.exit("FAILED: the pictures of the window are empty")
    return f"{len(pictures)} pictures"


def exports_word(program: Artifact) -> str:
    case = json.loads(program.run("list", "-w", program.workspace, "--json"))[0]
    target = program.home / "summary.docx"
    program.run("export", case["id"], "-w", program.workspace, "--format", "docx", "-o", target)
    with zipfile.ZipFile(target) as archive:
        body = archive.read("word/document.xml").decode()
    if case["case_number"] and case["case_number"] not in body:
        sys.exit("FAILED: the summary does not name its case")
    program.run("export", "all", "-w", program.workspace, "--format", "xlsx", "-o", program.home / "cases.xlsx")
    return f"{target.stat().st_size // 1024} KB"


def computes_dates(program: Artifact) -> str:
    case = json.loads(program.run("list", "-w", program.workspace, "--json"))[0]
    found = json.loads(program.run("dates", case["id"], "--mailed", "2017-01-12", "-w", program.workspace, "--json"))
    return f"{len(found['dates'])} dates"


def encrypts(program: Artifact) -> str:
    looks = json.loads(program.run("doctor", "--json"))
    if not any(item["part"] == "encryption" and item["level"] == "good" for item in looks):
        return "not in this build"
    secret = {"IMRDESK_PASSPHRASE": "correct horse battery staple"}
    before = program.run("list", "-w", program.workspace, "--json")
    program.run("encrypt", "--i-have-written-it-down", "-w", program.workspace, **secret)
    if program.run("list", "-w", program.workspace, "--json", **secret) != before:
        sys.exit("FAILED: the encrypted workspace is another")
    return "and reads again"


STEPS: dict[str, Callable[[Artifact], str]] = {
    "looks at itself": looks_at_itself,
    "reads every kind": reads_every_kind,
    "draws its window": draws_its_window,
    "exports Word and Excel": exports_word,
    "computes dates": computes_dates,
    "encrypts": encrypts,
}


def compare_licences(built: Artifact, source: Artifact) -> None:
    """The built program names all that is in it."""
    mine, theirs = ({one["package"] for one in json.loads(each.run("licences", "--json"))} for each in (built, source))
    if missing := theirs - mine - {"pip"}:  # sqlite-utils asks for pip, and imports it nowhere
        sys.exit(f"FAILED: no licence of {', '.join(sorted(missing))}")
    print(f"names the licences of {len(mine)} packages")


def megabytes(program: Path) -> float:
    """The size of the folder that the program is in."""
    files = (path for path in program.resolve().parent.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(path.stat().st_size for path in files) / 1024**2


def compare_starts(built: Artifact, source: Artifact, pairs: int) -> float:
    """How many times as long as the source the built program takes to start: medians, one after the other."""
    for each in (built, source):
        each.seconds_to_start()  # makes the workspace, fills the disk's cache
    figures = [(built.seconds_to_start(), source.seconds_to_start()) for _ in range(pairs)]
    mine, theirs = (median(column) for column in zip(*figures, strict=True))
    print(f"starts in {mine * 1000:.0f} ms, the source in {theirs * 1000:.0f} ms: {mine / theirs:.2f} x")
    return mine / theirs


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("program", type=Path)
    words.add_argument("--source", help="how the source is started, to compare")
    words.add_argument("--pairs", type=int, default=5)
    given = words.parse_args()
    line = [str(given.program.absolute())]
    with tempfile.TemporaryDirectory(prefix="imrdesk-smoke-") as home:
        program = Artifact(line, Path(home) / "built")
        program.home.mkdir()
        print(program.run("--version").strip())
        for name, step in STEPS.items():
            print(f"{name}: {step(program)}", flush=True)
        ratio = 0.0
        if given.source:
            source = Artifact(shlex.split(given.source), Path(home) / "source")
            compare_licences(program, source)
            ratio = compare_starts(Artifact(line, Path(home) / "start"), source, given.pairs)
    size = megabytes(given.program)
    print(f"{size:.0f} MB unpacked")
    if size > MOST_MEGABYTES or ratio > MOST_RATIO:
        sys.exit(f"FAILED: at most {MOST_MEGABYTES} MB and {MOST_RATIO} x")
    print("passed")


if __name__ == "__main__":
    main()
