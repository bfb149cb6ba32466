"""The misses as pictures for people, truth and reading in the name of each."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import cv2

from datasets.measure.summary import Judged
from pipelines.photos import load_photo
from vision.results import Box
from vision.strips import Image

_AROUND = 0.6
"""How far around the label a crop reaches, in shares of its sides."""


def misses(judged: Iterable[Judged]) -> list[Judged]:
    """Give what is not exact or was falsely accepted; wrong and certain first."""
    missed = [
        one for one in judged if one.verdict.false_accept or not one.verdict.exact
    ]
    return sorted(missed, key=_badness)


def write_misses(
    judged: Sequence[Judged], folder: Path, *, scale: float = 1.0
) -> list[Path]:
    """Write one PNG a miss into *folder*, which is made; give the files.

    *scale* is by how much the photos were made smaller before they were read.
    Raises OSError where the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for number, one in enumerate(misses(judged), start=1):
        if one.photo.path.is_file():
            box = one.photo.box and one.photo.box.scaled(1 / scale)
            path = folder / f"{number:03d}-{_name(one)}.png"
            _, data = cv2.imencode(".png", _crop(load_photo(one.photo.path), box))
            path.write_bytes(data.tobytes())
            written.append(path)
    return written


def _badness(one: Judged) -> tuple[str, bool, int, str]:
    verdict = one.verdict
    return one.reader, not verdict.false_accept, -verdict.errors, one.photo.path.name


def _name(one: Judged) -> str:
    verdict, photo = one.verdict, one.photo
    parts = (
        one.reader,
        photo.group.replace("/", "."),
        photo.text,
        f"read-{verdict.read or 'nothing'}",
        verdict.status or "",
        f"wrongly-certain-{verdict.wrong}" if verdict.false_accept else "",
        photo.path.stem,
    )
    return "-".join(part for part in parts if part)


def _crop(image: Image, box: Box | None) -> Image:
    """Cut the place with its surroundings, the whole image without a place."""
    if box is None:
        return image
    across, down = _AROUND * box.width, _AROUND * box.height
    rows = slice(max(0, int(box.y0 - down)), int(box.y1 + down) + 1)
    columns = slice(max(0, int(box.x0 - across)), int(box.x1 + across) + 1)
    cut = image[rows, columns]
    return cut if cut.size else image
