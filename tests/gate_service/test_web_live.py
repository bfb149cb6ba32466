"""Threads wake the event loop's streams, and the clock work outlives its failures."""

import asyncio
import logging
import time
from collections.abc import Callable
from threading import Thread

import pytest
from fastapi.testclient import TestClient

from gate_service.domain.visits import LaneName
from gate_service.web.app import create_app
from gate_service.web.live import Hub
from gate_service.web.ticking import Ticking
from tests.support.shown_gate import LANE, ShownGate


def subscribed(_: Callable[[LaneName], None]) -> Callable[[], None]:
    return lambda: None


def test_a_change_in_another_thread_wakes_the_lanes_followers_alone() -> None:
    async def follow() -> tuple[bool, bool]:
        hub = Hub()
        with (
            hub.listening(subscribed),
            hub.following(LANE) as own,
            hub.following(LaneName("lane-2")) as other,
        ):
            change = Thread(target=hub.changed, args=(LANE,))
            asyncio.get_running_loop().call_later(0.05, change.start)
            began = time.monotonic()
            await asyncio.wait_for(own.wait(), 5)
            return time.monotonic() - began < 4, other.is_set()

    # Debug mode is what catches a wake-up that skips call_soon_threadsafe.
    assert asyncio.run(follow(), debug=True) == (True, False)


def test_a_change_after_the_loop_has_ended_is_nobodys() -> None:
    hub = Hub()

    async def listen() -> None:
        with hub.listening(subscribed):
            pass

    asyncio.run(listen())
    hub.changed(LANE)


def test_followers_that_have_left_are_forgotten() -> None:
    async def follow() -> int:
        hub = Hub()
        with hub.listening(subscribed), hub.following(LANE):
            pass
        return len(hub._followers)

    assert asyncio.run(follow()) == 0


def test_a_tick_that_fails_is_tried_again_and_told(
    caplog: pytest.LogCaptureFixture,
) -> None:
    outcomes = iter([OSError("locked"), None, None])

    def tick() -> None:
        outcome = next(outcomes, None)
        if outcome is not None:
            raise outcome

    async def run() -> list[bool]:
        ticking = Ticking(tick, lambda: 0.0, every=0.02)
        async with ticking.running():
            await asyncio.sleep(0.01)
            failed = ticking.live
            await asyncio.sleep(0.3)
            return [failed, ticking.live]

    assert asyncio.run(run()) == [False, True]
    assert [record.levelno for record in caplog.records] == [logging.ERROR]


def test_a_tick_long_ago_is_not_live() -> None:
    now = iter([0.0, 100.0, 100.0, 100.0])
    ticking = Ticking(lambda: None, lambda: next(now))

    async def once() -> None:
        async with ticking.running():
            await asyncio.sleep(0.05)

    asyncio.run(once())
    assert not ticking.live


def test_a_database_that_does_not_answer_fails_health(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(*_: object, **__: object) -> None:
        msg = "database is gone"
        raise OSError(msg)

    gate = ShownGate()
    gate.look_up.events = broken
    with TestClient(create_app(gate.as_gate())) as client:
        answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["database"]) == (503, "failed")
    assert "database does not answer" in caplog.text


def test_the_gate_ticks_while_the_app_runs() -> None:
    gate = ShownGate()
    app = create_app(gate.as_gate(), tick_every=0.01)
    with TestClient(app) as client:
        while gate.ticks < 3:
            client.get("/healthz")
        assert client.get("/healthz").json()["tick"] == "ok"
    ticks = gate.ticks
    assert gate.followers == []
    assert gate.ticks == ticks
