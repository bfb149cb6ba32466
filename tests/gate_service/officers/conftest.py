from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from gate_service.application.gate import Gate
from gate_service.domain.callers import Role
from gate_service.web.app import create_app
from gate_service.web.doorkeeper import COOKIE
from tests.support.real_gate import Keys
from tests.support.told_yard import ToldYard


@pytest.fixture
def client(gate: Gate, keys: Keys) -> Iterator[TestClient]:
    """Open the pages as an officer who has signed in."""
    with TestClient(create_app(gate)) as client:
        client.cookies.set(COOKIE, keys.secret(Role.OFFICER))
        yield client


@pytest.fixture
def yard(client: TestClient, keys: Keys) -> ToldYard:
    return ToldYard(client, keys.bearer(Role.YARD))
