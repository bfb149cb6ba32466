"""What a camera sees of a yard: painted things, and where each part of them shows."""

from collections.abc import Mapping, Sequence
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
_WHOLE = (YardLabel.PERSON, YardLabel.VEHICLE, YardLabel.MACHINERY)
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

    @property
    def learnable(self) -> bool:
        """Whether it is large enough, and enough of it shows, to be known for it."""
        large = self.label in _WHOLE
        tall = self.box.height >= (_LEAST_PERSON if large else _LEAST_GEAR)
        shown = self.share >= (_SHOWN if large else _GEAR_SHOWN)
        return tall and self.box.width >= _LEAST_GEAR and shown


@dataclass(frozen=True, slots=True)
class YardView:
    """A painted frame (h, w, 3), and what it shows of each thing."""

    image: Pixels
    seen: tuple[tuple[Seen, ...], ...]


Kept = Mapping[int, Cutout | None]
"""Cutouts that are known already, by the number of their thing."""


def paint_things(
    backdrop: Pixels,
    camera: Camera,
    things: Sequence[Thing],
    lighting: Lighting,
    *,
    rng: Generator | None = None,
    kept: Kept | None = None,
) -> YardView:
    """Paint *things* before *backdrop*, which has the camera's size, with shadows.

    *rng* gives their surfaces some dirt. Shadows of what is *kept* are taken to be on
    the backdrop already, unless nothing else is painted.
    """
    image, light = backdrop.copy(), lighting.light
    cuts: dict[int, Cutout] = {}
    order = in_order(things, np.array(camera.position[:2]))
    still = kept if kept and len(kept) < len(things) else {}
    for number in order:
        if lighting.shade > 0 and number not in still:
            mesh = things[number].placed
            shadow_on(image, mesh, camera, light, lighting.shade)
    for number in order:
        cut = _cut(things[number], number, camera, light, kept)
        if cut is not None:
            cuts[number] = dirtied(cut, rng, lighting.gain) if rng else cut
            cuts[number].paste(image)
    return YardView(image, _seen(things, cuts, camera))


def seen_of(
    things: Sequence[Thing], camera: Camera, kept: Kept | None = None
) -> tuple[tuple[Seen, ...], ...]:
    """Say what *camera* shows of each of *things*, without painting a frame."""
    found = {}
    for number in in_order(things, np.array(camera.position[:2])):
        cut = _cut(things[number], number, camera, Light.DAY, kept)
        if cut is not None:
            found[number] = cut
    return _seen(things, found, camera)


def _cut(
    thing: Thing, number: int, camera: Camera, light: Light, kept: Kept | None
) -> Cutout | None:
    if kept is not None and number in kept:
        return kept[number]
    return cut_out(thing.placed, camera, light, Part.HELMET)


def _seen(
    things: Sequence[Thing], cuts: Mapping[int, Cutout], camera: Camera
) -> tuple[tuple[Seen, ...], ...]:
    """Say what shows; *cuts* are in the order of painting."""
    owner = np.zeros((camera.height, camera.width), np.uint8)
    for number, cut in cuts.items():
        cut.window(owner)[cut.parts > 0] = number + 1
    return tuple(
        _parts_of(thing, cuts[n], owner, n, camera) if n in cuts else ()
        for n, thing in enumerate(things)
    )


def marks(view: YardView) -> Marked:
    """Mark what can be learned from; what is too small or hidden is ignored."""
    parts = [part for parts in view.seen for part in parts]
    learned = tuple((part.box, str(part.label)) for part in parts if part.learnable)
    return Marked(learned, tuple(part.box for part in parts if not part.learnable))


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


def dirtied(cut: Cutout, rng: Generator, gain: float = 1.0) -> Cutout:
    """Let tones vary over a surface, as dirt, folds and worn paint do."""
    shape = (cut.cover.shape[0], cut.cover.shape[1])
    wide, fine = (
        clouds(shape, (2 + shape[0] // size, 2 + shape[1] // size), rng)
        for size in (40, 7)
    )
    tone = gain * (0.78 + 0.34 * wide + 0.12 * fine)
    gains = cv2.merge([np.asarray(tone, np.float32)] * 3)
    toned = cv2.multiply(cut.colour, gains, dtype=cv2.CV_8U)
    colour = np.asarray(cv2.min(toned, cv2.merge([cut.cover] * 3)), np.uint8)
    return Cutout(cut.left, cut.top, colour, cut.cover, cut.parts)
