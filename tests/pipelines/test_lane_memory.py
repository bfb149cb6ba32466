"""A lane remembers over a restart what it looks like when it is empty."""

from pathlib import Path

import numpy as np
import pytest

from pipelines.lane_memory import LaneMemory
from pipelines.messages import PresenceChanged
from pipelines.trigger import Trigger
from tests.support.lane_pictures import bare_lane, truck
from tests.support.pipes import frame
from vision.presence import DEFAULT, Occupancy

LANE = np.full((90, 160), 7.5, np.float32)


@pytest.fixture(name="clock")
def utc_seconds() -> list[float]:
    return [1_700_000_000.0]


@pytest.fixture(name="memory")
def memory_in_a_folder(tmp_path: Path, clock: list[float]) -> LaneMemory:
    return LaneMemory(tmp_path / "lane" / "front.npy", lambda: clock[0])


def test_what_was_kept_is_recalled(memory: LaneMemory) -> None:
    memory.keep(LANE)
    assert np.array_equal(memory.recall((90, 160)), LANE)  # type: ignore[arg-type]  # None fails too


def test_a_lane_never_seen_is_not_recalled(memory: LaneMemory) -> None:
    assert memory.recall((90, 160)) is None


def test_an_old_picture_or_one_of_another_shape_is_not_recalled(
    memory: LaneMemory, clock: list[float]
) -> None:
    memory.keep(LANE)
    assert memory.recall((45, 80)) is None
    clock[0] += 1801
    assert memory.recall((90, 160)) is None


@pytest.mark.parametrize("content", [b"", b"no picture", b"\x93NUMPY\x01\x00v\x00"])
def test_a_damaged_file_is_not_recalled(memory: LaneMemory, content: bytes) -> None:
    memory.keep(LANE)
    memory.path.write_bytes(content)
    assert memory.recall((90, 160)) is None


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    memory = LaneMemory(tmp_path / "file" / "front.npy", lambda: 0.0)
    memory.keep(LANE)
    assert memory.recall((90, 160)) is None


def test_a_truck_that_came_while_the_lane_was_down_is_seen_at_once(
    memory: LaneMemory,
) -> None:
    told: list[PresenceChanged] = []
    before = Trigger("front", DEFAULT, told.append, memory)
    for tenth in range(70):
        before.see(frame("front", 1000.0 + tenth / 10, bare_lane()))
    assert [t.occupancy for t in told] == [Occupancy.EMPTY]

    Trigger("front", DEFAULT, told.append, memory).see(
        frame("front", 1020.0, truck(40))
    )

    assert told[-1].occupancy is Occupancy.STANDING
