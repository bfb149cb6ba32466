"""The safety officer of the demo: follows the alert feed as a browser does."""

import json
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

import httpx2

_NAP = 0.2  # seconds until a lost link is tried again


@dataclass(slots=True)
class Officer:
    """Listens to the alerts of the gate at *url*; entering begins, leaving ends it."""

    url: str
    key: str
    seen: dict[str, float] = field(default_factory=dict)
    """When each alert came first, by its id, in monotonic seconds."""
    alerts: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    """Each alert as it came last."""
    _stop: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._run, name="officer", daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        if self._thread is not None:
            self._thread.join(5.0)

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self._follow()
            except httpx2.TransportError:
                self._stop.wait(_NAP)

    def _follow(self) -> None:
        """Take alerts until the link ends; a heartbeat comes every two seconds."""
        head = {"Authorization": f"Bearer {self.key}"}
        path = f"{self.url}/api/v1/alerts/stream?after=0"
        kind = ""
        with httpx2.stream("GET", path, headers=head, timeout=10.0) as answer:
            for line in answer.iter_lines():
                if self._stop.is_set():
                    return
                name, _, value = line.partition(": ")
                if name == "event":
                    kind = value
                elif name == "data" and kind == "alert":
                    self.take(json.loads(value))

    def take(self, alert: Mapping[str, Any]) -> None:
        """Remember an alert, and when it came first."""
        self.seen.setdefault(alert["id"], time.monotonic())
        self.alerts[alert["id"]] = alert
