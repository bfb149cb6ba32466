"""Generated people at work, for the detector of people and their gear.

    python -m datasets.people_samples --out FOLDER [--count N]
        [--roads PLATES --network COCO.onnx] [--sites CSS]

The folder gets JPEG images and their truth; a run that was interrupted goes on.
"""

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from datasets.backdrops import Backdrop, photo_backdrops, site_backdrops
from datasets.bodies import Detail
from datasets.detection import TRUTH, Marked, keep
from datasets.dice import about, between, chance, weighted
from datasets.machines import sample_machine
from datasets.optics import Camera
from datasets.people import sample_looks
from datasets.plans import Light, Weather
from datasets.poses import sample_stance
from datasets.samples import pick
from datasets.spoiling import bent, sent, spoiled
from datasets.yard_grounds import empty_yard, sample_paving
from datasets.yard_things import Thing, driven, person, stack
from datasets.yard_views import Lighting, marks, paint_things
from vision.results import Box

Pixels = NDArray[np.uint8]
Photo = Callable[[tuple[int, int], Generator], Backdrop | None]
"""Gives a part of a photo of a shape (h, w); None where it does not serve."""
Photos = Sequence[Photo]
VIEWS = 4
"""Frames of every place, each with other people."""
_SHAPES = ((640, 384), (640, 384), (640, 384), (640, 480), (480, 480))
_SMALLEST, _LARGEST = 14.0, 240.0
"""Heights in pixels between which people are set down, evenly by their logarithm."""
_OFF_PHOTOS = 0.36


def people_samples(
    seed: int, photos: Photos = (), views: int = VIEWS
) -> Iterator[tuple[Pixels, Marked]]:
    """Make up a place and show it with other people in each of a few frames (h, w, 3).

    *photos* may stand behind. Equal seeds and photos give equal frames.
    """
    rng = np.random.default_rng([22, seed])
    light = weighted(rng, ((Light.DAY, 7.0), (Light.DUSK, 1.2), (Light.NIGHT, 1.3)))
    real = len(photos) > 0 and chance(rng, _OFF_PHOTOS)
    camera = _low_camera(rng) if real else _high_camera(rng)
    made = None if real else _made(camera, light, rng)
    for _ in range(views):
        behind = made or _photo(photos, (camera.height, camera.width), rng)
        yield _frame(behind, camera, light, rng)


def _frame(
    behind: Backdrop, camera: Camera, light: Light, rng: Generator
) -> tuple[Pixels, Marked]:
    things = [*behind.things, *_cast(camera, rng)]
    shade = 0.0 if light is Light.NIGHT else between(rng, 0.1, 0.5)
    view = paint_things(
        behind.image, camera, things, Lighting(light, shade, behind.gain), rng=rng
    )
    covered = np.any(view.image != behind.image, axis=2)
    joined = _joined(marks(view), behind.marks, covered)
    image, moved = bent(view.image, joined, rng) if chance(rng, 0.3) else (
        view.image, joined)  # fmt: skip
    if chance(rng, 0.35):
        return sent(image, rng), moved
    dark = chance(rng, 0.5 if light is Light.NIGHT else 0.05)
    return spoiled(image, rng, dark=dark), moved


def _photo(photos: Photos, shape: tuple[int, int], rng: Generator) -> Backdrop:
    """Take a part of some photo without people."""
    for _ in range(30):
        found = pick(rng, photos)(shape, rng)
        if found is not None:
            return found
    message = "people are seen in all photos that were tried; take others"
    raise ValueError(message)


def _joined(ours: Marked, behind: Marked, covered: NDArray[np.bool_]) -> Marked:
    """Keep of a photo's own boxes those that are not painted over."""
    kept, unsure = [], []
    for box, label in behind.boxes:
        part = covered[int(box.y0) : int(box.y1) + 1, int(box.x0) : int(box.x1) + 1]
        hidden = float(part.mean()) if part.size else 1.0
        if hidden < 0.3:
            kept.append((box, label))
        elif hidden < 0.9:
            unsure.append(box)
    ignored = (*ours.ignored, *behind.ignored, *unsure)
    return Marked((*ours.boxes, *kept), ignored)


def _high_camera(rng: Generator) -> Camera:
    """Hang a camera on a mast or a wall."""
    width, height = pick(rng, _SHAPES)
    high = float(np.exp(between(rng, np.log(2.6), np.log(14))))
    ahead = high * float(np.exp(between(rng, np.log(1.2), np.log(7))))
    return Camera(
        name="yard",
        position=(0.0, 0.0, high),
        target=(ahead, 0.0, 0.9),
        view=between(rng, 24, 62),
        width=width,
        height=height,
    )


def _low_camera(rng: Generator) -> Camera:
    """Hold a camera as the photos of roads were taken: low, looking ahead."""
    width, height = pick(rng, _SHAPES)
    high = between(rng, 1.3, 4.5)
    drop = about(rng, 0.06, 0.06, 0.2)
    return Camera(
        name="road",
        position=(0.0, 0.0, high),
        target=(10.0, 0.0, high - 10 * drop),
        view=between(rng, 24, 50),
        width=width,
        height=height,
    )


