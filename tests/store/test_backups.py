"""Backups are whole, thinned by age, and put back what was."""

import sqlite3
from datetime import UTC, datetime, timedelta

import pytest

from imrdesk.errors import StoreError
from imrdesk.record import changes as acts
from imrdesk.record.model import Path
from imrdesk.store import Store, archive, backups, health, migrations, recovery
from imrdesk.store.backups import ASKED, MIGRATION, ROLLING, Backup

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.fixture
def place(tmp_path):
    return tmp_path / "backups"


def test_a_backup_has_everything_while_people_write(folder, store, letter, sign, place):
    records = [letter(number).kept(store) for number in (1, 2)]
    made = backups.take(folder / "imrdesk.db", place, now=NOW)
    store.save(acts.set_value(records[0], Path("patient_age"), 83, sign))
    assert (made.at, made.why, str(made.verify())) == (NOW, ASKED, "2 letters, 2 changes")
    recovered = recovery.restore(folder.with_name("elsewhere"), made)
    assert (recovered.counts, recovered.kept) == (made.counts(), None)
    with Store.open(folder.with_name("elsewhere")) as restored:
        assert [restored.record(record.id) for record in records] == records
        assert restored.verify_chain() is None
    assert [file.name for file in place.iterdir()] == [made.file.name]


def test_a_backup_replaces_no_database_but_puts_it_aside(folder, letter, place):
    with Store.open(folder) as store:
        letter(1).kept(store)
        made = backups.take(folder / "imrdesk.db", place)
        letter(2).kept(store)
    before = (folder / "imrdesk.db").read_bytes()
    kept = recovery.restore(folder, made).kept
    assert kept
    assert (kept / "imrdesk.db").read_bytes() == before
    assert health.full(folder).damages[0].code == "stray_file"  # the second letter's file is still there


def test_a_damaged_backup_is_never_put_back(folder, letter, place):
    with Store.open(folder) as store:
        letter(1).kept(store)
        made = backups.take(folder / "imrdesk.db", place)
    before = (folder / "imrdesk.db").read_bytes()
    content = bytearray(made.file.read_bytes())
    content[8192:16384] = b"\xff" * 8192
    made.file.write_bytes(content)
    with pytest.raises(StoreError):
        recovery.restore(folder, made)
    assert (folder / "imrdesk.db").read_bytes() == before


def test_a_copy_that_is_not_whole_is_not_kept(folder, store, letter, place, monkeypatch):
    letter(1).kept(store)
    monkeypatch.setattr(
        backups, "_count", lambda db: backups.Counts(db is None, 0 if "part" in str(db) else next(seen))
    )
    seen = iter((5, 4))
    with pytest.raises(StoreError, match="lacks"):
        backups.take(folder / "imrdesk.db", place)
    assert list(place.iterdir()) == []


def test_a_backup_that_would_fill_the_disk_is_not_begun(folder, store, letter, place, monkeypatch):
    letter(1).kept(store)
    monkeypatch.setattr(backups, "LEAST_FREE", 1 << 60)
    with pytest.raises(StoreError) as refused:
        backups.take(folder / "imrdesk.db", place)
    assert refused.value.code == "full"
    assert backups.every(place) == []


def test_one_is_due_when_there_is_work_that_none_has(folder, store, letter, place):
    letter(1).kept(store)
    file = folder / "imrdesk.db"
    assert backups.is_due(file, place)
    now = datetime.now(UTC)
    backups.take(file, place, ROLLING, now + timedelta(seconds=5))
    assert not backups.is_due(file, place, now + timedelta(days=1))
    (newest,) = backups.every(place)
    newest.file.rename(newest.file.with_name((now - timedelta(hours=1)).strftime("imrdesk-%Y%m%dT%H%M%SZ-rolling.db")))
    assert backups.is_due(file, place, now)
    assert not backups.is_due(file, place, now - timedelta(minutes=50))
    assert timedelta(minutes=30) - backups.EVERY >= timedelta(minutes=2)


def test_thinning_leaves_hours_then_days_then_weeks_then_months(place):
    place.mkdir()
    ages = [timedelta(minutes=30 * count) for count in range(48 * 500)]
    names = {(NOW - age).strftime("imrdesk-%Y%m%dT%H%M%SZ-rolling.db"): age for age in ages}
    for name in names:
        (place / name).touch()
    gone = backups.thin(place, NOW)
    left = sorted(names[file.file.name] for file in backups.every(place))
    assert len(gone) + len(left) == len(names)
    assert left[:9] == ages[:9]
    within = {days: sum(age <= timedelta(days=days) for age in left) for days in (2, 14, 70, 366)}
    assert within == {2: within[2], 14: within[14], 70: within[70], 366: len(left)}
    assert 50 <= within[2] <= 55
    assert 11 <= within[14] - within[2] <= 13
    assert 8 <= within[70] - within[14] <= 9
    assert 9 <= within[366] - within[70] <= 11
    assert backups.thin(place, NOW) == []


