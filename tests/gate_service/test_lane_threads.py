import asyncio
from threading import Event

from gate_service.web.lane_threads import at_kiosks, at_lanes

PATIENCE = 10.0
"""Seconds that are waited for at most: nobody waits unless something is broken."""
AWHILE = 0.2
"""Seconds in which a second thread, if there were one, would have come."""


def test_a_kiosk_does_not_wait_for_what_a_lane_tells() -> None:
    answered = Event()

    async def both() -> tuple[bool, None]:
        lane = at_lanes(lambda: answered.wait(PATIENCE))
        return await asyncio.gather(lane, at_kiosks(answered.set))

    assert asyncio.run(both())[0]


def test_what_lanes_tell_is_taken_one_after_the_other() -> None:
    told = Event()

    async def both() -> tuple[bool, None]:
        first = at_lanes(lambda: told.wait(AWHILE))
        return await asyncio.gather(first, at_lanes(told.set))

    assert not asyncio.run(both())[0]
