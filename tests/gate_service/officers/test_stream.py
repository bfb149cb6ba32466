"""The officers' live feed: rows as they change, replayed and filtered, to its end."""

import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest

from gate_service.application.gate import Gate
from gate_service.domain.callers import Caller, Role
from gate_service.domain.safety import AlertId
from gate_service.web.app import create_app
from gate_service.web.officers import alerts, stream
from tests.support.real_gate import Keys, fresh_gate
from tests.support.serving import serving
from tests.support.told_yard import QUAY, STACK, ToldYard

pytestmark = pytest.mark.slow


@dataclass(frozen=True, slots=True)
class Event:
    """One event of a stream."""

    kind: str
    data: str
    number: int | None

    @property
    def row(self) -> tuple[str, bool]:
        """The alert's id, and whether its row is hidden."""
        (found,) = re.findall(r'<li id="a-([^"]+)"', self.data)
        return found, self.data.rstrip().endswith("hidden></li>")


@dataclass(frozen=True, slots=True)
class Room:
    """A gate that is served, its yard and an officer's key."""

    gate: Gate
    keys: Keys
    address: str
    yard: ToldYard

    @contextmanager
    def following(self, query: str = "", last: str = "") -> Iterator[Iterator[Event]]:
        url = f"{self.address}/officers/events?{query}"
        headers = self.keys.bearer(Role.OFFICER) | (
            {"Last-Event-ID": last} if last else {}
        )
        with httpx2.stream("GET", url, headers=headers, timeout=10) as answer:
            assert answer.headers["Content-Type"].startswith("text/event-stream")
            yield events(answer.iter_lines())


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    gate = fresh_gate(tmp_path)
    keys = Keys(gate)
    with (
        serving(create_app(gate)) as address,
        httpx2.Client(base_url=address) as client,
    ):
        yield Room(gate, keys, address, ToldYard(client, keys.bearer(Role.YARD)))
    gate.close()


def events(lines: Iterator[str]) -> Iterator[Event]:
    told: dict[str, list[str]] = {}
    for line in lines:
        name, _, value = line.partition(": ")
        if line and name:
            told.setdefault(name, []).append(value)
        elif not line and "event" in told:
            number = int(told["id"][0]) if "id" in told else None
            yield Event(told["event"][0], "\n".join(told.get("data", [])), number)
            told = {}


def until(feed: Iterator[Event], kind: str, silent: int = 0) -> Event:
    """Read on to the next event of a *kind*; nothing for some seconds is a failure."""
    for event in feed:
        if event.kind == kind:
            return event
        silent = 1 + silent if event.kind == "heartbeat" else 0
        assert silent < 4, f"no {kind} came"
    message = f"the stream ended before any {kind}"
    raise AssertionError(message)


def test_a_viewer_gets_zones_and_count_at_once_and_signs_of_life(room: Room) -> None:
    with room.following() as feed:
        kinds = [next(feed).kind for _ in range(3)]
    assert kinds == ["zones", "count", "heartbeat"]


def test_an_alert_reaches_every_viewer_as_a_row_with_its_change(room: Room) -> None:
    with room.following() as one, room.following() as other:
        for feed in (one, other):
            until(feed, "count")
        room.yard.incident("a1")
        rows = [until(feed, "alert") for feed in (one, other)]
        counts = [json.loads(until(feed, "count").data) for feed in (one, other)]
    change = room.gate.safety.look.alert(AlertId("a1")).change
    assert [event.row for event in rows] == [("a1", False)] * 2
    assert [event.number for event in rows] == [change] * 2
    assert counts == [{"waiting": 1, "severe": 1, "change": change}] * 2


def test_a_link_that_is_back_goes_on_where_it_was_lost(room: Room) -> None:
    room.yard.incident("a1")
    first = room.gate.safety.look.alert(AlertId("a1")).change
    room.yard.incident("a2")
    room.yard.incident("a3")
    with room.following("after=0", last=str(first)) as feed:
        rows = [until(feed, "alert").row[0] for _ in range(2)]
    assert rows == ["a2", "a3"]


def test_a_page_goes_on_behind_what_it_shows(room: Room) -> None:
    room.yard.incident("a1")
    page = httpx2.get(
        f"{room.address}/officers", headers=room.keys.bearer(Role.OFFICER)
    ).text
    (after,) = re.findall(r'data-events="/officers/events\?after=(\d+)"', page)
    room.yard.incident("a2")
    with room.following(f"after={after}") as feed:
        assert until(feed, "alert").row == ("a2", False)


def test_what_happens_while_a_page_is_made_is_sent_to_it(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(*_: object) -> list[object]:
        monkeypatch.undo()
        room.yard.incident("late")
        return []

    monkeypatch.setattr(alerts, "places_of", late)  # read after the lists
    officer = room.keys.bearer(Role.OFFICER)
    page = httpx2.get(f"{room.address}/officers", headers=officer).text
    (after,) = re.findall(r'data-events="/officers/events\?after=(\d+)"', page)
    assert "a-late" not in page
    with room.following(f"after={after}") as feed:
        assert until(feed, "alert").row == ("late", False)


def test_many_changes_are_sent_in_order_and_none_is_left_out(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "_AT_ONCE", 3)
    names = [f"a{number}" for number in range(8)]
    for name in names:
        room.yard.incident(name)
    with room.following() as feed:
        rows = [until(feed, "alert") for _ in names]
    assert [event.row[0] for event in rows] == names
    assert sorted(event.number or 0 for event in rows) == [e.number for e in rows]


def test_an_alert_that_the_filter_no_longer_wants_is_taken_from_the_list(
    room: Room,
) -> None:
    room.yard.incident("a1", severity="medium")
    with room.following("state=open") as feed:
        assert until(feed, "alert").row == ("a1", False)
        officer = Caller("Mira", Role.OFFICER)
        room.gate.safety.answer.acknowledge(AlertId("a1"), "", officer)
        assert until(feed, "alert").row == ("a1", True)


def test_a_camera_that_goes_blind_is_told_without_any_alert(room: Room) -> None:
    room.yard.health()
    with room.following() as feed:
        assert "UNKNOWN" not in until(feed, "zones").data
        room.yard.health({QUAY: "clear", STACK: "sprayed"})
        assert "lens sprayed" in until(feed, "zones").data


def test_a_stream_ends_when_its_key_is_revoked(room: Room) -> None:
    with room.following() as feed:
        until(feed, "count")
        digest = hashlib.sha256(room.keys.secret(Role.OFFICER).encode()).hexdigest()
        with room.gate.look_up.transactions.read() as store:
            key = store.keys.by_digest(digest)
        assert key is not None
        room.gate.keys.revoke(key.id)
        room.yard.incident("a1")
        assert "alert" not in [event.kind for event in feed]
