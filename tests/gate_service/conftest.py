from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.gates import GateAtWork, at_work
from tests.support.yards import YardAtWork


@pytest.fixture
def work(tmp_path: Path) -> Iterator[GateAtWork]:
    working = at_work(tmp_path)
    yield working
    working.gate.close()


@pytest.fixture
def yard(work: GateAtWork) -> YardAtWork:
    return YardAtWork(work)
