"""Ground truth: what text stands where in a frame, and how it is kept in files."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from vision.results import Box, Layout


class Kind(StrEnum):
    """What a text is."""

    PLATE = "plate"
    CONTAINER = "container"
    SIZE_TYPE = "size_type"


@dataclass(frozen=True, slots=True)
class Inscription:
    """A text on a face: one cell per character, as shares of width and height."""

    kind: Kind
    text: str
    layout: Layout | None
    cells: tuple[Box, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextTruth:
    """A text in a frame.

    ``text`` has no separators. ``box`` and ``characters`` (one box per character)
    are in pixels and cut at the frame's edge; ``visible`` is the share of the
    characters' area that nothing hides and that lies inside the frame.
    ``layout`` is None for plates and size-types. ``legible`` is false where dirt
    covers the text on purpose.
    """

    kind: Kind
    text: str
    layout: Layout | None
    box: Box
    characters: tuple[Box, ...]
    visible: float
    legible: bool = True


@dataclass(frozen=True, slots=True)
class FrameTruth:
    """All texts of one image; ``image`` is its path relative to the truth file."""

    image: str
    camera: str
    texts: tuple[TextTruth, ...]


def write_truth(path: Path, frames: Iterable[FrameTruth]) -> None:
    """Write one JSON object a line."""
    with path.open("w", encoding="utf-8") as file:
        for frame in frames:
            record = {
                "image": frame.image,
                "camera": frame.camera,
                "texts": [_to_json(text) for text in frame.texts],
            }
            file.write(json.dumps(record, separators=(",", ":")) + "\n")


def read_truth(path: Path) -> Iterator[FrameTruth]:
    """Read what ``write_truth`` wrote; raises ValueError naming a broken line."""
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            try:
                record = json.loads(line)
                texts = tuple(_from_json(text) for text in record["texts"])
                yield FrameTruth(record["image"], record["camera"], texts)
            except (KeyError, TypeError, ValueError) as error:
                msg = f"{path}:{number}: not a line of truth: {error}"
                raise ValueError(msg) from error


def _to_json(text: TextTruth) -> dict[str, Any]:
    return {
        "kind": text.kind,
        "text": text.text,
        "layout": text.layout,
        "box": _corners(text.box),
        "characters": [_corners(box) for box in text.characters],
        "visible": round(text.visible, 3),
        "legible": text.legible,
    }


def _from_json(record: dict[str, Any]) -> TextTruth:
    layout = record["layout"]
    return TextTruth(
        kind=Kind(record["kind"]),
        text=record["text"],
        layout=None if layout is None else Layout(layout),
        box=Box(*record["box"]),
        characters=tuple(Box(*corners) for corners in record["characters"]),
        visible=record["visible"],
        legible=record["legible"],
    )


def _corners(box: Box) -> list[float]:
    return [round(edge, 1) for edge in (box.x0, box.y0, box.x1, box.y1)]
