"""The key file of an encrypted workspace: without it, or with a damaged one, it is said in words what to do."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

pytest.importorskip("sqlcipher3", reason="the extra imrdesk[encryption] is not installed")

from imrdesk.errors import StoreError
from imrdesk.store import Store, backups, encryption, keys

WORDS = "correct horse battery staple"


@pytest.fixture(autouse=True)
def locked_again(monkeypatch):
    monkeypatch.setitem(keys._SCRYPT, "n", 2**10)
    yield
    keys.forget()


@pytest.fixture
def encrypted(folder, letter) -> Path:
    with Store.open(folder) as store:
        letter(1).kept(store)
        backups.take(folder / "imrdesk.db", folder / "backups")
    encryption.encrypt(folder, folder / "backups", WORDS)
    return folder


def code_of(work, *values) -> str:
    with pytest.raises(StoreError) as refused:
        work(*values)
    return refused.value.code


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": "another"}'])
def test_a_damaged_key_file_is_named(encrypted, text):
    file = encrypted / keys.FILE_NAME
    file.write_text(text)
    assert code_of(keys.unlock, file, WORDS) == "key_damaged"
    assert code_of(keys.id_in, file) == "key_damaged"


@pytest.mark.parametrize("name", ["id", "nonce", "salt"])
def test_a_key_file_with_something_missing_is_damaged(encrypted, name):
    file = encrypted / keys.FILE_NAME
    text = file.read_text()
    assert f'"{name}"' in text
    file.write_text(text.replace(f'"{name}"', '"lost"'))
    assert code_of(keys.unlock, file, WORDS) in ("key_damaged", "wrong_passphrase")


def test_a_workspace_whose_passphrase_nobody_gave_is_encrypted(encrypted):
    keys.forget()
    assert code_of(keys.of, encrypted) == "encrypted"


def test_a_key_file_that_was_lost_comes_back_from_the_backups(encrypted):
    file, database = encrypted / keys.FILE_NAME, encrypted / "imrdesk.db"
    kept = file.read_bytes()
    file.unlink()
    keys.bring_back(database, encrypted / "backups")
    assert file.read_bytes() == kept
    file.unlink()
    database.write_bytes(b"of another workspace" + database.read_bytes())
    keys.bring_back(database, encrypted / "backups")
    assert not file.exists(), "the key of another workspace would open nothing"


def test_a_damaged_key_file_beside_is_passed_over(encrypted):
    backup = next((encrypted / "backups").glob("*.db"))
    key_id = keys.id_in(encrypted / keys.FILE_NAME)
    assert keys.file_for(backup, key_id) == encrypted / "backups" / keys.FILE_NAME
    (encrypted / "backups" / keys.FILE_NAME).write_text("damaged")
    assert keys.file_for(backup, key_id) in (None, encrypted / keys.FILE_NAME)


def test_a_database_that_another_program_reads_is_not_encrypted(folder, letter):
    with Store.open(folder) as store:
        letter(1).kept(store)
    with closing(sqlite3.connect(folder / "imrdesk.db", isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM cases").fetchone()
        assert code_of(encryption.encrypt, folder, folder / "backups", WORDS) == "busy"
    with Store.open(folder) as store:
        assert len(store.search("epidural")) > 0
