"""What the store promises to telling."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from gate_service.adapters.database.transactions import SqlTransactions, open_engine
from gate_service.domain.audit import Happening
from gate_service.domain.ports import Transactions
from gate_service.domain.telling import (
    DeadLetter,
    Form,
    Means,
    Progress,
    Secret,
    Subscriber,
    SubscriberId,
)
from tests.support.gates import NOON

TOS = Subscriber(
    id=SubscriberId("s-1"),
    name="TOS",
    means=Means.WEBHOOK,
    added=NOON,
    by="admin",
    url="https://tos.example/",
    form=Form.DCSA,
    types=("visit.*",),
    secrets=(Secret("whsec_a"), Secret("whsec_b", NOON)),
    authority="HMRC",
)
LETTER = DeadLetter(
    id="s-1-7",
    subscriber=TOS.id,
    event=7,
    name="visit.gated_in",
    subject="v-1",
    at=NOON,
    why="answered 422",
)
FAILING = Progress(subscriber=TOS.id, cursor=7).failed("away", NOON)
LATER = NOON + timedelta(seconds=10)


@pytest.fixture(params=["sqlite"])
def stored(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Transactions]:
    engine = open_engine(f"{request.param}:///{tmp_path / 'gate.sqlite'}")
    transactions = SqlTransactions(engine, lambda _: None)
    with transactions.write() as store:
        store.subscribers.save(TOS)
        store.progresses.save(Progress(subscriber=TOS.id, cursor=3))
    yield transactions
    transactions.close()


def test_a_subscriber_comes_back_as_it_was_kept(stored: Transactions) -> None:
    other = replace(TOS, id=SubscriberId("s-2"))
    with stored.write() as store:
        store.subscribers.save(other)
        store.subscribers.save(TOS)
    with stored.read() as store:
        assert store.subscribers.find(TOS.id) == TOS
        assert store.subscribers.listed() == (TOS, other)
        assert store.subscribers.find(SubscriberId("none")) is None


def test_progress_is_kept_while_its_subscriber_is_there(stored: Transactions) -> None:
    stranger = SubscriberId("none")
    with stored.write() as store:
        store.progresses.save(FAILING)
        store.progresses.save(Progress(subscriber=stranger, cursor=9))
    with stored.read() as store:
        assert store.progresses.get(TOS.id) == FAILING
        assert store.progresses.get(stranger).cursor == 0


def test_one_teller_at_a_time_and_another_after_its_time(stored: Transactions) -> None:
    with stored.write() as store:
        claim = store.progresses.claim
        taken = [
            claim(TOS.id, "a", NOON, LATER),
            claim(TOS.id, "b", NOON, LATER),
            claim(TOS.id, "a", NOON, LATER),
            claim(TOS.id, "b", LATER, LATER + timedelta(seconds=10)),
            claim(TOS.id, "a", LATER, LATER),
        ]
    assert taken == [True, False, True, True, False]


def test_a_claim_leaves_the_progress_as_it_is(stored: Transactions) -> None:
    with stored.write() as store:
        store.progresses.save(FAILING)
        store.progresses.claim(TOS.id, "a", NOON, LATER)
        assert store.progresses.get(TOS.id) == FAILING


def test_dead_letters_are_kept_once_and_newest_first(stored: Transactions) -> None:
    newer = replace(LETTER, id="s-1-8", event=8)
    with stored.write() as store:
        for each in (LETTER, newer, LETTER):
            store.dead_letters.save(each)
        assert store.dead_letters.of(TOS.id, 10) == (newer, LETTER)
        assert store.dead_letters.of(TOS.id, 1) == (newer,)
        assert store.dead_letters.count(TOS.id) == 2
        store.dead_letters.remove(LETTER.id)
        assert store.dead_letters.of(TOS.id, 10) == (newer,)


def test_dead_letters_are_asked_for_by_name_or_all(stored: Transactions) -> None:
    newer = replace(LETTER, id="s-1-8", event=8)
    with stored.write() as store:
        store.dead_letters.save(LETTER)
        store.dead_letters.save(newer)
        assert store.dead_letters.again(TOS.id, 10) == ()
        assert store.dead_letters.ask_again(TOS.id, newer.id) == 1
        assert store.dead_letters.again(TOS.id, 10) == (replace(newer, again=True),)
        assert store.dead_letters.ask_again(TOS.id, None) == 2
        assert store.dead_letters.ask_again(SubscriberId("none"), None) == 0
        assert len(store.dead_letters.again(TOS.id, 1)) == 1


def test_a_removed_subscriber_takes_everything_along(stored: Transactions) -> None:
    with stored.write() as store:
        store.dead_letters.save(LETTER)
        store.subscribers.remove(TOS.id)
        assert store.subscribers.listed() == ()
        assert store.dead_letters.count(TOS.id) == 0
        assert store.progresses.get(TOS.id).cursor == 0


def test_the_bell_rings_after_commits_that_made_the_chain_longer(
    tmp_path: Path,
) -> None:
    rung: list[int] = []
    engine = open_engine(f"sqlite:///{tmp_path / 'x.sqlite'}")
    stored = SqlTransactions(engine, lambda _: None, lambda: rung.append(1))
    with stored.write() as store:
        store.subscribers.save(TOS)
    assert rung == []
    with stored.write() as store:
        store.audit.append(Happening(at=NOON, kind="hold.placed", data={}))
        assert rung == []
    stored.close()

    assert rung == [1]
