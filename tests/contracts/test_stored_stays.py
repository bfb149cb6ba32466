"""What the store of stays promises to the archive's use cases."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from gate_service.adapters.database.transactions import SqlTransactions, open_engine
from gate_service.domain.archive_ports import Booked, Seen, StayFilter
from gate_service.domain.ports import Transactions
from gate_service.domain.stays import Stay, Stop
from gate_service.domain.visits import Direction, PassageId, VisitId, VisitState
from tests.support.gates import BOX, LANE, NOON, OTHER_BOX, PLATE

HOUR = timedelta(hours=1)


@pytest.fixture(params=["sqlite"])
def stored(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Transactions]:
    engine = open_engine(f"{request.param}:///{tmp_path / 'gate.sqlite'}")
    transactions = SqlTransactions(engine, lambda _: None)
    yield transactions
    transactions.close()


def stay(name: str = "v-1", **changes: object) -> Stay:
    values: dict[str, object] = {
        "visit": VisitId(name),
        "state": VisitState.GATED_OUT,
        "at": NOON,
        "changed": NOON + HOUR,
        "booked": True,
        "opens": NOON,
        "arrived": NOON,
        "gated_in": NOON,
        "gated_out": NOON + HOUR,
        "over": NOON + HOUR,
        "plates": (PLATE,),
        "containers": (BOX,),
        "stops": (stop("p-1"), stop("p-2", begun=NOON + HOUR)),
    }
    return Stay(**{**values, **changes})  # type: ignore[arg-type]  # a builder


def stop(name: str, **changes: object) -> Stop:
    values: dict[str, object] = {
        "passage": PassageId(name),
        "lane": LANE,
        "way": Direction.IN,
        "begun": NOON,
        "decided": NOON + timedelta(seconds=3),
    }
    return Stop(**{**values, **changes})  # type: ignore[arg-type]  # a builder


def keep(stored: Transactions, *stays: Stay) -> None:
    with stored.write() as store:
        store.stays.save(stays)


def test_a_stay_comes_back_with_its_stops_in_order(stored: Transactions) -> None:
    keep(stored, stay(), stay("v-2", stops=()))
    with stored.read() as store:
        assert store.stays.find(VisitId("v-1")) == stay()
        assert store.stays.find(VisitId("v-2")) == stay("v-2", stops=())
        assert store.stays.find(VisitId("v-3")) is None


def test_a_stay_that_is_told_anew_leaves_nothing_of_before(
    stored: Transactions,
) -> None:
    keep(stored, stay())
    anew = stay(plates=(), containers=(OTHER_BOX,), stops=())
    keep(stored, anew)
    with stored.read() as store:
        assert store.stays.listed(StayFilter(), 10) == (anew,)
        assert store.stays.listed(StayFilter(plate=PLATE), 10) == ()
        assert store.stays.listed(StayFilter(container=BOX), 10) == ()
        assert store.stays.stops(NOON, NOON + HOUR) == ()


def test_stays_of_one_moment_are_paged_by_name(stored: Transactions) -> None:
    keep(stored, *(stay(f"v-{number}") for number in range(5)))
    asked = StayFilter(plate=PLATE[:3], behind=(NOON, VisitId("v-3")))
    with stored.read() as store:
        listed = store.stays.listed(asked, 2)
    assert [each.visit for each in listed] == ["v-2", "v-1"]


def test_a_visit_with_two_names_of_one_beginning_is_listed_once(
    stored: Transactions,
) -> None:
    keep(stored, stay(plates=("AB11AAA", "AB22BBB")), stay("v-2"))
    with stored.read() as store:
        listed = store.stays.listed(StayFilter(plate="AB"), 2)
    assert [each.visit for each in listed] == ["v-2", "v-1"]


def test_both_names_must_fit(stored: Transactions) -> None:
    keep(stored, stay(), stay("v-2", containers=(OTHER_BOX,)))
    asked = StayFilter(plate=PLATE[:2], container=OTHER_BOX[:4])
    with stored.read() as store:
        assert [each.visit for each in store.stays.listed(asked, 9)] == ["v-2"]


def test_sums_are_bounded_by_their_times(stored: Transactions) -> None:
    keep(
        stored,
        stay(),
        stay("v-2", opens=NOON + HOUR, gated_out=None, arrived=None, stops=()),
        stay("v-3", state=VisitState.CANCELLED, gated_in=None, stops=()),
    )
    with stored.read() as store:
        assert store.stays.turns(NOON, NOON + 2 * HOUR) == (3600.0,)
        assert store.stays.turns(NOON, NOON + HOUR) == ()
        assert store.stays.inside() == 1
        assert store.stays.slots(NOON, NOON + HOUR) == (Booked(NOON, 1, 1),)
        assert store.stays.slots(NOON + HOUR, NOON + 2 * HOUR) == (
            Booked(NOON + HOUR, 1, 0),
        )


def test_the_oldest_are_forgotten_first_page_by_page(stored: Transactions) -> None:
    ended = [stay(f"v-{n}", over=NOON + (n // 2) * HOUR) for n in range(4)]
    keep(stored, *ended, stay("v-8", over=None), stay("v-9", forgotten=NOON))
    with stored.read() as store:
        before = NOON + 9 * HOUR
        first = store.stays.to_forget(before, None, 3)
        second = store.stays.to_forget(before, first[-1], 3)
        assert [each.visit for each in (*first, *second)] == [
            "v-0",
            "v-1",
            "v-2",
            "v-3",
        ]
        assert store.stays.to_forget(NOON, None, 3) == ()


def test_who_was_seen_is_known_by_the_latest_time(stored: Transactions) -> None:
    with stored.write() as store:
        for at in (NOON, NOON + HOUR, NOON - HOUR):
            store.stays.see(Seen.DRIVER, "d-1", at)
        store.stays.see(Seen.PASSAGE, "p-1", NOON)
        assert store.stays.unseen(Seen.DRIVER, NOON + HOUR, 9) == ()
        assert store.stays.unseen(Seen.DRIVER, NOON + 2 * HOUR, 9) == ("d-1",)
        store.stays.unsee(Seen.DRIVER, "d-1")
        assert store.stays.unseen(Seen.DRIVER, NOON + 2 * HOUR, 9) == ()
        assert store.stays.unseen(Seen.PASSAGE, NOON + HOUR, 9) == ("p-1",)


def test_counts_add_up_and_go_on(stored: Transactions) -> None:
    with stored.write() as store:
        assert store.follower.go_on(0, 3, {("a", "é"): 2})
        assert store.follower.go_on(3, 4, {("a", "é"): 1, ("b",): 5})
    with stored.read() as store:
        assert store.follower.place() == 4
        assert store.follower.counts() == {("a", "é"): 3, ("b",): 5}
