"""What decided an item: deciding sentences, criteria asked for, missing and met; proposed until confirmed."""

from dataclasses import replace

import pytest

from imrdesk.errors import InputError
from imrdesk.record import changes as acts
from imrdesk.record import reasons
from imrdesk.record.changes import Sign
from imrdesk.record.model import Path, RemarkKind, State, blank_issue
from imrdesk.record.reasons import ReasonKind
from imrdesk.sources import open_source
from tests.specimens import FOLDER, WHY_SKIPPED, specimens
from tests.store.conftest import make_letter

SIGN = Sign("Ana", "2026-05-04T12:00:00+00:00")
ASKS = "MTUS states that injections are recommended when radiculopathy is documented on examination."
ALSO = "Injections should be guided by fluoroscopy."
LACKS = "In this case, there is no documentation of radiculopathy on examination."
HAS = "In this case, the examination revealed weakness of the left leg."
DENIED = "Therefore, the request is not medically necessary."
GRANTED = "Therefore, the request is medically necessary."


def kinds(text: str, decision: str = "upheld") -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for reason in reasons.reasons(text, decision):
        found.setdefault(reason.text, set()).add(reason.kind.value)
    return found


def test_a_denial_says_what_was_asked_for_and_what_was_missing():
    assert kinds(f"{ASKS} {ALSO} {LACKS} {DENIED}") == {
        ASKS: {"asked"}, ALSO: {"asked"}, LACKS: {"deciding", "missing"}, DENIED: {"deciding"}
    }  # fmt: skip


def test_an_approval_is_decided_by_what_was_met():
    assert kinds(f"{ASKS} {HAS} {LACKS} {GRANTED}", "overturned") == {
        ASKS: {"asked"}, HAS: {"deciding", "met"}, LACKS: {"missing"}, GRANTED: {"deciding"}
    }  # fmt: skip


def test_a_conclusion_without_reason_leads_on_to_the_reason_before_it():
    hollow = "Given the above, the request is not supported."
    assert ReasonKind.DECIDING.value not in kinds(f"{LACKS} {hollow} {DENIED}").get(hollow, set())
    assert "deciding" in kinds(f"{LACKS} {hollow} {DENIED}")[LACKS]


def test_a_verdict_that_has_its_own_reason_stands_alone():
    why = "Given the lack of clear evidence that first-line medications failed, and the risks of going on with them"
    whole = f"{why}, the request is not medically necessary."
    assert [r.text for r in reasons.reasons(f"{HAS} {whole}", "upheld") if r.kind is ReasonKind.DECIDING] == [whole]


def test_a_silent_guideline_asks_nothing_and_misses_nothing():
    assert kinds(f"The MTUS does not address gloves. {LACKS} {DENIED}").keys() == {LACKS, DENIED}


def test_offsets_quote_the_rationale():
    text = f"  {ASKS}\n{LACKS}  {DENIED}"
    for reason in reasons.reasons(text, "upheld"):
        assert text[reason.start : reason.end].split() == reason.text.split()
    assert reasons.reasons("", "upheld") == ()


@pytest.fixture
def record():
    return make_letter().record


def path_of(record) -> Path:
    return Path("rationale", record.issues[0].id)


def test_a_proposal_is_confirmed_and_taken_back(record):
    issue = record.issues[0]
    assert reasons.of_issue(record, issue).confirmed is None
    confirmed = acts.decide(record, path_of(record), reasons.chosen(issue), SIGN).after
    decided = reasons.of_issue(confirmed, issue)
    assert decided.confirmed
    assert decided.confirmed.by == "Ana"
    assert decided.deciding == reasons.of_issue(record, issue).deciding
    back = acts.decide(confirmed, path_of(record), None, SIGN).after
    assert reasons.of_issue(back, issue).confirmed is None


def test_other_words_of_the_rationale_may_be_confirmed_and_no_others(record):
    issue = record.issues[0]
    words = "injection is medically necessary"
    confirmed = acts.decide(record, path_of(record), reasons.chosen(issue, words), SIGN).after
    assert [reason.text for reason in reasons.of_issue(confirmed, issue).deciding] == [words]
    with pytest.raises(InputError, match="not in the rationale"):
        reasons.chosen(issue, "the moon is medically necessary")


