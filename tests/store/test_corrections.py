"""Corrections that come again, as the tables keep them."""

from imrdesk.record import changes as acts
from imrdesk.record.model import Path
from imrdesk.store import corrections


def listed(store):
    sql = "SELECT * FROM corrections ORDER BY 1, 2, 3"
    return [tuple(row) for row in store.database.connection.execute(sql).fetchall()]


def test_those_of_a_workspace_older_than_their_list_are_listed_as_they_would_have_been(store, letter, sign):
    for number in (1, 2):
        record = letter(number).kept(store)
        for path, value in ((Path("category", record.issues[0].id), "Surgery"), (Path("patient_sex"), "male")):
            done = acts.set_value(record, path, value, sign)
            store.save(done)
            record = done.after
    kept = listed(store)
    assert len(kept) >= 2
    with store.database.writing() as db:
        db.execute("DELETE FROM corrections")
        corrections._list_old(db)
    assert listed(store) == kept
