"""The kiosk's live stream: now, on every change, and over when the server stops."""

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import httpx2
import pytest

from gate_service.domain.lanes import KioskPhase
from gate_service.web import kiosk
from gate_service.web.app import create_app
from tests.support.serving import serving
from tests.support.shown_gate import ShownGate, lane_view

KEY = {"Authorization": "Bearer kiosk-key"}


@pytest.fixture
def gate() -> ShownGate:
    return ShownGate()


@contextmanager
def following(address: str, query: str = "") -> Iterator[Iterator[list[str]]]:
    """Yield the stream's events as lists of lines, comments left out."""
    url = f"{address}/kiosk/lane-1/events{query}"
    with httpx2.stream("GET", url, headers=KEY, timeout=5) as answer:
        assert answer.headers["Content-Type"].startswith("text/event-stream")
        yield _events(answer.iter_lines())


def _events(lines: Iterator[str]) -> Iterator[list[str]]:
    event: list[str] = []
    for line in lines:
        if line and not line.startswith(":"):
            event.append(line)
        elif event:
            yield event
            event = []


def test_a_follower_gets_the_present_screen_at_once(gate: ShownGate) -> None:
    gate.view = lane_view(KioskPhase.SCAN_CODE, version=41)
    with serving(create_app(gate.as_gate())) as address, following(address) as events:
        first = next(events)
    assert first[0] == "event: screen"
    assert first[-2:] == ["id: 41", "retry: 1000"]
    assert any("SCAN YOUR CODE" in line for line in first)


def test_a_change_reaches_every_follower_of_the_lane(gate: ShownGate) -> None:
    with serving(create_app(gate.as_gate())) as address, ExitStack() as open_streams:
        streams = [open_streams.enter_context(following(address)) for _ in range(20)]
        for stream in streams:
            next(stream)
        gate.show(lane_view(KioskPhase.STOP, version=2))
        arrived = [
            next(event for event in stream if event[0] == "event: screen")
            for stream in streams
        ]
    assert all('data-phase="stop"' in "".join(event) for event in arrived)


def test_open_streams_hold_no_thread(gate: ShownGate) -> None:
    with serving(create_app(gate.as_gate())) as address, ExitStack() as open_streams:
        for _ in range(3):
            next(open_streams.enter_context(following(address)))
        few = threading.active_count()
        for _ in range(40):
            next(open_streams.enter_context(following(address)))
        assert threading.active_count() <= few + 3


def test_a_quiet_lane_still_beats(
    gate: ShownGate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kiosk, "HEARTBEAT", 0.05)
    with serving(create_app(gate.as_gate())) as address, following(address) as events:
        kinds = [next(events)[0] for _ in range(3)]
    assert kinds == ["event: screen", "event: heartbeat", "event: heartbeat"]


def test_the_stream_speaks_the_language_asked_for(gate: ShownGate) -> None:
    with (
        serving(create_app(gate.as_gate())) as address,
        following(address, "?lang=zh") as events,
    ):
        assert "欢迎" in "".join(next(events))


def test_a_server_with_open_streams_stops_at_once(gate: ShownGate) -> None:
    with ExitStack() as open_streams:
        with serving(create_app(gate.as_gate())) as address:
            events = open_streams.enter_context(following(address))
            next(events)
            stopping = time.monotonic()
        assert time.monotonic() - stopping < 4.0
        assert next(events, None) is None
    assert gate.followers == []


def test_a_gate_that_fails_ends_the_stream_so_that_the_page_covers_itself(
    gate: ShownGate, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> None:
        msg = "database is gone"
        raise OSError(msg)

    with serving(create_app(gate.as_gate())) as address, following(address) as events:
        next(events)
        monkeypatch.setattr(gate, "lane_view", broken)
        gate.show(gate.view)
        with pytest.raises((StopIteration, httpx2.RemoteProtocolError)):
            next(events)


def test_a_stream_ends_soon_after_its_key_is_revoked(
    gate: ShownGate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kiosk, "HEARTBEAT", 0.05)
    with serving(create_app(gate.as_gate())) as address, following(address) as events:
        next(events)
        gate.keys.authenticate = lambda _: None
        assert next((e for e in events if e[0] == "event: screen"), None) is None
