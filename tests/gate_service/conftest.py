from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from gate_service.application.gate import Gate
from gate_service.web.app import create_app
from tests.support.customs_office import Office
from tests.support.gate_api import Api
from tests.support.gates import GateAtWork, at_work
from tests.support.real_gate import Keys, fresh_gate
from tests.support.yard_api import YardApi
from tests.support.yards import YardAtWork


@pytest.fixture
def work(tmp_path: Path) -> Iterator[GateAtWork]:
    working = at_work(tmp_path)
    yield working
    working.gate.close()


@pytest.fixture
def yard(work: GateAtWork) -> YardAtWork:
    return YardAtWork(work)


@pytest.fixture
def gate(tmp_path: Path) -> Iterator[Gate]:
    gate = fresh_gate(tmp_path)
    yield gate
    gate.close()


@pytest.fixture
def keys(gate: Gate) -> Keys:
    return Keys(gate)


@pytest.fixture
def api(gate: Gate, keys: Keys) -> Iterator[Api]:
    with TestClient(create_app(gate)) as client:
        yield Api(client, keys)


@pytest.fixture
def yard_api(gate: Gate, keys: Keys) -> Iterator[YardApi]:
    with TestClient(create_app(gate)) as client:
        yield YardApi(client, keys)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    gate = fresh_gate(tmp_path)
    with TestClient(create_app(gate)) as client:
        yield Office(client, gate, Keys(gate))
    gate.close()
