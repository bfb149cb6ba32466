"""A yard that runs whole, beside a camera that films whoever walks by."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipelines.channel import Channel, Player
from pipelines.yard_main import run_yard
from pipelines.yard_settings import YardSettings
from tests.support.walks import FPS, filmed, look_at
from vision.incidents import Incident

RIGHT = [[0.5, 0.0], [1.0, 0.0], [1.0, 1.0], [0.5, 1.0]]
NOBODY: Sequence[float | None] = [None] * (2 * FPS)


@contextmanager
def filmed_quay(folder: Path) -> Iterator[Channel]:
    """Film an empty quay until told to play something else."""
    channel = Channel(filmed(folder, "nobody", NOBODY), FPS)
    with Player((channel,)):
        yield channel


def settings(
    folder: Path, gate: str, key: str = "secret", **cameras: Any
) -> YardSettings:
    """Watch the right half of every camera, ten looks a second."""
    zones = {"crane": {"corners": RIGHT, "severity": "severe"}}
    return YardSettings.model_validate(
        {
            "gate": gate,
            "outbox": folder / "yard.sqlite",
            "recordings": folder / "recordings",
            "key": key,
            "cameras": {
                name: {"url": url, "looks": 10, "looks_busy": 10, "zones": zones}
                for name, url in cameras.items()
            },
        }
    )


@contextmanager
def running(yard: YardSettings, name: str = "yard-1") -> Iterator[list[Incident]]:
    """Run a yard in a thread; give what it says at its terminal."""
    stop, said = threading.Event(), list[Incident]()
    thread = threading.Thread(
        target=run_yard,
        args=(name, yard),
        kwargs={
            "look_at": look_at,
            "say": lambda _, incident: said.append(incident),
            "stop": stop,
        },
    )
    thread.start()
    try:
        yield said
    finally:
        stop.set()
        thread.join(10)
        assert not thread.is_alive()
