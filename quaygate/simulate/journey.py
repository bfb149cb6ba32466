"""One truck of the day: what is declared of it, what a lane reads, what it does."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from quaygate.simulate.kinds import Cameras, Exit, Kind, Look, Ordered
from quaygate.simulate.parties import Parties
from quaygate.simulate.trucks import (
    Makes,
    another_digit,
    box_read,
    cameras,
    plate_read,
)

TERMINAL = "SIMULATED"
Readings = Sequence[Mapping[str, object]]
_SIZE, _OTHER_SIZE = "22G1", "45G1"
_ANOTHER = "another-haulier"
_INDUCTED = timedelta(days=30)
_BEFORE, _AFTER = timedelta(minutes=30), timedelta(minutes=30)


@dataclass(slots=True, kw_only=True)
class Journey:
    """One truck. ``other`` is a plate and a box that are not its own."""

    number: int
    kind: Kind
    leaving: Exit
    arrives: datetime
    stays: timedelta
    haulier: str
    plate: str
    boxes: tuple[str, ...]
    fetched: tuple[str, ...]
    trailer: str
    other: tuple[str, str]
    code: str = ""
    hold: str = ""
    visit: str = ""
    failed: str = ""
    wrong: list[str] = field(default_factory=list)

    def declare(self, parties: Parties) -> None:
        """Announce it, cancel it where that is its kind, order and watch."""
        kind = self.kind
        if kind.terms is not None:
            parties.name_holder(self.boxes[0], self.haulier, kind.terms)
        booked = parties.declare(self.declaration())
        self.code = booked["arrival_code"]
        if kind.passed_on:
            parties.pass_on(self.boxes[0], _ANOTHER)
        if kind.driver in {"inducted", "banned"}:
            banned = "fought at the gate" if kind.driver == "banned" else None
            inducted = self.arrives - _INDUCTED
            parties.induct(booked["driver"], at=inducted, banned=banned)
        if self.kind.cancelled:
            parties.cancel(booked["id"])
        if self.kind.watched:
            parties.watch(self.plate, self.kind.watched)
        self._order(parties)

    def _order(self, parties: Parties) -> None:
        wanted = self.kind.ordered
        if wanted is Ordered.NOTHING:
            return
        order = wanted if wanted is not Ordered.LIFTED else Ordered.HOLD
        self.hold = parties.place(self.boxes[0], f"SIM-{self.number}", str(order))
        if wanted is Ordered.LIFTED:
            parties.lift(self.hold, f"REL-{self.number}")

    def declaration(self) -> Mapping[str, object]:
        """Give what its haulier declares."""
        opens = self.arrives - _BEFORE - timedelta(minutes=self.kind.late)
        if self.kind.late > 0:  # it comes after the end, not before the beginning
            opens -= _AFTER
        elif self.kind.late < 0:
            opens += _BEFORE
        leaves: list[Mapping[str, object]] | None = [
            {"number": box, "size_type": _SIZE} for box in self.fetched
        ]
        boxes: list[Mapping[str, object]] = [
            {"number": each, "size_type": _SIZE} for each in self.boxes
        ]
        if boxes:
            boxes[0] = {**boxes[0], **self.kind.of_box}
        more: dict[str, object] = {}
        if self.kind.trailer is not None:
            more["trailer"] = self.trailer
        if self.kind.driver is not None:
            licence = f"SIM{self.number:07d}"
            more["driver"] = {"name": f"Driver {self.number}", "licence": licence}
        return {
            "reference": f"SIM-{self.number:05d}",
            "terminal": TERMINAL,
            "haulier": self.haulier,
            "plate": self.plate,
            "containers": boxes,
            "leaves_with": leaves if self.leaving.announced else None,
            "opens": opens.isoformat(),
            "closes": (opens + _BEFORE + _AFTER).isoformat(),
            **more,
            **self.kind.declared,
        }

    def trailers(self, look: Look | None) -> Readings:
        """Give what is read of its trailer's plate; None: it has none."""
        if look in {None, Look.UNREAD}:
            return []
        texts = {Look.NEAR: _misread(self.trailer), Look.OTHER: self.other[0]}
        return [plate_read(texts.get(look or Look.RIGHT, self.trailer))]

    def plates(self, look: Look) -> Readings:
        """Give what is read of its own plate."""
        read: Mapping[Look, Callable[[], Readings]] = {
            Look.UNREAD: list,
            Look.NEAR: lambda: [plate_read(_misread(self.plate), 0.9)],
            Look.OTHER: lambda: [plate_read(self.other[0])],
            Look.UNSURE: lambda: [plate_read(self.plate, 0.4, "uncertain")],
        }
        return read.get(look, lambda: [plate_read(self.plate)])()

    def containers(self, look: Look, own: Sequence[str]) -> Readings:
        """Give what is read of the containers *own*; *look* is of the first."""
        if look is Look.EXTRA:
            return [*map(box_read, own), box_read(self.other[1])]
        if not own:
            return []
        rest = [box_read(each) for each in own[1:]]
        first = own[0]
        read: Mapping[Look, Callable[[], Readings]] = {
            Look.UNREAD: list,
            Look.NEAR: lambda: [box_read(another_digit(first), 0.7, "uncertain")],
            Look.OTHER: lambda: [box_read(self.other[1])],
            Look.UNSURE: lambda: [box_read(first, 0.3, "uncertain")],
            Look.INFERRED: lambda: [box_read(first, 0.8, "inferred")],
            Look.SIZED: lambda: [box_read(first, size_type=_OTHER_SIZE)],
        }
        return [*read.get(look, lambda: [box_read(first)])(), *rest]

    def cameras(self) -> Readings:
        """How the cameras fare while it is read for the first time."""
        found = {Cameras.STALLED: cameras("stalled"), Cameras.NONE: []}
        return found.get(self.kind.cameras, cameras())

    def corrections(self, *, out: bool) -> list[Mapping[str, object]]:
        """Give what a clerk says stands on it, of all that was misread."""
        told: list[Mapping[str, object]] = []
        plate = Look.RIGHT if out else self.kind.plate
        if plate in {Look.UNREAD, Look.NEAR}:
            read = None if plate is Look.UNREAD else _misread(self.plate)
            told.append({"kind": "plate", "read": read, "right": self.plate})
        look, own = self.seen(out=out)
        if own and look in {Look.UNREAD, Look.NEAR}:
            read = None if look is Look.UNREAD else another_digit(own[0])
            said = {"kind": "container", "read": read, "right": own[0]}
            told.append({**said, "size_type": _SIZE})
        return told

    def seen(self, *, out: bool) -> tuple[Look, tuple[str, ...]]:
        """How its containers are read, and which they are."""
        if out:
            return self.leaving.box, self.fetched
        return self.kind.box, self.boxes


