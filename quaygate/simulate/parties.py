"""Those who act on trucks from a desk: hauliers, customs, officers and clerks.

Each thread has lines of its own: a line is one connection.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gate_service.domain.callers import Role
from quaygate.simulate.house import AUTHORITY, CARRIER, House
from quaygate.simulate.line import Line

VISITS = "/api/v1/visits"
_HOLDS = "/api/v1/holds"
_DESK = "/api/v1/desk"
_RIGHTS = "/api/v1/rights"


@dataclass(frozen=True, slots=True)
class Parties:
    """The lines of one thread."""

    haulier: Line
    customs: Line
    officer: Line
    clerk: Line
    carrier: Line

    @classmethod
    def of(cls, house: House, haulier: str) -> "Parties":
        """Open lines for one thread."""
        return cls(
            haulier=house.line(Role.HAULIER, haulier),
            customs=house.line(Role.CUSTOMS, AUTHORITY),
            officer=house.line(Role.OFFICER),
            clerk=house.line(Role.CLERK),
            carrier=house.line(Role.CARRIER, CARRIER),
        )

    def declare(self, declaration: Mapping[str, object]) -> Mapping[str, Any]:
        """Announce a truck; give its appointment."""
        appointment: Mapping[str, Any] = self.haulier.post(
            "/api/v1/appointments", declaration
        ).body
        return appointment

    def name_holder(
        self, container: str, holder: str, terms: Mapping[str, object]
    ) -> None:
        """Say who may move a container, and on what terms."""
        self.carrier.put(f"{_RIGHTS}/{container}", {"holder": holder, **terms})

    def pass_on(self, container: str, to: str) -> None:
        """Pass its haulier's right on."""
        self.haulier.post(f"{_RIGHTS}/{container}/pass", {"to": to})

    def induct(self, driver: str, *, at: datetime | None, banned: str | None) -> None:
        """Write down a driver's induction and ban."""
        standing = {"inducted": at and at.isoformat(), "banned": banned}
        self.clerk.put(f"/api/v1/drivers/{driver}/standing", standing)

    def cancel(self, appointment: str) -> None:
        """Cancel an appointment."""
        self.haulier.post(f"/api/v1/appointments/{appointment}/cancel")

    def place(self, container: str, reference: str, order: str) -> str:
        """Place a hold or order; give its id."""
        body = {"container": container, "reference": reference, "order": order}
        hold: str = self.customs.post(_HOLDS, body).body["id"]
        return hold

    def lift(self, hold: str, reference: str) -> None:
        """Lift it under a release reference."""
        self.customs.post(f"{_HOLDS}/{hold}/release", {"reference": reference})

    def watch(self, plate: str, level: str) -> None:
        """Put a plate on the watch list."""
        body = {"kind": "plate", "value": plate, "level": level, "note": "simulated"}
        self.officer.post("/api/v1/watchlist", body)

    def visit(self, visit: str) -> Mapping[str, Any]:
        """Read a visit with every reason."""
        found: Mapping[str, Any] = self.clerk.get(f"{VISITS}/{visit}")
        return found

    def judge_again(self, visit: str) -> None:
        """Have the rules run again."""
        self.clerk.post(f"{VISITS}/{visit}/decide")

    def correct(self, visit: str, corrections: list[Mapping[str, object]]) -> None:
        """Say what stands on the truck."""
        body = {"corrections": corrections}
        self.clerk.post(f"{_DESK}/{visit}/correct", body)

    def let_go(self, visit: str, *, confirmed: bool = False) -> None:
        """Let a truck go; where the rules say STOP, an officer confirms it."""
        body = {"ending": "let_go", "grounds": "load_checked", "note": ""}
        self.clerk.post(f"{_DESK}/{visit}/resolve", body)
        if confirmed:
            self.officer.post(f"{_DESK}/{visit}/confirm")
