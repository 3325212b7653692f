"""A part of the hostile corpus through a desk at each run of the tests; the whole is `python -m tests.hostile.run`."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imrdesk.desk.reading import Reading, Request, Unread, read
from imrdesk.errors import SourceError
from imrdesk.sources import containers, readings
from imrdesk.sources.reader import How
from imrdesk.sources.refusals import REFUSALS
from tests.hostile import corpus, run
from tests.sources import make

EVERY = 6
SLOW = ("bomb", "200 megabytes", "million", "30 times", "200000", "drawn", "letters in a", "draws itself", "tiny steps")


def part() -> list[tuple[str, bytes]]:
    quick = [item for item in corpus.corpus() if not any(word in item[0] for word in SLOW)]
    return random.Random(7).sample(quick, len(quick) // EVERY)


def test_nothing_in_the_corpus_harms_the_desk(tmp_path):
    files = tmp_path / "files"
    files.mkdir()
    hostile = []
    for number, (name, data) in enumerate(part()):
        hostile.append(files / f"{number} {name.replace('/', '_')}")
        hostile[-1].write_bytes(data)
    folder = tmp_path / "run"
    folder.mkdir()
    outcome = run.run(folder, hostile)
    assert outcome.faults == {}
    assert len(outcome.report.items) >= 2 * len(hostile)
    assert outcome.slowest[0] < run.SECONDS + 5


def test_the_corpus_is_as_large_as_it_says():
    names = [name for name, _data in corpus.corpus()]
    assert len(names) == len(set(names)) > 300


@pytest.mark.parametrize("kind", ["pipe", "folder", "loop", "gone", "zero"])
def test_what_is_no_file_is_refused(kind, tmp_path):
    import os

    path = tmp_path / "a.pdf"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "loop":
        path.symlink_to(path)
    elif kind == "zero":
        path.symlink_to("/dev/zero")
    (found,) = read(Request(path))
    assert isinstance(found, Unread)
    expected = {"folder": "folder", "gone": "missing"}
    assert found.error.code == expected.get(kind, "not_readable")


HEADS = (
    b"", b"%PDF-1.7\n", b"PK\x03\x04", rb"{\rtf1 ", b"<html>", b"MIME-Version: 1.0\nFrom: a\nTo: b\n", b"II*\0",
    b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe", b"\xef\xbb\xbf",
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(HEADS), st.binary(max_size=2000))
def test_any_bytes_are_read_or_refused(head, rest):
    for member in containers.members("any", head + rest, How(scans=False)):
        if isinstance(member, SourceError):
            assert member.code in REFUSALS
            continue
        try:
            assert readings(member.name, member.data, How(scans=False))[0].pages
        except SourceError as refused:
            assert refused.code in REFUSALS


XML = st.recursive(
    st.sampled_from(["<w:t>a</w:t>", "<w:tab/>", "<w:p/>", "<w:tc/>", "<w:sym/>", "<w:rPr><w:sz w:val='x'/></w:rPr>"]),
    lambda inner: st.builds(
        lambda name, parts: f"<w:{name}>{''.join(parts)}</w:{name}>",
        st.sampled_from(["p", "r", "tbl", "tr", "tc", "sdt", "ins", "del", "rPr", "pPr", "hyperlink", "style"]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=30,
)


@settings(max_examples=150, deadline=None)
@given(XML)
def test_any_arrangement_of_word_elements_is_read(xml):
    (document,) = readings("a.docx", make.word(xml, styles=f'<w:styles xmlns:w="{make.W}">{xml}</w:styles>'), How())
    assert "\x00" not in document.pages[0].text


def test_a_good_letter_is_read_after_all_that(samples):
    (found,) = read(Request(samples / "01_one_item_upheld.pdf"))
    assert isinstance(found, Reading)
    assert found.extraction.fields["case_number"].value == "CM16-9900001"
