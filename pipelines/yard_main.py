"""Putting a yard together from its settings, and running it until told to stop.

It ends from the front to the back: cameras and looks first, whose incidents are closed
then, the clips that have begun, the writing, and at last the sending.
"""

import queue
import random
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from pipelines.backoff import Backoff
from pipelines.clip_maker import ClipMaker
from pipelines.clock import SystemClock
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
    clock = SystemClock()
    times = YardTime(clock, settings.zone)
    inbox: queue.Queue[YardMessage] = queue.Queue(_INBOX)
    cameras = YardCameras(settings, time=times, look_at=look_at, tell=inbox.put)
    with ExitStack() as stack:
        link = GateLink(open_client(settings, stack), name, Place.YARD)
        outbox = _outbox(settings.outbox, name, stack)
        clips = _outbox(_beside(settings.outbox, ".clips"), name, stack)
        stack.callback(cameras.close)
        maker = ClipMaker(
            tapes=cameras.tapes,
            retention=_retention(settings),
            time=times,
            tell=inbox.put,
        )
        report = YardReport(
            outbox=outbox,
            eyes=cameras.eyes,
            monitors=cameras.monitors,
            faults=lambda: (*cameras.faults(), *filter(None, [maker.fault])),
            health_every=settings.health_every,
            presence_every=settings.presence_every,
        )
        yard = Yard(
            inbox=inbox,
            outbox=outbox,
            clips=clips,
            ask=maker.ask,
            report=report,
            open=OpenIncidents(_beside(settings.outbox, ".open", ".json")),
            time=times,
            new_id=new_id,
            say=say,
        )
        recorded, written, sent = (threading.Event() for _ in range(3))
        live = LivePictures(link=link, eyes=cameras.eyes)
        watching = [*cameras.start(stop), *cameras.start_looking(stop)]
        stages = [
            (stop, [*watching, live.start(stop)]),
            (recorded, [maker.start(recorded)]),
            (written, [yard.start(written)]),
            (sent, _senders(outbox, clips, link, sent)),
        ]
        stop.wait()
        for end, threads in stages[:-1]:
            end.set()
            join(threads, clock.monotonic() + _PATIENCE, clock)
        report.tell_presence(clock.monotonic())
        _flush((outbox, clips), clock)
        sent.set()
        join(stages[-1][1], clock.monotonic() + _PATIENCE, clock)


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
        now=time.time,
    )


def _senders(
    outbox: Outbox, clips: Outbox, link: GateLink, stop: threading.Event
) -> list[threading.Thread]:
    return [
        Publisher(box, link, Backoff(0.2, 5.0, random.random)).start(stop)
        for box in (outbox, clips)
    ]


def _flush(outboxes: tuple[Outbox, ...], clock: SystemClock) -> None:
    """Give the last events a little time to be sent; what is left is kept."""
    until, pause = clock.monotonic() + _FLUSH, threading.Event()
    while clock.monotonic() < until and any(box.pending(1).events for box in outboxes):
        pause.wait(0.02)
