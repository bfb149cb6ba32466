"""What is stored for the rules; every implementation of the ports runs all of it."""

import zlib
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from gate_service.adapters.database.transactions import SqlTransactions, open_engine
from gate_service.domain.judgements import Judgement, UnreadableJudgementError
from gate_service.domain.ports import Transactions
from gate_service.domain.rights import Right
from gate_service.domain.rooms import Block, YardRoom
from gate_service.domain.rules.case import Case
from gate_service.domain.rules.decide import decide
from gate_service.domain.safety import YardName
from gate_service.domain.seen import SeenLoad
from gate_service.domain.sensors import Instrument
from gate_service.domain.visits import (
    DangerousGoods,
    ExpectedContainer,
    LaneName,
    VisitId,
)
from tests.support.cases import (
    GOOD,
    INSIDE,
    announced,
    equipped,
    measured,
    seen,
    told,
)
from tests.support.gates import BOX, NOON, OTHER_BOX

FULL = equipped(
    Instrument.WEIGHBRIDGE,
    case=told(
        measured(Instrument.WEIGHBRIDGE, axles=(7000.0, 9000.0)),
        case=replace(
            announced(
                ExpectedContainer(
                    BOX,
                    seals=("S",),
                    vgm=9.5,
                    dangerous=(DangerousGoods("1789", "8"),),
                )
            ),
            others_inside=(INSIDE,),
            rights=(Right(container=BOX, carrier="MAEU", released=NOON),),
            room=YardRoom(at=NOON, blocks=(Block(name="A", capacity=1, used=1),)),
        ),
    ),
)


@pytest.fixture(params=["sqlite"])
def stored(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Transactions]:
    engine = open_engine(f"{request.param}:///{tmp_path / 'gate.sqlite'}")
    transactions = SqlTransactions(engine, nobody)
    yield transactions
    transactions.close()


def nobody(what: Collection[LaneName | YardName]) -> None:
    """Watch nothing."""


def kept(visit: str = "v-1", days: float = 0) -> Judgement:
    case = replace(
        GOOD,
        at=NOON + timedelta(days=days),
        visit=replace(GOOD.visit, id=VisitId(visit)),
    )
    return Judgement.of(case, decide(case))


@pytest.mark.parametrize(
    "case",
    [
        GOOD,
        FULL,
        replace(GOOD, appointment=None, holds=None),
        seen(load=SeenLoad(kind="one", confidence=0.5, doubts=("length",))),
    ],
    ids=["good", "everything told", "nothing known", "load"],
)
def test_a_judgement_comes_back_as_it_was_kept(
    stored: Transactions, case: Case
) -> None:
    judgement = Judgement.of(case, decide(case))
    with stored.write() as store:
        store.judgements.add(judgement)
    with stored.read() as store:
        assert list(store.judgements.since(NOON)) == [("v-1", judgement)]


def test_judgements_come_in_their_order_and_from_a_time_on(
    stored: Transactions,
) -> None:
    with stored.write() as store:
        for number in range(450):
            store.judgements.add(kept(f"v-{number}", days=number))
    with stored.read() as store:
        found = [
            visit for visit, _ in store.judgements.since(NOON + timedelta(days=10))
        ]
    assert found == [f"v-{number}" for number in range(10, 450)]


def test_judgements_are_forgotten_by_age_and_by_visit(stored: Transactions) -> None:
    with stored.write() as store:
        for judgement in (kept("old"), kept("mine", 2), kept("other", 2)):
            store.judgements.add(judgement)
        assert store.judgements.forget_before(NOON + timedelta(days=1)) == 1
        assert store.judgements.forget(VisitId("mine")) == 1
    with stored.read() as store:
        assert [visit for visit, _ in store.judgements.since(NOON)] == ["other"]


def test_a_judgement_of_another_version_stops_no_replay(
    stored: Transactions, tmp_path: Path
) -> None:
    with stored.write() as store:
        store.judgements.add(kept("old"))
        store.judgements.add(kept("new"))
    engine = create_engine(f"sqlite:///{tmp_path / 'gate.sqlite'}")
    with engine.begin() as connection:
        body = zlib.compress(b'{"case": {"at": "once"}, "decision": {}}')
        spoil = text("UPDATE judgements SET body = :body WHERE visit = 'old'")
        connection.execute(spoil, {"body": body})
    engine.dispose()

    with stored.read() as store:
        old, new = (found for _, found in store.judgements.since(NOON))
    assert isinstance(old, UnreadableJudgementError)
    assert isinstance(new, Judgement)


def test_the_last_word_on_the_yards_room_stays(stored: Transactions) -> None:
    room = YardRoom(at=NOON, blocks=(Block(name="A", capacity=9, used=3),))
    with stored.write() as store:
        assert store.rooms.last() is None
        store.rooms.save(YardRoom(at=NOON, full=True))
        store.rooms.save(room)
    with stored.read() as store:
        assert store.rooms.last() == room


def test_rights_are_found_of_many_containers_at_once(stored: Transactions) -> None:
    right = Right(container=BOX, carrier="MAEU")
    with stored.write() as store:
        store.rights.save(right)
        store.rights.save(replace(right, container="TEMU1234564"))
    with stored.read() as store:
        assert store.rights.of({BOX, OTHER_BOX}) == (right,)
        assert store.rights.of(()) == ()
