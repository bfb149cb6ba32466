"""A truck before one camera: frames and their exact truth.

On the command line it writes samples: frames of random trucks with their truth.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from datasets.cameras import KIOSK, READING_CAMERAS
from datasets.canvas import Gallery
from datasets.hands import held_face
from datasets.light import Sensor, exposure
from datasets.motion import Pose
from datasets.neighbours import Layer, Neighbours, before, behind
from datasets.optics import Camera, Points
from datasets.plans import Light, TruckPlan, Weather
from datasets.samples import sample_plan
from datasets.surroundings import empty_lane
from datasets.trucks import in_order, lamps, truck_parts
from datasets.truth import FrameTruth, TextTruth, write_truth

RENDERER = "1"
"""Changes when the same plan gives other pixels; part of the address of kept clips."""

ALONE = Neighbours()
"""Nothing with a number stands near the lane."""


class LaneView:
    """One camera's view of one truck; sheets are painted once and kept.

    Equal plans, cameras, neighbours, poses and frame numbers give equal pixels.
    """

    def __init__(
        self, plan: TruckPlan, camera: Camera, around: Neighbours = ALONE
    ) -> None:
        self._plan, self._camera = plan, camera
        self._gallery = Gallery(plan.light)
        self._parts = truck_parts(plan)
        self._stage = _stage(camera, plan.light, plan.weather)
        self._behind = tuple(behind(around, plan, camera))
        self._before = tuple(before(around, camera))
        self._lane = self._stage.lane
        if self._behind:
            self._lane = self._lane.copy()
            for layer in self._behind:
                layer.paint(self._lane)
        self._last: tuple[Pose, NDArray[np.uint8]] | None = None

    def frame(self, pose: Pose, number: int = 0) -> NDArray[np.uint8]:
        """Render one moment, (h, w, 3) BGR; *number* chooses the sensor's grain."""
        return self._stage.sensor.expose(self.still(pose), number)

    def still(self, pose: Pose) -> NDArray[np.uint8]:
        """Render one moment without grain or rain, (h, w, 3) BGR; not to be written to.

        A standing truck is painted once, since only the kiosk sees hands move.
        """
        if pose.along is None and not (self._behind or self._before):
            return self._stage.exposed
        if self._camera.name != KIOSK.name:
            pose = Pose(pose.along)
        if self._last is None or self._last[0] != pose:
            self._last = (pose, self._paint(pose))
        return self._last[1]

    def _paint(self, pose: Pose) -> NDArray[np.uint8]:
        pixels, own = self._lane.copy(), self._own(pose)
        for layer in (own, *self._before):
            layer.paint(pixels)
        pixels = np.asarray(cv2.GaussianBlur(pixels, (3, 3), 0.6), np.uint8)
        cv2.multiply(pixels, self._stage.gain, dst=pixels, scale=1 / 128)
        if pose.along is not None:
            _glow(pixels, own.camera, self._plan)
        return pixels

    def truth(self, pose: Pose) -> tuple[TextTruth, ...]:
        """Give every text of the truck that the frame at *pose* shows in part."""
        over = [shape for layer in self._before for shape in layer.hiding()]
        return self._own(pose).texts(over)

    def others(self, pose: Pose) -> tuple[TextTruth, ...]:
        """Give every text of the neighbours that the frame at *pose* shows in part."""
        layers = (*self._behind, self._own(pose), *self._before)
        found: list[TextTruth] = []
        over: list[Points] = []
        for number in reversed(range(len(layers))):
            if number != len(self._behind):
                found += layers[number].texts(over)
            over += layers[number].hiding()
        return tuple(found)

    def _own(self, pose: Pose) -> Layer:
        """Give the truck at *pose*; without one there is nothing to paint."""
        if pose.along is None:
            return Layer(self._camera, (), self._gallery)
        camera = self._camera.past(pose.along)
        faces = in_order(self._parts, camera)
        if camera.name == KIOSK.name and self._plan.qr and pose.raised > 0:
            faces.append(held_face(self._plan, camera, pose.raised, pose.sway))
        return Layer(camera, tuple(faces), self._gallery, legible=not self._plan.mud)


@dataclass(frozen=True, slots=True)
class _Stage:
    """What all trucks before one camera in one light share."""

    lane: NDArray[np.uint8]
    exposed: NDArray[np.uint8]
    gain: NDArray[np.uint8]
    sensor: Sensor


@cache
def _stage(camera: Camera, light: Light, weather: Weather) -> _Stage:
    lane, gain = empty_lane(camera, light, weather), exposure(camera, light)
    soft = np.asarray(cv2.GaussianBlur(lane, (3, 3), 0.6), np.uint8)
    exposed = np.asarray(cv2.multiply(soft, gain, scale=1 / 128), np.uint8)
    return _Stage(lane, exposed, gain, Sensor(camera, light, weather))


def _glow(pixels: NDArray[np.uint8], camera: Camera, plan: TruckPlan) -> None:
    """Add the light that burning lamps scatter in the lens."""
    for (x, y, z), head in lamps(plan):
        place = np.array([[x, y, z]])
        depth = float(camera.depth(place)[0])
        away = camera.position[0] - x
        if depth < 0.5 or (away > 0) is not head:
            continue
        u, v = camera.project(place)[0]
        strength = 1.0 if plan.light is Light.NIGHT else 0.55
        colour = (190, 225, 250) if head else (40, 40, 215)
        tone = np.array(colour, np.float32) * strength
        _halo(pixels, (float(u), float(v)), camera.focal / depth * 0.5, tone)


def _halo(
    pixels: NDArray[np.uint8],
    at: tuple[float, float],
    radius: float,
    tone: NDArray[np.float32],
) -> None:
    left, top = max(0, int(at[0] - radius)), max(0, int(at[1] - radius))
    window = pixels[top : int(at[1] + radius), left : int(at[0] + radius)]
    if 0 in window.shape or at[0] + radius < 0 or at[1] + radius < 0:
        return
    y, x = np.mgrid[0 : window.shape[0], 0 : window.shape[1]].astype(np.float32)
    off = np.hypot(x + left - at[0], y + top - at[1]) / radius
    fall = np.clip(1 - off, 0, 1) ** 3 * 0.75 + np.exp(-((off * 7) ** 2)) * 0.6
    window[:] = np.clip(window + fall[..., None] * tone, 0, 255).astype(np.uint8)


def write_samples(folder: Path, seed: int, count: int) -> Iterator[FrameTruth]:
    """Write a frame of every reading camera for *count* trucks; give their truth.

    Every truck stands up to 30 cm off its stop. Equal seeds write equal pixels.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(seed, seed + count):
        plan = sample_plan(number)
        off = float(np.random.default_rng(number).uniform(-0.3, 0.3))
        for camera in READING_CAMERAS:
            view, pose = LaneView(plan, camera), Pose(off)
            name = f"{number:06d}-{camera.name}.png"
            cv2.imwrite(str(folder / name), view.frame(pose, number))
            yield FrameTruth(name, camera.name, view.truth(pose))


def main(arguments: Sequence[str] | None = None) -> None:
    """Write samples and their truth, ``truth.jsonl``, into a folder."""
    parser = argparse.ArgumentParser(prog="python -m datasets.scenes")
    parser.add_argument("--seed", type=int, default=0, help="first truck")
    parser.add_argument("--count", type=int, default=10, help="how many trucks")
    parser.add_argument("--out", type=Path, required=True, help="folder to write")
    given = parser.parse_args(arguments)
    truth = list(write_samples(given.out, given.seed, given.count))
    write_truth(given.out / "truth.jsonl", truth)


if __name__ == "__main__":
    main()
