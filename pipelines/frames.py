"""Frame, FrameSource and their errors: what every camera looks like to a lane."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from vision.results import Box
from vision.yuv import Picture, to_bgr


class SourceError(Exception):
    """A camera that cannot be opened, or that failed; the message is for people."""


class Drop(StrEnum):
    """Why a frame was not used."""

    SUPERSEDED = "superseded"
    """A newer one came before it was looked at."""
    STALE = "stale"
    """It was too old when its turn came."""
    CORRUPT = "corrupt"
    """It arrived damaged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One picture of one camera, taken ``at`` (UTC) and at monotonic ``seconds``.

    For files both follow the file's own time from when it was opened.
    """

    camera: str
    at: datetime
    seconds: float
    picture: Picture

    @property
    def luma(self) -> NDArray[np.uint8]:
        """The brightness plane, (H, W), without copying."""
        return self.picture.luma

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.picture.size

    def bgr(self, box: Box | None = None) -> NDArray[np.uint8]:
        """Return (h, w, 3) BGR of *box* in pixels; nothing else is converted."""
        return to_bgr(self.picture, box)


class FrameSource(Protocol):
    """A camera, file or folder: entering starts it, leaving stops it for good."""

    def __enter__(self) -> Self:
        """Start; raises SourceError when it cannot."""

    def __exit__(self, *_: object) -> None:
        """Stop, within a bounded time, whatever happened."""

    def frames(self, stop: threading.Event | None = None) -> Iterator[Frame]:
        """Yield frames until the end or until *stop* is set, newest first for cameras.

        Raises SourceError when the source fails or gives no frame in time.
        """
