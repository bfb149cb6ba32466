from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.truck_lane import TruckLane


@pytest.fixture(name="site")
def lane_with_two_cameras(tmp_path: Path) -> Iterator[TruckLane]:
    site = TruckLane(tmp_path)
    yield site
    site.outbox.close()
