"""What every store promises to the use cases; each implementation runs all of it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from gate_service.adapters.database.transactions import SqlTransactions, open_engine
from gate_service.domain.audit import first_broken
from gate_service.domain.errors import (
    InvalidInputError,
    UnknownAppointmentError,
    UnknownCommandError,
    UnknownPassError,
    UnknownVisitError,
)
from gate_service.domain.lanes import CommandId, CommandState, LaneState
from gate_service.domain.passes import PassId
from gate_service.domain.ports import Transactions
from gate_service.domain.visits import (
    AppointmentId,
    LaneName,
    Passage,
    PassageId,
    VisitId,
    VisitState,
)
from tests.support.gates import BOX, LANE, NOON, PLATE, live, seen_box, seen_plate
from tests.support.stored import (
    APPOINTMENT,
    COMMAND,
    ISSUED,
    VISIT,
    happened,
    nobody,
    write_and_fail,
)


@pytest.fixture(params=["sqlite"])
def stored(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Transactions]:
    engine = open_engine(f"{request.param}:///{tmp_path / 'gate.sqlite'}")
    transactions = SqlTransactions(engine, nobody)
    with transactions.write() as store:
        store.appointments.add(APPOINTMENT)
        store.visits.save(VISIT)
    yield transactions
    transactions.close()


def test_a_value_comes_back_as_it_was_kept(stored: Transactions) -> None:
    passage = Passage(
        id=PassageId("p-1"),
        lane=LANE,
        opened=NOON,
        plates=(seen_plate(),),
        containers=(seen_box(),),
        cameras=(live(),),
    )
    state = LaneState(lane=LANE, code="QGA", code_at=NOON, cameras=(live(),))
    with stored.write() as store:
        store.passages.save(passage)
        store.lanes.save(state)
    with stored.read() as store:
        assert store.appointments.get(APPOINTMENT.id) == APPOINTMENT
        assert store.appointments.by_code(APPOINTMENT.arrival_code) == APPOINTMENT
        assert store.visits.get(VISIT.id) == VISIT
        assert store.passages.find(passage.id) == passage
        assert store.lanes.get(LANE) == state


def test_what_is_not_there_is_refused_or_none(stored: Transactions) -> None:
    with stored.read() as store:
        assert store.passages.find(PassageId("none")) is None
        assert store.appointments.by_code("none") is None
        assert store.lanes.get(LaneName("new")) == LaneState(lane=LaneName("new"))
        with pytest.raises(UnknownAppointmentError):
            store.appointments.get(AppointmentId("none"))
        with pytest.raises(UnknownVisitError):
            store.visits.get(VisitId("none"))
        with pytest.raises(UnknownCommandError):
            store.commands.get(CommandId("none"))
        with pytest.raises(UnknownPassError):
            store.passes.get(PassId("none"))


def test_an_exception_undoes_everything(stored: Transactions) -> None:
    with pytest.raises(InvalidInputError):
        write_and_fail(stored)

    with stored.read() as store:
        assert store.visits.get(VISIT.id) == VISIT
        assert not store.audit.after(0, 10)


def test_a_reader_sees_one_state_while_others_write(stored: Transactions) -> None:
    with stored.read() as before:
        before.visits.get(VISIT.id)
        with stored.write() as store:
            store.visits.save(replace(VISIT, state=VisitState.CANCELLED))
        assert before.visits.get(VISIT.id) == VISIT


def test_visits_are_found_by_state_and_appointment(stored: Transactions) -> None:
    second = replace(VISIT, id=VisitId("v-2"), state=VisitState.STOPPED, booked=False)
    with stored.write() as store:
        store.visits.save(second)
        store.visits.save(VISIT)
    with stored.read() as store:
        assert store.visits.of_appointment(APPOINTMENT.id) == (VISIT, second)
        assert store.visits.listed((VisitState.STOPPED,), 10) == (second,)
        assert store.visits.listed((), 1) == (second,)


def test_who_is_inside_is_known_by_plate_and_container(stored: Transactions) -> None:
    history = (*VISIT.history, (VisitState.GATED_IN, NOON))
    inside = replace(VISIT, history=history, plate=PLATE, containers=(BOX,))
    left = replace(inside, history=(*history, (VisitState.GATED_OUT, NOON)))
    found = []
    for visit in (VISIT, inside, left):
        with stored.write() as store:
            store.visits.save(visit)
            found.append([store.visits.inside_with({name}) for name in (PLATE, BOX)])

    assert found == [[(), ()], [(inside,), (inside,)], [(), ()]]


def test_a_confirmed_visit_is_overdue_after_its_window(stored: Transactions) -> None:
    with stored.read() as store:
        assert store.visits.overdue(APPOINTMENT.closes) == ()
        later = APPOINTMENT.closes + timedelta(microseconds=1)
        assert store.visits.overdue(later) == (VISIT,)


def test_a_pass_is_spent_once_and_never_when_revoked(stored: Transactions) -> None:
    wanted = ISSUED.claims.id
    with stored.write() as store:
        store.passes.add(ISSUED)
        spent = [store.passes.spend(wanted, NOON) for _ in range(2)]
        revoked = [store.passes.revoke(wanted, NOON) for _ in range(2)]
        assert store.passes.of_visit(VISIT.id) == (
            replace(ISSUED, spent=NOON, revoked=NOON),
        )
        other = replace(ISSUED, claims=replace(ISSUED.claims, id=PassId("cd")))
        store.passes.add(replace(other, revoked=NOON))
        assert not store.passes.spend(PassId("cd"), NOON)

    assert (spent, revoked) == ([True, False], [True, False])


def test_revoked_passes_are_listed_until_they_expire(stored: Transactions) -> None:
    with stored.write() as store:
        store.passes.add(replace(ISSUED, revoked=NOON))
        assert store.passes.revoked(NOON) == (ISSUED.claims.id,)
        assert store.passes.revoked(ISSUED.claims.expires) == ()


def test_of_many_transactions_one_spends_the_pass(stored: Transactions) -> None:
    with stored.write() as store:
        store.passes.add(ISSUED)

    def spend(_: int) -> bool:
        with stored.write() as store:
            return store.passes.spend(ISSUED.claims.id, NOON)

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(spend, range(16))).count(True) == 1


@pytest.mark.parametrize(
    ("seconds", "taken"),
    [(-1, False), (0, True), (299, True), (300, False)],
    ids=["early", "at once", "last second", "expired"],
)
def test_a_command_is_taken_between_its_times(
    stored: Transactions, seconds: int, taken: bool
) -> None:
    now = NOON + timedelta(seconds=seconds)
    with stored.write() as store:
        store.commands.add(COMMAND)
        assert store.commands.take(COMMAND.id, now) is taken
        assert store.commands.take(COMMAND.id, now) is False


def test_a_dropped_command_is_gone(stored: Transactions) -> None:
    with stored.write() as store:
        store.commands.add(COMMAND)
        assert store.commands.overdue(COMMAND.expires) == (COMMAND,)
        assert store.commands.waiting(LANE) == (COMMAND,)
        assert store.commands.drop(COMMAND.id, expired=False)
        assert not store.commands.drop(COMMAND.id, expired=True)
        assert not store.commands.take(COMMAND.id, NOON)
        assert store.commands.waiting(LANE) == ()
        assert store.commands.of_visit(VISIT.id) == (
            replace(COMMAND, state=CommandState.WITHDRAWN),
        )


def test_an_event_id_is_new_once_whatever_its_source(stored: Transactions) -> None:
    with stored.write() as store:
        assert store.inbox.last_sequence(LANE, "s") == 0
        assert store.inbox.store(LANE, "s", 1, "e-1")
        assert not store.inbox.store(LANE, "s", 2, "e-1")
        assert not store.inbox.store(LANE, "t", 1, "e-1")
        assert store.inbox.last_sequence(LANE, "s") == 2


def test_the_chain_grows_without_gaps_under_many_writers(
    stored: Transactions,
) -> None:
    def write(number: int) -> None:
        with stored.write() as store:
            store.audit.append(happened(f"kind-{number}"))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(24)))
    with stored.read() as store:
        events = store.audit.after(0, 100)

    assert [event.id for event in events] == list(range(1, 25))
    assert first_broken(events) is None


def test_a_lane_s_version_is_its_last_event(stored: Transactions) -> None:
    with stored.write() as store:
        store.audit.append(happened())
        store.audit.append(happened(lane=LaneName("other")))
        assert store.audit.version(LANE) == 1
        assert [e.id for e in store.audit.after(1, 1)] == [2]
