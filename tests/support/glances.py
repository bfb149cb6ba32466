"""Looks of one camera at what stands before it, a second apart."""

from vision.results import Box, ContainerReading, PlateReading, Readings
from vision.tracklets import Glance


def at(x: float, y: float = 100, *, size: float = 20) -> Box:
    """Give the box of a one-line number of eleven characters of *size* pixels."""
    return Box(x, y, x + 8 * size, y + size)


def glance(
    second: float,
    *seen: ContainerReading | PlateReading,
    rest: int | None = None,
    trucks: tuple[Box, ...] = (),
    unread: tuple[Box, ...] = (),
) -> Glance:
    """Make the look of that second, which read *seen*."""
    readings = Readings(
        plates=tuple(r for r in seen if isinstance(r, PlateReading)),
        containers=tuple(r for r in seen if isinstance(r, ContainerReading)),
        trucks=trucks,
        unread=unread,
    )
    return Glance(second, readings, rest)
