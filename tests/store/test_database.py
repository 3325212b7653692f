"""One writer at a time, a connection a thread, nothing half written, and foreign files left alone."""

import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path as FilePath

import pytest

from imrdesk.errors import StoreError
from imrdesk.record import changes as acts
from imrdesk.record.model import Path
from imrdesk.store import Query, Store


def pragma(store, name):
    return store.database.connection.execute(f"PRAGMA {name}").fetchone()[0]


def test_a_commit_is_on_the_disk_before_it_is_acknowledged(store):
    assert pragma(store, "journal_mode") == "wal"
    assert pragma(store, "synchronous") == 2  # FULL
    assert pragma(store, "foreign_keys") == 1


def test_sorting_writes_no_letter_text_into_temporary_files(store):
    assert pragma(store, "temp_store") == 2  # memory


def test_only_its_owner_can_read_a_workspace(store, folder):
    assert folder.stat().st_mode & 0o077 == 0
    assert (folder / "imrdesk.db").stat().st_mode & 0o077 == 0


def test_every_thread_has_a_connection_of_its_own(store):
    ours = store.database.connection
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(lambda: store.database.connection).result() is not ours
    assert store.database.connection is ours


def test_the_connections_of_ended_threads_are_closed(store):
    for _turn in range(5):
        thread = threading.Thread(target=store.counts)
        thread.start()
        thread.join()
    store.ids(Query())
    assert len(store.database._open) <= 2


def test_a_closed_store_says_so(folder, letter):
    store = Store.open(folder)
    with ThreadPoolExecutor(1) as pool:
        pool.submit(store.counts).result()
        store.close()
        for ask in (store.counts, pool.submit(store.counts).result):
            with pytest.raises(StoreError, match="has been closed"):
                ask()


def test_a_write_that_fails_leaves_nothing(store, letter, sign, monkeypatch):
    made = letter()

    def fail(*_arguments):
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr("imrdesk.store.audit.add_import", fail)
        with pytest.raises(RuntimeError):
            made.kept(store)
    assert not store.ids(Query())
    assert store.search("lumbar") == []
    assert made.kept(store) == store.record(made.record.id)


def test_a_full_disk_is_told_and_the_rest_stays(store, letter):
    record = letter(1).kept(store)
    pages = pragma(store, "page_count")
    pragma(store, f"max_page_count = {pages}")
    more = [letter(number, items=9) for number in range(2, 30)]
    with pytest.raises(StoreError) as refused:
        [made.kept(store) for made in more]
    assert refused.value.code == "full"
    assert store.record(record.id) == record
    assert pragma(store, "integrity_check") == "ok"


def test_writers_of_two_connections_wait_for_each_other(folder, letter, sign):
    with Store.open(folder) as one, Store.open(folder) as two:
        records = [letter(number).kept(one) for number in (1, 2)]

        def review(store, record):
            for age in range(20):
                changes = acts.set_value(record, Path("patient_age"), 60 + age, sign)
                store.save(changes)
                record = changes.after
            return record

        with ThreadPoolExecutor(2) as pool:
            done = list(pool.map(review, (one, two), records))
        assert [one.record(record.id) for record in done] == done
        assert two.verify_chain() is None


def test_a_writer_that_never_ends_is_told(store, letter, monkeypatch, folder):
    letter(1).kept(store)
    other = sqlite3.connect(folder / "imrdesk.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    store.database.connection.execute("PRAGMA busy_timeout = 20")
    with pytest.raises(StoreError) as refused:
        letter(2).kept(store)
    other.close()
    assert refused.value.code == "busy"


FOREIGN = {
    "a text": (b"Dear reader,\n" * 50, "not_a_database"),
    "one byte": (b"S", "not_a_database"),
    "a cut header": (b"SQLite format 3\0" + b"\0" * 20, "not_a_database"),
}


@pytest.mark.parametrize("what", FOREIGN)
def test_a_file_that_is_no_database_of_ours_is_left_alone(folder, what):
    content, code = FOREIGN[what]
    folder.mkdir()
    file = folder / "imrdesk.db"
    file.write_bytes(content)
    with pytest.raises(StoreError) as refused:
        Store.open(folder)
    assert refused.value.code == code
    assert refused.value.remedy
    assert file.read_bytes() == content


def test_a_database_of_another_program_is_left_alone(folder):
    folder.mkdir()
    file = folder / "imrdesk.db"
    other = sqlite3.connect(file)
    other.execute("CREATE TABLE bookmarks (url TEXT)")
    other.close()
    content = file.read_bytes()
    with pytest.raises(StoreError) as refused:
        Store.open(folder)
    assert refused.value.code == "another_program"
    assert file.read_bytes() == content


@pytest.mark.parametrize("emptied", [True, False], ids=["empty", "missing"])
def test_letters_without_their_database_are_not_given_a_new_one(folder, letter, emptied):
    with Store.open(folder) as store:
        letter().kept(store)
    for file in folder.glob("imrdesk.db*"):
        file.unlink()
    if emptied:
        (folder / "imrdesk.db").touch()
    with pytest.raises(StoreError) as refused:
        Store.open(folder)
    assert refused.value.code == "emptied"


def used(folder):
    with Store.open(folder) as store:
        return store.ids(Query()), store.search("lumbar")


def test_a_damaged_database_is_told(folder, letter):
    with Store.open(folder) as store:
        letter().kept(store)
    file = folder / "imrdesk.db"
    whole = file.read_bytes()
    file.write_bytes(whole[:8192] + b"\xff" * (len(whole) - 8192))
    with pytest.raises(StoreError) as refused:
        used(folder)
    assert refused.value.code == "damaged"


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(StoreError) as refused:
        Store.open(tmp_path / "file" / "workspace")
    assert refused.value.code == "cannot_open"


def test_programs_that_open_a_new_workspace_together_all_can(folder):
    script = (
        "import sys; from pathlib import Path; from imrdesk.store import Store; Store.open(Path(sys.argv[1])).close()"
    )
    started = [subprocess.Popen([sys.executable, "-c", script, str(folder)]) for _program in range(3)]
    assert [program.wait(60) for program in started] == [0, 0, 0]


WRITER = """
import runpy, sys
from pathlib import Path
from imrdesk.record import changes as acts
from imrdesk.record.model import Path as Where
from imrdesk.store import Store

builders = runpy.run_path(sys.argv[2])
store = Store.open(Path(sys.argv[1]))
for number in range(int(sys.argv[3]), 10**6):
    record = builders["make_letter"](number).kept(store)
    changes = acts.set_value(record, Where("patient_age"), number, builders["SIGN"])
    store.save(changes)
    print(record.id, number, flush=True)
"""


def test_a_killed_program_loses_nothing_it_acknowledged(folder):
    builders = FilePath(__file__).with_name("conftest.py")
    acknowledged: list[list[str]] = []
    for turn in range(3):
        command = [sys.executable, "-c", WRITER, str(folder), str(builders), str(1 + 1000 * turn)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout
            acknowledged += [writer.stdout.readline().split() for _line in range(5 + 7 * turn)]
            writer.kill()
            acknowledged += [line.split() for line in writer.stdout.read().splitlines() if len(line.split()) == 2]
    with Store.open(folder) as store:
        for record_id, age in acknowledged:
            record = store.record(record_id)
            assert record.fields["patient_age"].value == int(age)
            assert store.source_path(record_id).exists()
        assert pragma(store, "integrity_check") == "ok"
        assert store.database.connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert store.verify_chain() is None
