"""The demo's clips: every stage of every truck before every camera, rendered once.

Frames are rendered and encoded in worker processes, one camera in one light at a
time. A clip's name holds a hash of all that decides its pixels, so a clip that
exists is never rendered again; it appears under its name when it is complete.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from datasets.cameras import CAMERAS
from datasets.fonts import available
from datasets.motion import Pace, Pose, Stage, poses
from datasets.optics import Camera
from datasets.plans import Light, TruckPlan, Weather
from datasets.scenes import RENDERER, LaneView

WriteClip = Callable[[Path, Iterable[NDArray[np.uint8]], int], None]
"""Encode frames (h, w, 3) BGR at so many a second into a file; must be picklable."""

Progress = Callable[[int, int], None]
"""Told now and then: how many clips are done, of how many."""

_TRUCK_STAGES = (Stage.ARRIVE, Stage.STAND, Stage.LEAVE)


@dataclass(frozen=True, slots=True)
class ClipKey:
    """Names a clip: a camera, a stage, and the truck's place in the list of plans.

    ``truck`` is None for the empty lane, which has one clip per light and weather.
    """

    camera: str
    stage: Stage
    truck: int | None
    light: Light
    weather: Weather


@dataclass(frozen=True, slots=True, kw_only=True)
class Studio:
    """How clips are made: cameras, durations, the encoder and its version."""

    write_clip: WriteClip
    encoder: str
    cameras: tuple[Camera, ...] = CAMERAS
    pace: Pace = field(default_factory=Pace)
    suffix: str = ".mp4"


@dataclass(frozen=True, slots=True)
class _Job:
    """The missing clips of one camera in one light and weather, by truck.

    One worker makes them all, since they share the costly picture of the lane.
    """

    camera: Camera
    trucks: tuple[tuple[TruckPlan, tuple[tuple[Stage, Path], ...]], ...]

    @property
    def clips(self) -> int:
        """Count the clips."""
        return sum(len(clips) for _, clips in self.trucks)


def render_clips(
    plans: Sequence[TruckPlan],
    folder: Path,
    studio: Studio,
    *,
    workers: int = 2,
    progress: Progress | None = None,
) -> Mapping[ClipKey, Path]:
    """Render what is missing in *folder* and give the paths of all clips.

    The empty lane is rendered once for every light and weather among *plans*.
    An error of the encoder is raised; clips that were finished by then are kept.
    """
    folder.mkdir(parents=True, exist_ok=True)
    index = {
        key: _path(folder, plan, key, studio) for plan, key in _wanted(plans, studio)
    }
    jobs = list(_jobs(plans, index, studio))
    total = sum(job.clips for job in jobs)
    done = 0
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        running = [pool.submit(_render, job, studio) for job in jobs]
        try:
            for finished in as_completed(running):
                done += finished.result()
                if progress is not None:
                    progress(done, total)
        finally:
            pool.shutdown(cancel_futures=True)
    return index


def clip_hash(plan: TruckPlan, camera: Camera, stage: Stage, studio: Studio) -> str:
    """Give a short hash of everything that decides a clip's pixels and bytes."""
    truck = (plan.light, plan.weather) if stage is Stage.EMPTY else plan
    parts = (RENDERER, studio.encoder, truck, camera, stage, studio.pace, available())
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:20]


def _wanted(
    plans: Sequence[TruckPlan], studio: Studio
) -> Iterator[tuple[TruckPlan, ClipKey]]:
    seen = set()
    for truck, plan in enumerate(plans):
        for camera in studio.cameras:
            for stage in _TRUCK_STAGES:
                yield plan, ClipKey(camera.name, stage, truck, plan.light, plan.weather)
            key = ClipKey(camera.name, Stage.EMPTY, None, plan.light, plan.weather)
            if key not in seen:
                seen.add(key)
                yield plan, key


def _path(folder: Path, plan: TruckPlan, key: ClipKey, studio: Studio) -> Path:
    camera = next(c for c in studio.cameras if c.name == key.camera)
    name = f"{key.camera}-{key.stage}-{clip_hash(plan, camera, key.stage, studio)}"
    return folder / f"{name}{studio.suffix}"


def _jobs(
    plans: Sequence[TruckPlan], index: Mapping[ClipKey, Path], studio: Studio
) -> Iterator[_Job]:
    """Gather the missing clips by camera, light and weather, each path once."""
    missing: dict[tuple[str, Light, Weather], dict[int, list[tuple[Stage, Path]]]] = {}
    taken = {path for path in index.values() if path.exists()}
    for key, path in index.items():
        if path not in taken:
            taken.add(path)
            group = missing.setdefault((key.camera, key.light, key.weather), {})
            truck = key.truck if key.truck is not None else _any(plans, key)
            group.setdefault(truck, []).append((key.stage, path))
    cameras = {camera.name: camera for camera in studio.cameras}
    for (name, _, _), group in missing.items():
        trucks = tuple((plans[truck], tuple(clips)) for truck, clips in group.items())
        yield _Job(cameras[name], trucks)


def _any(plans: Sequence[TruckPlan], key: ClipKey) -> int:
    """Give a truck that comes in the light and weather of an empty lane's clip."""
    setting = (key.light, key.weather)
    return next(n for n, p in enumerate(plans) if (p.light, p.weather) == setting)


def _render(job: _Job, studio: Studio) -> int:
    """Render and encode the clips of one job, in a worker; give their number."""
    cv2.setNumThreads(1)
    for plan, clips in job.trucks:
        view = LaneView(plan, job.camera)
        for stage, path in clips:
            _write(view, stage, path, studio)
    return job.clips


def _write(view: LaneView, stage: Stage, path: Path, studio: Studio) -> None:
    part = path.with_name(f".{os.getpid()}-{path.name}")
    frames = _frames(view, poses(stage, studio.pace))
    try:
        studio.write_clip(part, frames, studio.pace.fps)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _frames(view: LaneView, moments: Sequence[Pose]) -> Iterator[NDArray[np.uint8]]:
    for number, pose in enumerate(moments):
        yield view.frame(pose, number)
