"""Statements that run on the driver's own cursor: they mean what SQLAlchemy's mean."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import Engine, bindparam, insert, select, text, update
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError

from gate_service.adapters.database.prepared import (
    Prepared,
    PreparedRows,
    each_of,
    several,
)
from gate_service.adapters.database.tables import EVENTS, INBOX
from gate_service.adapters.database.transactions import SqlTransactions, open_engine
from tests.support.stored import APPOINTMENT, VISIT, happened, nobody

_STORE = Prepared(insert(INBOX), INBOX.c.keys())
_ALL = Prepared(select(INBOX.c.sequence).order_by(INBOX.c.sequence))
_ROW = {"lane": "lane-1", "source": "s", "sequence": 1, "event_id": "e"}


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_engine(f"sqlite:///{tmp_path / 'x.sqlite'}")
    yield engine
    engine.dispose()


def test_it_reads_and_writes_types_as_sqlalchemy_does(engine: Engine) -> None:
    at = datetime(2026, 5, 1, 12, 0, 1, 7, timezone(timedelta(hours=2)))
    given = {"id": 1, "at": at, "kind": "k", "data": {"a": ["é", 1.5, None]}}
    chain = {"previous": "0", "hash": "1"}
    row = {column.name: None for column in EVENTS.c} | given | chain
    with engine.begin() as connection:
        Prepared(insert(EVENTS), EVENTS.c.keys()).run(connection, row)
        known = connection.execute(select(EVENTS)).one()
        read = Prepared(select(EVENTS)).rows(connection, {})

    assert read == [tuple(known)]
    assert read[0][1] == at.astimezone(UTC)
    assert read[0][5] == {"a": ["é", 1.5, None]}


def test_a_statement_that_brings_its_own_values_keeps_them(engine: Engine) -> None:
    newest = Prepared(
        select(INBOX.c.sequence).order_by(INBOX.c.sequence.desc()).limit(2)
    )
    with engine.begin() as connection:
        for number in (1, 2, 3):
            _STORE.run(connection, {**_ROW, "sequence": number})

        assert newest.values(connection, {}) == [3, 2]


def test_it_counts_the_rows_that_it_changed(engine: Engine) -> None:
    change = Prepared(
        update(INBOX)
        .where(INBOX.c.sequence >= bindparam("least"))
        .values(event_id=bindparam("becomes"))
    )
    with engine.begin() as connection:
        for number in (1, 2, 3):
            _STORE.run(connection, {**_ROW, "sequence": number})

        assert change.run(connection, {"least": 2, "becomes": "f"}) == 2
        assert change.run(connection, {"least": 9, "becomes": "g"}) == 0


@pytest.mark.parametrize("count", [0, 1, 20, 21, 45])
def test_rows_are_written_whatever_their_number(engine: Engine, count: int) -> None:
    rows = [{**_ROW, "sequence": number} for number in range(count)]
    with engine.begin() as connection:
        PreparedRows(INBOX).insert(connection, rows)

        assert _ALL.values(connection, {}) == list(range(count))


@pytest.mark.parametrize(("wanted", "found"), [([1], [1]), ([3, 1], [1, 3])])
def test_a_list_is_asked_for_by_its_length(
    engine: Engine, wanted: list[int], found: list[int]
) -> None:
    names = [f"e{number}" for number in wanted]
    asked = Prepared(
        select(INBOX.c.sequence)
        .where(INBOX.c.event_id.in_(several("name", len(names))))
        .order_by(INBOX.c.sequence)
    )
    with engine.begin() as connection:
        for number in (1, 2, 3):
            row = {**_ROW, "sequence": number, "event_id": f"e{number}"}
            _STORE.run(connection, row)

        assert asked.values(connection, each_of("name", names)) == found


def test_what_a_transaction_undoes_was_never_written(engine: Engine) -> None:
    with pytest.raises(IntegrityError) as refused:
        _store_twice(engine)
    with engine.begin() as connection:
        left = _ALL.values(connection, {})

    assert left == []
    assert "INSERT INTO inbox" in str(refused.value)


def _store_twice(engine: Engine) -> None:
    with engine.begin() as connection:
        _STORE.run(connection, _ROW)
        _STORE.run(connection, _ROW)


def test_a_missing_parameter_is_refused_before_the_database_is_asked(
    engine: Engine,
) -> None:
    with engine.begin() as connection, pytest.raises(KeyError, match="event_id"):
        _STORE.run(connection, {"lane": "lane-1", "source": "s", "sequence": 1})


def test_an_error_of_the_driver_is_told_as_sqlalchemys(engine: Engine) -> None:
    wrong = Prepared(text("SELECT what FROM nowhere"))
    with engine.begin() as connection, pytest.raises(OperationalError) as refused:
        wrong.rows(connection, {})

    assert "no such table: nowhere" in str(refused.value)


def test_a_connection_that_is_gone_is_left_for_a_new_one(engine: Engine) -> None:
    with pytest.raises(ProgrammingError, match="closed") as refused:
        _lose(engine)
    with engine.begin() as connection:
        left = _ALL.values(connection, {})

    assert refused.value.connection_invalidated
    assert left == []


def _lose(engine: Engine) -> None:
    with engine.begin() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.close()
        _ALL.rows(connection, {})


def test_a_transaction_finds_what_it_saved_before(tmp_path: Path) -> None:
    transactions = SqlTransactions(
        open_engine(f"sqlite:///{tmp_path / 'x.sqlite'}"), nobody
    )
    with transactions.write() as store:
        store.appointments.add(APPOINTMENT)
        store.visits.save(VISIT)
        event = store.audit.append(happened())
        assert store.audit.after(0, -1) == (event,)
        found = store.appointments.by_code(APPOINTMENT.arrival_code)

        assert found == store.appointments.get(APPOINTMENT.id) == APPOINTMENT
        assert store.visits.get(VISIT.id) == VISIT
        assert store.visits is store.visits
    with transactions.read() as store:
        assert store.visits.get(VISIT.id) == VISIT
        assert store.appointments.by_code(APPOINTMENT.arrival_code) == APPOINTMENT
        assert store.appointments.by_code("QGA000000000009") is None
    transactions.close()
