"""Encryption: nothing plain remains, nothing is lost on the way, and only the passphrase opens it."""

import json
import shutil
import sqlite3
from functools import partial
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("sqlcipher3", reason="the extra imrdesk[encryption] is not installed")

from imrdesk.errors import StoreError
from imrdesk.store import Query, Store, backups, encryption, engine, health, keys, recovery, sealing

WORDS = "correct horse battery staple"
SECRET = b"epidural steroid"
LETTERS = 4


@pytest.fixture(autouse=True)
def locked_again(monkeypatch):
    monkeypatch.setitem(keys._SCRYPT, "n", 2**10)  # guessing is cheap here, and so is the test
    yield
    keys.forget()


@pytest.fixture
def whole(folder, letter):
    """A workspace with a backup, a damaged database put aside, and a draft."""
    with Store.open(folder) as store:
        for number in range(1, LETTERS + 1):
            letter(number).kept(store)
        backups.take(folder / "imrdesk.db", folder / "backups")
    (folder / "damaged" / "then").mkdir(parents=True)
    shutil.copy(folder / "imrdesk.db", folder / "damaged" / "then" / "imrdesk.db")
    (folder / "drafts.json").write_bytes(b'["' + SECRET + b'"]')
    return folder


def plain_files(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file() and SECRET in file.read_bytes()]


def encrypted(folder: Path) -> encryption.Standing:
    return encryption.encrypt(folder, folder / "backups", WORDS)


def contents(folder: Path) -> dict[str, Any]:
    with Store.open(folder) as store:
        records = [store.record(row.id) for row in store.rows(store.ids(Query()))]
        return {"records": records, "head": store.audit_head(), "hits": len(store.search("epidural")),
                "sources": [store.source_bytes(record.id) for record in records]}  # fmt: skip


def test_nothing_plain_remains_and_nothing_is_lost(whole):
    before = contents(whole)
    assert len(plain_files(whole)) == LETTERS + 4  # letters, database, backup, damaged, draft
    found = encrypted(whole)
    assert found == encryption.Standing(encryption.ENCRYPTED)
    assert plain_files(whole) == []
    assert contents(whole) == before
    assert plain_files(whole) == []  # nor after it was open
    assert health.full(whole).is_whole


def test_what_is_written_while_it_is_open_is_encrypted(whole, letter):
    encrypted(whole)
    with Store.open(whole) as store:
        letter(99).kept(store)
        assert (whole / "imrdesk.db-wal").stat().st_size > 0
        assert plain_files(whole) == []
        backups.take(whole / "imrdesk.db", whole / "backups")
    assert plain_files(whole) == []
    assert backups.every(whole / "backups")[0].verify().letters == LETTERS + 1
    assert encryption.standing(whole, whole / "backups").state == encryption.ENCRYPTED


def test_without_the_passphrase_nothing_opens(whole):
    encrypted(whole)
    keys.forget()
    for ask in (Store.open, lambda folder: backups.every(folder / "backups")[0].verify()):
        with pytest.raises(StoreError) as refused:
            ask(whole)
        assert refused.value.code == "encrypted"
    with pytest.raises(StoreError) as refused:
        keys.unlock(whole / keys.FILE_NAME, "correct horse battery stable")
    assert refused.value.code == "wrong_passphrase"
    keys.unlock(whole / keys.FILE_NAME, WORDS)
    assert len(contents(whole)["records"]) == LETTERS


def test_decrypting_gives_all_back(whole):
    before = contents(whole)
    encrypted(whole)
    assert encryption.decrypt(whole, whole / "backups", WORDS).state == encryption.PLAIN
    keys.forget()
    assert contents(whole) == before
    assert health.full(whole).is_whole
    assert len(plain_files(whole)) == LETTERS + 4
    assert not list(whole.rglob(keys.FILE_NAME))
    assert backups.every(whole / "backups")[0].verify().letters == LETTERS


def test_a_new_passphrase_rewrites_nothing_but_the_key_files(whole):
    encrypted(whole)
    before = {file: file.read_bytes() for file in whole.rglob("*") if file.is_file()}
    encryption.change_passphrase(whole, whole / "backups", WORDS, "quite another set of words")
    keys.forget()
    changed = {file for file, data in before.items() if file.read_bytes() != data}
    assert {file.name for file in changed} == {keys.FILE_NAME}
    assert len(changed) == 2  # the workspace's and that of the backups
    for file in changed:
        with pytest.raises(StoreError):
            keys.unlock(file, WORDS)
        keys.unlock(file, "quite another set of words")


def test_a_weak_passphrase_is_refused_before_anything_happens(whole):
    with pytest.raises(StoreError) as refused:
        encryption.encrypt(whole, whole / "backups", "short")
    assert refused.value.code == "weak_passphrase"
    assert not (whole / keys.FILE_NAME).exists()


@pytest.mark.parametrize("act", ["encrypt", "decrypt"])
def test_cut_off_anywhere_nothing_is_lost_and_once_more_finishes_it(whole, monkeypatch, tmp_path, act):
    before = contents(whole)
    if act == "decrypt":
        encrypted(whole)
    done = getattr(encryption, act)
    replace, step = Path.replace, 0
    while True:
        step += 1
        place = shutil.copytree(whole, tmp_path / f"cut-{step}")
        left = iter(range(step))

        def cut(self, target, left=left):
            if next(left, None) is None:
                raise KeyboardInterrupt
            return replace(self, target)

        monkeypatch.setattr(Path, "replace", cut)
        try:
            done(place, place / "backups", WORDS)
            finished = True
        except KeyboardInterrupt:
            finished = False
        monkeypatch.setattr(Path, "replace", replace)
        keys.forget()
        if (place / keys.FILE_NAME).exists():
            keys.unlock(place / keys.FILE_NAME, WORDS)
        assert contents(place) == before
        if finished:
            assert step > LETTERS
            return
        if act == "encrypt" or (place / keys.FILE_NAME).exists():
            state = done(place, place / "backups", WORDS).state
            assert state == (encryption.ENCRYPTED if act == "encrypt" else encryption.PLAIN)
        assert contents(place) == before
        shutil.rmtree(place)


