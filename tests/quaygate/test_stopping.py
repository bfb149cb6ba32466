"""Whoever tells a command to stop may say it twice."""

import os
import signal
from collections.abc import Iterator

import pytest

from quaygate.stopping import told_to_stop


@pytest.fixture(autouse=True)
def usual_handlers() -> Iterator[None]:
    before = {n: signal.getsignal(n) for n in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_sets_the_event(number: signal.Signals) -> None:
    stop = told_to_stop()
    assert not stop.is_set()
    os.kill(os.getpid(), number)
    assert stop.wait(10)


def test_a_signal_within_a_signal_is_no_harm() -> None:
    stop = told_to_stop()
    handle = signal.getsignal(signal.SIGTERM)
    assert callable(handle)
    with stop._cond:  # type: ignore[attr-defined]  # the lock that must not matter
        handle(signal.SIGTERM, None)
    assert stop.wait(10)
