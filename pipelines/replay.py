"""FrameSource over a folder of photos: demos and tests without GStreamer."""

import logging
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Self

from pipelines.clock import Clock
from pipelines.frames import Drop, Frame, SourceError
from pipelines.health import CameraMonitor
from pipelines.launch import SourceOptions
from pipelines.photos import ReadError, list_photos, load_photo
from vision.yuv import from_bgr

_log = logging.getLogger(__name__)
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
        try:
            self._files = list_photos(self._folder)
        except ReadError as error:
            message = f"camera {self._monitor.camera}: {error}"
            raise SourceError(message) from error
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
            try:
                picture = from_bgr(load_photo(file))
            except ReadError as error:
                self._monitor.dropped(Drop.CORRUPT)
                _log.warning("photo passed over: %s", error)
                continue
            yield Frame(
                camera=self._monitor.camera,
                at=self._clock.utc(due),
                seconds=due,
                picture=picture,
            )
