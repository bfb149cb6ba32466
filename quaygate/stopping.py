"""Being told to stop: SIGTERM and Ctrl-C, however often and however close together."""

import signal
import threading
from queue import SimpleQueue


def told_to_stop() -> threading.Event:
    """Return an event that SIGTERM or Ctrl-C sets; for the main thread to ask for.

    A handler may run while one is running, and an event's lock is taken once only:
    two signals at once would stop the process from ever stopping. The queue is the
    one thing that a handler may put to.
    """
    asked: SimpleQueue[int] = SimpleQueue()
    stop = threading.Event()

    def pass_on() -> None:
        asked.get()
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda number, _: asked.put(number))
    threading.Thread(target=pass_on, name="stop", daemon=True).start()
    return stop
