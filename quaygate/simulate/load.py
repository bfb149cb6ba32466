"""Trucks that come at fixed times, whether or not the gate keeps up.

Each lane is a thread that takes the next truck as soon as its lane is free. Times are
counted from when a truck was due, so that a gate which is late is late for all of them.
"""

import queue
import threading
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from gate_service.domain.bookings import BookingRequest
from gate_service.domain.callers import Caller, Role
from gate_service.domain.visits import ExpectedContainer
from gate_service.main import open_gate, utc_now
from quaygate.simulate.house import House
from quaygate.simulate.lanes import SimulatedLane
from quaygate.simulate.trucks import Makes, box_read, captured, plate_read
from quaygate.site import load_site

TERMINAL = "BENCH"
HAULIER = "bench-haulage"


@dataclass(frozen=True, slots=True)
class Truck:
    """A truck with an appointment, and the code that its driver shows."""

    plate: str
    box: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One truck's stop, in seconds.

    ``decided``: at the gate, from the request with the code, which the readings have
    waited for, to its answer.
    ``answered``: the same with the way there and back. ``shown``: from when the truck
    was due until its kiosk's answer was read, drive-in and code included. ``waited``:
    from when it was due until a lane was free.
    """

    verdict: str
    decided: float
    answered: float
    shown: float
    waited: float


@dataclass(slots=True)
class Load:
    """A load on *house*: its stops, and what went wrong."""

    house: House
    lanes: Sequence[str]
    stops: list[Stop] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def run(self, trucks: Sequence[Truck], rate: float) -> float:
        """Send *trucks* at *rate* a second; give the seconds from first to last."""
        due: queue.Queue[tuple[float, Truck] | None] = queue.Queue()
        lines = [
            threading.Thread(target=self._serve, args=(n, due)) for n in self.lanes
        ]
        for line in lines:
            line.start()
        began = time.perf_counter()
        for number, truck in enumerate(trucks):
            at = began + number / rate
            time.sleep(max(0.0, at - time.perf_counter()))
            due.put((at, truck))
        for _ in lines:
            due.put(None)
        for line in lines:
            line.join()
        return time.perf_counter() - began

    def _serve(self, name: str, due: "queue.Queue[tuple[float, Truck] | None]") -> None:
        lane = SimulatedLane(
            name,
            self.house.line(Role.LANE, name),
            self.house.line(Role.KIOSK, name),
            utc_now,
        )
        while (next_one := due.get()) is not None:
            try:
                self.stops.append(stop(lane, *next_one))
            except Exception as error:  # noqa: BLE001 - told at the end, once
                self.faults.append(f"{name}: {error}")


def stop(lane: SimulatedLane, due: float, truck: Truck) -> Stop:
    """Be read, show the code, look at the kiosk, drive through."""
    waited = time.perf_counter() - due
    passage, now = str(uuid.uuid4()), lane.clock()
    seen = captured(passage, now, [plate_read(truck.plate)], [box_read(truck.box)])
    lane.tell(("passage.opened", {"passage": passage}), ("passage.captured", seen))
    answer = lane.show(truck.code)
    view = lane.view()
    shown = time.perf_counter() - due
    command = lane.take_command()
    lane.tell(
        ("barrier.opened", {"command": command}),
        ("passage.closed", {"passage": passage, "through": True}),
    )
    return Stop(
        verdict=view["phase"],
        decided=answer.served or 0.0,
        answered=answer.seconds,
        shown=shown,
        waited=waited,
    )


def booked(site: Path, how_many: int, seed: int) -> tuple[Truck, ...]:
    """Declare trucks, before the gate is served."""
    gate, makes, now = open_gate(load_site(site).gate), Makes(seed), utc_now()
    clerk, trucks = Caller("bench", Role.CLERK), []
    try:
        for number in range(how_many):
            plate, box = makes.plate(), makes.box()
            request = BookingRequest(
                reference=f"BENCH-{number}",
                terminal=TERMINAL,
                haulier=HAULIER,
                plate=plate,
                containers=(ExpectedContainer(box, "22G1"),),
                opens=now - timedelta(hours=1),
                closes=now + timedelta(hours=6),
                leaves_with=(),
            )
            code = gate.book(request, clerk).arrival_code
            trucks.append(Truck(plate, box, code))
    finally:
        gate.close()
    return tuple(trucks)
