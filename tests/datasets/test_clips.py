"""Clips are rendered once, kept by what decides their pixels, and appear whole."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from datasets.clips import ClipKey, Studio, clip_hash, render_clips
from datasets.motion import Pace, Stage
from datasets.plans import Light
from tests.support.trucks import SMALL, truck

PACE = Pace(arrive=0.3, stand=0.2, leave=0.3, empty=0.2)


def write_raw(path: Path, frames: Iterable[NDArray[np.uint8]], fps: int) -> None:
    path.write_bytes(b"".join(frame[::9, ::9].tobytes() for frame in frames))


def refuse(path: Path, frames: Iterable[NDArray[np.uint8]], fps: int) -> None:
    path.write_bytes(next(iter(frames))[:1].tobytes())
    msg = "no room"
    raise OSError(msg)


def studio(**changes: object) -> Studio:
    plain = Studio(write_clip=write_raw, encoder="raw-1", cameras=SMALL[:2], pace=PACE)
    return replace(plain, **changes)  # type: ignore[arg-type]  # a builder's keywords


def test_every_stage_has_a_clip_and_an_empty_lane_is_shared(tmp_path: Path) -> None:
    plans = [truck(), truck(seed=1), truck(light=Light.NIGHT)]
    index = render_clips(plans, tmp_path, studio(), workers=1)
    assert len(index) == 3 * 2 * 3 + 2 * 2
    assert sorted(tmp_path.iterdir()) == sorted(set(index.values()))


def test_a_clip_that_exists_is_not_rendered_again(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    first = render_clips([truck()], tmp_path, studio(), workers=1)
    times = {path: path.stat().st_mtime_ns for path in first.values()}
    again = render_clips(
        [truck()], tmp_path, studio(), workers=1, progress=lambda *at: told.append(at)
    )
    assert again == first
    assert {path: path.stat().st_mtime_ns for path in again.values()} == times
    assert told == []


def test_a_missing_clip_alone_is_rendered(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    index = render_clips([truck()], tmp_path, studio(), workers=1)
    key = next(k for k in index if k.stage is Stage.LEAVE)
    index[key].unlink()
    render_clips(
        [truck()], tmp_path, studio(), workers=1, progress=lambda *at: told.append(at)
    )
    assert index[key].exists()
    assert told == [(1, 1)]


def test_an_encoder_that_fails_leaves_no_clip_behind(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="no room"):
        render_clips([truck()], tmp_path, studio(write_clip=refuse), workers=1)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"encoder": "raw-2"}, id="the encoder"),
        pytest.param({"pace": Pace()}, id="the pace"),
    ],
)
def test_a_clip_is_another_when_the_studio_changes(change: dict[str, object]) -> None:
    plan, camera = truck(), SMALL[0]
    before = clip_hash(plan, camera, Stage.ARRIVE, studio())
    assert clip_hash(plan, camera, Stage.ARRIVE, studio(**change)) != before


def test_an_empty_lane_is_the_same_for_all_trucks_of_one_light() -> None:
    hashes = {
        clip_hash(truck(seed=seed), SMALL[0], Stage.EMPTY, studio()) for seed in (1, 2)
    }
    assert len(hashes) == 1


def test_equal_plans_share_their_clips(tmp_path: Path) -> None:
    index = render_clips([truck(), truck()], tmp_path, studio(), workers=1)
    light, weather = truck().light, truck().weather
    keys = [ClipKey("front", Stage.STAND, n, light, weather) for n in (0, 1)]
    assert index[keys[0]] == index[keys[1]]
