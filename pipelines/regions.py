"""The part of a camera's picture that shows its lane."""

from dataclasses import replace

from vision.polygon import Point, inside
from vision.results import Box, Readings

Region = tuple[Point, ...]
"""The corners of a polygon, x and y in shares of the picture."""


def region_box(region: Region | None, size: tuple[int, int]) -> Box | None:
    """Return the box around *region* as whole pixels of a picture of *size*."""
    if region is None:
        return None
    width, height = size
    across, down = zip(*region, strict=True)
    return Box(
        float(int(min(across) * width)),
        float(int(min(down) * height)),
        float(round(max(across) * width)),
        float(round(max(down) * height)),
    )


def within(readings: Readings, region: Region, size: tuple[int, int]) -> Readings:
    """Leave out texts whose middle lies outside of *region* in a picture of *size*.

    Trucks stay: they tell whose the texts are.
    """
    width, height = size

    def shows(box: Box) -> bool:
        x, y = box.centre
        return inside(region, x / width, y / height)

    return replace(
        readings,
        plates=tuple(p for p in readings.plates if shows(p.box)),
        containers=tuple(c for c in readings.containers if shows(c.box)),
        unread=tuple(box for box in readings.unread if shows(box)),
    )


def shifted(readings: Readings, dx: float, dy: float) -> Readings:
    """Move the boxes of readings from a crop to where they stand in its picture."""
    return Readings(
        plates=tuple(replace(p, box=p.box.moved(dx, dy)) for p in readings.plates),
        containers=tuple(
            replace(c, box=c.box.moved(dx, dy)) for c in readings.containers
        ),
        trucks=tuple(box.moved(dx, dy) for box in readings.trucks),
        unread=tuple(box.moved(dx, dy) for box in readings.unread),
    )
