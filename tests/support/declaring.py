"""A gate with slots, where hauliers declare; and its forms, filled in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from gate_service.application.gate import Gate
from gate_service.domain.callers import Role
from gate_service.main import open_gate
from gate_service.settings import GateSettings
from tests.support.gates import LANES, Clock

SAME = {"Sec-Fetch-Site": "same-origin"}
SLOT = datetime(2026, 5, 4, 14, tzinfo=UTC)


def opened(folder: Path, clock: Clock, **sections: object) -> Gate:
    """Open a gate with hourly slots of two places, unless *sections* say other."""
    told = {"slots": {"capacity": 2, "timezone": "UTC"}, **sections}
    settings = GateSettings.model_validate(
        {"terminal": "NLRTM", "lanes": LANES, "data": folder, **told}
    )
    return open_gate(settings, clock=clock)


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody with a key, at the API and at the pages."""

    client: TestClient
    secret: str

    def call(self, method: str, path: str, **more: Any) -> Any:
        headers = {"Authorization": f"Bearer {self.secret}", **more.pop("headers", {})}
        return self.client.request(method, f"/api/v1{path}", headers=headers, **more)

    def get(self, path: str) -> Any:
        return self._page("GET", path)

    def post(self, path: str, **form: str) -> Any:
        return self._page("POST", path, form)

    def _page(
        self, method: str, path: str, form: Mapping[str, str] | None = None
    ) -> Any:
        headers = {"Cookie": f"quaygate_key={self.secret}", "Accept": "text/html"}
        return self.client.request(
            method, path, data=form, headers=headers | SAME, follow_redirects=False
        )


def party(client: TestClient, gate: Gate, role: Role, scope: str | None) -> Party:
    """Give *role* a key."""
    return Party(client, gate.keys.issue(role, f"a {role}", scope))


def form(**changes: str) -> dict[str, str]:
    """Fill in the form; names with dots are written with two underscores."""
    told = {
        "reference": "R-1",
        "plate": "AB12 CDE",
        "slot": SLOT.isoformat(),
        "leaves": "nothing",
        "containers__0__number": "CSQU3054383",
        "containers__0__size_type": "22G1",
        **changes,
    }
    return {name.replace("__", "."): text for name, text in told.items()}


def body(**changes: object) -> dict[str, object]:
    """Give the same declaration as JSON."""
    return {
        "reference": "R-1",
        "terminal": "NLRTM",
        "haulier": "ACME",
        "plate": "AB12 CDE",
        "containers": [{"number": "CSQU3054383", "size_type": "22G1"}],
        "leaves_with": [],
        "opens": SLOT.isoformat(),
        "closes": SLOT.replace(hour=15).isoformat(),
        **changes,
    }
