"""Whatever is done to a workspace: it is told in words, nothing is overwritten, and what can be read comes back."""

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from imrdesk.errors import StoreError
from imrdesk.store import Query, Store, backups, health, recovery, salvage
from imrdesk.store.faults import APPLICATION_ID
from imrdesk.store.holding import Hold

PAGE = 8192
LETTERS = 12


@pytest.fixture(scope="module")
def whole(tmp_path_factory, letter):
    """A workspace of a few letters, with a backup of all but the last."""
    folder = tmp_path_factory.mktemp("whole") / "workspace"
    with Store.open(folder) as store:
        for number in range(1, LETTERS + 1):
            if number == LETTERS:
                backups.take(folder / "imrdesk.db", folder / "backups")
            letter(number).kept(store)
    return folder


@pytest.fixture
def folder(whole, tmp_path):
    return shutil.copytree(whole, tmp_path / "workspace")


def cut(share: float) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        file = folder / "imrdesk.db"
        file.write_bytes(file.read_bytes()[: int(file.stat().st_size * share)])

    return damage


def write(content: bytes) -> Callable[[Path], None]:
    return lambda folder: (folder / "imrdesk.db").write_bytes(content) and None


def fill_page(number: int, byte: int) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        file = folder / "imrdesk.db"
        content = bytearray(file.read_bytes())
        first = number % (len(content) // PAGE) * PAGE
        content[first : first + PAGE] = bytes([byte]) * PAGE
        file.write_bytes(content)

    return damage


def another_program(folder: Path) -> None:
    file = folder / "imrdesk.db"
    file.unlink()
    with sqlite3.connect(file) as db:
        db.execute("CREATE TABLE bookmarks (url TEXT)")
    db.close()


def sql(*statements: str) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        with sqlite3.connect(folder / "imrdesk.db") as db:
            for statement in statements:
                db.execute(statement)
        db.close()

    return damage


def scramble_header(folder: Path) -> None:
    with (folder / "imrdesk.db").open("r+b") as file:
        file.write(random.Random(7).randbytes(100))


def one_source(act: Callable[[Path], object]) -> Callable[[Path], None]:
    return lambda folder: act(sorted((folder / "sources").iterdir())[0]) and None


def lost_log(folder: Path) -> None:
    (folder / "imrdesk.lock").write_text("{}")  # as a program leaves it that was cut off


NEWER = sql("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('imrdesk', 'step_9999_x', '')")
KINDS: dict[str, tuple[Callable[[Path], object], set[str]]] = {
    "gone": (lambda folder: (folder / "imrdesk.db").unlink(), {"emptied"}),
    "0 bytes": (write(b""), {"emptied"}),
    "1 byte": (write(b"S"), {"not_a_database"}),
    "text": (write(b"Dear reader,\n" * 999), {"not_a_database"}),
    "zeros": (write(bytes(99999)), {"not_a_database"}),
    "a PDF": (write(b"%PDF-1.7\n" + bytes(9999)), {"not_a_database"}),
    "a zip file": (write(b"PK\3\4" + bytes(9999)), {"not_a_database"}),
    "a cut header": (write(b"SQLite format 3\0" + bytes(20)), {"not_a_database"}),
    "a bare header": (write(b"SQLite format 3\0" + bytes(84)), {"another_program"}),
    "another program": (another_program, {"another_program"}),
    "a scrambled header": (scramble_header, {"not_a_database"}),
    "newer": (NEWER, {"newer"}),
    "no tables": (sql(f"PRAGMA application_id = {APPLICATION_ID}", "DROP TABLE effort"), {"tables"}),
    "no list of steps": (sql("DROP TABLE _sqlite_migrations"), {"damaged"}),
    "a folder": (lambda folder: [(folder / "imrdesk.db").unlink(), (folder / "imrdesk.db").mkdir()], {"cannot_open"}),
    "a lost log": (lost_log, {"missing_log"}),
    "a letter's file gone": (one_source(lambda file: file.unlink()), {"missing_file"}),
    "a letter's file cut": (one_source(lambda file: file.write_bytes(b"")), {"altered_file"}),
    "all letters' files gone": (lambda folder: shutil.rmtree(folder / "sources"), {"missing_file"}),
    "a value changed": (sql("UPDATE cases SET patient_age = 9 WHERE number = 3"), {"record"}),
    "a case gone": (sql("DELETE FROM cases WHERE number = 4"), {"references", "record", "audit", "damaged"}),
    "an item gone": (sql("DELETE FROM issues WHERE number = 4"), {"record", "audit"}),
    "an event changed": (sql("DROP TRIGGER events_not_changed", "UPDATE events SET by = 'x' WHERE seq = 5"), {"audit"}),
    "an event gone": (
        sql("DROP TRIGGER events_not_deleted", "DELETE FROM events WHERE seq = 5"),
        {"audit", "record"},
    ),
    "page text changed": (
        sql("DROP TRIGGER page_texts_kept", "UPDATE page_texts SET text = 'x' WHERE case_row = 2 AND page = 2"),
        {"audit"},
    ),
    **{f"cut at {share:.0%}": (cut(share), {"damaged"}) for share in (0.02, 0.1, 0.25, 0.4, 0.5, 0.75, 0.9, 0.99)},
    **{f"page {number} of zeros": (fill_page(number, 0), {"damaged"}) for number in (2, 5, 9, 14, 20, 27, 31, 35)},
    **{f"page {number} of ones": (fill_page(number, 255), {"damaged"}) for number in range(1, 50, 4)},
}  # fmt: skip
FREE = {"damaged"}  # what a page that holds nothing may escape


def test_there_are_fifty():
    assert len(KINDS) >= 50


def everything(folder: Path) -> dict[str, bytes]:
    """Every file but what programs leave beside a database while they look at it."""
    passing = ("imrdesk.lock", "imrdesk.db-shm", "imrdesk.db-wal")
    files = [file for file in folder.rglob("*") if file.is_file() and file.name not in passing]
    return {str(file.relative_to(folder)): file.read_bytes() for file in files}


def told(folder: Path) -> health.Health:
    """What opening, a quick look and a full one say together."""
    hold = Hold(folder, "Ana")
    lost = health.lost_log(folder, ended_badly=hold.ended_badly)
    hold.release()
    found = health.full(folder)
    return health.Health((*found.damages, *([lost] if lost else [])), found.counts)


@pytest.mark.parametrize("kind", KINDS)
def test_damage_is_told_and_never_a_dead_end(folder, kind):
    damage, codes = KINDS[kind]
    damage(folder)
    before = everything(folder)
    found = told(folder)
    assert found.counts is None or health.quick(folder).counts == found.counts
    assert codes & {item.code for item in found.damages}, found.damages
    assert all(item.message.endswith((".", "…")) or ": " in item.message for item in found.damages)
    assert everything(folder) == before
    (newest,) = backups.every(folder / "backups")
    assert newest.counts().letters == LETTERS - 1
    recovered = recovery.restore(folder, newest)
    again = {damage.code for damage in health.full(folder).damages}
    assert again <= {"stray_file", "missing_file", "altered_file"}
    if "imrdesk.db" in before:
        assert recovered.kept
        assert (recovered.kept / "imrdesk.db").read_bytes() == before["imrdesk.db"]
    with Store.open(folder) as store:
        assert sum(store.counts().values()) == LETTERS - 1


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.startswith(("cut", "page", "a scrambled", "an item"))])
def test_what_can_be_read_is_salvaged(folder, kind):
    KINDS[kind][0](folder)
    before = (folder / "imrdesk.db").read_bytes()
    try:
        found = recovery.rescue(folder)
    except StoreError as refused:
        assert refused.code == "nothing_left"
        assert (folder / "imrdesk.db").read_bytes() == before
        return
    assert found.kept
    assert (found.kept / "imrdesk.db").read_bytes() == before
    assert 0 < found.counts.letters <= LETTERS
    with Store.open(folder) as store:
        for number in store.rows(store.ids(Query())):
            assert store.record(number.id).id == number.id
        assert len(store.search("lumbar")) == found.counts.letters
    assert {damage.code for damage in health.full(folder).damages} <= {"audit", "stray_file"}


