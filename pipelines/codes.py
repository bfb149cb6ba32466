"""The kiosk camera: its frames are read for QR codes when they change."""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from pipelines.frames import Frame
from pipelines.messages import CodeSeen
from pipelines.newest import NewestFrame
from vision.yuv import shrink

_log = logging.getLogger(__name__)
_CHANGE = 1.5
"""Mean difference, in grey levels of a small picture, that is worth a look."""
_LOOK_AGAIN = 1.0
_FORGET = 10.0
_LONGEST = 4096
_FORMATS = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_POLL = 0.1


def read_codes(luma: NDArray[np.uint8]) -> tuple[str, ...]:
    """Return the texts of the QR codes in a (H, W) picture, in no order."""
    found = zxingcpp.read_barcodes(luma, formats=_FORMATS)
    return tuple(code.text for code in found if 0 < len(code.text) <= _LONGEST)


@dataclass(slots=True)
class CodeWatch:
    """Looks at the newest frame of one kiosk camera in a thread of its own.

    A code is told once, and again when it was out of sight for ten seconds.
    """

    newest: NewestFrame
    tell: Callable[[CodeSeen], None]
    read: Callable[[NDArray[np.uint8]], Sequence[str]] = read_codes
    _before: NDArray[np.uint8] | None = None
    _looked: float = float("-inf")
    _seen: dict[str, float] = field(default_factory=dict)

    def start(self, stop: threading.Event) -> threading.Thread:
        """Watch in a thread until *stop* is set."""
        thread = threading.Thread(
            target=self._run, args=(stop,), name="codes", daemon=True
        )
        thread.start()
        return thread

    def see(self, frame: Frame) -> None:
        """Read a frame that has changed, or is due; tell codes not told lately."""
        small = shrink(frame.luma)
        before = self._before
        changed = before is None or float(cv2.absdiff(small, before).mean()) > _CHANGE
        if not changed and frame.seconds - self._looked < _LOOK_AGAIN:
            return
        self._before, self._looked = small, frame.seconds
        self._seen = {
            t: s for t, s in self._seen.items() if frame.seconds - s < _FORGET
        }
        for text in self.read(frame.luma):
            if text not in self._seen:
                self.tell(CodeSeen(text, frame.seconds))
            self._seen[text] = frame.seconds

    def _run(self, stop: threading.Event) -> None:
        while not stop.wait(_POLL):
            frame = self.newest.take()
            if frame is None:
                continue
            try:
                self.see(frame)
            except Exception:  # noqa: BLE001  # a bug must not end the thread
                _log.exception("codes cannot be read: camera=%s", frame.camera)