def test_what_was_asked_for_and_the_newest_stay(place):
    place.mkdir()
    old = NOW - timedelta(days=3000)
    for number in range(5):
        for why in (ASKED, MIGRATION, ROLLING):
            (place / (old + timedelta(hours=number)).strftime(f"imrdesk-%Y%m%dT%H%M%SZ-{why}.db")).touch()
    (place / "notes.txt").touch()
    backups.thin(place, NOW)
    left = [backup.why for backup in backups.every(place)]
    assert {why: left.count(why) for why in left} == {ASKED: 5, MIGRATION: 3, ROLLING: 1}
    assert (place / "notes.txt").exists()


def step_9999_more(db):
    db.execute("CREATE TABLE more (a)")


def test_a_backup_comes_before_the_tables_change(folder, letter, monkeypatch, place):
    with Store.open(folder, place) as store:
        record = letter().kept(store)
    assert backups.every(place) == []
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, step_9999_more))
    for _time in range(2):
        Store.open(folder, place).close()
    (made,) = backups.every(place)
    assert made.why == MIGRATION
    with sqlite3.connect(made.file) as db:
        assert db.execute("SELECT id FROM cases").fetchall() == [(record.id,)]
        assert not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'more'").fetchall()


def test_letters_are_mirrored_and_come_back(folder, store, letter, place):
    made = letter(1)
    made.kept(store)
    (folder / "sources" / ".half.part").touch()
    assert [backups.mirror(folder / "sources", place / "sources") for _time in range(2)] == [1, 0]
    backup = backups.take(folder / "imrdesk.db", place)
    recovery.restore(folder.with_name("elsewhere"), backup)
    assert health.full(folder.with_name("elsewhere")).is_whole


def test_a_workspace_travels_as_one_file(folder, store, letter, tmp_path):
    records = [letter(number).kept(store) for number in (1, 2)]
    packed = tmp_path / "out" / "all.imrdesk"
    assert str(archive.pack(folder, packed)) == "2 letters, 2 changes"
    there = tmp_path / "there"
    assert archive.unpack(packed, there).letters == 2
    assert health.full(there).is_whole
    with Store.open(there) as opened:
        assert [opened.record(record.id) for record in records] == records
    with pytest.raises(StoreError, match="not empty"):
        archive.unpack(packed, there)


def damaged(content, change):
    return {
        "cut": content[: len(content) // 2],
        "text": b"Dear reader",
        "empty": b"",
        "flipped": content[:3000] + bytes([content[3000] ^ 0xFF]) + content[3001:],
    }[change]


@pytest.mark.parametrize("change", ["cut", "text", "empty", "flipped"])
def test_a_file_that_is_not_whole_makes_no_workspace(folder, store, letter, tmp_path, change):
    letter(1).kept(store)
    packed = tmp_path / "all.imrdesk"
    archive.pack(folder, packed)
    packed.write_bytes(damaged(packed.read_bytes(), change))
    with pytest.raises(StoreError) as refused:
        archive.unpack(packed, tmp_path / "there")
    assert refused.value.code == "no_archive"
    assert not (tmp_path / "there").exists()


def test_names_in_a_file_choose_no_path(folder, store, letter, tmp_path):
    import zipfile

    letter(1).kept(store)
    packed = tmp_path / "all.imrdesk"
    archive.pack(folder, packed)
    with zipfile.ZipFile(packed, "a") as opened:
        for name in ("../escaped", "/escaped", "sources/../../escaped", "sources/short"):
            opened.writestr(name, "x")
    archive.unpack(packed, tmp_path / "there")
    assert not list(tmp_path.rglob("escaped"))
    assert len(list((tmp_path / "there" / "sources").iterdir())) == 1


def test_a_backup_knows_itself_by_its_name(place):
    place.mkdir()
    (place / "imrdesk-20260504T120000Z-asked.db").touch()
    assert backups.every(place) == [Backup(place / "imrdesk-20260504T120000Z-asked.db", NOW, ASKED)]
    assert backups.every(place / "nowhere") == []
