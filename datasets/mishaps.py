"""What befalls a camera, as its frames show it: covered, sprayed, dark."""

import cv2
import numpy as np
from numpy.typing import NDArray

from datasets.weathering import clouds
from datasets.yard_plans import Mishap, Trouble

Pixels = NDArray[np.uint8]
_SPRAYING = 1.2
"""Seconds in which somebody empties a can."""


def spoil(image: Pixels, trouble: Trouble, at: float) -> Pixels:
    """Give *image* (h, w, 3) as it looks *at* seconds; what moved is painted so."""
    if trouble.what is Mishap.COVERED:
        return _covered(image)
    if trouble.what is Mishap.DARK:
        return np.asarray(cv2.convertScaleAbs(image, None, 0.02, 2), np.uint8)
    if trouble.what is Mishap.SPRAYED:
        share = (at - trouble.begins + 0.2) / _SPRAYING
        return _sprayed(image, min(1.0, share))
    return image


def _covered(image: Pixels) -> Pixels:
    """Hang a bag over the lens: a little light shines through it."""
    shape = (image.shape[0], image.shape[1])
    weave = clouds(shape, (3, 4), np.random.default_rng(51))
    small = cv2.resize(image, (8, 5), interpolation=cv2.INTER_AREA)
    glow = cv2.resize(small, shape[::-1], interpolation=cv2.INTER_CUBIC)
    cloth = np.array((46, 58, 66)) * (0.75 + 0.4 * weave[..., None])
    return np.asarray((cloth + np.asarray(glow) * 0.06).clip(0, 255), np.uint8)


def _sprayed(image: Pixels, share: float) -> Pixels:
    """Spray paint over *share* of what will be covered in the end."""
    height, width = image.shape[:2]
    rng = np.random.default_rng(52)
    veil = np.zeros((height, width), np.float32)
    for _ in range(max(1, round(60 * share))):
        x, y = rng.normal((0.45, 0.5), (0.2, 0.22)) * (width, height)
        radius = int(rng.uniform(0.05, 0.13) * height)
        cv2.circle(veil, (int(x), int(y)), radius, 1.0, -1)
    soft = np.asarray(cv2.GaussianBlur(veil, (0, 0), height / 60), np.float32)
    paint = np.array((30, 32, 34), np.float32)
    mixed = image + (paint - image) * soft.clip(0, 1)[..., None]
    return np.asarray(mixed, np.uint8)
