"""The gate service's commands, and the barrier that obeys them."""

import threading
from datetime import timedelta
from typing import Any

import httpx2
import pytest

from pipelines.barrier import BarrierError, LogBarrier, RelayBarrier
from pipelines.commands import CommandWatch
from pipelines.gate_link import Command, GateLink, GateUnreachableError
from pipelines.messages import BarrierHeld, BarrierOpened
from tests.support.gate_double import GateDouble
from tests.support.pipes import EPOCH, HandClock, wait_until


class Boom:
    """A barrier that remembers, or fails."""

    def __init__(self, *, works: bool = True) -> None:
        self.opened: list[str] = []
        self._works = works

    def open(self, command: Command) -> None:
        if not self._works:
            message = "motor fault"
            raise BarrierError(message)
        self.opened.append(command.id)


def waiting(passage: str | None = "p-1", after: float = -1.0) -> dict[str, Any]:
    return {
        "id": "c-1",
        "visit": "v-1",
        "passage": passage,
        "not_before": (EPOCH + timedelta(seconds=after)).isoformat(),
        "expires": (EPOCH + timedelta(seconds=60)).isoformat(),
    }


def poll(
    gate: GateDouble, boom: Boom, *passages: str | None
) -> list[BarrierOpened | BarrierHeld]:
    """Poll once; the lane tells of *passages* one after the other, then of p-1."""
    open_passages = iter(passages)
    told = list[BarrierOpened | BarrierHeld]()
    with httpx2.Client(base_url=gate.url) as client:
        CommandWatch(
            link=GateLink(client, "lane-1"),
            barrier=boom,
            clock=HandClock(),
            passage=lambda: next(open_passages, "p-1"),
            tell=told.append,
        ).poll()
    return told


def test_a_command_is_taken_and_obeyed_once() -> None:
    boom = Boom()
    with GateDouble(commands=[waiting()]) as gate:
        told = [*poll(gate, boom), *poll(gate, boom)]
    assert boom.opened == ["c-1"] == gate.taken
    assert [opened.command.id for opened in told] == ["c-1"]


@pytest.mark.parametrize(
    ("command", "passage"),
    [
        pytest.param(waiting("p-0"), "p-1", id="of another truck"),
        pytest.param(waiting(None), "p-1", id="of no truck"),
        pytest.param(waiting(after=5.0), "p-1", id="not due yet"),
        pytest.param(waiting(after=-1.0), None, id="empty lane"),
    ],
)
def test_a_command_that_is_not_for_now_is_left(
    command: dict[str, Any], passage: str | None
) -> None:
    boom = Boom()
    with GateDouble(commands=[command]) as gate:
        assert poll(gate, boom, passage) == []
    assert gate.taken == []


def test_a_command_taken_by_another_opens_nothing() -> None:
    with (
        GateDouble(commands=[waiting()]) as gate,
        httpx2.Client(base_url=gate.url) as client,
    ):
        link = GateLink(client, "lane-1")
        (command,) = link.commands()
        gate.taken.append("c-1")
        assert link.take(command) is False


def test_a_barrier_stays_shut_when_the_truck_has_left_meanwhile() -> None:
    boom = Boom()
    with GateDouble(commands=[waiting()]) as gate:
        assert poll(gate, boom, "p-1", None) == []
    assert boom.opened == []


def test_a_barrier_that_fails_is_not_reported_as_open() -> None:
    with GateDouble(commands=[waiting()]) as gate:
        assert poll(gate, Boom(works=False)) == []


def test_a_gate_service_that_is_away_opens_nothing() -> None:
    boom = Boom()
    with pytest.raises(GateUnreachableError):
        poll(GateDouble(port=1), boom)
    assert boom.opened == []


def test_a_relay_opens_by_a_post_or_says_that_it_did_not() -> None:
    codes = iter([204, 500])
    transport = httpx2.MockTransport(lambda _: httpx2.Response(next(codes)))
    command = Command(id="c", visit="v", passage="p", not_before=EPOCH, expires=EPOCH)
    with httpx2.Client(transport=transport) as client:
        relay = RelayBarrier(client, "http://10.0.0.9/open")
        relay.open(command)
        with pytest.raises(BarrierError):
            relay.open(command)
    LogBarrier("lane-1").open(command)


def test_a_gate_service_that_is_away_is_logged_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    stop, asked = threading.Event(), list[str]()

    def passage() -> str:
        asked.append("p-1")
        return "p-1"

    with httpx2.Client(base_url="http://127.0.0.1:1") as client:
        watch = CommandWatch(
            link=GateLink(client, "lane-1"),
            barrier=Boom(),
            clock=HandClock(),
            passage=passage,
            tell=list[BarrierOpened | BarrierHeld]().append,
            every=0.01,
        )
        thread = watch.start(stop)
        assert wait_until(lambda: len(asked) > 5)
        stop.set()
        thread.join(2.0)

    assert caplog.text.count("commands cannot be asked for") == 1
