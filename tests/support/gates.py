"""A whole gate on a temporary folder, with a clock that tests turn."""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from gate_service.application.gate import Gate
from gate_service.domain.bookings import BookingRequest
from gate_service.domain.callers import Caller, Role
from gate_service.domain.customs import Hold, HoldRequest
from gate_service.domain.lane_events import (
    BarrierOpened,
    BatchReceipt,
    CodeSeen,
    LaneEvent,
    LaneHealth,
    PassageCaptured,
    PassageClosed,
    PassageOpened,
    Report,
)
from gate_service.domain.lanes import BarrierCommand, LaneView
from gate_service.domain.seen import SeenCamera, SeenContainer, SeenPlate
from gate_service.domain.visits import (
    Appointment,
    ExpectedContainer,
    LaneName,
    PassageId,
    Visit,
)
from gate_service.main import open_gate
from gate_service.sections.customs import Customs
from gate_service.sections.places import GateLane, GateYard
from gate_service.settings import GateSettings

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
LANE = LaneName("in-1")
SECOND = LaneName("in-2")
EXIT = LaneName("out-1")
PLATE = "AB12CDE"
BOX = "CSQU3054383"
OTHER_BOX = "MSKU6011672"
CLERK = Caller("clerk", Role.CLERK)
CUSTOMS = Caller("customs", Role.CUSTOMS, "HMRC")

LANES = {
    LANE: GateLane(route="Row 14", barrier_delay=2.0),
    SECOND: GateLane(),
    EXIT: GateLane.model_validate({"direction": "out", "route": "Main road"}),
    "shut": GateLane(closed=True),
}

YARDS = {"stack": GateYard(lanes={"barrier": str(LANE)}), "quay": GateYard()}


def settings(data: Path, customs: Customs | None = None) -> GateSettings:
    return GateSettings(
        customs=customs or Customs(),
        terminal="NLRTM",
        neighbours=frozenset({"BEANR"}),
        lanes=LANES,
        yards=YARDS,
        data=data,
    )


def booking(reference: str = "R-1", **changes: object) -> BookingRequest:
    """Make a booking around noon for one container; *changes* override fields."""
    values: dict[str, object] = {
        "reference": reference,
        "terminal": "NLRTM",
        "haulier": "ACME",
        "plate": PLATE,
        "containers": (ExpectedContainer(BOX, "22G1"),),
        "opens": NOON - timedelta(hours=1),
        "closes": NOON + timedelta(hours=1),
        "leaves_with": (),
    }
    return BookingRequest(**{**values, **changes})  # type: ignore[arg-type]  # a builder


def seen_plate(text: str = PLATE, **changes: object) -> SeenPlate:
    values: dict[str, object] = {"text": text, "confidence": 0.97, "status": "certain"}
    return SeenPlate(**{**values, **changes})  # type: ignore[arg-type]  # a builder


def seen_box(number: str = BOX, **changes: object) -> SeenContainer:
    values: dict[str, object] = {
        "number": number,
        "confidence": 0.98,
        "status": "certain",
        "size_type": "22G1",
    }
    return SeenContainer(**{**values, **changes})  # type: ignore[arg-type]  # a builder


def live(camera: str = "front") -> SeenCamera:
    return SeenCamera(camera=camera, state="live", last_frame_age=0.1)


@dataclass
class Clock:
    """A clock that stands until it is turned."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def turn(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@dataclass
class GateAtWork:
    """A gate and the lane beside it: what a test does, a truck or a lane does."""

    gate: Gate
    clock: Clock
    _numbers: "count[int]" = field(default_factory=lambda: count(1))
    _holds: "count[int]" = field(default_factory=lambda: count(1))
    _sequences: dict[str, int] = field(default_factory=dict)

    def book(self, **changes: object) -> Appointment:
        reference = f"R-{next(self._numbers)}"
        request = booking(**{"reference": reference, **changes})  # type: ignore[arg-type]  # a builder
        return self.gate.book(request, CLERK)

    def report(self, *reports: Report, lane: LaneName = LANE) -> BatchReceipt:
        events = []
        for report in reports:
            number = self._sequences.get(lane, 0) + 1
            self._sequences[lane] = number
            events.append(
                LaneEvent(
                    sequence=number,
                    event_id=f"{lane}-{number}",
                    at=self.clock(),
                    report=report,
                )
            )
        return self.gate.receive(lane, f"{lane}/1", events)

    def drive_in(self, passage: str = "p-1", lane: LaneName = LANE) -> None:
        self.report(PassageOpened(PassageId(passage)), lane=lane)

    def capture(
        self,
        passage: str = "p-1",
        lane: LaneName = LANE,
        plates: tuple[SeenPlate, ...] | None = None,
        boxes: tuple[SeenContainer, ...] | None = None,
        cameras: tuple[SeenCamera, ...] | None = None,
    ) -> None:
        captured = PassageCaptured(
            passage=PassageId(passage),
            opened=self.clock(),
            stopped=self.clock(),
            plates=(seen_plate(),) if plates is None else plates,
            containers=(seen_box(),) if boxes is None else boxes,
            cameras=(live(),) if cameras is None else cameras,
        )
        self.report(captured, lane=lane)

    def drive_off(
        self, passage: str = "p-1", lane: LaneName = LANE, *, through: bool = True
    ) -> None:
        self.report(PassageClosed(PassageId(passage), through=through), lane=lane)

    def see_code(self, text: str, lane: LaneName = LANE) -> None:
        self.report(CodeSeen(text), lane=lane)

    def health(self, *cameras: SeenCamera, lane: LaneName = LANE) -> None:
        self.report(LaneHealth(cameras), lane=lane)

    def raise_barrier(self, lane: LaneName = LANE) -> BarrierCommand:
        (command,) = self.gate.commands(lane)
        self.clock.turn(3)
        taken = self.gate.take_command(lane, command.id)
        self.report(BarrierOpened(command.id), lane=lane)
        return taken

    def stand(self, code: str, passage: str = "p-1", lane: LaneName = LANE) -> LaneView:
        """Let a truck drive in, show its code and be read."""
        self.drive_in(passage, lane)
        self.gate.present(lane, code)
        self.capture(passage, lane)
        return self.gate.lane_view(lane)

    def admit(self, appointment: Appointment, passage: str = "p-1") -> Visit:
        """Go the whole way in, with nothing against the truck."""
        self.stand(appointment.arrival_code, passage)
        self.raise_barrier()
        self.drive_off(passage)
        return self.visit_of(appointment)

    def hold(self, container: str = BOX) -> Hold:
        request = HoldRequest(
            authority="HMRC",
            container=container,
            reference=f"H-{next(self._holds)}",
            reason="drugs",
            anyway=True,
        )
        return self.gate.place_hold(request, CUSTOMS)

    def lift(self, hold: Hold, reference: str = "R-1") -> Hold:
        return self.gate.release_hold(hold.id, CUSTOMS, reference)

    def visit_of(self, appointment: Appointment) -> Visit:
        (visit,) = (
            v
            for v in self.gate.look_up.visits(limit=1000)
            if v.appointment == appointment.id and v.booked
        )
        return visit

    def kinds(self) -> list[str]:
        return [event.kind for event in self.gate.look_up.events(0, 10_000)]


def at_work(data: Path, customs: Customs | None = None) -> GateAtWork:
    clock = Clock()
    return GateAtWork(open_gate(settings(data, customs), clock=clock), clock)


def digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def said(visit: Visit | None) -> dict[str, str]:
    """Give the code of every rule that objects to *visit*."""
    assert visit is not None
    assert visit.decision is not None
    return {str(r.rule): r.code for r in visit.decision.objections}
