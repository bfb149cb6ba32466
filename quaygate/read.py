"""Read one's own pictures: the core of ``quaygate read``."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from models.text import PaddleTextReader
from pipelines.look import EVERYTHING, Look, TextLook
from pipelines.photos import each_photo, load_photo
from vision.fuse import fuse
from vision.results import Box, Readings
from vision.strips import Image


@dataclass(frozen=True, slots=True)
class SourceReadings:
    """What was read in one photo, or over one passage of a video or stream."""

    source: str
    readings: Readings

    def as_json(self) -> str:
        """Write it on one line, boxes as [x0, y0, x1, y1] in pixels."""
        return json.dumps(
            {
                "source": self.source,
                "plates": [
                    {
                        "text": plate.text,
                        "confidence": round(plate.confidence, 4),
                        "status": plate.status,
                        "region": plate.region,
                        "box": _sides(plate.box),
                    }
                    for plate in self.readings.plates
                ],
                "containers": [
                    {
                        "number": container.number,
                        "confidence": round(container.confidence, 4),
                        "status": container.status,
                        "size_type": container.size_type,
                        "layout": container.layout,
                        "box": _sides(container.box),
                    }
                    for container in self.readings.containers
                ],
            },
            ensure_ascii=False,
        )


def load_look(*, threads: int = 0) -> Look:
    """Load the models for reading photos one by one, on all cores unless told."""
    return TextLook(PaddleTextReader.load(threads=threads))


def read_photos(paths: Iterable[Path], look: Look) -> Iterator[SourceReadings]:
    """Read photos and the photos of folders, one after the other.

    Raises ReadError at the first that is missing or no picture; those before it have
    been given.
    """
    for photo in each_photo(paths):
        yield SourceReadings(str(photo), look(load_photo(photo), wants=EVERYTHING))


def read_passage(
    source: str, frames: Iterable[Image], look: Look
) -> Iterator[SourceReadings]:
    """Read the BGR *frames* of one passage; yields one fused object at their end.

    No frame gives nothing.
    """
    views = [look(frame, wants=EVERYTHING) for frame in frames]
    if views:
        yield SourceReadings(source, fuse(views))


def _sides(box: Box) -> list[int]:
    return [round(side) for side in (box.x0, box.y0, box.x1, box.y1)]
