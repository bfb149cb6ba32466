"""Putting a yard together from its settings, and running it until told to stop.

It ends from the front to the back: cameras and looks first, whose incidents are closed
then, the clips that have begun, the writing, and at last the sending.
"""

import queue
import random
import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from time import time as wall_clock

from pipelines.backoff import Backoff
from pipelines.clip_maker import ClipMaker
from pipelines.clock import Clock, SystemClock
from pipelines.gate_link import GateLink, Place
from pipelines.ids import new_id
from pipelines.live import LivePictures
from pipelines.main import join, open_client
from pipelines.open_incidents import OpenIncidents
from pipelines.outbox import Outbox
from pipelines.publish import Publisher
from pipelines.retention import Retention
from pipelines.yard import Yard
from pipelines.yard_cameras import LookAt, YardCameras
from pipelines.yard_messages import YardMessage
from pipelines.yard_report import YardReport
from pipelines.yard_settings import YardSettings
from pipelines.yard_time import YardTime
from vision.incidents import Incident

_INBOX = 100
_GIGABYTE = 1_000_000_000
_PATIENCE = 1.0
"""Seconds that the threads of each stage have to end."""
_FLUSH = 0.5
"""Seconds in which what was written last may still be sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """A yard put together; nothing of it runs yet."""

    clock: Clock
    cameras: YardCameras
    live: LivePictures
    maker: ClipMaker
    yard: Yard
    report: YardReport
    link: GateLink
    outboxes: tuple[Outbox, Outbox]


def run_yard(
    name: str,
    settings: YardSettings,
    *,
    look_at: LookAt,
    say: Callable[[str, Incident], None],
    stop: threading.Event,
) -> None:
    """Run the yard *name* until *stop* is set.

    What *look_at* gives is called by one thread a camera. *say* is told, with the
    camera, of every incident that opens or closes. Raises SourceError, OutboxError or
    SettingsError when the yard cannot start.
    """
    with ExitStack() as stack:
        _run(_assembled(name, settings, look_at, say, stack), stop)


def _assembled(
    name: str,
    settings: YardSettings,
    look_at: LookAt,
    say: Callable[[str, Incident], None],
    stack: ExitStack,
) -> _Parts:
    time = YardTime(SystemClock(), settings.zone)
    inbox: queue.Queue[YardMessage] = queue.Queue(_INBOX)
    cameras = YardCameras(settings, time=time, look_at=look_at, tell=inbox.put)
    stack.callback(cameras.close)
    link = GateLink(open_client(settings, stack), name, Place.YARD)
    outbox = _outbox(settings.outbox, name, stack)
    clips = _outbox(_beside(settings.outbox, ".clips"), name, stack)
    retention = _retention(settings)
    maker = ClipMaker(
        tapes=cameras.tapes, retention=retention, time=time, tell=inbox.put
    )
    report = _report(settings, cameras, maker, outbox)
    yard = Yard(
        inbox=inbox,
        outbox=outbox,
        clips=clips,
        ask=maker.ask,
        report=report,
        open=OpenIncidents(_beside(settings.outbox, ".open", ".json")),
        time=time,
        new_id=new_id,
        say=say,
    )
    return _Parts(
        clock=time.clock,
        cameras=cameras,
        live=LivePictures(link=link, eyes=cameras.eyes),
        maker=maker,
        yard=yard,
        report=report,
        link=link,
        outboxes=(outbox, clips),
    )


def _run(parts: _Parts, stop: threading.Event) -> None:
    """Start all threads, and end them from the front to the back."""
    clock, cameras = parts.clock, parts.cameras
    recorded, written, sent = (threading.Event() for _ in range(3))
    watching = [*cameras.start(stop), *cameras.start_looking(stop)]
    stages = [
        (stop, [*watching, parts.live.start(stop)]),
        (recorded, [parts.maker.start(recorded)]),
        (written, [parts.yard.start(written)]),
    ]
    senders = _senders(parts.outboxes, parts.link, sent)
    stop.wait()
    for end, threads in stages:
        end.set()
        join(threads, clock.monotonic() + _PATIENCE, clock)
    parts.report.tell_presence(clock.monotonic())
    _flush(parts.outboxes, clock)
    sent.set()
    join(senders, clock.monotonic() + _PATIENCE, clock)


def _report(
    settings: YardSettings, cameras: YardCameras, maker: ClipMaker, outbox: Outbox
) -> YardReport:
    return YardReport(
        outbox=outbox,
        eyes=cameras.eyes,
        monitors=cameras.monitors,
        faults=lambda: (*cameras.faults(), *filter(None, [maker.fault])),
        health_every=settings.health_every,
        presence_every=settings.presence_every,
    )


def _outbox(path: Path, name: str, stack: ExitStack) -> Outbox:
    outbox = Outbox(path, sender=name, new_id=new_id)
    stack.callback(outbox.close)
    return outbox


def _beside(outbox: Path, what: str, suffix: str | None = None) -> Path:
    """Return the place of *what* beside the outbox."""
    return outbox.with_name(f"{outbox.stem}{what}{suffix or outbox.suffix}")


def _retention(settings: YardSettings) -> Retention:
    return Retention(
        folder=settings.recordings,
        days=settings.retention.days,
        most=round(settings.retention.gigabytes * _GIGABYTE),
        floor_days=settings.retention.floor_days,
        now=wall_clock,
    )


def _senders(
    outboxes: tuple[Outbox, ...], link: GateLink, stop: threading.Event
) -> list[threading.Thread]:
    return [
        Publisher(outbox, link, Backoff(0.2, 5.0, random.random)).start(stop)
        for outbox in outboxes
    ]


def _flush(outboxes: tuple[Outbox, ...], clock: Clock) -> None:
    """Give the last events a little time to be sent; what is left is kept."""
    until, pause = clock.monotonic() + _FLUSH, threading.Event()
    while clock.monotonic() < until and any(box.pending(1).events for box in outboxes):
        pause.wait(0.02)
