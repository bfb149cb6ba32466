from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.gates import GateAtWork, at_work


@pytest.fixture
def work(tmp_path: Path) -> Iterator[GateAtWork]:
    working = at_work(tmp_path)
    yield working
    working.gate.close()
