"""The run of one yard: one thread that writes what all its cameras tell, in order.

Camera threads tell it of incidents, the clip maker of clips, through one bounded queue.
Every incident has an id of its own here. Alerts and clips go through two outboxes: a
large clip on a slow line never holds an alert up.
"""

import logging
import queue
import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pipelines.clip_maker import ClipJob
from pipelines.open_incidents import OpenIncidents
from pipelines.outbox import Outbox, OutboxError
from pipelines.proofs import Proof
from pipelines.yard_events import incident_data, named
from pipelines.yard_messages import Changed, ClipMade, YardMessage
from pipelines.yard_stills import Stills
from pipelines.yard_time import YardTime
from vision.incidents import Change, ChangeKind, Incident

_log = logging.getLogger(__name__)
_TICK = 0.1
_RETRY = 1.0
"""Seconds until an outbox is tried again when it could not be written."""
_AROUND = 5.0
"""Seconds that a clip shows before and after."""
_LONGEST = 30.0
"""Seconds of the longest clip."""
_REMEMBERED = 600.0
"""Seconds after its end, in which a clip of an incident may still come."""


@dataclass(slots=True)
class _Known:
    """An incident that is being told; ``whole`` once its last clip was asked for."""

    id: str
    camera: str
    incident: Incident
    whole: bool = False


@dataclass(frozen=True, slots=True)
class _Step:
    camera: str
    change: Change
    made: Stills | None