def test_a_lost_first_hundred_bytes_loses_no_letter(folder):
    scramble_header(folder)
    found = recovery.rescue(folder)
    assert (found.counts.letters, found.lost, found.gap) == (LETTERS, (), "")
    assert health.full(folder).is_whole


def test_a_record_that_its_audit_does_not_give_is_not_brought_over(folder):
    sql("UPDATE cases SET patient_age = 9 WHERE number = 3")(folder)
    found = recovery.rescue(folder)
    assert (found.counts.letters, found.lost) == (LETTERS - 1, ("letter 3.txt",))
    assert "gap" in found.gap
    codes = {damage.code for damage in health.full(folder).damages}
    assert codes == {"audit", "stray_file"}  # as was said


def test_what_people_noted_beside_a_letter_is_salvaged_too(folder, sign):
    with Store.open(folder) as store:
        (row,) = store.rows([5])
        store.set_terms(row.id, ["Martinez"])
        store.database.connection.execute("UPDATE cases SET patient_age = 9 WHERE number = 3")
    recovery.rescue(folder)
    with Store.open(folder) as store:
        assert store.terms(row.id) == ["Martinez"]
        tables = salvage._tables(store.database)
    assert {"pins", "terms", "remarks", "exports", "effort"} <= tables.keys()
    assert list(tables)[: len(salvage._NEEDED)] == list(salvage._NEEDED)


