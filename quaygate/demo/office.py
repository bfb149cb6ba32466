"""The people beside the lane: haulier, customs, driver and clerk, over the real API."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx2

from quaygate.demo.backstage import DemoError
from quaygate.demo.story import Booked

_LANE = "/api/v1/lanes/lane-1"


@dataclass(frozen=True, slots=True)
class Office:
    """Calls the gate service at *url* with one key a role."""

    url: str
    keys: Mapping[str, str]

    def ready(self) -> bool:
        """Whether the gate service answers and is well."""
        try:
            return httpx2.get(f"{self.url}/healthz", timeout=2.0).is_success
        except httpx2.TransportError:
            return False

    def book(self, number: int, booked: Booked, *, terminal: str) -> None:
        """Announce a truck, as its haulier does."""
        opens = datetime.now(UTC) + booked.opens
        self._call(
            "haulier",
            "POST",
            "/api/v1/appointments",
            {
                "reference": f"DEMO-{number:02d}",
                "terminal": terminal,
                "haulier": "demo-haulier",
                "plate": booked.plate,
                "containers": [{"number": number} for number in booked.containers],
                "opens": opens.isoformat(),
                "closes": (opens + booked.lasts).isoformat(),
                "arrival_code": booked.arrival_code,
            },
        )

    def hold(self, container: str, reference: str) -> None:
        """Place a customs hold."""
        body = {
            "container": container,
            "reference": reference,
            "reason": "documents to be checked",
        }
        self._call("customs", "POST", "/api/v1/holds", body)

    def show_code(self, text: str) -> None:
        """Scan a code at the kiosk, as its scanner does."""
        self._call("kiosk", "POST", f"{_LANE}/code", {"text": text})

    def lane(self) -> Mapping[str, Any]:
        """Return what the kiosk shows."""
        return self._object("kiosk", "GET", _LANE)

    def cameras(self) -> Sequence[Mapping[str, Any]]:
        """Return what the lane told last of its cameras."""
        told: Sequence[Mapping[str, Any]] = self.lane()["cameras"]
        return told

    def cameras_live_since(self, before: Sequence[Mapping[str, Any]]) -> bool:
        """Whether the lane has told something new and all its cameras are live.

        The age of a camera's last frame makes every report differ from the last one.
        """
        now = self.cameras()
        return now != before and {camera["state"] for camera in now} == {"live"}

    def yards(self) -> Sequence[Mapping[str, Any]]:
        """Return the yards with their zones, as an officer sees them."""
        answer = self._call("officer", "GET", "/api/v1/yards", None)
        told: Sequence[Mapping[str, Any]] = answer.json()
        return told

    def visit(self, visit: str) -> Mapping[str, Any]:
        """Return a visit as a clerk sees it."""
        return self._object("clerk", "GET", f"/api/v1/visits/{visit}")

    def passage(self, passage: str) -> Mapping[str, Any]:
        """Return what the lane read, as a clerk sees it."""
        return self._object("clerk", "GET", f"/api/v1/passages/{passage}")

    def _object(self, role: str, method: str, path: str) -> Mapping[str, Any]:
        answer: Mapping[str, Any] = self._call(role, method, path, None).json()
        return answer

    def _call(
        self, role: str, method: str, path: str, body: Mapping[str, Any] | None
    ) -> httpx2.Response:
        answer = httpx2.request(
            method,
            self.url + path,
            json=body,
            headers={"Authorization": f"Bearer {self.keys[role]}"},
            timeout=10.0,
        )
        if not answer.is_success:
            msg = f"the gate service refused {method} {path}: {answer.text}"
            raise DemoError(msg)
        return answer
