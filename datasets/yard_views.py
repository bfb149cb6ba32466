"""What a camera sees of a yard: painted things, and where each part of them shows."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from datasets.detection import Marked
from datasets.mesh_painting import Cutout, cut_out, shadow_on
from datasets.optics import Camera
from datasets.parts import Part
from datasets.plans import Light
from datasets.weathering import clouds
from datasets.yard_things import Thing, in_order
from vision.results import Box
from vision.scene import Gear, YardLabel

Pixels = NDArray[np.uint8]
_PEOPLE = (Part.BODY, Part.HEAD, Part.HELMET, Part.TORSO, Part.VEST)
_LEAST_PERSON, _LEAST_GEAR = 9, 3
"""Pixels: what is lower than this is not learned."""
_SHOWN = 0.35
_GEAR_SHOWN = 0.5


@dataclass(frozen=True, slots=True)
class Lighting:
    """How things are lit: *shade* is how dark shadows are, 0 to 1.

    *gain* is how bright surfaces are, 1 in plain daylight.
    """

    light: Light
    shade: float = 0.45
    gain: float = 1.0


@dataclass(frozen=True, slots=True)
class Seen:
    """One part of a thing in the frame.

    ``box`` is around the pixels that show; ``whole`` around all that the thing has in
    front of the lens, hidden or beyond the frame; ``share`` of it shows.
    """

    label: YardLabel
    box: Box
    whole: Box
    share: float


@dataclass(frozen=True, slots=True)
class YardView:
    """A painted frame (h, w, 3), and what it shows of each thing."""

    image: Pixels
    seen: tuple[tuple[Seen, ...], ...]


def paint_things(
    backdrop: Pixels,
    camera: Camera,
    things: Sequence[Thing],
    lighting: Lighting,
    rng: Generator | None = None,
) -> YardView:
    """Paint *things* before *backdrop*, which has the camera's size, with shadows.

    *rng* gives their surfaces some dirt.
    """
    image, eye = backdrop.copy(), np.array(camera.position[:2])
    order = in_order(things, eye)
    if lighting.shade > 0:
        for number in order:
            shade = things[number].placed
            shadow_on(image, shade, camera, lighting.light, lighting.shade)
    owner = np.zeros(image.shape[:2], np.uint8)
    cuts: dict[int, Cutout] = {}
    for number in order:
        cut = cut_out(things[number].placed, camera, lighting.light, Part.HELMET)
        if cut is not None:
            cut = cut if rng is None else _dirtied(cut, rng, lighting.gain)
            cut.paste(image)
            cut.window(owner)[cut.parts > 0] = number + 1
            cuts[number] = cut
    seen = (
        _parts_of(thing, cuts[n], owner, n, camera) if n in cuts else ()
        for n, thing in enumerate(things)
    )
    return YardView(image, tuple(seen))


def marks(view: YardView) -> Marked:
    """Mark what can be learned from; what is too small or hidden is ignored."""
    learned, ignored = [], []
    for parts in view.seen:
        for part in parts:
            person = part.label in (
                YardLabel.PERSON,
                YardLabel.VEHICLE,
                YardLabel.MACHINERY,
            )
            tall = part.box.height >= (_LEAST_PERSON if person else _LEAST_GEAR)
            wide = part.box.width >= _LEAST_GEAR
            if tall and wide and part.share >= (_SHOWN if person else _GEAR_SHOWN):
                learned.append((part.box, str(part.label)))
            else:
                ignored.append(part.box)
    return Marked(tuple(learned), tuple(ignored))


def _parts_of(
    thing: Thing, cut: Cutout, owner: Pixels, number: int, camera: Camera
) -> tuple[Seen, ...]:
    """Give what shows of a thing's parts that have labels."""
    shown = np.where(cut.window(owner) == number + 1, cut.parts, 0)
    found = []
    for label, parts in _labels(thing):
        all_of, seen = np.isin(cut.parts, parts), np.isin(shown, parts)
        box = _around(seen, cut)
        if box is None:
            continue
        whole = _whole(thing, parts, camera)
        inside = _inside(whole, camera)
        share = float(np.count_nonzero(seen) / np.count_nonzero(all_of)) * inside
        found.append(Seen(label, box, whole, share))
    return tuple(found)


def _labels(thing: Thing) -> list[tuple[YardLabel, tuple[Part, ...]]]:
    """Say which labels a thing has, and which parts they are drawn around."""
    labels: list[tuple[YardLabel, tuple[Part, ...]]] = []
    if thing.label is not None:
        labels.append((thing.label, (Part.MACHINE,)))
    if thing.wears is not None:
        helmet, vest = Gear.HELMET in thing.wears, Gear.VEST in thing.wears
        labels += [
            (YardLabel.PERSON, _PEOPLE),
            (YardLabel.HELMET, (Part.HELMET,))
            if helmet
            else (YardLabel.NO_HELMET, (Part.HEAD,)),
            (YardLabel.VEST, (Part.VEST,))
            if vest
            else (YardLabel.NO_VEST, (Part.TORSO,)),
        ]
    return labels


def _around(mask: NDArray[np.bool_], cut: Cutout) -> Box | None:
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not len(rows):
        return None
    return Box(
        float(columns[0] + cut.left),
        float(rows[0] + cut.top),
        float(columns[-1] + 1 + cut.left),
        float(rows[-1] + 1 + cut.top),
    )


def _whole(thing: Thing, parts: tuple[Part, ...], camera: Camera) -> Box:
    mesh = thing.placed
    quads = mesh.quads[np.isin(mesh.parts, parts)]
    points = camera.project(quads.reshape(-1, 3))
    (x0, y0), (x1, y1) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
    return Box(x0, y0, x1, y1)


def _inside(whole: Box, camera: Camera) -> float:
    """Say which share of a box the frame holds."""
    frame = Box(0, 0, camera.width, camera.height)
    return whole.overlap(frame) / max(whole.area, 1e-6)


def _dirtied(cut: Cutout, rng: Generator, gain: float) -> Cutout:
    """Let tones vary over a surface, as dirt, folds and worn paint do."""
    shape = (cut.cover.shape[0], cut.cover.shape[1])
    wide, fine = (
        clouds(shape, (2 + shape[0] // size, 2 + shape[1] // size), rng)
        for size in (40, 7)
    )
    tone = gain * (0.78 + 0.34 * wide + 0.12 * fine)
    colour = cv2.multiply(cut.colour, cv2.merge([tone] * 3), dtype=cv2.CV_8U)
    limit = cv2.merge([cut.cover] * 3)
    colour = np.asarray(cv2.min(colour, limit), np.uint8)
    return Cutout(cut.left, cut.top, colour, cut.cover, cut.parts)
