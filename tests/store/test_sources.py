"""The original bytes are on the disk before anything says so."""

import dataclasses

import pytest

from imrdesk.errors import StoreError
from imrdesk.store import Query, audit, sealing


def test_the_bytes_are_named_by_their_hash(store, folder, letter):
    made = letter()
    made.kept(store)
    assert store.source_path(made.record.id) == folder / "sources" / made.document.sha256
    assert [file.name for file in (folder / "sources").iterdir()] == [made.document.sha256]


def test_the_bytes_are_written_before_the_record(store, letter, monkeypatch):
    made = letter()
    order = []
    monkeypatch.setattr(sealing, "written_whole", spied(order, "file", sealing.written_whole))
    monkeypatch.setattr(audit, "add_import", spied(order, "row", audit.add_import))
    made.kept(store)
    assert order == ["file", "row"]


def spied(order, name, function):
    def call(*arguments):
        order.append(name)
        return function(*arguments)

    return call


def test_a_file_left_by_a_crash_is_written_again(store, folder, letter):
    made = letter()
    (folder / "sources" / made.document.sha256).write_bytes(b"cut sh")
    made.kept(store)
    assert store.source_path(made.record.id).read_bytes() == made.data


def test_bytes_of_another_letter_are_a_fault(store, letter):
    made, other = letter(1), letter(2)
    with pytest.raises(ValueError, match="bytes"):
        dataclasses.replace(made, data=other.data).kept(store)
    assert not store.ids(Query())


def test_a_disk_that_refuses_is_told_and_no_record_is_kept(store, letter, monkeypatch):
    def refuse(_target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sealing, "written_whole", refuse)
    with pytest.raises(StoreError, match="No space left"):
        letter().kept(store)
    assert not store.ids(Query())
