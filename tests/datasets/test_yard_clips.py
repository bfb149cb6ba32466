"""The demo's yard: what it must tell, and a clip that is rendered once and loops."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from datasets.yard_check import judged, played, truth_of
from datasets.yard_clips import FPS, KEY_EVERY, demo_yard, yard_clip
from datasets.yards import YardScene

pytestmark = pytest.mark.slow


def write_raw(path: Path, frames: Iterable[NDArray[np.uint8]], fps: int) -> None:
    several = [frame for number, frame in zip(range(3), frames, strict=False)]
    path.write_bytes(bytes([fps]) + b"".join(f[::9, ::9].tobytes() for f in several))


def refuse(path: Path, frames: Iterable[NDArray[np.uint8]], fps: int) -> None:
    path.write_bytes(b"half a clip")
    message = "no room"
    raise OSError(message)


@pytest.mark.timeout(90)
def test_the_demo_shows_a_missing_helmet_an_intrusion_and_a_near_miss() -> None:
    script = demo_yard()
    script = replace(script, plan=replace(script.plan, looks=5.0))
    verdict = judged(script, played(script, truth_of(script, seed=0)))
    assert not verdict.missed
    assert not verdict.false


def test_the_clip_begins_and_ends_with_an_empty_yard() -> None:
    scene = YardScene(demo_yard().plan)
    times = scene.plan.times()
    assert not scene.movers(times[0])
    assert not scene.movers(times[-1])


def test_a_clip_is_rendered_once_and_appears_when_it_is_whole(tmp_path: Path) -> None:
    clip = yard_clip(tmp_path, write=write_raw)
    assert yard_clip(tmp_path, write=refuse) == clip
    assert [*tmp_path.iterdir()] == [clip]
    assert clip.read_bytes()[0] == FPS


def test_another_seed_is_another_clip(tmp_path: Path) -> None:
    assert yard_clip(tmp_path, 1, write=write_raw) != yard_clip(
        tmp_path, write=write_raw
    )


def test_an_error_of_the_encoder_is_raised_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="no room"):
        yard_clip(tmp_path, write=refuse)
    assert not list(tmp_path.iterdir())


@pytest.mark.gstreamer
@pytest.mark.timeout(60)
def test_the_clip_can_be_cut_at_key_pictures(tmp_path: Path) -> None:
    pytest.importorskip("gi")
    clips = pytest.importorskip("pipelines.clips")

    def write(path: Path, frames: Iterable[NDArray[np.uint8]], fps: int) -> None:
        first = [frame for number, frame in zip(range(50), frames, strict=False)]
        clips.write_clip(path, first, fps, key_every=KEY_EVERY)

    units = clips.load_clip(yard_clip(tmp_path, write=write))
    assert [number for number, unit in enumerate(units) if unit.is_key] == [0, 20, 40]