def test_partly_encrypted_is_never_called_encrypted(whole):
    encrypted(whole)
    (whole / "sources" / ("0" * 64)).write_bytes(SECRET)
    found = encryption.standing(whole, whole / "backups")
    assert found.state == encryption.PARTLY
    assert [file.name for file in found.plain] == ["0" * 64]


def test_letters_cannot_be_exchanged_or_altered(whole):
    encrypted(whole)
    one, two, *_rest = sorted((whole / "sources").iterdir())
    one.write_bytes(two.read_bytes())
    found = bytearray(two.read_bytes())
    found[-1] ^= 1
    two.write_bytes(found)
    assert [damage.code for damage in health.full(whole).damages] == ["altered_file"] * 2


def test_a_flipped_byte_of_the_database_is_told(whole):
    encrypted(whole)
    file = whole / "imrdesk.db"
    found = bytearray(file.read_bytes())
    found[len(found) // 2] ^= 1
    file.write_bytes(found)
    assert not health.full(whole).is_whole


def test_an_encrypted_workspace_is_salvaged_and_restored(whole):
    encrypted(whole)
    file = whole / "imrdesk.db"
    found = bytearray(file.read_bytes())
    page = len(found) // engine.PAGE_SIZE - 2
    found[page * engine.PAGE_SIZE + 99] ^= 1
    file.write_bytes(found)
    assert recovery.rescue(whole).counts.letters
    assert plain_files(whole) == []
    recovery.restore(whole, backups.every(whole / "backups")[0])
    assert len(contents(whole)["records"]) == LETTERS
    assert plain_files(whole) == []


def test_a_plain_backup_put_back_into_an_encrypted_workspace_is_encrypted(whole, tmp_path):
    shutil.copytree(whole / "backups", tmp_path / "elsewhere")
    encrypted(whole)
    recovery.restore(whole, backups.every(tmp_path / "elsewhere")[0])
    assert plain_files(whole) == []
    assert len(contents(whole)["records"]) == LETTERS


def test_begun_anew_it_is_still_encrypted(whole):
    encrypted(whole)
    files = recovery.begin_anew(whole)
    with Store.open(whole) as store:
        assert [store.opened(file) for file in files] == [sealing.read(file) for file in files]
    assert engine.head(whole / "imrdesk.db")[:16] == keys.id_in(whole / keys.FILE_NAME)


def test_a_key_file_says_nothing_and_binds_its_cost(whole):
    encrypted(whole)
    file = whole / keys.FILE_NAME
    said = json.loads(file.read_text())
    assert WORDS not in file.read_text()
    said["n"] = 2
    file.write_text(json.dumps(said))
    with pytest.raises(StoreError):
        keys.unlock(file, WORDS)


def test_a_workspace_that_another_program_reads_is_left_as_it_is(whole, letter, monkeypatch):
    monkeypatch.setattr(engine, "connect", partial(engine.connect, timeout=0.05))
    other = sqlite3.connect(whole / "imrdesk.db", isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM cases").fetchone()
    with Store.open(whole) as store:
        letter(LETTERS + 1).kept(store)
        assert encryption.standing(whole, whole / "backups") == encryption.Standing(encryption.PLAIN)
        with pytest.raises(StoreError) as refused:
            encrypted(whole)
    other.close()
    assert refused.value.code == "busy"
    assert engine.head(whole / "imrdesk.db").startswith(engine.HEADER)


def test_a_copy_that_is_not_the_same_row_by_row_takes_nobodys_place(whole, monkeypatch):
    before = contents(whole)
    said = iter([{"rows cases": "a"}, {"rows cases": "b"}])
    with monkeypatch.context() as patched:
        patched.setattr(encryption, "_said", lambda *_given: next(said))
        with pytest.raises(StoreError) as refused:
            encrypted(whole)
    assert refused.value.code == encryption._AFRESH[0]
    assert engine.head(whole / "imrdesk.db").startswith(engine.HEADER)
    told = []
    encryption.encrypt(whole, whole / "backups", WORDS, lambda *step: told.append(step))
    assert told[0][2]
    assert contents(whole) == before


def test_a_letter_that_cannot_be_read_back_stays_plain(whole, monkeypatch):
    sealed = sealing.sealed
    with monkeypatch.context() as patched:
        patched.setattr(sealing, "sealed", lambda data, *more: sealed(data[1:], *more))
        with pytest.raises(StoreError) as refused:
            encrypted(whole)
    assert refused.value.code == encryption._AFRESH[0]
    letters = [file for file in (whole / "sources").iterdir() if SECRET in file.read_bytes()]
    assert len(letters) == LETTERS


def test_a_database_that_is_damaged_is_not_taken_for_a_mere_file(whole):
    with (whole / "imrdesk.db").open("r+b") as file:
        file.seek(engine.PAGE_SIZE)
        file.write(bytes(40 * engine.PAGE_SIZE))
    before = (whole / "imrdesk.db").read_bytes()
    with pytest.raises(StoreError) as refused:
        encrypted(whole)
    assert refused.value.code in ("damaged", "cannot_encrypt", encryption._AFRESH[0])
    assert (whole / "imrdesk.db").read_bytes() == before
