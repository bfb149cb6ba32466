"""The newest picture of every camera, put to the gate service for whoever looks.

One thread, one picture at a time: a slow line gives fewer pictures and holds nobody up.
The gate service says when it wants the next one.
"""

import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipelines.gate_link import GateLink, GateUnreachableError, RefusedError
from pipelines.jpeg import encode_jpeg
from pipelines.yard_eye import YardEye
from pipelines.yard_stills import shown

_log = logging.getLogger(__name__)
_WIDEST = 960
_LARGEST = 1024 * 1024
_QUALITY = 75
_AGAIN = 5.0
"""Seconds until a gate service that cannot be reached is tried again."""
_SOONEST = 0.05
_NONE_NEW = 0.2
_IDLE = 1.0


@dataclass(slots=True, kw_only=True)
class LivePictures:
    """Puts pictures of ``eyes``; ``run`` in a thread, ``put_due`` in tests."""

    link: GateLink
    eyes: Mapping[str, YardEye]
    _due: dict[str, float] = field(default_factory=dict)
    _sent: dict[str, float] = field(default_factory=dict)

    def start(self, stop: threading.Event) -> threading.Thread:
        """Put pictures in a thread until *stop* is set."""
        thread = threading.Thread(
            target=self.run, args=(stop,), name="live", daemon=True
        )
        thread.start()
        return thread

    def run(self, stop: threading.Event) -> None:
        """Put whatever is due until *stop* is set."""
        while not stop.is_set():
            wait = _AGAIN
            try:
                wait = self.put_due()
            except GateUnreachableError as error:
                _log.debug("no live pictures: %s", error)
            except Exception:  # noqa: BLE001  # a bug must not end the thread
                _log.exception("live pictures failed")
            stop.wait(wait)

    def put_due(self) -> float:
        """Put what is due; return the seconds until the next is.

        Raises GateUnreachableError.
        """
        for name, eye in self.eyes.items():
            now = eye.time.clock.monotonic()
            if now >= self._due.get(name, 0.0):
                self._due[name] = now + self._put(name, eye)
        now = next(iter(self.eyes.values())).time.clock.monotonic()
        return max(_SOONEST, min(_IDLE, min(self._due.values()) - now))

    def _put(self, name: str, eye: YardEye) -> float:
        """Put a camera's newest picture, if it has one that was not put before."""
        view = eye.view
        if view.picture is None or view.seconds == self._sent.get(name):
            return _NONE_NEW
        picture = shown(view.picture, view.scene, _WIDEST)
        body = encode_jpeg(picture, limit=_LARGEST, quality=_QUALITY)
        self._sent[name] = view.seconds
        try:
            return max(_SOONEST, self.link.put_picture(name, body))
        except RefusedError as refusal:
            _log.error("live picture refused: camera=%s: %s", name, refusal)
            return _AGAIN
