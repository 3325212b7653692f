"""Files of other programs and odd shapes: each is read, or refused for the reason that helps a person."""

import pytest

from imrdesk.desk.reading import Reading, Request, Unread, read
from imrdesk.sources.refusals import REFUSALS
from tests.hostile import origins

READ = dict(origins.readable())
REFUSED = {name: (data, code) for name, data, code in origins.refused()}


@pytest.mark.parametrize("name", READ)
def test_is_read(name, tmp_path):
    (found,) = read(Request(tmp_path / name, data=READ[name]))
    assert isinstance(found, Reading)
    assert "CM16-9900001" in found.document.pages[0].text


@pytest.mark.parametrize("name", REFUSED)
def test_is_refused_in_the_right_words(name, tmp_path):
    data, code = REFUSED[name]
    found = read(Request(tmp_path / name, data=data))
    assert found
    assert all(isinstance(item, Unread) for item in found)
    assert {item.error.code for item in found if isinstance(item, Unread)} == {code}
    assert code in REFUSALS
