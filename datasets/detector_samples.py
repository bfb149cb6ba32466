"""All that the shipped detector learned from, in the shares that it was shown."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from datasets.collages import collages, lane_frames
from datasets.detection import TRUTH, DetectionSample, Folder, Mixture, keep
from datasets.roads import Roads, Teacher, plate_boxes, scenes

_SHARES = {"world_scenes": 0.24, "ro_dashcam": 0.10, "vn_parking": 0.04}
_OTHERS, _GENERATED = 0.24, 0.62
"""Shares of any other set of photos, and of what is generated."""
YARDS_A_LANE = 16
"""Yards are made up for every truck of a lane."""


def real_roads(data: Path, teacher: Teacher | None = None) -> dict[str, Roads]:
    """Give the training photos of whole scenes by set; LabelsError without labels."""
    return {
        group: Roads(plate_boxes(data, group, "train"), teacher)
        for group in scenes(data, "train")
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
            lanes = lane_frames(seed) if seed % YARDS_A_LANE == 0 else iter(())
            frames = list(chain(collages(seed, roads), lanes))
            for number, (image, marks) in enumerate(frames):
                keep(folder, f"{seed:07d}-{number}.jpg", image, marks)
        yield seed


def detector_samples(
    rendered: Sequence[Folder], roads: Mapping[str, Roads] | None = None
) -> Mixture:
    """Mix what ``render`` wrote with real photos, where there are any."""
    frames = sum(len(folder) for folder in rendered)
    made = [(folder, _GENERATED * len(folder) / frames) for folder in rendered]
    return Mixture([*made, *_shared(roads or {})])


def backdrops(roads: Mapping[str, Roads]) -> Sequence[DetectionSample]:
    """Mix the real photos alone, to stand behind what is rendered."""
    return Mixture(_shared(roads)) if roads else ()


def _shared(
    roads: Mapping[str, Roads],
) -> list[tuple[Sequence[DetectionSample], float]]:
    return [
        (photos, _SHARES.get(group, _OTHERS))
        for group, photos in roads.items()
        if len(photos)
    ]


def _done(folder: Path) -> set[int]:
    if not (folder / TRUTH).is_file():
        return set()
    return {int(p.stem.split("-")[0]) for p in folder.glob("*-2.jpg")}
