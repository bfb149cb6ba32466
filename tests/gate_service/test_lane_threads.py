import asyncio
from threading import Event, current_thread

from gate_service.web.lane_threads import at_kiosks, at_lanes

PATIENCE = 10.0
"""Seconds that are waited for at most: nobody waits unless something is broken."""


def test_a_kiosk_does_not_wait_for_what_a_lane_tells() -> None:
    answered = Event()

    async def both() -> tuple[bool, None]:
        lane = at_lanes(lambda: answered.wait(PATIENCE))
        return await asyncio.gather(lane, at_kiosks(answered.set))

    assert asyncio.run(both())[0]


def test_what_lanes_tell_is_taken_one_after_the_other() -> None:
    async def names() -> list[str]:
        calls = [at_lanes(lambda: current_thread().name) for _ in range(8)]
        return await asyncio.gather(*calls)

    assert len(set(asyncio.run(names()))) == 1
