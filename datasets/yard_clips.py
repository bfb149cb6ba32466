"""The demo's yard: a minute before one camera, rendered once, and what it must tell.

It loops without a jump: the yard is empty when it begins and when it ends.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from datasets.people import Looks, Upper
from datasets.sheets import Colour
from datasets.yard_grounds import Paving
from datasets.yard_plans import YARD_CAMERA, Act, Pile, Ride, YardPlan
from datasets.yard_script import (
    BAREHEADED,
    OTHER_WORKER,
    WORKER,
    Expected,
    YardScript,
    crane_lane,
    ground,
    path,
    roadway,
    walk,
)
from datasets.yards import YardScene
from pipelines.clips import write_clip
from vision.incidents import Cause, Severity
from vision.proximity import Proximity
from vision.scene import Gear
from vision.yard import YardRules

WriteClip = Callable[[Path, Iterable[NDArray[np.uint8]], int], None]
Progress = Callable[[int, int], None]
"""Told now and then: how many frames are rendered, of how many."""

DEMO_CAMERA = replace(YARD_CAMERA, view=36.0, width=1280, height=720)
"""People are large enough in its picture for a small detector to see bare heads."""
RENDERER = "yard-1"
"""Changes when the same plan gives other pixels or the encoder other bytes."""
FPS = 10
KEY_EVERY = 20
"""Evidence is cut at key pictures, so there must be some."""
_WRITE: WriteClip = partial(write_clip, key_every=KEY_EVERY)
_HELMET = frozenset({Gear.HELMET})
_LANE = (9.5, 16.5), (0.8, 5.6)
_ROAD = (9.0, 24.0), (-8.0, -1.6)
_YELLOW: Colour = (40, 175, 225)
_WHITE: Colour = (210, 214, 216)


def demo_yard(seed: int = 0) -> YardScript:
    """Give the demo's scene: three incidents a minute, and quiet between them.

    *seed* changes how the yard looks, not what happens.
    """
    zones = (
        replace(crane_lane(*_LANE, DEMO_CAMERA), gear=_HELMET, cooldown=20.0),
        replace(roadway(*_ROAD, DEMO_CAMERA), severity=Severity.SEVERE, cooldown=20.0),
    )
    near = Proximity(cooldown=20.0)
    return YardScript(
        name="demo",
        plan=_plan(seed),
        rules=YardRules(zones=zones, ground=ground(DEMO_CAMERA), proximity=near),
        expected=(
            Expected(Cause.MISSING_PPE, "crane-lane"),
            Expected(Cause.INTRUSION, "roadway"),
            Expected(Cause.PROXIMITY, None),
        ),
    )


def yard_clip(
    folder: Path,
    seed: int = 0,
    *,
    write: WriteClip = _WRITE,
    progress: Progress | None = None,
    suffix: str = ".mp4",
) -> Path:
    """Render the demo's yard into *folder*, if it is not there, and give its path.

    The clip appears under its name when it is whole. The encoder's error is raised.
    """
    plan = demo_yard(seed).plan
    known = hashlib.sha256(repr((RENDERER, plan)).encode()).hexdigest()[:20]
    path = folder / f"yard-{known}{suffix}"
    if path.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{os.getpid()}-{path.name}")
    try:
        write(part, _frames(plan, progress), FPS)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return path


def _frames(plan: YardPlan, progress: Progress | None) -> Iterator[NDArray[np.uint8]]:
    total = len(plan.times())
    for number, frame in enumerate(YardScene(plan).frames(), start=1):
        yield frame.image
        if progress is not None:
            progress(number, total)


def _plan(seed: int) -> YardPlan:
    return YardPlan(
        seconds=64,
        people=(
            walk(WORKER, (3.0, 13.0, 14.0), (12.0, 12.5, 3.5), (17.0, 12.0, 3.0),
                 (27.0, 14.0, 15.0), acts=(Act(at=12.0, heading=np.pi),
                                           Act(at=17.0))),
            walk(BAREHEADED, (9.0, 18.0, 15.0), (17.0, 14.0, 5.0), (20.0, 13.0, 3.5),
                 (28.0, 16.0, 15.0)),
            walk(OTHER_WORKER, (31.0, 8.0, -0.2), (34.0, 11.0, -0.4),
                 (37.0, 14.0, -4.0), (41.0, 13.0, -4.0), (47.0, 9.0, 0.6),
                 (51.0, 4.5, 4.0)),
            walk(replace(WORKER, seed=9, upper=Upper.VEST_JACKET),
                 (38.5, 24.0, 18.0), (50.8, 17.8, 0.6), (53.0, 17.2, -0.2),
                 (55.5, 17.2, -0.2), (62.5, 18.5, 13.5)),
        ),
        rides=(
            Ride(kind="forklift", path=path((44.5, 19.6, -24.0), (52.5, 19.8, -4.0),
                                            (62.5, 20.6, 22.0)),
                 driver=Looks(seed=6), seed=2),
        ),
        piles=_piles(),
        camera=DEMO_CAMERA,
        looks=FPS,
        paving=_paving(),
        seed=seed,
    )  # fmt: skip


def _piles() -> tuple[Pile, ...]:
    """Give rows of stacks at the far end."""
    rows = (
        *((30.0, -19.0 + 6.3 * n, levels) for n, levels in enumerate((3, 2, 3))),
        *((34.0, 4.0 + 6.3 * n, levels) for n, levels in enumerate((3, 2, 3, 4))),
        (38.0, -26.0, 4),
    )
    return tuple(
        Pile(x=x, y=y, heading=float(np.pi / 2), levels=levels) for x, y, levels in rows
    )


def _paving() -> Paving:
    """Give concrete with the zones' edges painted on it."""
    lane, road = _edges(*_LANE), _edges(*_ROAD)
    lines = (
        *((edge, _YELLOW) for edge in lane),
        *((edge, _WHITE) for edge in road),
    )
    return Paving(tone=(122, 128, 132), joints=6.0, stains=0.22, lines=lines, seed=3)


def _edges(
    x: tuple[float, float], y: tuple[float, float]
) -> tuple[tuple[float, float, float, float, float], ...]:
    (near, far), (right, left) = x, y
    return (
        (near, right, near, left, 0.15), (near, left, far, left, 0.15),
        (far, left, far, right, 0.15), (far, right, near, right, 0.15),
    )  # fmt: skip
