"""Pictures as JPEG, small enough for where they go."""

import cv2
import numpy as np
from numpy.typing import NDArray

from pipelines.proofs import MAX_EVIDENCE

_QUALITY = 85


def encode_jpeg(
    bgr: NDArray[np.uint8], *, limit: int = MAX_EVIDENCE, quality: int = _QUALITY
) -> bytes:
    """Encode (H, W, 3) BGR; one of more than *limit* bytes is halved until it fits."""
    how = [cv2.IMWRITE_JPEG_QUALITY, quality]
    while (body := cv2.imencode(".jpg", bgr, how)[1].tobytes()) and (
        len(body) > limit and min(bgr.shape[:2]) > 1
    ):
        bgr = np.asarray(cv2.pyrDown(bgr), np.uint8)
    return body


def no_wider(bgr: NDArray[np.uint8], width: int) -> NDArray[np.uint8]:
    """Return (h, w, 3) BGR of at most *width* pixels across, its aspect kept."""
    high, wide = bgr.shape[:2]
    if wide <= width:
        return bgr
    size = (width, max(1, round(high * width / wide)))
    return np.asarray(cv2.resize(bgr, size, interpolation=cv2.INTER_AREA), np.uint8)
