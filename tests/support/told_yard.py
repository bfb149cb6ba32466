"""A yard as the gate hears of it over HTTP: incidents, health, pictures, evidence."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import httpx2

from gate_service.main import utc_now

YARD = "yard-1"
APRON, WALKWAY = "Crane 3 apron", "Walkway B"
QUAY, STACK = "quay-east", "stack-4"
SQUARE = [[0.1, 0.5], [0.6, 0.45], [0.7, 0.95], [0.05, 0.9]]


@dataclass
class ToldYard:
    """Posts as the yard's own process does; *client* knows the gate's address."""

    client: httpx2.Client
    headers: Mapping[str, str]
    sequence: int = 0
    name: str = YARD
    clock: Callable[[], datetime] = utc_now

    def keep(self, body: bytes, kind: str = "still") -> dict[str, object]:
        """Send a picture or clip and give what an incident says of it."""
        digest = hashlib.sha256(body).hexdigest()
        form = "video/mp4" if body[4:8] == b"ftyp" else "image/jpeg"
        headers = {**self.headers, "Content-Type": form}
        url = f"/api/v1/evidence/{digest}"
        self.client.put(url, content=body, headers=headers).raise_for_status()
        return {"digest": digest, "kind": kind, "at": self.now()}

    def tell(self, kind: str, data: object) -> None:
        self.sequence += 1
        event = {
            "sequence": self.sequence,
            "event_id": f"event-{self.sequence}",
            "type": kind,
            "at": self.now(),
            "data": data,
        }
        body = {"source": f"{self.name}/test", "events": [event]}
        url = f"/api/v1/yards/{self.name}/events"
        self.client.post(url, json=body, headers=self.headers).raise_for_status()

    def incident(
        self,
        name: str,
        told: str = "opened",
        *,
        ago: float = 0.0,
        over: bool = False,
        **changes: object,
    ) -> str:
        """Tell of one incident, which began *ago* seconds ago; give its id."""
        began = self.clock() - timedelta(seconds=ago)
        ended = began + timedelta(seconds=min(ago, 20.0))
        data = {
            "incident": name,
            "camera": QUAY,
            "zone": APRON,
            "cause": "intrusion",
            "severity": "severe",
            "subject": 7,
            "opened": began.isoformat(),
            "last": ended.isoformat(),
            "closed": ended.isoformat() if over else None,
            **changes,
        }
        self.tell("incident.closed" if over else f"incident.{told}", data)
        return name

    def health(
        self,
        lenses: Mapping[str, str] | None = None,
        zones: Sequence[Mapping[str, object]] | None = None,
    ) -> None:
        """Tell how the cameras see (all of them well) and who is in the zones."""
        lenses = {QUAY: "clear", STACK: "clear"} if lenses is None else lenses
        cameras = [
            {"camera": name, "state": "live", "last_frame_age": 0.1, "lens": lens}
            for name, lens in lenses.items()
        ]
        known = [zone(), zone(WALKWAY, STACK)] if zones is None else zones
        self.tell("yard.health", {"cameras": cameras, "zones": known})

    def now(self) -> str:
        return self.clock().isoformat()

    def picture(self, camera: str, jpeg: bytes) -> None:
        url = f"/api/v1/yards/{self.name}/cameras/{camera}/picture"
        headers = {**self.headers, "Content-Type": "image/jpeg"}
        self.client.put(url, content=jpeg, headers=headers).raise_for_status()


def zone(
    name: str = APRON, camera: str = QUAY, state: str = "clear", people: int = 0
) -> dict[str, object]:
    """Make what a yard tells of one zone."""
    return {
        "zone": name,
        "camera": camera,
        "state": state,
        "people": people,
        "since": utc_now().isoformat(),
        "corners": SQUARE,
    }
