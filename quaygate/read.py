"""`quaygate read`: one's own photos, folders, videos and streams, one line each."""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from models.runtime import ModelError
from models.settings import USUAL, ModelSettings
from pipelines.addresses import without_password
from pipelines.frames import SourceError
from pipelines.launch import SourceOptions
from pipelines.look import EVERYTHING, Look
from pipelines.looks import default_look
from pipelines.photos import ReadError, open_photo
from pipelines.sources import open_source
from quaygate.errors import CommandError
from quaygate.inputs import files, is_video
from quaygate.passages import passages
from vision.results import Box, Readings

_FRAMES_A_SECOND = 4


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

    def as_text(self) -> str:
        """Write it on one line for people; doubtful readings say so."""
        parts = [
            f"plate {plate.text} ({plate.region or 'unknown region'}, {plate.status}, "
            f"{plate.confidence:.2f})"
            for plate in self.readings.plates
        ]
        parts += [
            f"container {container.number} {container.size_type or '-'} "
            f"({container.layout}, {container.status}, {container.confidence:.2f})"
            for container in self.readings.containers
        ]
        return f"{self.source}: {'; '.join(parts) or 'nothing read'}"


def read_paths(
    paths: Sequence[str], *, as_json: bool, models: ModelSettings = USUAL
) -> int:
    """Read every source, print one line each, and return the exit code.

    A source that cannot be read is named on the error output and makes the exit code
    2; the others are read all the same.
    """
    try:
        look = default_look(threads=0, settings=models)
    except ModelError as error:
        raise CommandError(str(error)) from error
    code = 0
    for path in paths:
        for result in read_source(path, look):
            if isinstance(result, SourceReadings):
                print(result.as_json() if as_json else result.as_text(), flush=True)  # noqa: T201 - the answer
            else:
                print(f"quaygate: {result}", file=sys.stderr)  # noqa: T201 - the answer
                code = 2
    return code


def read_source(path: str, look: Look) -> Iterator[SourceReadings | str]:
    """Read a photo, a folder, a video or an ``rtsp://`` URL.

    Yields what was read, one a photo and one a passage, and a sentence for each
    thing that could not be read.
    """
    if not path:
        yield "'': no such file or folder"
        return
    if "://" in path:
        yield from _passages_of(without_password(path), path, look)
        return
    try:
        photos_and_videos = files(Path(path))
    except ReadError as error:
        yield str(error)
        return
    for file in photos_and_videos:
        if is_video(file):
            yield from _passages_of(str(file), file.resolve().as_uri(), look)
        else:
            yield _photo(file, look)


def _photo(file: Path, look: Look) -> SourceReadings | str:
    try:
        photo = open_photo(file)
        readings = look(photo.image, wants=EVERYTHING)
        return SourceReadings(str(file), readings.scaled(photo.reduced))
    except (ModelError, ReadError) as error:
        return str(error)


def _passages_of(source: str, url: str, look: Look) -> Iterator[SourceReadings | str]:
    """Read a video as fast as it can be read, a stream as it comes."""
    found, shown = False, without_password(url)
    try:
        options = SourceOptions(fps=_FRAMES_A_SECOND, paced=False)
        with open_source(shown, url, options=options) as camera:
            for readings in passages(camera.frames(), look):
                found = True
                yield SourceReadings(source, readings)
    except (ModelError, SourceError) as error:
        yield f"{source}: {str(error).removeprefix(f'{shown}: ')}"
        return
    if not found:
        yield SourceReadings(source, Readings())


def _sides(box: Box) -> list[int]:
    return [max(0, round(side)) for side in (box.x0, box.y0, box.x1, box.y1)]