def test_letters_can_be_read_anew_where_all_else_is_lost(folder, whole):
    write(b"")(folder)
    shutil.rmtree(folder / "backups")
    with pytest.raises(StoreError):
        recovery.rescue(folder)
    files = recovery.begin_anew(folder)
    assert {file.name for file in files} == {file.name for file in (whole / "sources").iterdir()}
    with Store.open(folder) as store:
        assert sum(store.counts().values()) == 0


def test_one_byte_flipped_in_any_page_is_told_or_does_no_harm(folder, whole):
    with Store.open(whole) as store:
        known = [store.record(row.id) for row in store.rows(range(1, LETTERS + 1))]
    chance = random.Random(20260504)
    content = (whole / "imrdesk.db").read_bytes()
    silent = 0
    for _round in range(40):
        place = chance.randrange(len(content))
        changed = bytearray(content)
        changed[place] ^= 1 << chance.randrange(8)
        (folder / "imrdesk.db").write_bytes(changed)
        if health.full(folder).is_whole:
            silent += 1
            with Store.open(folder, read_only=True) as store:
                assert [store.record(record.id) for record in known] == known
    assert silent < 40


def test_a_check_says_how_far_it_is_and_can_be_stopped(folder):
    told = []
    assert health.full(folder, health.Watch(lambda *step: told.append(step))).is_whole
    assert {what for _done, _total, what in told} == {health.PAGES, health.AUDIT, health.LETTERS}
    stops = iter([False] * 3)
    with pytest.raises(StoreError) as stopped:
        health.full(folder, health.Watch(cancelled=lambda: next(stops, True)))
    assert stopped.value.code == "stopped"


def test_a_letter_whose_file_is_not_known_is_a_damage_of_its_record(folder):
    with closing(sqlite3.connect(folder / "imrdesk.db", isolation_level=None)) as db:
        db.execute("DELETE FROM sources WHERE number = 1")
    codes = {damage.code for damage in health.full(folder).damages}
    assert {"record", "stray_file"} <= codes


def test_a_disk_that_refuses_to_put_a_database_aside_is_told(folder, monkeypatch):

    def refuse(*_given):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(StoreError) as refused:
        recovery.begin_anew(folder)
    assert refused.value.code == "cannot_recover"
    assert (folder / "imrdesk.db").exists()
