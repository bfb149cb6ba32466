"""FrameSource over a folder of photos: demos and tests without GStreamer."""

import logging
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import cv2
import numpy as np

from pipelines.clock import Clock
from pipelines.frames import Drop, Frame, SourceError
from pipelines.health import CameraMonitor
from pipelines.launch import SourceOptions
from vision.yuv import Picture, from_bgr

_log = logging.getLogger(__name__)
_KINDS = frozenset({".jpg", ".jpeg", ".png", ".bmp", ".webp"})
_MAX_BYTES = 64 * 1024 * 1024
_DEFAULT_RATE = 10


class PhotoSource:
    """The photos of one folder in the order of their names, each shown once.

    Where ``options.paced``, one is shown every ``1 / options.fps`` seconds.
    A file that is no picture is counted as corrupt and passed over.
    """

    def __init__(
        self,
        folder: Path,
        *,
        monitor: CameraMonitor,
        clock: Clock,
        options: SourceOptions,
    ) -> None:
        """Keep what is needed to start; the folder is listed on entering."""
        self._folder, self._options = folder, options
        self._monitor, self._clock = monitor, clock
        self._files: tuple[Path, ...] = ()

    def __enter__(self) -> Self:
        """List the photos; raises SourceError when there are none."""
        listed = sorted(p for p in self._folder.iterdir() if p.suffix.lower() in _KINDS)
        if not listed:
            message = f"camera {self._monitor.camera}: no photos in {self._folder}"
            raise SourceError(message)
        self._files = tuple(listed)
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is held open."""

    def frames(self, stop: threading.Event | None = None) -> Iterator[Frame]:
        """Yield one frame a photo until the last, or until *stop* is set."""
        stopped = threading.Event() if stop is None else stop
        began, step = (
            self._clock.monotonic(),
            1.0 / (self._options.fps or _DEFAULT_RATE),
        )
        for index, file in enumerate(self._files):
            due = began + index * step
            wait = due - self._clock.monotonic() if self._options.paced else 0.0
            if stopped.wait(max(0.0, wait)):
                return
            picture = read_photo(file)
            if picture is None:
                self._monitor.dropped(Drop.CORRUPT)
                _log.warning("not a picture: file=%s", file.name)
                continue
            yield Frame(
                camera=self._monitor.camera,
                at=self._clock.utc(due),
                seconds=due,
                picture=picture,
            )


def read_photo(file: Path) -> Picture | None:
    """Return the picture in *file*; None when it is damaged, huge or no picture."""
    if not 0 < file.stat().st_size <= _MAX_BYTES:
        return None
    try:
        image = cv2.imdecode(np.fromfile(file, np.uint8), cv2.IMREAD_COLOR)
    except cv2.error:  # more pixels than OpenCV is willing to decode
        return None
    return None if image is None else from_bgr(np.asarray(image, dtype=np.uint8))
