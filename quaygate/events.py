"""`quaygate events`: what the gate tells, and telling a subscriber again."""

import argparse
import fnmatch
import time

from gate_service.adapters.telling.cloudevents import envelope
from gate_service.application.telling import Telling
from gate_service.domain.callers import Caller, Role
from gate_service.domain.canonical import CanonicalEvent
from gate_service.domain.subscriptions import point
from gate_service.domain.telling import SubscriberId
from quaygate.errors import CommandError
from quaygate.opened import opened
from quaygate.site import load_site

_POLL = 0.5  # seconds
_PAGE = 500


def events(chosen: argparse.Namespace) -> int:
    """Do what was chosen with the gate of the site file."""
    with opened(load_site(chosen.site).gate) as gate:
        if chosen.action == "replay":
            return _replay(gate.telling, chosen)
        try:
            return _tail(gate.telling, chosen)
        except KeyboardInterrupt:
            return 0


def _tail(telling: Telling, chosen: argparse.Namespace) -> int:
    """Print events as they come; from now on unless ``--from`` says otherwise."""
    since = point(chosen.since) if chosen.since else telling.last()
    cursor = since if isinstance(since, int) else telling.before(since)
    while True:
        last, found = telling.events(cursor, _PAGE)
        for event in found:
            if fnmatch.fnmatchcase(event.name, chosen.type):
                _print(event, as_json=chosen.json)
        if last == cursor and chosen.once:
            return 0
        if last == cursor:
            time.sleep(_POLL)
        cursor = last


def _print(event: CanonicalEvent, *, as_json: bool) -> None:
    at = event.at.strftime("%Y-%m-%d %H:%M:%S")
    line = f"{event.sequence:8} {at} {event.name:24} {event.subject}"
    print(envelope(event) if as_json else line, flush=True)  # noqa: T201 - the answer


def _replay(telling: Telling, chosen: argparse.Namespace) -> int:
    if not chosen.since:
        msg = "say from where: --from NUMBER, or --from TIME"
        raise CommandError(msg)
    by = Caller("quaygate events", Role.ADMIN)
    wanted = SubscriberId(chosen.subscriber)
    cursor = telling.subscriptions.replay(wanted, point(chosen.since), by)
    print(f"{wanted} is told again what came behind event {cursor}")  # noqa: T201 - the answer
    return 0
