"""The API of a real gate, called with a role in place of a key."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi.testclient import TestClient

from gate_service.domain.callers import Role
from tests.support.real_gate import JPEG, PASSAGE, Keys, batch, captured, declaration

DIGEST = hashlib.sha256(JPEG).hexdigest()
OPENED = ("passage.opened", {"passage": PASSAGE})
LANE = "/api/v1/lanes/lane-1"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: Any


@dataclass(frozen=True, slots=True)
class Api:
    """The test client with a role in place of a key."""

    client: TestClient
    keys: Keys

    def __call__(
        self, role: Role, method: str, path: str, json: object = None
    ) -> Answer:
        headers = self.keys.bearer(role)
        got = self.client.request(method, path, json=json, headers=headers)
        return Answer(got.status_code, got.json() if got.content else None)

    def book(self, **changes: object) -> Answer:
        body = declaration(**changes)
        return self(Role.HAULIER, "POST", "/api/v1/appointments", body)

    def report(
        self, *events: tuple[str, Mapping[str, object]], first: int = 1
    ) -> Answer:
        return self(Role.LANE, "POST", f"{LANE}/events", batch(*events, first=first))

    def clear_a_truck(self) -> str:
        """See a booked truck through to GO and return its pass."""
        code = self.book().body["arrival_code"]
        self.report(OPENED, ("passage.captured", captured()))
        self(Role.KIOSK, "POST", f"{LANE}/code", {"text": code})
        shown: str = self(Role.KIOSK, "GET", LANE).body["pass_text"]
        return shown
