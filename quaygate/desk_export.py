"""`quaygate desk export`: what clerks corrected, as labelled photos for training.

Plates are the crops that clerks read, for `quaygate train` and `quaygate eval plate`;
containers are whole frames, for `quaygate eval container`. No name of a clerk is in it.
"""

import csv
import hashlib
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gate_service.application.desk_labels import Label
from gate_service.domain.corrections import TextKind
from gate_service.settings import GateSettings
from quaygate.errors import CommandError
from quaygate.opened import opened

_PLATES = ("set", "file", "x0", "y0", "x1", "y1", "text", "lines", "label", "split")
_CONTAINERS = (
    *("set", "file", "passage", "number", "size_type", "layout", "camera"),
    "box_number_xyxy",
)
_VAL = 51
"""Of 256 texts, so many are measured and never learned."""
_Row = Mapping[str, object]


@dataclass(slots=True)
class _Written:
    """Rows of both files, and what had no picture any more."""

    plates: list[_Row] = field(default_factory=list)
    containers: list[_Row] = field(default_factory=list)
    left_out: int = 0


def export_desk(settings: GateSettings, folder: Path) -> int:
    """Write ``plates/`` and ``container/`` below *folder*, and count them."""
    with opened(settings) as gate:
        try:
            written = _write(last_said(gate.desk.labels()), folder)
        except OSError as error:
            msg = f"cannot write to {folder}: {error.strerror or error}"
            raise CommandError(msg) from error
    sys.stdout.write(
        f"{len(written.plates)} plates in {folder / 'plates'}, "
        f"{len(written.containers)} containers in {folder / 'container'}; "
        f"{written.left_out} without a picture left out\n"
    )
    return 0


def last_said(labels: Iterable[Label]) -> list[Label]:
    """Keep what was said last of each text: a clerk may correct a correction.

    What is not on the truck, or not any more, is left out.
    """
    trucks: dict[tuple[str, str], list[Label]] = {}
    for label in labels:
        told = label.correction
        said = trucks.setdefault((told.passage, told.kind), [])
        said[:] = [e for e in said if e.correction.right != told.read]
        said.append(label)
    return [e for said in trucks.values() for e in said if e.correction.right]


def _write(labels: Sequence[Label], folder: Path) -> _Written:
    written = _Written()
    for label in labels:
        plate = label.correction.kind is TextKind.PLATE
        picture = label.crop if plate else (label.frame or label.crop)
        if picture is None:
            written.left_out += 1
        elif plate:
            file = _picture(folder / "plates", "desk_crops", picture)
            written.plates.append(_plate(label, file))
        else:
            name = "desk" if label.frame else "desk_crops"
            file = _picture(folder / "container", name, picture)
            written.containers.append(_container(label, file, name))
    _table(folder / "plates" / "labels.csv", _PLATES, written.plates)
    _table(folder / "container" / "labels.csv", _CONTAINERS, written.containers)
    return written


def _plate(label: Label, file: str) -> _Row:
    told = label.correction
    split = (
        "val" if hashlib.sha256(_text(label).encode()).digest()[0] < _VAL else "train"
    )
    return {
        "set": "desk_crops",  # "crops" says that the picture is cut to its plate
        "file": file,
        "text": told.right,
        "lines": told.lines,
        "label": "clerk",
        "split": split,
    }


def _container(label: Label, file: str, name: str) -> _Row:
    told = label.correction
    return {
        "set": name,
        "file": file,
        "passage": f"{told.passage}/{told.right}",
        "number": told.right,
        "size_type": told.size_type or "",
        "layout": told.layout or "H",
        "camera": told.camera or "",
    }


def _text(label: Label) -> str:
    """Give what decides the split: one truck is in one part alone."""
    return label.correction.right or ""


def _picture(folder: Path, name: str, body: bytes) -> str:
    file = f"{name}/{hashlib.sha256(body).hexdigest()[:24]}.jpg"
    (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / file).write_bytes(body)
    return file


def _table(path: Path, columns: Sequence[str], rows: Iterable[_Row]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
