"""The words the rules know, and those a user adds."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from imrdesk.extract import drugs, vocabularies


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder of a user's own vocabularies."""
    monkeypatch.setenv("IMRDESK_HOME", str(tmp_path))
    folder = vocabularies.own_folder()
    folder.mkdir(parents=True)
    vocabularies.vocabulary.cache_clear()
    yield folder
    vocabularies.vocabulary.cache_clear()


def test_a_users_words_stand_beside_ours(own: Path) -> None:
    (own / "drugs.toml").write_text('[drugs]\nzephyrol = ["Zeph"]\ntramadol = ["Tramazeph"]\n')
    known = vocabularies.vocabulary("drugs")["drugs"]
    assert known["zephyrol"] == ["Zeph"]
    assert {"Ultram", "Tramazeph"} <= set(known["tramadol"])
    assert "gabapentin" in known


def test_a_users_groups_of_words_are_added(own: Path) -> None:
    ours = len(vocabularies.vocabulary("treatments")["group"])
    vocabularies.vocabulary.cache_clear()
    group = '[[group]]\ncategory = "Programs"\nsubcategory = "Programs"\nwords = ["surf school"]\n'
    (own / "treatments.toml").write_text(group)
    groups = vocabularies.vocabulary("treatments")["group"]
    assert len(groups) == ours + 1
    assert groups[-1]["words"] == ["surf school"]


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("drugs.toml", "[drugs\n", "no TOML file"),
        ("drugs.toml", "[medicines]\nx = []\n", "a table “medicines”"),
        ("remedies.toml", "[drugs]\nx = []\n", "the name of no vocabulary"),
        ("body_parts.toml", '[parts]\nneck = ["nape("]\n', "“nape(” is no pattern"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_and_left_out(own: Path, name: str, content: str, complaint: str) -> None:
    path = own / name
    path.write_text(content)
    assert complaint in (vocabularies.fault(path) or "")
    if name != "remedies.toml":
        ours = vocabularies.resource("vocabularies", name)
        assert vocabularies.vocabulary(path.stem) == vocabularies._read(ours)


def test_less_usual_medicines_are_known() -> None:
    assert [drugs.generic(name) for name in ("Belsomra", "ezetimibe", "Bactrim DS")] == [
        "suvorexant",
        "ezetimibe",
        "trimethoprim",
    ]
