"""A customs office that calls the gate over HTTP."""

from dataclasses import dataclass

import httpx2
from fastapi.testclient import TestClient

from gate_service.application.gate import Gate
from gate_service.domain.callers import Role
from tests.support.real_gate import CONTAINER, Keys

HOLDS, RULES = "/api/v1/holds", "/api/v1/customs/risk-rules"
MANIFESTS = "/api/v1/customs/manifests"
HOLD = {"container": CONTAINER, "reference": "H-1"}
RELEASE = {"reference": "R-1"}
OTHERS = ("MSKU6011672", "TGHU7650005", "HLXU5000005")


@dataclass(frozen=True, slots=True)
class Office:
    """A customs office and the gate that it calls."""

    client: TestClient
    gate: Gate
    keys: Keys

    def post(self, path: str, json: object = None, **headers: str) -> httpx2.Response:
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        mine = self.keys.bearer(Role.CUSTOMS) | told
        return self.client.post(path, json=json, headers=mine)

    def get(self, path: str, **headers: str) -> httpx2.Response:
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.get(path, headers=self.keys.bearer(Role.CUSTOMS) | told)

    def client_id(self) -> str:
        secret = self.keys.secret(Role.CUSTOMS)
        key = self.gate.keys.issued(secret)
        assert key is not None
        return str(key.id)

    def ask(self, **form: str) -> httpx2.Response:
        """Ask for a token by form."""
        return self.client.post("/oauth/token", data=form)

    def token(self, scope: str = "") -> dict[str, str]:
        form = {"grant_type": "client_credentials", "scope": scope}
        secret = self.keys.secret(Role.CUSTOMS)
        answer = self.ask(client_id=self.client_id(), client_secret=secret, **form)
        return {"Authorization": f"Bearer {answer.json()['access_token']}"}
