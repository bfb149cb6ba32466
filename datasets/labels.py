"""The labels of the real photos: what stands on each of them, and where."""

import csv
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from vision.identifiers import normalise_plate
from vision.results import Box

ALL = "all"
"""Both splits of a set."""
_Row = Mapping[str, str]


class LabelsError(Exception):
    """A data folder without the labels that it should have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledPhoto:
    """One text on one photo: a container number or a normalised plate.

    ``layout`` is as the set names it. ``size_type`` and ``box`` (around the text, in
    pixels) are None where they are not stated. ``passage`` names the photos of one
    truck, None where the set does not say. ``masked`` is true where ``text`` holds
    the visible characters only. ``siblings`` are the texts of the same truck, and
    ``others`` the boxes of the same photo, whose readings are not this label's.
    """

    path: Path
    group: str
    text: str
    layout: str
    size_type: str | None = None
    box: Box | None = None
    passage: str | None = None
    masked: bool = False
    siblings: frozenset[str] = frozenset()
    others: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class LabelledScene:
    """One photo and the boxes of all its plates, in pixels."""

    path: Path
    group: str
    plates: tuple[Box, ...]


_P = TypeVar("_P", LabelledPhoto, LabelledScene)


def container_photos(
    data: Path, *, most: int | None = None
) -> tuple[LabelledPhoto, ...]:
    """Read ``labels.csv`` of the container photos, at most *most* of a set.

    Raises LabelsError where there is none. Numbers of one truck are siblings.
    """
    rows = labelled_rows(data, {"set", "file", "number", "layout"})
    trucks: dict[str, set[str]] = {}
    for row in rows:
        trucks.setdefault(_truck(row), set()).add(row["number"])
    return _first(
        most,
        (
            LabelledPhoto(
                path=data / row["file"],
                group=row["set"],
                text=row["number"],
                layout=row["layout"],
                size_type=row.get("size_type") or None,
                box=_box(row.get("box_number_xyxy", "").split()),
                passage=row.get("passage") or None,
                siblings=frozenset(trucks[_truck(row)] - {row["number"]}),
            )
            for row in rows
        ),
    )


def plate_photos(
    data: Path, *, split: str = "val", most: int | None = None
) -> tuple[LabelledPhoto, ...]:
    """Read the plates of a split whose text is known, at most *most* of a set."""
    rows = labelled_rows(data, {"file", "text", "lines", "label", "split"})
    boxes: dict[str, list[Box | None]] = {}
    for row in rows:
        boxes.setdefault(row["file"], []).append(corners(row))
    return _first(
        most,
        (
            _plate(data, row, boxes[row["file"]])
            for row in rows
            if split in (ALL, row["split"]) and "?" not in row["text"]
        ),
    )


def plate_scenes(
    data: Path,
    groups: Iterable[str],
    *,
    split: str = "val",
    most: int | None = None,
) -> tuple[LabelledScene, ...]:
    """Read the scenes of some sets with every plate that is labelled in them."""
    wanted, scenes = set(groups), dict[str, list[Box]]()
    for row in labelled_rows(data, {"file", "split", "x0", "y0", "x1", "y1"}):
        box = corners(row)
        if _group(row) in wanted and split in (ALL, row["split"]) and box is not None:
            scenes.setdefault(row["file"], []).append(box)
    return _first(
        most,
        (
            LabelledScene(data / file, Path(file).parent.as_posix(), tuple(boxes))
            for file, boxes in scenes.items()
        ),
    )


def labelled_rows(data: Path, columns: Set[str]) -> list[dict[str, str]]:
    """Read ``labels.csv`` of a folder, which must have these *columns* at least.

    Raises LabelsError where there is none, or a column is absent.
    """
    try:
        with (data / "labels.csv").open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            rows = list(reader)
    except OSError as error:
        message = f"{data}: no labels.csv ({error.strerror})"
        raise LabelsError(message) from error
    absent = columns - set(reader.fieldnames or ())
    if absent:
        message = f"{data / 'labels.csv'}: no column {', '.join(sorted(absent))}"
        raise LabelsError(message)
    return rows


def corners(row: Mapping[str, str]) -> Box | None:
    """Give the box of a row, None where it is not stated."""
    return _box([row.get(side) or "" for side in ("x0", "y0", "x1", "y1")])


def _plate(data: Path, row: _Row, boxes: Iterable[Box | None]) -> LabelledPhoto:
    box = corners(row)
    return LabelledPhoto(
        path=data / row["file"],
        group=_group(row),
        text=normalise_plate(row["text"]),
        layout=row["lines"],
        box=box,
        masked="masked" in row["label"],
        others=tuple(other for other in boxes if other is not None and other != box),
    )


def _first(most: int | None, photos: Iterable[_P]) -> tuple[_P, ...]:
    """Keep at most *most* of a group, in the order in which they come."""
    groups: dict[str, list[_P]] = {}
    for photo in photos:
        groups.setdefault(photo.group, []).append(photo)
    return tuple(photo for group in groups.values() for photo in group[:most])


def _truck(row: _Row) -> str:
    """Give the truck of a container photo: its passage up to the slash."""
    return row["set"] + "/" + row.get("passage", row["number"]).split("/")[0]


def _group(row: _Row) -> str:
    return Path(row["file"]).parent.as_posix()


def _box(sides: Sequence[str]) -> Box | None:
    """Make a box of four written numbers, None where they are not given."""
    if len(sides) != 4 or not all(sides):
        return None
    try:
        x0, y0, x1, y1 = map(float, sides)
    except ValueError as error:
        message = f"labels.csv: {' '.join(sides)!r} is no box of four numbers"
        raise LabelsError(message) from error
    return Box(x0, y0, x1, y1)
