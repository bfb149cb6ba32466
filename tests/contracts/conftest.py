from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.alone_lane import AloneLane, RemoteGate


@pytest.fixture
def remote(tmp_path: Path) -> Iterator[RemoteGate]:
    remote = RemoteGate(tmp_path)
    with remote.app:
        yield remote
    remote.gate.close()


@pytest.fixture
def lane(remote: RemoteGate) -> AloneLane:
    return AloneLane(remote)
