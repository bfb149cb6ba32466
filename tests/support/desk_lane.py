"""A lane whose reader misreads, over HTTP: for pages and browsers at the desk."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

import httpx2

from gate_service.domain.callers import Role
from tests.support import real_gate
from tests.support.desk_pictures import Shot, shots
from tests.support.desks import MISREAD


@dataclass(slots=True)
class DeskLane:
    """The gate's address, and what happens in its first lane."""

    address: str
    keys: real_gate.Keys
    told: int = 0
    codes: list[str] = field(default_factory=list)

    def call(
        self, role: Role, method: str, path: str, json: object = None
    ) -> httpx2.Response:
        url = f"{self.address}/api/v1/{path}"
        answer = httpx2.request(method, url, json=json, headers=self.keys.bearer(role))
        assert answer.is_success, answer.text
        return answer

    def report(self, *events: tuple[str, Mapping[str, object]]) -> None:
        batch = real_gate.batch(*events, first=self.told + 1)
        self.told += len(events)
        self.call(Role.LANE, "POST", "lanes/lane-1/events", batch)

    def come(self, **seen: object) -> None:
        """Let a booked truck come whose container is misread by one digit."""
        booking = real_gate.declaration(reference=f"BKG-{len(self.codes)}")
        booked = self.call(Role.HAULIER, "POST", "appointments", booking)
        self.codes.append(booked.json()["arrival_code"])
        for each in shots():
            self.keep(each)
        self.report(("passage.opened", {"passage": real_gate.PASSAGE}))
        self.call(Role.KIOSK, "POST", "lanes/lane-1/code", {"text": self.codes[-1]})
        self.report(("passage.captured", captured(**seen)))

    def keep(self, shot: Shot) -> None:
        url = f"{self.address}/api/v1/evidence/{shot.digest}"
        headers = {**self.keys.bearer(Role.LANE), "Content-Type": "image/jpeg"}
        assert httpx2.put(url, content=shot.body, headers=headers).is_success


def captured(**changes: object) -> dict[str, object]:
    """Return what the lane saw: every picture, and one digit misread."""
    now = datetime.now(UTC).isoformat()
    seen = real_gate.captured()
    plate = {"text": real_gate.PLATE, "confidence": 0.97, "status": "certain"}
    box = {
        "number": MISREAD,
        "confidence": 0.71,
        "status": "uncertain",
        "size_type": "22G1",
        "layout": "H",
        "camera": "rear",
    }
    live = [
        {"camera": name, "state": "live", "last_frame_age": 0.1}
        for name in ("front", "rear")
    ]
    evidence = [
        {"digest": each.digest, "camera": each.camera, "kind": each.kind, "at": now}
        for each in shots()
    ]
    return {
        **seen,
        "plates": [{**plate, "region": "GB", "camera": "front"}],
        "containers": [box],
        "cameras": live,
        "evidence": evidence,
        **changes,
    }
