"""A real gate on a fresh SQLite file, with a booked truck and what its lane reports."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from gate_service.application.gate import Gate
from gate_service.domain.callers import Role
from gate_service.main import open_gate
from gate_service.sections.places import GateLane, GateYard
from gate_service.settings import GateSettings

CONTAINER = "CSQU3054383"
PLATE = "AB12CDE"
PASSAGE = "0197f2b4-5a00-7000-8000-1d2c3b4a5f60"
JPEG = b"\xff\xd8\xff\xe0 a picture \xff\xd9"


def fresh_gate(folder: Path) -> Gate:
    """Open a gate with two lanes in, a yard and a neighbour terminal."""
    lanes = {
        "lane-1": GateLane(route="Block B, row 12"),
        "lane-2": GateLane(route="Block C"),
    }
    settings = GateSettings(
        lanes=lanes,
        yards={"yard-1": GateYard(lanes={"barrier": "lane-1"})},
        terminal="QG1",
        neighbours=frozenset({"QG2"}),
        data=folder,
    )
    return open_gate(settings)


@dataclass(slots=True)
class Keys:
    """One key of each role, made on demand; scopes as in _SCOPES."""

    gate: Gate
    made: dict[Role, str] = field(default_factory=dict)

    def secret(self, role: Role) -> str:
        if role not in self.made:
            self.made[role] = self.gate.keys.issue(role, f"a {role}", _SCOPES.get(role))
        return self.made[role]

    def bearer(self, role: Role) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.secret(role)}"}


_SCOPES = {
    Role.LANE: "lane-1",
    Role.KIOSK: "lane-1",
    Role.YARD: "yard-1",
    Role.CUSTOMS: "customs-gb",
    Role.HAULIER: "hauls",
    Role.CARRIER: "line",
}


def declaration(**changes: object) -> dict[str, object]:
    """Return a declaration for a window that is open now."""
    now = datetime.now(UTC)
    return {
        "reference": "BKG-1",
        "terminal": "QG1",
        "haulier": "hauls",
        "plate": "AB12 CDE",
        "containers": [{"number": CONTAINER, "size_type": "22G1"}],
        "opens": (now - timedelta(minutes=10)).isoformat(),
        "closes": (now + timedelta(minutes=50)).isoformat(),
        **changes,
    }


def captured(**changes: object) -> dict[str, object]:
    """Return the data of a ``passage.captured`` that fits the declaration."""
    now = datetime.now(UTC).isoformat()
    return {
        "passage": PASSAGE,
        "opened": now,
        "stopped": now,
        "plates": [
            {"text": PLATE, "confidence": 0.97, "status": "certain", "region": "GB"}
        ],
        "containers": [
            {
                "number": CONTAINER,
                "confidence": 0.98,
                "status": "certain",
                "size_type": "22G1",
                "layout": "H",
                "camera": "left",
            }
        ],
        "cameras": [{"camera": "left", "state": "live", "last_frame_age": 0.1}],
        "evidence": [],
        **changes,
    }


def batch(
    *events: tuple[str, Mapping[str, object]], first: int = 1
) -> dict[str, object]:
    """Return a batch of (type, data) *events*, numbered from *first*."""
    return {
        "source": "lane-1/test",
        "events": [
            {
                "sequence": number,
                "event_id": f"event-{number}",
                "type": kind,
                "at": datetime.now(UTC).isoformat(),
                "data": data,
            }
            for number, (kind, data) in enumerate(events, start=first)
        ],
    }
