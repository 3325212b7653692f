"""Figures against a hand count; corrections spread to letters not reviewed, and taken back."""

import json

import pytest
from click.testing import CliRunner

from imrdesk.cli import main
from imrdesk.desk.figures import CHARTS, OTHER_CLASS
from imrdesk.errors import InputError
from imrdesk.record.model import Path, State, Status
from imrdesk.settings import Settings
from imrdesk.store import Query, Store
from imrdesk.workflow import Desk
from tests.store.conftest import make_letter


@pytest.fixture
def folder(tmp_path):
    with Store.open(tmp_path / "desk") as store:
        for number in range(1, 7):
            make_letter(number, 2).kept(store)
    return tmp_path / "desk"


@pytest.fixture
def desk(folder):
    with Desk.open(folder, Settings(rates_from=3)) as opened:
        yield opened


def ids(desk):
    return [row.id for row in desk.rows(desk.window(Query(order="number"), 0, 10))][::-1]


def path(desk, record_id, key, item=0):
    return Path(key, desk.record(record_id).issues[item].id)


def correct(desk, letters, said="Surgery"):
    for record_id in letters:
        desk.set_value(record_id, path(desk, record_id, "category"), said, "Ana")


def bars(desk, name):
    return {bar.label: (bar.count, bar.n) for bar in desk.figures.chart(name).bars}


def test_items_are_counted_as_by_hand(desk):
    assert bars(desk, "category") == {"Injection": (12, 12)}
    first = ids(desk)[0]
    desk.set_value(first, path(desk, first, "decision"), "upheld", "Ana")
    correct(desk, [first])
    assert bars(desk, "category") == {"Injection": (11, 11), "Surgery": (0, 1)}
    assert bars(desk, "month") == {"2016-11": (11, 12)}
    desk.remove_issue(first, path(desk, first, "decision").issue, "Ana")
    assert bars(desk, "month") == {"2016-11": (11, 11)}
    assert bars(desk, "guideline")["No guideline"] == (11, 11)


def test_the_counts_are_those_of_counting_anew(desk):
    from imrdesk.store import decided

    correct(desk, ids(desk)[:2])
    desk.set_value(ids(desk)[3], Path("decision_date"), "2017-02-01", "Ana")
    kept = desk.figures._figures.decided()
    with desk._store.database.writing() as db:
        decided.recount(db)
    assert desk.figures._figures.decided() == kept


def test_a_bar_leads_to_its_items(desk):
    for name in ("month", "category", "guideline"):
        for bar in desk.figures.chart(name).bars:
            assert len(desk.finding.rows(bar.query)) == bar.count


def test_no_rate_is_given_of_too_few(desk):
    first = ids(desk)[0]
    correct(desk, [first])
    chart = desk.figures.chart("category")
    injection, surgery = chart.bars
    assert chart.rate(injection).share == 1
    assert chart.rate(surgery) is None
    assert chart.words(surgery) == "Surgery: 1 of 1 items overturned, too few for a rate"
    assert chart.table()[2] == ("Surgery", "1", "1", "", "", "")


def test_rules_are_told_by_what_people_changed(desk):
    first, second, *_ = ids(desk)
    correct(desk, [first])
    desk.confirm(second, [path(desk, second, "category")], "Ana")
    desk.accept_rest(second, "Ana")
    assert bars(desk, "field") == {"Category": (1, 2)}
    assert bars(desk, "rule") == {"Category · test.words": (1, 2)}
    work = desk.figures.work()
    assert (work.unseen, work.taken) == (work.taken - 2, work.unseen + 2)
    desk.restore(first, path(desk, first, "category"), "Ana")
    assert bars(desk, "field") == {"Category": (0, 1)}


def test_a_repeated_correction_is_spread_and_taken_back_at_once(desk):
    letters = ids(desk)
    correct(desk, letters[:3])
    desk.review(letters[5], "Ana", "as is")
    (found,) = desk.correcting.repeated()
    assert (found.machine, found.said, found.letters, found.rules) == ("Injection", "Surgery", 3, ("test.words",))
    matches = desk.correcting.matches(found)
    assert len(matches) == 3 + 2 * 2  # the second items of three letters, both of two; none of the reviewed one
    assert letters[5] not in {one.record_id for one in matches}
    made = desk.correcting.apply(found, "Ben")
    assert made.values == 7
    value = desk.record(letters[4]).issues[1].values["category"]
    assert (value.value, value.state, value.by, value.machine_value) == ("Surgery", State.EDITED, "Ben", "Injection")
    assert desk.record(letters[5]).issues[0].values["category"].value == "Injection"
    assert desk.correcting.repeated()[0].letters == 3  # one decision, however many letters it was spread to
    assert "as corrected in 3 letters" in desk.history(letters[4])[-1].sign.reason
    desk.confirm(letters[3], [Path("patient_age")], "Ana")
    desk.set_value(letters[4], path(desk, letters[4], "category"), "Programs", "Ana")
    assert desk.correcting.undo(made.id, "Ben") == (6, 1)
    assert desk.record(letters[4]).issues[0].values["category"].value == "Programs"
    assert desk.record(letters[3]).issues[0].values["category"].state is State.PROPOSED
    for one in letters:
        assert desk._store.replayed(one) == desk.record(one)
    with pytest.raises(InputError):
        desk.correcting.undo(made.id, "Ben")


def test_undoing_makes_an_untouched_letter_new_again(desk):
    letters = ids(desk)
    correct(desk, letters[:3])
    made = desk.correcting.apply(desk.correcting.repeated()[0], "Ben")
    assert desk.record(letters[5]).status is Status.IN_REVIEW
    desk.correcting.undo(made.id, "Ben")
    assert desk.record(letters[5]).status is Status.NEW


def test_verdicts_and_dates_are_never_offered(desk):
    for record_id in ids(desk):
        desk.set_value(record_id, path(desk, record_id, "decision"), "upheld", "Ana")
        desk.set_value(record_id, Path("patient_age"), 48, "Ana")
    assert desk.correcting.repeated() == []


def run(folder, *words):
    result = CliRunner().invoke(main, [*words, "-w", str(folder)])
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_has_its_command(folder, name):
    assert json.loads(run(folder, "stats", "--by", name, "--json"))["by"] == name
    assert run(folder, "stats", "--by", name)


def test_figures_and_corrections_are_told_on_the_command_line(folder):
    with Desk.open(folder) as desk:
        correct(desk, ids(desk)[:3])
    assert json.loads(run(folder, "stats", "--json"))["waiting"] == 6
    assert "6 of 6 letters are waiting" in run(folder, "stats")
    assert "1. Category: Injection → Surgery  (3 letters; test.words)" in run(folder, "corrections")
    assert json.loads(run(folder, "corrections", "--preview", "1", "--json"))
    (made,) = json.loads(run(folder, "corrections", "--apply", "1", "--json"))
    assert made["values"] == 9
    assert "9 taken back" in run(folder, "corrections", "--undo", made["id"])
    assert "(taken back)" in run(folder, "corrections", "--applied")


def test_drugs_are_counted_by_their_class(desk):
    first, second, *_ = ids(desk)
    desk.set_value(first, path(desk, first, "drug"), "Norco 10/325", "Ana")
    desk.set_value(second, path(desk, second, "drug"), "unheard of", "Ana")
    assert bars(desk, "drug") == {"Opioid": (1, 1), OTHER_CLASS.capitalize(): (1, 1)}