def test_a_confirmation_does_not_outlive_the_words_it_is_about(record):
    issue = record.issues[0]
    confirmed = acts.decide(record, path_of(record), reasons.chosen(issue), SIGN).after
    value = replace(confirmed.at(path_of(record)), value="Another text. The request is not medically necessary.")
    changed = confirmed.with_value(path_of(record), value)
    assert changed.remark(RemarkKind.DECIDED, path_of(record))
    assert reasons.of_issue(changed, changed.issues[0]).confirmed is None


def test_what_was_agreed_with_is_confirmed_and_what_was_chosen_is_edited(record):
    issue = record.issues[0]
    proposed = reasons.of_issue(record, issue)
    assert proposed.state is State.PROPOSED
    same = acts.decide(record, path_of(record), reasons.chosen(issue), SIGN).after
    assert reasons.of_issue(same, issue).state is State.CONFIRMED
    assert reasons.of_issue(same, issue).reasons == proposed.reasons
    listed = [(ReasonKind.MET, proposed.deciding[0].text)]
    other = acts.decide(record, path_of(record), reasons.kept(issue, listed), SIGN).after
    decided = reasons.of_issue(other, issue)
    assert decided.state is State.EDITED
    assert [(one.kind, one.text) for one in decided.reasons] == listed


def test_criteria_may_be_confirmed_too(record):
    value = replace(record.at(path_of(record)), value=f"{ASKS} {LACKS} {DENIED}")
    record = record.with_value(path_of(record), value)
    issue = record.issues[0]
    without = [(one.kind, one.text) for one in reasons.of_issue(record, issue).reasons if one.text != ASKS]
    after = acts.decide(record, path_of(record), reasons.kept(issue, without), SIGN).after
    assert ASKS not in {one.text for one in reasons.of_issue(after, issue).reasons}


def test_words_kept_before_criteria_could_be_confirmed_still_hold(record):
    value = replace(record.at(path_of(record)), value=f"{ASKS} {LACKS} {DENIED}")
    record = record.with_value(path_of(record), value)
    old = acts.decide(record, path_of(record), LACKS, SIGN).after
    decided = reasons.of_issue(old, old.issues[0])
    assert [one.text for one in decided.deciding] == [LACKS]
    assert ASKS in {one.text for one in decided.reasons}


def test_a_dismissal_shows_nothing_until_the_rationale_changes(record):
    issue = record.issues[0]
    gone = acts.decide(record, path_of(record), reasons.dismissed(issue), SIGN).after
    decided = reasons.of_issue(gone, issue)
    assert (decided.reasons, decided.state, decided.confirmed) == ((), State.ABSENT, None)
    assert decided.remark
    value = replace(gone.at(path_of(gone)), value="Another text. The request is not medically necessary.")
    changed = gone.with_value(path_of(gone), value)
    assert reasons.of_issue(changed, changed.issues[0]).deciding
    with pytest.raises(InputError, match="no rationale"):
        reasons.dismissed(blank_issue())


def test_a_history_tells_it_in_words(record):
    text = reasons.chosen(record.issues[0])
    assert "\t" in text
    assert "\t" not in reasons.in_words(text)
    assert reasons.in_words(text).startswith("deciding: ")


@pytest.mark.skipif(not FOLDER.is_dir(), reason=WHY_SKIPPED)
def test_real_rationales_have_a_deciding_sentence_that_stands_in_the_letter():
    from imrdesk.extract.pipeline import extract
    from imrdesk.record.model import record_from

    for specimen in specimens()[::6]:
        document = open_source(specimen.path)
        record = record_from(document, extract(document))
        for issue in record.issues:
            decided = reasons.of_issue(record, issue)
            assert 1 <= len(decided.deciding) <= 3
            for reason in decided.reasons:
                assert reasons.places(reason, issue.values["rationale"]), reason.text
