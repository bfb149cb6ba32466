"""Sun, lamps and the sensor: what light does to faces and to whole frames."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from datasets.optics import Camera, Face
from datasets.plans import Light, Weather

Tone = tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sky:
    """One kind of light: the direction to the sun, and tones as gains (b, g, r)."""

    sun: tuple[float, float, float]
    ambient: Tone
    direct: Tone
    zenith: Tone
    horizon: Tone
    noise: float


SKIES = {
    Light.DAY: Sky(
        sun=(-0.35, 0.5, 0.79),
        ambient=(0.90, 0.86, 0.83),
        direct=(0.30, 0.36, 0.40),
        zenith=(206, 150, 92),
        horizon=(236, 226, 214),
        noise=1.5,
    ),
    Light.DUSK: Sky(
        sun=(-0.75, 0.55, 0.36),
        ambient=(0.74, 0.64, 0.62),
        direct=(0.12, 0.34, 0.54),
        zenith=(120, 78, 62),
        horizon=(108, 150, 226),
        noise=1.8,
    ),
    Light.NIGHT: Sky(
        sun=(0.0, 0.0, 1.0),
        ambient=(0.56, 0.58, 0.58),
        direct=(0.10, 0.12, 0.13),
        zenith=(26, 16, 12),
        horizon=(52, 40, 36),
        noise=2.2,
    ),
}
"""Direct light of the night is that of the portal's lamps, from above."""


def shade(face: Face, light: Light) -> Tone:
    """Gain (b, g, r) of a face by its direction."""
    if face.glows:
        return (1.0, 1.0, 1.0)
    sky = SKIES[light]
    facing = max(0.0, float(face.normal @ np.array(sky.sun)))
    b, g, r = (
        (a + d * facing) * face.lit
        for a, d in zip(sky.ambient, sky.direct, strict=True)
    )
    return (b, g, r)


def toned(pixels: NDArray[np.uint8], gain: Tone) -> NDArray[np.uint8]:
    """Multiply pixels (h, w, 3) by a gain per channel."""
    return np.asarray(cv2.transform(pixels, np.diag(gain)), np.uint8)


def exposure(camera: Camera, light: Light) -> NDArray[np.uint8]:
    """Gain map (h, w, 3) of a camera, 128 for 1: vignette, and at night its lamps."""
    y, x = np.mgrid[0 : camera.height, 0 : camera.width].astype(np.float32)
    u = (x - camera.width / 2) / camera.width * 2
    v = (y - camera.height / 2) / camera.height * 2
    gain = (1.0 - 0.10 * (u * u + v * v * 0.6))[..., None] * np.ones(3, np.float32)
    if light is Light.NIGHT:
        pool = np.exp(-(u * u * 0.9 + (v - 0.05) ** 2 * 0.8))[..., None]
        cold = 1 + (1 - pool) * np.array((0.32, 0.02, -0.12), np.float32)
        gain *= (0.34 + 1.42 * pool) * cold
    return np.asarray((gain * 128).clip(0, 255), np.uint8)


class Sensor:
    """The last step of every frame: its grain, and the rain before the lens.

    The grain is a little soft, as cameras deliver it after their own noise filter.

    The grain of frame *n* is a window into one larger picture, so that frames differ,
    repeat exactly for equal *n*, and cost one addition.
    """

    _SPARE = 160

    def __init__(self, camera: Camera, light: Light, weather: Weather) -> None:
        """Prepare the grain of *camera*; it is the same for every truck."""
        rng = np.random.default_rng(7)
        shape = (camera.height + self._SPARE, camera.width + self._SPARE)
        fine = rng.normal(0, 1, shape).astype(np.float32)
        soft = cv2.GaussianBlur(fine, (0, 0), 0.9)
        grain = np.asarray(soft / soft.std() * SKIES[light].noise, np.float32)
        if weather is Weather.RAIN:
            grain += _rain(shape, rng) * (34 if light is Light.NIGHT else 46)
        level = np.clip(grain + 32, 0, 255).astype(np.uint8)
        self._grain = np.asarray(cv2.merge([level] * 3), np.uint8)
        self._shifts = rng.integers(0, self._SPARE, (64, 2))
        self._shape = (camera.height, camera.width)

    def expose(self, frame: NDArray[np.uint8], number: int) -> NDArray[np.uint8]:
        """Add the grain of frame *number* to *frame* (h, w, 3)."""
        top, left = (int(n) for n in self._shifts[number % len(self._shifts)])
        height, width = self._shape
        window = self._grain[top : top + height, left : left + width]
        return np.asarray(cv2.addWeighted(frame, 1.0, window, 1.0, -32.0), np.uint8)


def _rain(shape: tuple[int, int], rng: np.random.Generator) -> NDArray[np.float32]:
    drops = np.zeros(shape, np.float32)
    count = shape[0] * shape[1] // 2600
    rows, columns = rng.integers(0, shape[0], count), rng.integers(0, shape[1], count)
    for row, column, length in zip(
        rows, columns, rng.integers(9, 34, count), strict=True
    ):
        end = (int(column) - int(length) // 9, int(row) + int(length))
        cv2.line(
            drops, (int(column), int(row)), end, float(rng.random()), 1, cv2.LINE_AA
        )
    return np.asarray(cv2.GaussianBlur(drops, (3, 3), 0), np.float32)
