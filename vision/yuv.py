"""I420 and NV12 pictures: made from BGR, and back for only the crop asked for."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from vision.results import Box


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture as a decoder gives it: 8 bits, BT.601, limited range.

    ``luma`` is (H, W). ``chroma`` is one plane of (ceil(H/2), ceil(W/2), 2) with U
    and V side by side (NV12), or two planes of (ceil(H/2), ceil(W/2)), U then V (I420).
    """

    luma: NDArray[np.uint8]
    chroma: tuple[NDArray[np.uint8], ...]

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        height, width = self.luma.shape
        return width, height


def to_bgr(picture: Picture, box: Box | None = None) -> NDArray[np.uint8]:
    """Return (h, w, 3) BGR of *box*, or of the whole picture; only that is converted.

    The box is widened to whole pixels and cut at the picture's edge. A box that
    lies outside gives an array with a side of zero.
    """
    width, height = picture.size
    x0, y0, x1, y1 = (0, 0, width, height) if box is None else _inside(box, picture)
    if x0 >= x1 or y0 >= y1:
        return np.empty((max(0, y1 - y0), max(0, x1 - x0), 3), np.uint8)
    left, top = x0 & ~1, y0 & ~1
    luma = _even(picture.luma[top:y1, left:x1])
    planes = [
        plane[top // 2 : (y1 + 1) // 2, left // 2 : (x1 + 1) // 2]
        for plane in picture.chroma
    ]
    chroma = planes[0] if len(planes) == 1 else np.dstack(planes)
    bgr = cv2.cvtColorTwoPlane(
        luma, np.ascontiguousarray(chroma), cv2.COLOR_YUV2BGR_NV12
    )
    crop = bgr[y0 - top : y1 - top, x0 - left : x1 - left]
    return np.ascontiguousarray(crop, dtype=np.uint8)


def from_bgr(bgr: NDArray[np.uint8]) -> Picture:
    """Return the I420 picture of a (H, W, 3) BGR image; odd sides stay odd."""
    height, width = bgr.shape[:2]
    even = cv2.copyMakeBorder(bgr, 0, height & 1, 0, width & 1, cv2.BORDER_REPLICATE)
    high, wide = even.shape[:2]
    flat = np.asarray(cv2.cvtColor(even, cv2.COLOR_BGR2YUV_I420), dtype=np.uint8)
    chroma = flat[high:].reshape(2, high // 2, wide // 2)
    return Picture(flat[:height, :width], (chroma[0], chroma[1]))


def shrink(luma: NDArray[np.uint8], width: int = 160) -> NDArray[np.uint8]:
    """Return *luma* averaged down to *width* pixels across, its aspect kept."""
    height = max(1, round(luma.shape[0] * width / luma.shape[1]))
    small = cv2.resize(luma, (width, height), interpolation=cv2.INTER_AREA)
    return np.asarray(small, dtype=np.uint8)


def _inside(box: Box, picture: Picture) -> tuple[int, int, int, int]:
    width, height = picture.size
    x0, y0 = max(0, int(np.floor(box.x0))), max(0, int(np.floor(box.y0)))
    x1, y1 = min(width, int(np.ceil(box.x1))), min(height, int(np.ceil(box.y1)))
    return x0, y0, x1, y1


def _even(luma: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Repeat the last row and column where a side is odd, as 4:2:0 needs."""
    down, across = luma.shape[0] & 1, luma.shape[1] & 1
    if not down and not across:
        return luma
    padded = cv2.copyMakeBorder(luma, 0, down, 0, across, cv2.BORDER_REPLICATE)
    return np.asarray(padded, dtype=np.uint8)
