"""What one camera showed lately: as it sent it, or coded here where it sends frames."""

import logging
from dataclasses import dataclass, field

from pipelines.coded import CodedUnit
from pipelines.encoder import FrameEncoder
from pipelines.frames import Frame
from pipelines.ring import Ring

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Recorder:
    """Fills ``ring``; ``hear`` is for the streaming thread, ``see`` for the camera's.

    A camera that sends H.264 or H.265 is heard before its first frame is seen: only
    one that sends neither is coded here. ``fault`` says why nothing can be kept.
    """

    ring: Ring = field(default_factory=Ring)
    fault: str | None = None
    _heard: bool = False
    _encoder: FrameEncoder | None = None
    _size: tuple[int, int] = (0, 0)

    def hear(self, unit: CodedUnit) -> None:
        """Keep what the camera sent."""
        self._heard = True
        self.ring.add(unit)

    def see(self, frame: Frame) -> None:
        """Code a frame of a camera that sends nothing coded that is known."""
        if self._heard or self.fault is not None:
            self.close()
            return
        try:
            for unit in self._encoder_of(frame.size).see(frame):
                self.ring.add(unit)
        except Exception as error:  # noqa: BLE001  # the camera goes on without
            self.fault = f"camera {frame.camera} cannot be recorded: {error}"
            _log.exception("not recorded: camera=%s", frame.camera)

    def close(self) -> None:
        """Stop coding, if it was begun."""
        encoder, self._encoder = self._encoder, None
        if encoder is not None:
            encoder.close()

    def _encoder_of(self, size: tuple[int, int]) -> FrameEncoder:
        """Return what codes frames of *size*; a camera may change it."""
        if self._encoder is None or self._size != size:
            self.close()
            self._encoder, self._size = FrameEncoder(size), size
        return self._encoder
