"""The guard: nothing that a file does to its worker reaches the desk, and the next file is read."""

import logging
import os
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from imrdesk.errors import SourceError
from imrdesk.sources.guard import Guard, Limits
from tests.sources import deeds

LIMITS = Limits(seconds=2.0, memory=512 * 1024 * 1024, workers=2)
CODES = {
    "hang": "timeout", "sleep": "timeout", "bloat": "memory", "swallow": "memory", "fault": "crashed",
    "leave": "crashed", "bug": "crashed", "unpicklable": "crashed", "write": "crashed", "connect": "crashed",
    "start": "crashed",
}  # fmt: skip


@pytest.fixture(scope="module")
def guard():
    with Guard(LIMITS, "tests.sources.deeds") as opened:
        yield opened


def outcomes(guard: Guard, *names: str) -> list[str]:
    """For each deed the code it was refused with, or what it gave."""
    found = guard.each(deeds.act, [Path(f"{name}.pdf") for name in names])
    return [result.code if isinstance(result, SourceError) else result for _item, result in found]


@pytest.mark.parametrize("deed", CODES)
def test_a_deed_is_refused_in_words_and_the_files_beside_it_are_read(guard, deed):
    assert outcomes(guard, "good", deed, "good", "good") == ["read", CODES[deed], "read", "read"]


def test_a_batch_goes_on_whatever_is_in_it(guard):
    names = ["leave", "good", "fault", "good", "leave", "leave", "good", "bug", "fault", "good"]
    assert outcomes(guard, *names) == [CODES.get(name, "read") for name in names]


def test_results_come_in_order(guard):
    names = [f"{number}.pdf" for number in range(40)]
    assert [result for _item, result in guard.each(deeds.name, map(Path, names))] == names


def test_files_are_taken_only_as_they_are_needed(guard):
    taken: list[Path] = []

    def files():
        for number in range(1000):
            taken.append(Path(f"{number}.pdf"))
            yield taken[-1]

    work = guard.each(deeds.name, files())
    next(work)
    work.close()
    assert len(taken) < 20


def test_c_code_writes_no_file(guard, monkeypatch):
    assert outcomes(guard, "native_write") == ["-1"]
    for left in Path.cwd().glob("written by a reader"):
        assert left.stat().st_size == 0
        left.unlink()


def test_a_fault_of_the_program_is_logged_without_the_words_of_the_letter(guard, caplog):
    with caplog.at_level(logging.ERROR, "imrdesk"):
        outcomes(guard, "bug")
    assert "ValueError" in caplog.text
    assert "deeds.py:" in caplog.text
    assert "letter words" not in caplog.text


def test_where_the_system_limits_no_memory_a_thread_watches():
    code = (
        "from imrdesk.sources import fence\n"
        "import sys, time\n"
        "fence.enclose(200 * 1024 * 1024, platform='darwin')\n"
        "held = []\n"
        "while True: held.append(bytearray(8 * 1024 * 1024)); time.sleep(0.005)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, timeout=30)
    assert done.returncode == 70


@pytest.mark.skipif(sys.platform == "win32", reason="asks for Unix signals")
def test_workers_do_not_outlive_a_desk_that_is_killed(tmp_path):
    code = (
        "from pathlib import Path\n"
        "from imrdesk.sources.guard import Guard, Limits\n"
        "from tests.sources import deeds\n"
        "if __name__ == '__main__':\n"
        "    guard = Guard(Limits(2.0, 512 * 1024 * 1024, 2), 'tests.sources.deeds')\n"
        "    guard.warm()\n"
        "    print('warm', flush=True)\n"
        "    list(guard.each(deeds.act, [Path('hang.pdf'), Path('sleep.pdf')]))\n"
    )
    script = tmp_path / "desk.py"
    script.write_text(code)
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    desk = subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True, env=environment)
    assert desk.stdout
    assert desk.stdout.readline() == "warm\n"
    family = psutil.Process(desk.pid).children(recursive=True)
    assert len(family) >= 3
    desk.kill()
    desk.wait()
    desk.stdout.close()
    _gone, alive = psutil.wait_procs(family, timeout=15)
    assert alive == []


def test_a_closed_guard_leaves_no_process_behind():
    before = set(psutil.Process().children(recursive=True))
    with Guard(LIMITS, "tests.sources.deeds") as guard:
        guard.warm()
        workers = set(psutil.Process().children(recursive=True)) - before
        assert len(workers) >= 2
    _gone, alive = psutil.wait_procs([process for process in workers if "forkserver" not in str(process)], timeout=10)
    assert [process for process in alive if process.ppid() != os.getpid()] == []


def test_a_stopped_import_does_not_wait_for_the_files_under_way(guard):
    started = time.monotonic()
    work = guard.each(deeds.act, [Path("good.pdf"), *[Path("sleep.pdf")] * 50])
    next(work)
    work.close()
    assert time.monotonic() - started < 30


def test_a_script_without_a_main_guard_or_a_file_reads_letters(samples):
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from imrdesk.desk.reading import extract_file\n"
        "print(extract_file(Path(sys.argv[1]))[1].fields['case_number'].value)\n"
    )
    letter = str(samples / "01_one_item_upheld.pdf")
    done = subprocess.run([sys.executable, "-", letter], input=code, capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == ("CM16-9900001\n", 0), done.stderr
