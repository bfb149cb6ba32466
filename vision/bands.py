"""The blue band of a European plate: its country letter is no part of the plate."""

import numpy as np

from vision.strips import Image

_WIDEST = 0.2
"""Of the strip's width: the band takes a tenth of a plate, more of a tight crop."""
_NARROWEST = 0.15
"""Of the strip's height: a narrower blue edge is the frame or the bodywork."""


def without_band(strip: Image) -> Image:
    """Cut a blue band off the left end of a line, (H, W, 3) BGR.

    A line on blue ground, such as a container's side, stays as it is. The band is the
    one of Council Regulation (EC) 2411/98.
    """
    height, width = strip.shape[:2]
    widest = int(_WIDEST * width)
    blue, green, red = (strip[..., channel].astype(np.float32) for channel in range(3))
    mostly = ((blue > 1.3 * red) & (blue > 1.15 * green)).mean(axis=0) > 0.5
    band = np.flatnonzero(mostly[:widest])
    if len(band) < _NARROWEST * height or mostly[widest:].mean() > 0.1:
        return strip
    return strip[:, band[-1] + 1 :]
