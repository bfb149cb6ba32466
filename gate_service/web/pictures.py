"""The newest picture of each yard camera, in memory, for those who look just now.

Everything here runs in the event loop alone. A picture that nobody took is replaced,
never queued: a slow viewer gets the newest one next.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from gate_service.domain.errors import InvalidInputError, UnknownCameraError

WATCHED, UNWATCHED = 0.2, 10.0
"""Seconds between pictures while somebody looks, and while nobody does."""
BLIND = 25.0
"""Seconds without a new picture until a live view ends: an old one is not live."""
_LOOKS = 5.0  # seconds that one look counts as looking
_MOST = 200  # cameras of one yard

Place = tuple[str, str]
"""A yard and one of its cameras."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One JPEG; ``number`` counts from 1, ``at`` is monotonic."""

    body: bytes
    number: int
    at: float


class Pictures:
    """What came in last from each camera, and when somebody last looked."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        """Start without any."""
        self._monotonic = monotonic
        self._newest: dict[Place, Picture] = {}
        self._looked: dict[Place, float] = {}
        self._came: dict[Place, asyncio.Event] = {}

    def put(self, place: Place, body: bytes) -> float:
        """Keep *body* in the last one's stead; say in how many seconds to send again.

        Raises InvalidInputError for a yard with too many cameras.
        """
        before = self._newest.get(place)
        if (
            before is None
            and sum(yard == place[0] for yard, _ in self._newest) >= _MOST
        ):
            msg = f"a yard has at most {_MOST} cameras"
            raise InvalidInputError(field="camera", message=msg)
        number = before.number + 1 if before else 1
        self._newest[place] = Picture(body, number, self._monotonic())
        self._came.pop(place, asyncio.Event()).set()
        looked = self._looked.get(place)
        watched = looked is not None and self._monotonic() - looked < _LOOKS
        return WATCHED if watched else UNWATCHED

    def newest(self, place: Place) -> Picture:
        """Give the last one, however old, and count as a look; UnknownCameraError."""
        try:
            picture = self._newest[place]
        except KeyError:
            msg = f"yard {place[0]} has sent no picture of a camera {place[1][:40]!r}"
            raise UnknownCameraError(msg) from None
        self._looked[place] = self._monotonic()
        return picture

    def now(self) -> float:
        """Give the monotonic time that pictures are dated by."""
        return self._monotonic()

    def age(self, picture: Picture) -> float:
        """Say how many seconds ago *picture* came."""
        return self._monotonic() - picture.at

    async def behind(self, place: Place, number: int, patience: float) -> Picture:
        """Give the newest, after waiting for one behind *number* for some seconds."""
        picture = self.newest(place)
        if picture.number > number:
            return picture
        came = self._came.setdefault(place, asyncio.Event())
        try:
            await asyncio.wait_for(came.wait(), patience)
        except TimeoutError:
            return picture
        return self.newest(place)
