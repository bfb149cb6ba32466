"""FrameSource over one animated picture (GIF, WebP, PNG), a clip without a codec."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import cv2
import numpy as np
from PIL import Image as Pillow

from pipelines.clock import Clock
from pipelines.frames import Frame, SourceError
from pipelines.photos import MOST_PIXELS
from vision.yuv import Picture, from_bgr

_FORMATS = ("GIF", "PNG", "WEBP")
_USUAL = 0.1
"""Seconds that a picture stays where the file does not say, as browsers take it."""
_UNREADABLE = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    Pillow.DecompressionBombError,
)


def is_animation(path: Path) -> bool:
    """Whether a file is a picture that moves; false for what cannot be read."""
    try:
        with Pillow.open(path, formats=_FORMATS) as picture:
            return getattr(picture, "n_frames", 1) > 1
    except _UNREADABLE:
        return False


class AnimationSource:
    """The pictures of one animation as fast as they are taken, in the file's own time.

    At most *fps* a second of that time are given; None for all of them.
    """

    def __init__(
        self, camera: str, path: Path, *, clock: Clock, fps: int | None = None
    ) -> None:
        """Keep what is needed; the file is opened on entering."""
        self._camera, self._path, self._clock = camera, path, clock
        self._step = 0.0 if fps is None else 1.0 / fps
        self._file: Pillow.Image | None = None

    def __enter__(self) -> Self:
        """Open the file; raises SourceError where it is no animation."""
        try:
            self._file = Pillow.open(self._path, formats=_FORMATS)
        except _UNREADABLE as error:
            raise self._fault(error) from error
        width, height = self._file.size
        if width * height > MOST_PIXELS:
            self._file.close()
            message = f"{self._camera}: too large, {width} x {height} pixels"
            raise SourceError(message)
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()

    def frames(self, stop: threading.Event | None = None) -> Iterator[Frame]:
        """Yield the pictures until the last, or until *stop* is set.

        Raises SourceError where the file ends too early.
        """
        began, due = self._clock.monotonic(), 0.0
        for at, picture in self._pictures():
            if stop is not None and stop.is_set():
                return
            if at >= due - 1e-6:
                due = max(due, at - self._step) + self._step
                yield Frame(
                    camera=self._camera,
                    at=self._clock.utc(began + at),
                    seconds=began + at,
                    picture=picture,
                )

    def _pictures(self) -> Iterator[tuple[float, Picture]]:
        """Yield all pictures with the seconds at which each begins to be shown."""
        at, index = 0.0, 0
        while (file := self._file) is not None:
            try:
                file.seek(index)
                rgb = np.asarray(file.convert("RGB"), np.uint8)
            except EOFError:
                return
            except _UNREADABLE as error:
                raise self._fault(error) from error
            bgr = np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR), np.uint8)
            yield at, from_bgr(bgr)
            said = file.info.get("duration", 0)
            at, index = at + (float(said) / 1000 if said else _USUAL), index + 1

    def _fault(self, error: Exception) -> SourceError:
        why = error.strerror if isinstance(error, OSError) else None
        return SourceError(f"{self._camera}: {why or 'not a moving picture'}")
