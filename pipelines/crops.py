"""Cutting detected texts out of an image."""

from vision.results import Box
from vision.strips import Image

_ROOM = 0.06
"""How far around its box a text is cut, in shares of the box's shorter side."""


def cut(image: Image, box: Box) -> Image:
    """Cut *box* out of an (H, W, 3) image with a little room around it; never empty."""
    height, width = image.shape[:2]
    room = _ROOM * min(box.width, box.height)
    left = min(max(0, int(box.x0 - room)), width - 1)
    top = min(max(0, int(box.y0 - room)), height - 1)
    right, bottom = max(left + 1, int(box.x1 + room)), max(top + 1, int(box.y1 + room))
    return image[top:bottom, left:right]
