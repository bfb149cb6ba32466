"""A drawn yard with somebody who walks through it: pictures, and a clip of them."""

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

WIDTH, HEIGHT = 640, 360
_SKY, _ASPHALT, _PAINT = (200, 185, 170), (95, 95, 92), (60, 200, 230)
_STACKS = ((150, 60, 40), (40, 60, 170), (60, 120, 60), (30, 110, 200), (120, 120, 120))
_VEST, _HELMET, _TROUSERS = (40, 230, 230), (240, 240, 240), (90, 50, 30)


def yard_picture(step: float = 0.5) -> NDArray[np.uint8]:
    """Draw (360, 640, 3) BGR; *step* 0 to 1 is how far the person has walked."""
    image = np.full((HEIGHT, WIDTH, 3), _ASPHALT, np.uint8)
    image[:90] = _SKY
    for number in range(20):
        colour = _STACKS[number * 7 % 5]
        x, y = 128 * (number % 5), 30 + 32 * (number // 5)
        cv2.rectangle(image, (x, y), (x + 124, y + 30), colour, -1)
        for rib in range(x + 6, x + 124, 8):
            cv2.line(image, (rib, y + 3), (rib, y + 27), (0, 0, 0), 1)
    for x in range(-200, WIDTH, 60):
        cv2.line(image, (x, HEIGHT), (x + 120, 180), _PAINT, 2)
    return _with_person(image, round(80 + 460 * step), 330)


def _with_person(image: NDArray[np.uint8], x: int, feet: int) -> NDArray[np.uint8]:
    cv2.rectangle(image, (x - 9, feet - 45), (x - 2, feet), _TROUSERS, -1)
    cv2.rectangle(image, (x + 2, feet - 45), (x + 9, feet), _TROUSERS, -1)
    cv2.rectangle(image, (x - 14, feet - 90), (x + 14, feet - 42), _VEST, -1)
    cv2.line(image, (x - 14, feet - 62), (x + 14, feet - 62), (220, 220, 220), 4)
    cv2.circle(image, (x, feet - 102), 11, (120, 150, 190), -1)
    cv2.ellipse(image, (x, feet - 104), (13, 12), 0, 180, 360, _HELMET, -1)
    return image


def jpeg(image: NDArray[np.uint8]) -> bytes:
    return bytes(cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, 85])[1])


def clip(folder: Path, seconds: int = 3, fps: int = 10) -> bytes:
    """Encode the walk as H.264 in an MP4; needs GStreamer."""
    from pipelines.clips import write_clip  # noqa: PLC0415  # tests run without it

    path = folder / "walk.mp4"
    steps = np.linspace(0, 1, seconds * fps)
    write_clip(path, (yard_picture(float(step)) for step in steps), fps)
    return path.read_bytes()
