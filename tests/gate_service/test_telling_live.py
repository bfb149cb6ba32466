"""The postmen at work: real receivers over HTTP, woken by commits."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from gate_service.domain.callers import Caller, Role
from gate_service.domain.subscriptions import SubscriptionRequest
from gate_service.domain.telling import Standing, Subscriber
from gate_service.web.postmen import Postmen
from tests.support.gates import GateAtWork
from tests.support.tolds import Receiver, receiver

ADMIN = Caller("admin", Role.ADMIN)


@pytest.fixture(autouse=True)
def today(work: GateAtWork) -> None:
    """Signatures are dated: receivers refuse old ones."""
    work.clock.now = datetime.now(UTC)


def subscribe(work: GateAtWork, url: str, *types: str, since: int = 0) -> Subscriber:
    request = SubscriptionRequest(name="TOS", url=url, types=types, since=since)
    return work.gate.telling.subscriptions.add(request, ADMIN)


@contextmanager
def postmen(work: GateAtWork) -> Iterator[None]:
    """Let them work, in a loop of their own, until the block ends."""
    ends, begun = threading.Event(), threading.Event()

    async def run() -> None:
        async with Postmen(work.gate.telling).running():
            begun.set()
            await asyncio.to_thread(ends.wait)

    thread = threading.Thread(target=lambda: asyncio.run(run()))
    thread.start()
    assert begun.wait(5)
    try:
        yield
    finally:
        ends.set()
        thread.join()


def book(work: GateAtWork) -> None:
    now = work.clock()
    work.book(opens=now, closes=now + timedelta(hours=8))


def came(kept: Receiver, number: int) -> Callable[[], bool]:
    return lambda: len(kept.bodies) >= number


def wait_until(true: Callable[[], bool], seconds: float = 10.0) -> bool:
    until = time.monotonic() + seconds
    while not true() and time.monotonic() < until:
        time.sleep(0.01)
    return true()


def test_an_event_arrives_signed_in_order_and_over_one_connection(
    work: GateAtWork,
) -> None:
    with receiver() as kept, postmen(work):
        whom = subscribe(work, kept.url, "appointment.*", "visit.*")
        for _ in range(5):
            book(work)
        kept.wait(came(kept, 10))

    secret = Webhook(whom.secrets[0].text)
    for head, body in zip(kept.heads, kept.bodies, strict=True):
        event = secret.verify(body, head)
        assert event["id"] == head["webhook-id"]
    numbers = [event["sequence"] for event in kept.events()]
    assert numbers == sorted(set(numbers))
    assert kept.heads[0]["content-type"] == "application/cloudevents+json"
    assert kept.connections == 1


def test_a_receiver_finds_out_a_body_that_was_changed(work: GateAtWork) -> None:
    with receiver() as kept, postmen(work):
        whom = subscribe(work, kept.url, "visit.*")
        book(work)
        kept.wait(came(kept, 1))
    changed = kept.bodies[0].replace(b"confirmed", b"cleared")

    with pytest.raises(WebhookVerificationError):
        Webhook(whom.secrets[0].text).verify(changed, kept.heads[0])


def test_after_a_rotation_both_secrets_verify(work: GateAtWork) -> None:
    with receiver() as kept:
        whom = subscribe(work, kept.url, "visit.*")
        turned = work.gate.telling.subscriptions.rotate(whom.id, ADMIN)
        book(work)
        with postmen(work):
            kept.wait(came(kept, 1))

    old, new = whom.secrets[0].text, turned.secrets[0].text
    assert old != new
    for each in (old, new):
        Webhook(each).verify(kept.bodies[0], kept.heads[0])


def test_the_secret_before_a_rotation_ends_after_its_overlap(
    work: GateAtWork,
) -> None:
    with receiver() as kept:
        whom = subscribe(work, kept.url, "visit.*")
        work.gate.telling.subscriptions.rotate(whom.id, ADMIN)
        work.clock.turn(work.gate.telling.office.rules.overlap)
        book(work)
        with postmen(work):
            kept.wait(came(kept, 1))

    assert len(kept.heads[0]["webhook-signature"].split()) == 1


def test_a_slow_receiver_keeps_neither_the_gate_nor_others_waiting(
    work: GateAtWork,
) -> None:
    release = threading.Event()

    def slow() -> int:
        release.wait(20)
        return 204

    with receiver(slow) as late, receiver() as kept:
        subscribe(work, late.url, "visit.*")
        subscribe(work, kept.url, "visit.*")
        try:
            with postmen(work):
                for _ in range(3):
                    book(work)
                kept.wait(came(kept, 3))
                assert late.bodies == []
                release.set()
                late.wait(came(late, 3))
        finally:
            release.set()


def test_a_redirect_is_not_followed(work: GateAtWork) -> None:
    with receiver(lambda: 302) as kept, postmen(work):
        whom = subscribe(work, kept.url, "visit.*")
        book(work)
        kept.wait(came(kept, 1))
        health = work.gate.telling.subscriptions
        assert wait_until(lambda: bool(health.one(whom.id, ADMIN).progress.trouble))

        assert "302" in health.one(whom.id, ADMIN).progress.trouble
        assert len(kept.bodies) == 1


def test_a_receiver_that_says_410_is_told_no_more(work: GateAtWork) -> None:
    with receiver(lambda: 410) as kept, postmen(work):
        whom = subscribe(work, kept.url, "visit.*")
        book(work)
        subscriptions = work.gate.telling.subscriptions
        assert wait_until(
            lambda: (
                subscriptions.one(whom.id, ADMIN).subscriber.standing is Standing.GONE
            )
        )
        assert len(kept.bodies) == 1
        assert subscriptions.one(whom.id, ADMIN).dead == 1


def test_one_that_is_away_is_told_everything_when_it_is_back(
    work: GateAtWork,
) -> None:
    with receiver() as first:
        port = first.port
    whom = subscribe(work, f"http://127.0.0.1:{port}/events", "visit.*")
    subscriptions = work.gate.telling.subscriptions
    with postmen(work):
        book(work)
        assert wait_until(lambda: subscriptions.one(whom.id, ADMIN).progress.tries > 0)
        trouble = subscriptions.one(whom.id, ADMIN).progress.trouble
        assert trouble.startswith(f"http://127.0.0.1:{port}/events did not answer")
        with receiver(port=port) as back:
            book(work)
            work.clock.turn(3600)
            back.wait(came(back, 2))


def test_after_a_restart_the_telling_goes_on(work: GateAtWork) -> None:
    with receiver() as kept:
        subscribe(work, kept.url, "visit.*")
        with postmen(work):
            book(work)
            kept.wait(came(kept, 1))
        book(work)
        with postmen(work):
            kept.wait(came(kept, 2))

    assert len(set(kept.ids)) == 2


def test_a_subscriber_added_later_is_told_too(work: GateAtWork) -> None:
    with receiver() as kept, postmen(work):
        book(work)
        subscribe(work, kept.url, "visit.*", since=0)
        kept.wait(came(kept, 1))


def test_each_of_many_events_arrives_once(work: GateAtWork) -> None:
    with receiver() as kept, postmen(work):
        subscribe(work, kept.url)
        for _ in range(60):
            book(work)
        last = work.gate.telling.last()
        kept.wait(lambda: bool(kept.ids) and f"evt_{last}_" in kept.ids[-1], 20)

    assert len(set(kept.ids)) == len(kept.ids) == 120
