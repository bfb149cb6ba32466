"""What a running app does by itself: let time pass, send, tell and sweep."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager
from functools import partial

from gate_service.application.gate import Gate
from gate_service.web.postmen import Postmen
from gate_service.web.ticking import Ticking

_SWEEP_EVERY, _FOLLOW_EVERY = 3600.0, 2.0  # seconds


class Background:
    """Everything that runs beside the requests, each in a turn of its own."""

    def __init__(self, gate: Gate, tick_every: float) -> None:
        """Prepare for *gate*; time passes every *tick_every* seconds."""
        self.ticking = Ticking(lambda: _tick(gate), time.monotonic, tick_every)
        self._gate = gate
        deliver = gate.safety.deliver
        often: list[Callable[[], object]] = [gate.customs.read]
        often += [partial(deliver, name) for name in deliver.channels]
        sweeps: tuple[Callable[[], object], ...] = (
            gate.safety.sweep,
            gate.ruling.sweep,
            gate.archive.forget.sweep,
            gate.customs.once.sweep,
        )
        self._others = [
            *(Ticking(each, time.monotonic, tick_every) for each in often),
            Ticking(gate.archive.follow, time.monotonic, _FOLLOW_EVERY),
            *(Ticking(sweep, time.monotonic, _SWEEP_EVERY) for sweep in sweeps),
        ]

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Run from entering to leaving."""
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(Postmen(self._gate.telling).running())
            for each in (self.ticking, *self._others):
                await stack.enter_async_context(each.running())
            yield


def _tick(gate: Gate) -> None:
    """Let time pass for trucks, yards and alerts; what fails stops no other."""
    with ExitStack() as others:
        others.callback(gate.safety.escalate)
        others.callback(gate.safety.watch)
        others.callback(gate.desk.tidy)
        gate.tick()
