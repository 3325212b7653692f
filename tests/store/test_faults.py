"""The disk refuses at every place in turn: always a plain message, and what was there stays."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SWEEP = """
import json, pathlib, resource, sys, tempfile
from imrdesk.errors import ImrdeskError
from imrdesk.export import EXPORTERS, Letter
from imrdesk.record import changes as acts
from imrdesk.record.model import Path
from imrdesk.store import Store, archive, backups, health
from tests.store.conftest import SIGN, make_letter

def limit(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

def save(store, turn, letter):
    store.save(acts.set_value(store.record(letter.record.id), Path("occupation"), "roofer " * (turn + 1) * 90, SIGN))

def add(store, turn, letter):
    made = make_letter(turn + 2, items=3)
    store.add(made.record, made.document, made.data, SIGN)

def back_up(store, turn, letter):
    backups.take(store.folder / "imrdesk.db", store.folder / "backups", backups.ROLLING)

def pack(store, turn, letter):
    archive.pack(store.folder, store.folder / "packed" / "all.imrdesk")

def export(store, turn, letter):
    (store.folder / "out").mkdir(exist_ok=True)
    EXPORTERS["docx"].write([Letter(letter.record, letter.document)], store.folder / "out" / "summary.docx")

if __name__ == "__main__":
    act = globals()[sys.argv[1]]
    outcome = {"refused": 0, "done": 0, "bare": []}
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place) / "desk"
        letter = make_letter(1)
        with Store.open(folder) as store:
            store.add(letter.record, letter.document, letter.data, SIGN)
        for turn, size in enumerate((*range(0, 8192, 1024), *range(8192, 600_000, 8192), resource.RLIM_INFINITY)):
            with Store.open(folder) as store:
                before = {row.id: store.record(row.id) for row in store.rows(range(1, 200))}
                limit(size)
                try:
                    act(store, turn, letter)
                    outcome["done"] += 1
                    failed = False
                except ImrdeskError as error:
                    outcome["refused"] += 1
                    failed = True
                except BaseException as error:
                    outcome["bare"].append(f"{size}: {error!r}")
                    failed = True
                finally:
                    limit(resource.RLIM_INFINITY)
                after = {row.id: store.record(row.id) for row in store.rows(range(1, 200))}
                if failed and before != after:
                    outcome["bare"].append(f"{size}: changed all the same")
            found = [item.message for item in health.full(folder).damages if item.code not in health.NOTICES]
            outcome["bare"] += found
            if turn == 0 and list(folder.rglob("*.part")):
                outcome["bare"].append("a part was left")
        for backup in backups.every(folder / "backups"):
            backup.verify()
    print(json.dumps(outcome))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the system limits no file sizes")
@pytest.mark.parametrize("act", ["save", "add", "back_up", "pack", "export"])
def test_a_disk_that_refuses_at_any_place_is_told_and_loses_nothing(act, tmp_path):
    script = tmp_path / "sweep.py"
    script.write_text(SWEEP, encoding="utf-8")
    command = [sys.executable, str(script), act]
    done = subprocess.run(command, cwd=ROOT, env={"PYTHONPATH": str(ROOT), "PATH": ""}, capture_output=True, text=True,
                          check=False, timeout=110)  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    outcome = json.loads(done.stdout)
    assert outcome["bare"] == []
    assert outcome["refused"] >= 3
    assert outcome["done"] >= 1
