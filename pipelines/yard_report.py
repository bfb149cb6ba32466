"""What a yard tells of itself: how its cameras fare, and where people stood."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pipelines.health import CameraHealth, CameraMonitor
from pipelines.outbox import YARD_HEALTH, YARD_PRESENCE, Outbox, OutboxError
from pipelines.yard_events import camera_data, health_data, zone_data
from pipelines.yard_eye import View, YardEye

_log = logging.getLogger(__name__)
_CALM = 1.0
"""Seconds between two reports of which only the number of people differs."""


@dataclass(slots=True, kw_only=True)
class YardReport:
    """Called by the yard's thread, often; it writes what is due. Times in seconds."""

    outbox: Outbox
    eyes: Mapping[str, YardEye]
    monitors: Mapping[str, CameraMonitor]
    faults: Callable[[], tuple[str, ...]]
    health_every: float
    presence_every: float
    _told: tuple[object, ...] = ()
    _people: tuple[int, ...] = ()
    _health_told: float = float("-inf")
    _presence_told: float | None = None

    def __call__(self) -> None:
        """Report cameras and zones on a change and every so often; then presence."""
        now = next(iter(self.eyes.values())).time.clock.monotonic()
        views = {name: eye.view for name, eye in self.eyes.items()}
        data = self._health(views)
        told, people = _signature(data)
        changed = told != self._told
        counted = people != self._people and now - self._health_told >= _CALM
        if changed or counted or now - self._health_told >= self.health_every:
            self._told, self._people, self._health_told = told, people, now
            self._append(YARD_HEALTH, now, data)
        if self._presence_told is None:
            self._presence_told = now
        if now - self._presence_told >= self.presence_every:
            self.tell_presence(now)

    def tell_presence(self, now: float) -> None:
        """Report where people stood since the last report, if anybody did."""
        self._presence_told = now
        cells = [
            [name, column, row, seconds]
            for name, eye in self.eyes.items()
            for (column, row), seconds in eye.presence.take().items()
        ]
        if cells:
            self._append(YARD_PRESENCE, now, {"cells": cells})

    def _health(self, views: Mapping[str, View]) -> dict[str, Any]:
        cameras = [
            camera_data(self.monitors[name].health(), view)
            for name, view in views.items()
        ]
        zones = [
            zone
            for name, view in views.items()
            for zone in zone_data(
                name, view, self.eyes[name].watch.rules, self.eyes[name].time
            )
        ]
        faults = [_fault(self.monitors[name].health()) for name in views]
        faults += [view.fault for view in views.values()]
        told = [fault for fault in (*faults, *self.faults()) if fault]
        return health_data(cameras, zones, told)

    def _append(self, type_: str, now: float, data: dict[str, Any]) -> None:
        """Write a report; one that cannot be is left out, the next one is near."""
        at = next(iter(self.eyes.values())).time.clock.utc(now)
        try:
            self.outbox.append(type_, at, data)
        except OutboxError as error:
            _log.warning("not reported: type=%s: %s", type_, error)


def _fault(health: CameraHealth) -> str | None:
    """Say what is wrong with a camera, naming it."""
    name, fault = f"camera {health.camera}", health.fault
    return fault if fault is None or name in fault else f"{name}: {fault}"


def _signature(data: Mapping[str, Any]) -> tuple[tuple[object, ...], tuple[int, ...]]:
    """Return what is told at once when it changes, and what may wait a little."""
    cameras = tuple((c["camera"], c["state"], c["lens"]) for c in data["cameras"])
    zones = tuple((z["camera"], z["zone"], z["state"]) for z in data["zones"])
    people = tuple(zone["people"] for zone in data["zones"])
    return (cameras, zones, *data["faults"]), people
