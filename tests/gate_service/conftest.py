from collections.abc import Iterator
from pathlib import Path

import pytest

from gate_service.application.gate import Gate
from tests.support.gates import GateAtWork, at_work
from tests.support.real_gate import Keys, fresh_gate
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