@dataclass(slots=True, kw_only=True)
class Yard:
    """The yard's writing thread; ``inbox`` may be put to by any thread.

    ``say`` is given every incident that opens or closes, for people at a terminal.
    ``report`` tells of health and presence where it is due.
    """

    inbox: queue.Queue[YardMessage]
    outbox: Outbox
    clips: Outbox
    ask: Callable[[ClipJob], None]
    report: Callable[[], None]
    open: OpenIncidents
    time: YardTime
    new_id: Callable[[], str]
    say: Callable[[str, Incident], None]
    _steps: deque[_Step] = field(default_factory=deque)
    """What is still to be written: a step that was written is never written again."""
    _known: dict[tuple[str, int], _Known] = field(default_factory=dict)
    _by_id: dict[str, _Known] = field(default_factory=dict)

    def start(self, stop: threading.Event) -> threading.Thread:
        """Run in a thread until *stop* is set."""
        thread = threading.Thread(
            target=self.run, args=(stop,), name="yard", daemon=True
        )
        thread.start()
        return thread

    def run(self, stop: threading.Event) -> None:
        """Write until *stop* is set and the queue is empty.

        What the outbox cannot take is tried again until it can.
        """
        self._close_left_over()
        while not stop.is_set() or not self.inbox.empty():
            try:
                self._write_steps()
                message = self._next()
                if message is not None:
                    self.hear(message)
                self.tick()
            except OutboxError as error:
                _log.error("yard held up: %s", error)
                if stop.wait(_RETRY):
                    return
            except Exception:  # noqa: BLE001  # a bug must not end the yard
                _log.exception("yard failed")
                stop.wait(_TICK)

    def hear(self, message: YardMessage) -> None:
        """Take one message in; raises OutboxError for what is then still to write."""
        match message:
            case Changed():
                self._steps += [
                    _Step(message.camera, change, message.stills.get(number))
                    for change in message.changes
                    for number in [change.incident.number]
                ]
                self._write_steps()
            case ClipMade():
                self._clip_made(message)

    def tick(self) -> None:
        """Do what is due: end the longest clips, tell of health, forget the past."""
        now = self.time.clock.monotonic()
        for known in list(self._by_id.values()):
            begin = self.time.seconds(known.incident.opened) - _AROUND
            closed = known.incident.closed
            if not known.whole and now >= begin + _LONGEST:
                known.whole = True
                self._ask(known, begin, begin + _LONGEST, last=True)
            elif closed is not None and now > self.time.seconds(closed) + _REMEMBERED:
                del self._by_id[known.id]
        self.report()

    def _next(self) -> YardMessage | None:
        try:
            return self.inbox.get(timeout=_TICK)
        except queue.Empty:
            return None

    def _write_steps(self) -> None:
        while self._steps:
            step = self._steps.popleft()
            try:
                self._write(step)
            except OutboxError:
                self._steps.appendleft(step)
                raise

    def _write(self, step: _Step) -> None:
        """Write one step of an incident and do what follows; only writing may fail."""
        change, key = step.change, (step.camera, step.change.incident.number)
        known = self._known.get(key)
        if known is None:
            known = _Known(self.new_id(), step.camera, change.incident)
        known.incident = change.incident
        self._append(known, change, step.made)
        if change.kind is ChangeKind.OPENED:
            self._known[key] = self._by_id[known.id] = known
            self._opened(known, step.made)
        elif change.kind is ChangeKind.CLOSED:
            self._known.pop(key, None)
            self._closed(known)

    def _append(self, known: _Known, change: Change, made: Stills | None) -> None:
        """Write the event, without its still where the disk takes only words."""
        type_, at = f"incident.{change.kind.value}", self.time.utc(_moment(change))
        data = self._data(known, change)
        if made is not None:
            with_still = data | {"evidence": [named(made.marked, "still", at)]}
            try:
                self.outbox.append(type_, at, with_still, [made.marked])
            except OutboxError as error:
                _log.error("still left out: %s", error)
            else:
                return
        self.outbox.append(type_, at, data)

    def _opened(self, known: _Known, made: Stills | None) -> None:
        opened = self.time.seconds(known.incident.opened)
        self.open.opened(self._data(known))
        self._ask(known, opened - _AROUND, opened + _AROUND)
        if made is not None:
            at = self.time.utc(known.incident.opened)
            self._add(known, [(made.blurred, "blurred-still", at)])
        self.say(known.camera, known.incident)

    def _closed(self, known: _Known) -> None:
        """Ask for the whole of a longer incident, or only let its pictures go."""
        incident = known.incident
        begin = self.time.seconds(incident.opened) - _AROUND
        end = min(self.time.seconds(incident.last) + _AROUND, begin + _LONGEST)
        if not known.whole:
            first = begin + 2 * _AROUND
            longer = end > first + 1
            self._ask(known, begin, max(end, first), last=True, wanted=longer)
        known.whole = True
        self.open.closed(known.id)
        self.say(known.camera, incident)

    def _clip_made(self, message: ClipMade) -> None:
        """Tell of a clip with all that is known of its incident by now."""
        known = self._by_id.get(message.incident)
        if known is not None:
            made = [(message.clip, "clip", message.at)]
            if message.blurred is not None:
                made.append((message.blurred, "blurred-clip", message.at))
            self._add(known, made)

    def _add(self, known: _Known, made: list[tuple[Proof, str, datetime]]) -> None:
        """Send more evidence, by the way of large things; it may fail alone."""
        data = self._data(known) | {"evidence": [named(*each) for each in made]}
        now = self.time.clock.utc(self.time.clock.monotonic())
        try:
            self.clips.append("incident.updated", now, data, [p for p, *_ in made])
        except OutboxError as error:
            _log.error("evidence left out: incident=%s: %s", known.id, error)

    def _ask(
        self,
        known: _Known,
        begin: float,
        end: float,
        *,
        last: bool = False,
        wanted: bool = True,
    ) -> None:
        self.ask(
            ClipJob(
                end=end,
                begin=begin,
                incident=known.id,
                camera=known.camera,
                last=last,
                wanted=wanted,
            )
        )

    def _data(self, known: _Known, change: Change | None = None) -> dict[str, Any]:
        return incident_data(
            known.incident,
            id_=known.id,
            camera=known.camera,
            time=self.time,
            way=() if change is None else change.way,
        )

    def _close_left_over(self) -> None:
        """Close what a former life of the process left open."""
        for data in self.open.left_over():
            closed: Mapping[str, Any] = {**data, "closed": data["last"], "feet": []}
            at = self.time.clock.utc(self.time.clock.monotonic())
            try:
                self.outbox.append("incident.closed", at, closed)
            except OutboxError as error:
                _log.error("left open: incident=%s: %s", data["incident"], error)


def _moment(change: Change) -> float:
    incident = change.incident
    if change.kind is ChangeKind.OPENED:
        return incident.opened
    return incident.closed if incident.closed is not None else incident.last
