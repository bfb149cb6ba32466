"""The alert API of a real gate, called with a role in place of a key."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any

from fastapi.testclient import TestClient

from gate_service.domain.callers import Role
from gate_service.web.schemas.incidents import INCIDENT_EXAMPLE
from tests.support.real_gate import Keys, batch

YARD = "/api/v1/yards/yard-1"
ALERTS = "/api/v1/alerts"


@dataclass(frozen=True, slots=True)
class YardApi:
    """The test client with a role in place of a key."""

    client: TestClient
    keys: Keys
    numbers: "count[int]" = field(default_factory=lambda: count(1))

    def __call__(self, role: Role, method: str, path: str, json: object = None) -> Any:
        headers = self.keys.bearer(role)
        return self.client.request(method, path, json=json, headers=headers)

    def report(self, kind: str, data: Mapping[str, object]) -> Any:
        body = batch((kind, data), first=next(self.numbers))
        return self(Role.YARD, "POST", f"{YARD}/events", body)

    def open(self, name: str = "i-1", **changes: object) -> None:
        now = datetime.now(UTC).isoformat()
        told = {**INCIDENT_EXAMPLE, "incident": name, "opened": now, "last": now}
        assert self.report("incident.opened", told | changes).status_code == 200

    def listed(self, query: str = "") -> list[str]:
        page = self(Role.OFFICER, "GET", f"{ALERTS}{query}").json()
        return [each["id"] for each in page["alerts"]]


def put(api: YardApi, role: Role, path: str, body: bytes, kind: str) -> Any:
    headers = api.keys.bearer(role) | {"Content-Type": kind}
    return api.client.put(path, content=body, headers=headers)
