"""`quaygate models try`: what a detector of the registry sees in one's own photos."""

import sys
from collections.abc import Sequence
from pathlib import Path

from models.detector import Detector
from models.runtime import ModelError
from models.settings import ModelSettings
from pipelines.photos import ReadError, list_photos, open_photo
from quaygate.errors import CommandError
from vision.results import Detection


def try_model(name: str, paths: Sequence[Path], manifest: Path | None) -> int:
    """Print what the detector sees, a photo a line, and return the exit code.

    A photo that cannot be read is named on the error output and makes the exit code
    2; the others are looked at all the same.
    """
    try:
        detector = Detector.load(name, settings=ModelSettings(manifest=manifest))
        return max([_tried(detector, path) for path in paths])
    except ModelError as error:
        raise CommandError(str(error)) from error


def _tried(detector: Detector, path: Path) -> int:
    """Look at a photo or at those of a folder; 2 where any cannot be read."""
    code = 0
    try:
        photos = list_photos(path)
    except ReadError as error:
        return _say(error)
    for photo in photos:
        try:
            opened = open_photo(photo)
        except ReadError as error:
            code = _say(error)
            continue
        seen = [_in_words(found, opened.reduced) for found in detector(opened.image)]
        print(f"{photo}: {'; '.join(seen) or 'nothing'}")  # noqa: T201 - the answer
    return code


def _say(error: ReadError) -> int:
    print(f"quaygate: {error}", file=sys.stderr)  # noqa: T201 - the answer
    return 2


def _in_words(seen: Detection, reduced: int) -> str:
    """Write the label, the score and the box as [x0, y0, x1, y1] in pixels."""
    box = seen.box.scaled(reduced)
    sides = [round(side) for side in (box.x0, box.y0, box.x1, box.y1)]
    return f"{seen.label} {seen.score:.2f} {sides}"
