"""A lane that may decide alone, beside a real gate, and a link that can be cut."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx2
from fastapi.testclient import TestClient

from gate_service.application.gate import Gate
from gate_service.domain.callers import Role
from gate_service.domain.customs import HoldRequest
from gate_service.domain.visits import Appointment, LaneName, Visit
from gate_service.main import open_gate
from gate_service.web.app import create_app
from pipelines.alone import DecidesAlone
from pipelines.alone_screen import Display
from pipelines.backoff import Backoff
from pipelines.bundle_keeper import BundleKeeper
from pipelines.commands import CommandWatch
from pipelines.gate_link import Command, GateLink, GateUnreachableError
from pipelines.ids import new_id
from pipelines.link_watch import LinkWatch
from pipelines.messages import CodeSeen
from pipelines.offline_settings import OfflineSettings
from pipelines.own_commands import OwnCommands
from pipelines.publish import Publisher
from tests.support.gates import BOX, CLERK, booking, settings
from tests.support.pipes import EPOCH, HandClock
from tests.support.truck_lane import EMPTY, FRONT, LEAVING, LEFT, TruckLane
from vision.clearance import Clearance
from vision.results import Readings


@dataclass(slots=True)
class RemoteGate:
    """A real gate, its HTTP application, and one clock for it and its lanes."""

    folder: Path
    clock: HandClock = field(default_factory=HandClock)
    gate: Gate = field(init=False)
    app: TestClient = field(init=False)
    _booked: int = 0

    def __post_init__(self) -> None:
        chosen = settings(self.folder / "gate")
        self.gate = open_gate(chosen, clock=lambda: self.clock.utc(self.clock.now))
        self.app = TestClient(create_app(self.gate))

    def book(self, **changes: object) -> Appointment:
        """Book a truck for the hours around the lane's morning."""
        self._booked += 1
        hours: dict[str, object] = {
            "opens": EPOCH - timedelta(hours=1),
            "closes": EPOCH + timedelta(hours=1),
        }
        request = booking(f"R-{self._booked}", **(hours | changes))
        return self.gate.book(request, CLERK)

    def visits(self, booked: Appointment) -> dict[bool, Visit]:
        """Give the visits of an appointment by whether they are the booked one."""
        found = self.gate.look_up.visits(limit=100)
        return {v.booked: v for v in found if v.appointment == booked.id}

    def events(self, kind: str) -> list[dict[str, Any]]:
        """Give the data of all audit events of one kind, in order."""
        events = self.gate.look_up.events(0, 10_000)
        return [dict(event.data) for event in events if event.kind == kind]


@dataclass(slots=True)
class Boom:
    """A barrier that remembers."""

    opened: list[str] = field(default_factory=list)

    def open(self, command: Command) -> None:
        assert command.passage is not None
        self.opened.append(command.passage)


