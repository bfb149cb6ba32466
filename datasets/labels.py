"""The labels of the real photos: what stands on each of them."""

import csv
from dataclasses import dataclass
from pathlib import Path

from vision.identifiers import normalise_plate


class LabelsError(Exception):
    """A data folder without the labels that it should have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledPhoto:
    """One photo and the text on it: a container number or a normalised plate.

    ``layout`` is as the set names it; ``size_type`` None where it is not stated.
    """

    path: Path
    group: str
    text: str
    layout: str
    size_type: str | None = None


def container_photos(data: Path) -> tuple[LabelledPhoto, ...]:
    """Read ``labels.csv`` of the container photos. Raises LabelsError without one."""
    return tuple(
        LabelledPhoto(
            path=data / row["file"],
            group=row["set"],
            text=row["number"],
            layout=row["layout"],
            size_type=row["size_type"] or None,
        )
        for row in _rows(data)
    )


def plate_photos(data: Path, *, most: int) -> tuple[LabelledPhoto, ...]:
    """Read the measuring part of the plate photos, at most *most* of a set.

    Photos whose text is unknown or partly masked are left out.
    """
    photos: dict[str, list[LabelledPhoto]] = {}
    for row in _rows(data):
        if row["split"] != "val" or "?" in row["text"] or "masked" in row["label"]:
            continue
        group = Path(row["file"]).parent.as_posix()
        photos.setdefault(group, []).append(
            LabelledPhoto(
                path=data / row["file"],
                group=group,
                text=normalise_plate(row["text"]),
                layout=row["lines"],
            )
        )
    return tuple(photo for group in photos.values() for photo in group[:most])


def _rows(data: Path) -> list[dict[str, str]]:
    try:
        with (data / "labels.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    except OSError as error:
        message = f"{data}: no labels.csv ({error.strerror})"
        raise LabelsError(message) from error