def _misread(plate: str) -> str:
    wrong = "7" if plate[2] != "7" else "4"
    return plate[:2] + wrong + plate[3:]


def journeys(
    makes: Makes,
    dice: random.Random,
    schedule: Sequence[tuple[datetime, Kind, Exit]],
    hauliers: Sequence[str],
) -> tuple[Journey, ...]:
    """Make the trucks of a day."""
    return tuple(
        Journey(
            number=number,
            kind=kind,
            leaving=leaving,
            arrives=arrives,
            stays=timedelta(minutes=dice.uniform(25, 90)),
            haulier=hauliers[number % len(hauliers)],
            plate=makes.plate(),
            trailer=makes.plate(),
            boxes=tuple(makes.box() for _ in range(kind.boxes)),
            fetched=tuple(makes.box() for _ in range(leaving.fetches)),
            other=(makes.plate(), makes.box()),
        )
        for number, (arrives, kind, leaving) in enumerate(schedule, start=1)
    )


def objections(visit: Mapping[str, Any]) -> frozenset[str]:
    """Give the codes of a visit's decision that object."""
    decision = visit["decision"] or {"reasons": []}
    return frozenset(
        reason["code"]
        for reason in decision["reasons"]
        if reason["outcome"] in {"REFER", "STOP"}
    )
