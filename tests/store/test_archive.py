"""A workspace as one file: all of it comes back, progress is told, and a file that was altered is refused."""

import shutil
import zipfile
from pathlib import Path

import pytest

from imrdesk.errors import StoreError
from imrdesk.store import Query, Store, archive

LETTERS = 3


@pytest.fixture
def packed(folder, letter, tmp_path) -> Path:
    with Store.open(folder) as store:
        for number in range(1, LETTERS + 1):
            letter(number).kept(store)
    archive.pack(folder, tmp_path / "all.imrdesk")
    return tmp_path / "all.imrdesk"


def altered(packed: Path, name: str, data: bytes | None) -> Path:
    """The archive with one member changed, or left out."""
    target = packed.with_name("altered.imrdesk")
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(target, "w") as new:
        for member in old.namelist():
            if not member.startswith(name):
                new.writestr(member, old.read(member))
            elif data is not None:
                new.writestr(member, data)
    assert target.read_bytes() != packed.read_bytes()
    return target


def test_all_letters_come_back_and_progress_is_told(packed, tmp_path):
    told: list[int] = []
    counts = archive.unpack(packed, tmp_path / "again", lambda done, _total, _name: told.append(done))
    assert counts.letters == LETTERS
    assert told == list(range(len(told)))
    assert len(told) > LETTERS
    with Store.open(tmp_path / "again") as store:
        assert len(store.ids(Query())) == LETTERS


def test_packing_tells_of_each_letter(folder, packed, tmp_path):
    told: list[str] = []
    archive.pack(folder, tmp_path / "once more.imrdesk", lambda _done, _total, name: told.append(name))
    assert len(set(told)) == LETTERS


def test_an_empty_folder_may_be_filled(packed, tmp_path):
    (tmp_path / "empty").mkdir()
    assert archive.unpack(packed, tmp_path / "empty").letters == LETTERS


@pytest.mark.parametrize(
    ("name", "data"), [("imrdesk.db", b"another"), ("imrdesk.db", None), ("sources/", b"another"), ("sources/", b"")]
)
def test_what_was_altered_is_refused_and_leaves_nothing(packed, tmp_path, name, data):
    with pytest.raises(StoreError) as refused:
        archive.unpack(altered(packed, name, data), tmp_path / "again")
    assert refused.value.code == "no_archive"
    assert not (tmp_path / "again").exists()


def test_a_place_that_cannot_be_written_is_named(folder, packed, tmp_path):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(StoreError) as refused:
        archive.unpack(packed, tmp_path / "file" / "below")
    assert str(tmp_path / "file") in str(refused.value)
    shutil.rmtree(folder)
