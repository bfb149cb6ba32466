"""What every store promises about alerts, yards, heat maps and messages."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from gate_service.adapters.database.transactions import SqlTransactions, open_engine
from gate_service.domain.audit import Happening, first_broken
from gate_service.domain.errors import NotFoundError, UnknownAlertError
from gate_service.domain.escalation import (
    ChannelName,
    Message,
    MessageId,
    MessageState,
)
from gate_service.domain.ports import Transactions
from gate_service.domain.safety import AlertId, AlertState, Cause, Severity, YardName
from gate_service.domain.safety_ports import EVERY, AlertFilter
from gate_service.domain.visits import LaneName
from gate_service.domain.yards import YardState
from tests.support.gates import NOON
from tests.support.yards import QUAY, STACK, alert, camera, still, zone

HOUR = timedelta(hours=1)
ALERTS = (
    alert("a", number=1, change=5, opened=NOON, evidence=(still(),)),
    alert(
        "b",
        number=2,
        change=2,
        severity=Severity.LOW,
        state=AlertState.CLOSED,
        opened=NOON + HOUR,
        path=((0.1, 0.2),),
    ),
    alert(
        "c",
        number=3,
        change=3,
        yard=QUAY,
        camera="berth",
        zone=None,
        subject=None,
        cause=Cause.TAMPER,
        opened=NOON + 2 * HOUR,
        raised=NOON + 2 * HOUR,
    ),
)
MESSAGE = Message(
    id=MessageId("m-1"),
    alert=ALERTS[0].id,
    channel=ChannelName.EMAIL,
    made=NOON,
    next_try=NOON,
)


@pytest.fixture
def told() -> list[LaneName | YardName]:
    return []


@pytest.fixture(params=["sqlite"])
def stored(
    request: pytest.FixtureRequest, tmp_path: Path, told: list[LaneName | YardName]
) -> Iterator[Transactions]:
    engine = open_engine(f"{request.param}:///{tmp_path / 'gate.sqlite'}")

    def changed(what: Collection[LaneName | YardName]) -> None:
        told.extend(what)

    transactions = SqlTransactions(engine, changed)
    with transactions.write() as store:
        for each in ALERTS:
            store.alerts.save(each)
    yield transactions
    transactions.close()


def names(stored: Transactions, asked: AlertFilter, limit: int = 10) -> str:
    with stored.read() as store:
        return "".join(each.id for each in store.alerts.listed(asked, limit))


def test_an_alert_comes_back_as_it_was_kept(stored: Transactions) -> None:
    with stored.read() as store:
        assert tuple(store.alerts.get(each.id) for each in ALERTS) == ALERTS


def test_a_changed_alert_stands_where_it_stood(stored: Transactions) -> None:
    changed = replace(ALERTS[0], state=AlertState.ACKNOWLEDGED, change=9)
    with stored.write() as store:
        store.alerts.save(changed)
    with stored.read() as store:
        assert store.alerts.get(changed.id) == changed
    assert names(stored, EVERY) == "cba"


def test_what_is_not_there_is_refused_or_none(stored: Transactions) -> None:
    with stored.read() as store:
        assert store.alerts.find(AlertId("z")) is None
        assert store.yards.get(STACK) == YardState(yard=STACK)
        with pytest.raises(UnknownAlertError):
            store.alerts.get(AlertId("z"))
        with pytest.raises(NotFoundError):
            store.messages.get(MessageId("z"))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        pytest.param(EVERY, "cba", id="all, newest first"),
        pytest.param(AlertFilter(states=[AlertState.OPEN]), "ca", id="state"),
        pytest.param(
            AlertFilter(severities=[Severity.LOW, Severity.SEVERE]), "cba", id="either"
        ),
        pytest.param(AlertFilter(causes=[Cause.TAMPER]), "c", id="cause"),
        pytest.param(AlertFilter(yards=[STACK]), "ba", id="yard"),
        pytest.param(AlertFilter(cameras=["berth"]), "c", id="camera"),
        pytest.param(AlertFilter(zones=["crane-path"]), "ba", id="zone"),
        pytest.param(AlertFilter(since=NOON + HOUR), "cb", id="since"),
        pytest.param(AlertFilter(until=NOON + HOUR), "a", id="until"),
        pytest.param(AlertFilter(before=3), "ba", id="the next page"),
        pytest.param(
            AlertFilter(yards=[STACK], states=[AlertState.OPEN]), "a", id="both"
        ),
    ],
)
def test_alerts_are_found_by_what_is_asked(
    stored: Transactions, asked: AlertFilter, found: str
) -> None:
    assert names(stored, asked) == found


def test_a_page_has_the_newest(stored: Transactions) -> None:
    assert names(stored, EVERY, limit=2) == "cb"


def test_changes_come_in_their_order(stored: Transactions) -> None:
    with stored.read() as store:
        assert [each.id for each in store.alerts.changed_after(2, 10)] == ["c", "a"]
        assert [each.id for each in store.alerts.changed_after(0, 1)] == ["b"]
        assert store.alerts.last_change() == 5


def test_unanswered_ones_are_open_and_old_enough(stored: Transactions) -> None:
    with stored.read() as store:
        found = store.alerts.unanswered(Severity.SEVERE, NOON)
        later = store.alerts.unanswered(Severity.SEVERE, NOON + 2 * HOUR)
        slight = store.alerts.unanswered(Severity.LOW, NOON + 2 * HOUR)
    assert [[e.id for e in each] for each in (found, later, slight)] == [
        ["a"],
        ["a", "c"],
        [],
    ]


def test_evidence_is_listed_by_its_time_and_by_its_age(stored: Transactions) -> None:
    days = timedelta(days=1)
    with stored.write() as store:
        for late, each in enumerate(ALERTS[:2]):
            store.alerts.save(replace(each, evidence_until=NOON + (2 - late) * days))
    with stored.read() as store:
        due = [store.alerts.evidence_due(NOON + n * days, 9) for n in range(3)]
        there = [store.alerts.with_evidence(after, 9) for after in range(3)]
    assert ["".join(e.id for e in each) for each in due] == ["", "b", "ab"]
    assert ["".join(e.id for e in each) for each in there] == ["ab", "b", ""]


def test_a_yards_state_comes_back_and_is_told(
    stored: Transactions, told: list[LaneName | YardName]
) -> None:
    state = YardState(yard=STACK, heard=NOON, cameras=(camera(),), zones=(zone(),))
    with stored.write() as store:
        store.yards.save(state)
    with stored.read() as store:
        assert store.yards.get(STACK) == state
    assert told == [STACK]


def test_a_yards_event_is_chained_and_told(
    stored: Transactions, told: list[LaneName | YardName]
) -> None:
    with stored.write() as store:
        for yard in (None, STACK):
            store.audit.append(Happening(at=NOON, kind="x", yard=yard, data={}))
    with stored.read() as store:
        events = store.audit.after(0, limit=10)
    assert ([e.yard for e in events], first_broken(events)) == ([None, STACK], None)
    assert first_broken([events[0], replace(events[1], yard=QUAY)]) == 2
    assert told == [STACK]


def test_heat_adds_up_over_hours_of_one_camera(stored: Transactions) -> None:
    with stored.write() as store:
        store.heat.add(STACK, "row-12", NOON, {(1, 2): 3.0})
        store.heat.add(STACK, "row-12", NOON, {(1, 2): 4.0, (31, 17): 1.0})
        store.heat.add(STACK, "row-12", NOON + HOUR, {(1, 2): 10.0})
        store.heat.add(STACK, "row-13", NOON, {(1, 2): 100.0})
        store.heat.add(QUAY, "row-12", NOON, {(1, 2): 100.0})
    with stored.read() as store:
        hour = store.heat.between(STACK, "row-12", NOON, NOON + HOUR)
        both = store.heat.between(STACK, "row-12", NOON, NOON + 2 * HOUR)
    assert (hour, both[1, 2]) == ({(1, 2): 7.0, (31, 17): 1.0}, 17.0)


def test_old_heat_is_forgotten(stored: Transactions) -> None:
    with stored.write() as store:
        store.heat.add(STACK, "row-12", NOON, {(1, 2): 3.0})
        store.heat.add(STACK, "row-12", NOON + HOUR, {(1, 2): 4.0})
        store.heat.forget(NOON + HOUR)
    with stored.read() as store:
        left = store.heat.between(STACK, "row-12", NOON, NOON + 9 * HOUR)
    assert left == {(1, 2): 4.0}


@pytest.mark.parametrize(
    ("message", "due"),
    [
        pytest.param(MESSAGE, True, id="due"),
        pytest.param(replace(MESSAGE, next_try=NOON + HOUR), False, id="later"),
        pytest.param(replace(MESSAGE, channel=ChannelName.MQTT), False, id="another's"),
        pytest.param(replace(MESSAGE, state=MessageState.SENT), False, id="sent"),
    ],
)
def test_a_message_is_due_while_it_waits(
    stored: Transactions, message: Message, *, due: bool
) -> None:
    with stored.write() as store:
        store.messages.save(message)
    with stored.read() as store:
        assert store.messages.get(message.id) == message
        found = store.messages.due(ChannelName.EMAIL, NOON, 10)
    assert found == ((message,) if due else ())
