"""The detector's generated images: rendered once into a folder, some at a time."""

import multiprocessing
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from datasets.detection import DetectionSample, Folder
from datasets.detector_samples import YARDS_A_LANE, render

BLOCK = YARDS_A_LANE
"""Yards that are rendered together, with one truck before the cameras of a lane."""
Tell = Callable[[int, int], None]
"""Is told how many blocks are done, and of how many."""


def untold(done: int, of: int) -> None:
    """Tell nobody."""


def generated(
    folder: Path,
    yards: int,
    roads: Sequence[DetectionSample],
    *,
    workers: int = 1,
    tell: Tell = untold,
) -> tuple[Folder, ...]:
    """Give the images of that many yards; what *folder* has not yet is rendered.

    *roads* may stand behind. Every block is a folder of its own that appears when it
    is whole, so an interruption loses a block and no more.
    """
    seeds = [range(at, min(at + BLOCK, yards)) for at in range(0, yards, BLOCK)]
    blocks = {folder / f"{part.start:06d}-{part.stop:06d}": part for part in seeds}
    missing = [(place, part) for place, part in blocks.items() if not place.is_dir()]
    done = len(blocks) - len(missing)
    for number, _ in enumerate(_rendered(missing, roads, workers), start=done + 1):
        tell(number, len(blocks))
    return tuple(Folder(place) for place in blocks)


def _rendered(
    missing: Sequence[tuple[Path, range]],
    roads: Sequence[DetectionSample],
    workers: int,
) -> Iterator[None]:
    rendering = partial(_render, roads)
    if workers < 2:
        yield from map(rendering, missing)
        return
    fresh = multiprocessing.get_context("spawn")  # threads of ours do not survive forks
    with ProcessPoolExecutor(workers, mp_context=fresh) as pool:
        yield from pool.map(rendering, missing)


def _render(roads: Sequence[DetectionSample], block: tuple[Path, range]) -> None:
    place, seeds = block
    begun = place.with_name(f"{place.name}.part")
    shutil.rmtree(begun, ignore_errors=True)
    for _ in render(begun, seeds, roads):
        pass
    begun.rename(place)
