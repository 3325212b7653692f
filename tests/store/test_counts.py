"""Counts that are kept in step are those that counting gives."""

from hypothesis import given, settings
from hypothesis import strategies as st

from imrdesk.record.model import Status
from imrdesk.store import Query, Store
from tests.store import acting


@settings(max_examples=15, deadline=None)
@given(data=st.data(), count=st.integers(1, 12))
def test_after_any_acts_each_status_is_counted_as_it_is(tmp_path_factory, data, count):
    with Store.open(tmp_path_factory.mktemp("counts")) as store:
        acting.replayed(store, data.draw, count)
        sql = "SELECT status, count(*) FROM cases GROUP BY status"
        counted = dict(store.database.connection.execute(sql).fetchall())
        assert {name: number for name, number in store.counts().items() if number} == counted
        for status in (None, *Status):
            listed = store.first(Query(status=status), 0)
            assert listed
            assert listed.count == len(store.ids(Query(status=status)))
