"""The site's own clock: in what zone pages word times, and read those typed.

A gate may stand in another zone than its machine, which is often set to UTC.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, tzinfo

from starlette.types import ASGIApp, Receive, Scope, Send

_ZONE: ContextVar[tzinfo | None] = ContextVar("zone", default=None)


class SiteClock:
    """ASGI middleware: within a request, ``site_time`` goes by *zone*."""

    def __init__(self, app: ASGIApp, zone: tzinfo | None) -> None:
        """Set the clock of *app*; None is the machine's."""
        self._app = app
        self._zone = zone

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer by the site's clock."""
        with clocked(self._zone):
            await self._app(scope, receive, send)


@contextmanager
def clocked(zone: tzinfo | None) -> Iterator[None]:
    """Go by the clock of *zone*, or (None) by the machine's."""
    before = _ZONE.set(zone)
    try:
        yield
    finally:
        _ZONE.reset(before)


def site_time(at: datetime) -> datetime:
    """Tell *at* by the site's clock; a time without a zone is the site's already.

    Raises OverflowError or ValueError for a time that other zones cannot tell.
    """
    zone = _ZONE.get()
    if at.tzinfo is None and zone is not None:
        at = at.replace(tzinfo=zone)
    return at.astimezone(UTC).astimezone(zone)
