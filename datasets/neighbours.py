"""Containers that are not the truck's: stacks beside the lane, a truck in the next."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from datasets.canvas import Gallery, draw
from datasets.optics import Camera, Face, Points, outline
from datasets.plans import ContainerPlan, TruckPlan
from datasets.trucks import container_faces, in_order, truck_parts
from datasets.truth import TextTruth
from datasets.visible import hiding, texts_of
from datasets.yard import distance


@dataclass(frozen=True, slots=True, kw_only=True)
class Stacked:
    """A container on the ground or on others; ``at`` is the middle of its doors' foot.

    It is x, y, z in metres from a truck's stop; the doors look backwards.
    """

    container: ContainerPlan
    at: tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class NextLane:
    """A truck in a lane beside: *left* metres to the left, *along* past the stop."""

    plan: TruckPlan
    left: float
    along: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """Whatever stands near the lane with a number on it; none of it moves."""

    stacks: tuple[Stacked, ...] = ()
    truck: NextLane | None = None


@dataclass(frozen=True, slots=True)
class Layer:
    """Faces that are painted together, one after the other, as one camera sees them."""

    camera: Camera
    faces: tuple[Face, ...]
    gallery: Gallery
    legible: bool = True

    def paint(self, pixels: NDArray[np.uint8]) -> None:
        """Paint it into *pixels* (h, w, 3), in place."""
        for face in self.faces:
            draw(pixels, self.camera, face, self.gallery)

    def hiding(self) -> list[Points]:
        """Give the outlines of what hides all behind it."""
        return hiding(self._seen(), self.gallery)

    def texts(self, over: list[Points]) -> tuple[TextTruth, ...]:
        """Give its texts that are seen beneath the outlines *over* it."""
        return texts_of(
            self._seen(), self.camera, self.gallery, legible=self.legible, over=over
        )

    def _seen(self) -> list[tuple[Face, Points]]:
        shapes = ((face, outline(self.camera, face)) for face in self.faces)
        return [(face, shape) for face, shape in shapes if shape is not None]


def behind(around: Neighbours, style: TruckPlan, camera: Camera) -> Iterator[Layer]:
    """Give what stands farther from *camera* than the lane does, the farthest first."""
    if around.stacks:
        yield _stacks(around, style, camera)
    if around.truck is not None and not _nearer(around.truck, camera):
        yield _next_lane(around.truck, camera)


def before(around: Neighbours, camera: Camera) -> Iterator[Layer]:
    """Give what stands between *camera* and the lane."""
    if around.truck is not None and _nearer(around.truck, camera):
        yield _next_lane(around.truck, camera)


def _stacks(around: Neighbours, style: TruckPlan, camera: Camera) -> Layer:
    eye = np.array(camera.position)
    stacks = [_stack_faces(stacked, style) for stacked in around.stacks]
    stacks.sort(key=lambda faces: -distance(faces, eye))
    every = tuple(face for faces in stacks for face in faces)
    return Layer(camera, every, Gallery(style.light))


def _stack_faces(stacked: Stacked, style: TruckPlan) -> list[Face]:
    rear, left, floor = stacked.at
    faces = container_faces(stacked.container, rear, style=style, floor=floor)
    return [
        replace(f, origin=(f.origin[0], f.origin[1] + left, f.origin[2])) for f in faces
    ]


def _next_lane(beside: NextLane, camera: Camera) -> Layer:
    """Give the truck as a camera moved the other way sees it at the stop."""
    there = camera.past(beside.along).beside(beside.left)
    faces = in_order(truck_parts(beside.plan), there)
    gallery = Gallery(beside.plan.light)
    return Layer(there, tuple(faces), gallery, legible=not beside.plan.mud)


def _nearer(beside: NextLane, camera: Camera) -> bool:
    y = camera.position[1]
    return abs(y - beside.left) < abs(y)
