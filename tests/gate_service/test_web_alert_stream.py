"""The officers' live feed over real HTTP: at once, replayed, and harmless."""

import json
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx2
import pytest

from gate_service.application.gate import Gate
from gate_service.domain.callers import Caller, KeyId, Role
from gate_service.domain.safety import AlertId, YardName
from gate_service.domain.yard_events import IncidentOpened, YardEvent, YardHealth
from gate_service.web import alert_stream
from gate_service.web.app import create_app
from tests.support.gates import NOON
from tests.support.real_gate import Keys, fresh_gate
from tests.support.serving import serving
from tests.support.yards import camera, incident, zone

YARD = YardName("yard-1")
OFFICER = Caller("Mira", Role.OFFICER)


@dataclass(frozen=True, slots=True)
class Event:
    kind: str
    id: str
    data: Any


@dataclass(frozen=True, slots=True)
class Served:
    """A gate at an address, with a yard that reports to it."""

    gate: Gate
    address: str
    keys: Keys

    def raise_alert(self, name: str) -> None:
        self._report(name, IncidentOpened(incident(name, yard=YARD)))

    def health(self, people: int) -> None:
        seen = zone(people=people)
        told = YardHealth(cameras=(camera(),), zones=(seen,))
        self._report(f"health-{people}", told)

    def _report(self, source: str, report: IncidentOpened | YardHealth) -> None:
        event = YardEvent(sequence=1, event_id=source, at=NOON, report=report)
        self.gate.safety.report(YARD, source, [event])

    @contextmanager
    def following(
        self, query: str = "", last: str | None = None
    ) -> Iterator[Iterator[Event]]:
        """Yield the stream's events, heartbeats left out."""
        url = f"{self.address}/api/v1/alerts/stream{query}"
        headers = self.keys.bearer(Role.OFFICER)
        if last is not None:
            headers["Last-Event-ID"] = last
        with httpx2.stream("GET", url, headers=headers, timeout=10) as answer:
            assert answer.headers["content-type"].startswith("text/event-stream")
            events = _events(answer.iter_lines())
            yield (event for event in events if event.kind != "heartbeat")


def _events(lines: Iterator[str]) -> Iterator[Event]:
    told: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(": ")
        if line:
            told[name] = value
        elif told:
            data = json.loads(told["data"]) if told.get("data") else None
            yield Event(told.get("event", ""), told.get("id", ""), data)
            told = {}


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    gate = fresh_gate(tmp_path)
    keys = Keys(gate)
    keys.bearer(Role.OFFICER)
    with serving(create_app(gate)) as address:
        yield Served(gate, address, keys)
    gate.close()


def test_the_yards_come_first_and_alerts_as_they_are_raised(served: Served) -> None:
    with served.following() as events:
        first = next(events)
        served.raise_alert("i-1")
        second = next(events)
    assert (first.kind, first.data[0]["yard"]) == ("zones", "yard-1")
    assert (second.kind, second.data["id"], second.data["state"]) == (
        "alert",
        "i-1",
        "open",
    )
    assert second.id == str(second.data["change"])


def test_an_answer_reaches_every_viewer(served: Served) -> None:
    served.raise_alert("i-1")
    with ExitStack() as stack:
        viewers = [stack.enter_context(served.following()) for _ in range(10)]
        for viewer in viewers:
            next(viewer)
        served.gate.safety.answer.acknowledge(AlertId("i-1"), "on my way", OFFICER)
        told = [next(viewer) for viewer in viewers]
    assert {each.data["state"] for each in told} == {"acknowledged"}
    assert {each.data["answer"]["note"] for each in told} == {"on my way"}


def test_an_alert_does_not_wait_for_the_next_heartbeat(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alert_stream, "HEARTBEAT", 60.0)
    with served.following() as events:
        next(events)
        served.raise_alert("i-1")
        assert next(events).data["id"] == "i-1"


def test_what_was_missed_is_replayed_from_the_last_event_id(served: Served) -> None:
    served.raise_alert("i-1")
    with served.following() as events:
        last = next(events).id
    for name in ("i-2", "i-3"):
        served.raise_alert(name)
    served.gate.safety.answer.acknowledge(AlertId("i-1"), "", OFFICER)
    with served.following(last=last) as events:
        alerts = (event for event in events if event.kind == "alert")
        replayed = [next(alerts) for _ in range(3)]
    assert [each.data["id"] for each in replayed] == ["i-2", "i-3", "i-1"]
    assert [int(each.id) for each in replayed] == sorted(int(e.id) for e in replayed)


def test_a_page_goes_on_from_the_change_it_was_made_with(served: Served) -> None:
    _, change = served.gate.safety.look.alerts()
    served.raise_alert("i-1")
    with served.following(f"?after={change}") as events:
        assert next(events).data["id"] == "i-1"


def test_more_was_missed_than_is_read_at_once(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alert_stream, "_AT_ONCE", 2)
    names = [f"i-{number}" for number in range(5)]
    for name in names:
        served.raise_alert(name)
    with served.following("?after=0") as events:
        alerts = (event for event in events if event.kind == "alert")
        assert [next(alerts).data["id"] for _ in names] == names


@pytest.mark.parametrize("last", ["", "x", "-1", "9" * 30])
def test_a_strange_last_event_id_begins_now(served: Served, last: str) -> None:
    served.raise_alert("i-1")
    with served.following(last=last) as events:
        assert next(events).kind == "zones"
        served.raise_alert("i-2")
        assert next(events).data["id"] == "i-2"


def test_a_change_in_a_zone_is_told_and_a_frames_age_is_not(served: Served) -> None:
    with served.following() as events:
        next(events)
        served.health(people=0)
        served.health(people=1)
        people = 0
        while people == 0:
            event = next(events)
            assert event.kind == "zones"
            people = event.data[0]["zones"][0]["people"]
    assert people == 1


def test_a_viewer_that_reads_nothing_and_vanishes_harms_nobody(served: Served) -> None:
    where = urlsplit(served.address)
    key = served.keys.bearer(Role.OFFICER)["Authorization"]
    ask = (
        f"GET /api/v1/alerts/stream HTTP/1.1\r\nHost: x\r\nAuthorization: {key}\r\n\r\n"
    )
    stuck = [socket.create_connection((where.hostname, where.port)) for _ in range(20)]
    for viewer in stuck:
        viewer.sendall(ask.encode())
    with served.following() as events:
        next(events)
        for number in range(50):
            served.raise_alert(f"i-{number}")
        for viewer in stuck:
            viewer.close()
        served.raise_alert("last")
        seen = next(e for e in events if e.kind == "alert" and e.data["id"] == "last")
    assert seen.data["state"] == "open"


def test_a_stream_ends_soon_after_its_key_is_revoked(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alert_stream, "HEARTBEAT", 0.05)
    with served.following() as events:
        next(events)
        (key,) = served.gate.keys.listed()
        served.gate.keys.revoke(KeyId(key.id))
        assert next(events, None) is None