def _made(camera: Camera, light: Light, rng: Generator) -> Backdrop:
    """Make up a yard with stacks of containers and something that drives."""
    wet = Weather.RAIN if chance(rng, 0.15) else Weather.CLEAR
    image = empty_yard(camera, sample_paving(rng), light, wet)
    things: list[Thing] = []
    for _ in range(int(rng.integers(0, 9))):
        at = (between(rng, 6, 75), between(rng, -32, 32))
        heading = pick(rng, (0.0, np.pi / 2)) + about(rng, 0, 0.05, 0.1)
        length = pick(rng, (6.06, 12.19))
        if abs(at[1]) > at[0] * 0.25 or at[0] > 25:
            things.append(stack(length, int(rng.integers(1, 4)), (*at, heading), rng))
    return Backdrop(image, Marked(()), tuple(things))


def _cast(camera: Camera, rng: Generator) -> list[Thing]:
    """Set down people, and now and then something that drives."""
    things: list[Thing] = []
    while chance(rng, 0.36) and len(things) < 3:
        at = _place(camera, between(rng, 30, 160), rng)
        driver = sample_looks(rng) if chance(rng, 0.7) else None
        if at is not None and at[0] > 9:
            heading = between(rng, -np.pi, np.pi)
            things.append(driven(sample_machine(rng), (*at, heading), driver))
    if chance(rng, 0.06):
        return things
    for _ in range(2 + int(rng.integers(0, 8))):
        things += _group(camera, rng)
    return things


def _group(camera: Camera, rng: Generator) -> list[Thing]:
    """Set down one person, or one with another beside."""
    tall = float(np.exp(between(rng, np.log(_SMALLEST), np.log(_LARGEST))))
    at = _place(camera, tall, rng)
    if at is None:
        return []
    detail = Detail.FAR if tall < 35 else Detail.NEAR if tall < 130 else Detail.CLOSE
    found = [at]
    while chance(rng, 0.22):
        off = rng.normal(0, 0.9, 2)
        found.append((at[0] + float(off[0]), at[1] + float(off[1])))
    return [
        person(sample_looks(rng), sample_stance(rng), (*p, _heading(rng)), detail)
        for p in found
    ]


def _heading(rng: Generator) -> float:
    return between(rng, -np.pi, np.pi)


def _place(camera: Camera, tall: float, rng: Generator) -> tuple[float, float] | None:
    """Find where in the frame somebody is *tall* pixels high; None where nowhere."""
    away = camera.focal * 1.75 / tall
    high = camera.position[2] - 0.9
    if away <= abs(high) * 1.02:
        return None
    ground = float(np.sqrt(away**2 - high**2))
    half = float(np.arctan(camera.width / 2 / camera.focal))
    for _ in range(4):
        turn = between(rng, -half * 1.1, half * 1.1)
        x, y = ground * float(np.cos(turn)), ground * float(np.sin(turn))
        middle = np.array([[x, y, 0.9]])
        if camera.depth(middle)[0] > 1.5:
            u, v = camera.project(middle)[0]
            if 0 <= u < camera.width and 0 <= v < camera.height:
                return x, y
    return None


def render(folder: Path, seeds: range, photos: Photos = ()) -> Iterator[int]:
    """Write the frames of every seed that *folder* does not hold; give the seeds."""
    done = _done(folder)
    for seed in seeds:
        if seed not in done:
            for number, (image, found) in enumerate(people_samples(seed, photos)):
                clipped = _within(found, image.shape[1], image.shape[0])
                keep(folder, f"{seed:07d}-{number}.jpg", image, clipped)
        yield seed


def _within(found: Marked, width: int, height: int) -> Marked:
    """Cut boxes at the edges of the frame."""

    def cut(box: Box) -> Box:
        x0, x1 = (min(max(x, 0.0), float(width)) for x in (box.x0, box.x1))
        y0, y1 = (min(max(y, 0.0), float(height)) for y in (box.y0, box.y1))
        return Box(x0, y0, x1, y1)

    boxes = tuple((cut(box), label) for box, label in found.boxes)
    return replace(found, boxes=boxes, ignored=tuple(map(cut, found.ignored)))


def _done(folder: Path) -> set[int]:
    if not (folder / TRUTH).is_file():
        return set()
    last = f"*-{VIEWS - 1}.jpg"
    return {int(path.stem.split("-")[0]) for path in folder.glob(last)}


def main(arguments: Sequence[str] | None = None) -> None:
    """Write frames of made-up people and their truth into a folder."""
    parser = argparse.ArgumentParser(prog="python -m datasets.people_samples")
    parser.add_argument("--seed", type=int, default=0, help="first place")
    parser.add_argument("--count", type=int, default=25, help="how many places")
    parser.add_argument("--roads", type=Path, help="folder of the photos of plates")
    parser.add_argument("--sites", type=Path, help="photos of sites, all labelled")
    parser.add_argument("--network", type=Path, help="YOLOX of COCO, ONNX: marks cars")
    parser.add_argument("--out", type=Path, required=True, help="folder to write")
    given = parser.parse_args(arguments)
    photos: list[Photo] = []
    if given.roads:
        photos += photo_backdrops(given.roads, given.network)
    if given.sites:
        photos += [*site_backdrops(given.sites)] * 2
    for _ in render(given.out, range(given.seed, given.seed + given.count), photos):
        pass


if __name__ == "__main__":
    main()
