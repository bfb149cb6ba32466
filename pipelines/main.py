"""Putting a lane together from its settings, and running it until told to stop."""

import queue
import random
import threading
from collections.abc import Callable, Sequence
from contextlib import ExitStack

import httpx2

from pipelines.alone_setup import Beside, aside
from pipelines.backoff import Backoff
from pipelines.barrier import Barrier, LogBarrier, RelayBarrier
from pipelines.clock import Clock, SystemClock
from pipelines.commands import CommandWatch, no_zone
from pipelines.gate_link import GateLink
from pipelines.ids import new_id
from pipelines.interlock import See
from pipelines.lane import Fuse, Lane
from pipelines.lane_cameras import LaneCameras
from pipelines.link_settings import LinkSettings, SettingsError
from pipelines.link_watch import LinkWatch
from pipelines.look import Look
from pipelines.messages import Message
from pipelines.outbox import Outbox
from pipelines.own_commands import OwnCommands
from pipelines.publish import Publisher
from pipelines.settings import LaneSettings
from vision.clearance import Clearance

_INBOX = 1000
_PATIENCE = 1.8
"""Seconds that all threads together have to end."""


def run_lane(  # noqa: PLR0913 - everything that is chosen for a lane
    name: str,
    settings: LaneSettings,
    *,
    look: Look,
    fuse: Fuse,
    barrier: Barrier | None = None,
    see: See | None = None,
    stop: threading.Event,
) -> None:
    """Run the lane *name* until *stop* is set; returns within two seconds then.

    *look* is called by several threads at once. Without *barrier* the relay of the
    settings is used, or the log alone. *see* looks for people in the barrier's zone,
    where the lane has one. Raises SourceError, OutboxError or
    SettingsError when the lane cannot start.
    """
    clock = SystemClock()
    inbox: queue.Queue[Message] = queue.Queue(_INBOX)
    cameras = LaneCameras(settings, clock=clock, look=look, tell=inbox.put)
    with ExitStack() as stack:
        watch, own = LinkWatch(clock), OwnCommands()
        link = GateLink(open_client(settings, stack), name, heard=watch.note)
        outbox = Outbox(settings.outbox, sender=name, new_id=new_id)
        stack.callback(outbox.close)
        lane = _lane(settings, inbox, cameras, fuse, outbox, clock)
        beside = aside(
            settings,
            Beside(
                link=link,
                outbox=outbox,
                watch=watch,
                own=own,
                inbox=inbox,
                clock=clock,
            ),
        )
        lane.alone = beside.alone if beside else None
        commands = CommandWatch(
            link=link,
            barrier=barrier or _barrier(name, settings, stack),
            clock=clock,
            passage=lane.open_passage,
            tell=inbox.put,
            every=settings.timings.poll_every,
            zone=_zone(settings, cameras, lane, see),
            own=own,
        )
        threads = [
            *(beside.start(stop) if beside else ()),
            lane.start(stop),
            commands.start(stop),
            Publisher(outbox, link, Backoff(0.2, 5.0, random.random)).start(stop),
            *cameras.start(stop),
        ]
        stop.wait()
        join(threads, clock.monotonic() + _PATIENCE, clock)


def _lane(
    settings: LaneSettings,
    inbox: queue.Queue[Message],
    cameras: LaneCameras,
    fuse: Fuse,
    outbox: Outbox,
    clock: Clock,
) -> Lane:
    return Lane(
        inbox=inbox,
        reads=cameras.reads,
        heads=cameras.heads,
        pool=cameras.pool,
        fuse=fuse,
        outbox=outbox,
        health=cameras.health,
        clock=clock,
        new_id=new_id,
        timings=settings.timings,
    )


def open_client(settings: LinkSettings, stack: ExitStack) -> httpx2.Client:
    """Open the way to the gate service; raises SettingsError without a key."""
    headers = {"Authorization": f"Bearer {settings.secret()}"}
    timeout = httpx2.Timeout(5.0, connect=1.0)
    client = httpx2.Client(base_url=settings.gate, headers=headers, timeout=timeout)
    return stack.enter_context(client)


def _zone(
    settings: LaneSettings, cameras: LaneCameras, lane: Lane, see: See | None
) -> Callable[[], Clearance]:
    """Return what tells whether the barrier may move."""
    if settings.barrier_zone is None:
        return no_zone
    if see is None:
        message = "the lane has a barrier_zone, and nothing to look for people with"
        raise SettingsError(message)

    def standing() -> bool:
        return lane.open_passage() is not None

    return cameras.watch_zone(settings.barrier_zone, see, standing)


def _barrier(name: str, settings: LaneSettings, stack: ExitStack) -> Barrier:
    if settings.relay is None:
        return LogBarrier(name)
    client = stack.enter_context(httpx2.Client(timeout=2.0))
    return RelayBarrier(client, settings.relay)


def join(threads: Sequence[threading.Thread], until: float, clock: Clock) -> None:
    """Wait for the threads; one that hangs in a library ends with the process."""
    for thread in threads:
        thread.join(max(0.0, until - clock.monotonic()))
