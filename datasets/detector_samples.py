"""All that the shipped detector learned from, in the shares that it was shown."""

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from datasets.collages import collages, lane_frames
from datasets.detection import TRUTH, DetectionSample, Folder, Mixture, keep
from datasets.roads import SCENES, Roads, Teacher, plate_boxes

_SHARES = {"world_scenes": 0.24, "ro_dashcam": 0.10, "vn_parking": 0.04}
_GENERATED = 0.62
_YARDS_A_LANE = 16
"""Yards are made up for every truck of a lane."""


def real_roads(data: Path, teacher: Teacher | None = None) -> dict[str, Roads]:
    """Give the training photos of ``plates/`` by set; raises LabelsError without."""
    return {
        group: Roads(plate_boxes(data, group, "train"), teacher) for group in SCENES
    }


def render(
    folder: Path, seeds: range, roads: Sequence[DetectionSample] = ()
) -> Iterator[int]:
    """Write three frames of a yard for every seed, and some lanes; give the seeds.

    What an earlier run wrote is passed over, so a run that was interrupted goes on.
    """
    done = _done(folder)
    for seed in seeds:
        if seed not in done:
            lanes = lane_frames(seed) if seed % _YARDS_A_LANE == 0 else iter(())
            frames = list(chain(collages(seed, roads), lanes))
            for number, (image, marks) in enumerate(frames):
                keep(folder, f"{seed:07d}-{number}.jpg", image, marks)
        yield seed


def detector_samples(
    rendered: Path, roads: dict[str, Roads] | None = None
) -> Sequence[DetectionSample]:
    """Mix what ``render`` wrote with real photos, where there are any."""
    sources: list[tuple[Sequence[DetectionSample], float]] = [
        (photos, _SHARES[group]) for group, photos in (roads or {}).items() if photos
    ]
    return Mixture([*sources, (Folder(rendered), _GENERATED)])


def _done(folder: Path) -> set[int]:
    if not (folder / TRUTH).is_file():
        return set()
    return {int(p.stem.split("-")[0]) for p in folder.glob("*-2.jpg")}