@dataclass(slots=True)
class AloneLane:
    """One lane of the remote gate. ``cut`` breaks the link; a new one is a crash."""

    remote: RemoteGate
    name: str = "in-1"
    cut: bool = False
    zone: Clearance = Clearance.CLEAR
    boom: Boom = field(default_factory=Boom)
    display: Display = field(default_factory=Display)
    rules: OfflineSettings = field(default_factory=OfflineSettings)
    trucks: TruckLane = field(init=False)
    keeper: BundleKeeper = field(init=False)
    watch: LinkWatch = field(init=False)
    commands: CommandWatch = field(init=False)
    publisher: Publisher = field(init=False)
    change: Callable[[bytes], bytes] = bytes

    def __post_init__(self) -> None:
        clock, folder = self.remote.clock, self.remote.folder / self.name
        folder.mkdir(exist_ok=True)
        self.trucks = TruckLane(folder, clock=clock)
        self.trucks.outbox._new_id = self.trucks.lane.new_id = new_id
        self.watch = LinkWatch(clock)
        link = GateLink(self._client(), self.name, heard=self.watch.note)
        own, path = OwnCommands(), folder / "lane.bundle"
        self.keeper = BundleKeeper(path=path, lane=self.name, link=link, clock=clock)
        self.publisher = Publisher(self.trucks.outbox, link, Backoff(0.2, 5.0, float))
        self.commands = CommandWatch(
            link=link,
            barrier=self.boom,
            clock=clock,
            passage=self.trucks.lane.open_passage,
            tell=self.trucks.lane.hear,
            zone=lambda: self.zone,
            own=own,
        )
        self.trucks.lane.alone = DecidesAlone(
            outbox=self.trucks.outbox,
            watch=self.watch,
            bundles=self.keeper,
            own=own,
            clock=clock,
            new_id=new_id,
            rules=self.rules,
            show=self.display.show,
        )

    def beat(self) -> bool:
        """Let the lane's threads call the gate once each; say whether they could."""
        try:
            self.keeper.refresh()
            while self.publisher.send_once():
                pass
            self.commands.poll()
        except GateUnreachableError:
            return False
        finally:
            self.trucks.lane.tick()
        return True

    def lose_gate(self, seconds: float = 20.0) -> None:
        """Cut the link and let the lane notice, for so long that it decides alone."""
        self.cut = True
        self.beat()
        self.trucks.wait(seconds)

    def find_gate(self) -> None:
        """Mend the link; the lane hands back and sends all that waited."""
        self.cut = False
        self.beat()
        assert self.beat()

    def stand(
        self, code: str | None, front: Readings = FRONT, left: Readings = LEFT
    ) -> str:
        """Let a truck drive in, show its code and be read; give its passage."""
        self.trucks.arrive()
        if code is not None:
            self.show_code(code)
        for _ in range(3):
            self.trucks.read("front", front)
            self.trucks.read("left", left)
        self.trucks.wait(2.0)
        passage = self.trucks.lane.open_passage()
        assert passage is not None
        return passage

    def show_code(self, code: str) -> None:
        self.trucks.lane.hear(CodeSeen(code, self.remote.clock.now))
        self.trucks.lane.tick()

    def open_barrier(self) -> None:
        """Let the command watch poll once, gate or no gate."""
        try:
            self.commands.poll()
        except GateUnreachableError:
            return

    def drive_off(self) -> None:
        self.trucks.presence(LEAVING)
        self.trucks.presence(EMPTY)

    def pass_through(self, code: str) -> str:
        """Let a truck stand, be let go if it may, and leave; give its passage."""
        passage = self.stand(code)
        self.open_barrier()
        self.drive_off()
        return passage

    def decided(self) -> list[tuple[str, list[str]]]:
        """Give verdict and reasons of every decision that waits in the outbox."""
        told = self.trucks.events("offline.decided")
        return [(each["verdict"], each["reasons"]) for each in told]

    def _client(self) -> httpx2.Client:
        secret = self.remote.gate.keys.issue(Role.LANE, "a lane", self.name)

        def answer(request: httpx2.Request) -> httpx2.Response:
            if self.cut:
                message = "the link is cut"
                raise httpx2.ConnectError(message)
            headers = {**request.headers, "Authorization": f"Bearer {secret}"}
            got = self.remote.app.request(
                request.method,
                request.url.path,
                content=request.content,
                headers=headers,
            )
            body = got.content
            if request.url.path.endswith("/bundle") and body:
                body = self.change(body)
            kept = {k: v for k, v in got.headers.items() if k in {"etag", "date"}}
            return httpx2.Response(got.status_code, headers=kept, content=body)

        transport = httpx2.MockTransport(answer)
        return httpx2.Client(transport=transport, base_url="http://gate")


def hold() -> HoldRequest:
    return HoldRequest(authority="HMRC", container=BOX, reference="H-1")


def with_pass(remote: RemoteGate, lane: AloneLane) -> str:
    """Let a truck get its pass from the gate and back out; give the pass."""
    booked = remote.book()
    lane.beat()
    lane.stand(booked.arrival_code)
    lane.beat()
    text = remote.gate.lane_view(LaneName(lane.name)).pass_text
    lane.drive_off()
    lane.beat()
    remote.clock.pass_by(30)
    lane.beat()
    assert text is not None
    return text
