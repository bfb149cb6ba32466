"""A yard before a fixed camera over time: frames of what a plan says, and their truth.

Equal plans give equal pixels. What never moves is painted once.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from datasets.bodies import Detail
from datasets.light import Sensor, exposure
from datasets.machines import Machine, sample_machine
from datasets.mesh_painting import Cutout, cut_out
from datasets.mishaps import spoil
from datasets.optics import Camera
from datasets.parts import Part
from datasets.plans import Light
from datasets.poses import Stance, walking
from datasets.yard_grounds import empty_yard, sample_paving
from datasets.yard_plans import STRIDE, Act, Mishap, Moment, Ride, Walker, YardPlan
from datasets.yard_things import Thing, driven, person, stack
from datasets.yard_views import (
    Lighting,
    Seen,
    dirtied,
    paint_things,
    seen_of,
)
from vision.results import Detection

Pixels = NDArray[np.uint8]
_KNOCK = (1.5, 3.2, -0.6)
"""Metres by which a camera that was knocked looks past its target."""
_Doing = tuple[tuple[Moment | None, Act | None], ...]
_BLIND = frozenset({Mishap.COVERED, Mishap.DARK})


@dataclass(frozen=True, slots=True)
class YardFrame:
    """One look: seconds from the start, (h, w, 3) BGR, and all that shows."""

    at: float
    image: Pixels
    seen: tuple[tuple[Seen, ...], ...]


class YardScene:
    """One camera's view of a plan."""

    def __init__(self, plan: YardPlan) -> None:
        self.plan = plan
        rng = np.random.default_rng([41, plan.seed])
        made_up = sample_paving(rng)
        self._paving = plan.paving or made_up
        self._piles = tuple(
            stack(p.length, p.levels, (p.x, p.y, p.heading), rng) for p in plan.piles
        )
        self._lighting = Lighting(plan.light, 0.0 if plan.light is Light.NIGHT else 0.4)
        self._stages: dict[Camera, _Stage] = {}
        self._last: tuple[_Doing, tuple[tuple[Seen, ...], ...]] = ((), ())

    def frames(self) -> Iterator[YardFrame]:
        """Render every look."""
        last: Pixels | None = None
        for number, at in enumerate(self.plan.times()):
            trouble = self.plan.trouble(at)
            if trouble is not None and trouble.what is Mishap.FROZEN:
                image = self._image(trouble.begins, 0) if last is None else last
                yield YardFrame(at, image, self.seen(at))
                continue
            last = self._image(at, number)
            yield YardFrame(at, last, self.seen(at))

    def _image(self, at: float, number: int) -> Pixels:
        stage, trouble = self._stage(at), self.plan.trouble(at)
        soft = np.asarray(cv2.GaussianBlur(self._view(at), (3, 3), 0.5), np.uint8)
        image = np.asarray(cv2.multiply(soft, stage.gain, scale=1 / 128), np.uint8)
        if trouble is not None:
            image = spoil(image, trouble, at)
        return stage.sensor.expose(image, number)

    def _view(self, at: float) -> Pixels:
        stage, movers = self._stage(at), self.movers(at)
        if not movers:
            return stage.backdrop
        return paint_things(
            stage.backdrop,
            stage.camera,
            [*self._piles, *movers],
            self._lighting,
            kept=stage.kept,
        ).image

    def seen(self, at: float) -> tuple[tuple[Seen, ...], ...]:
        """Say what shows of each mover; nothing while the camera is blind."""
        trouble = self.plan.trouble(at)
        if trouble is not None and trouble.what is Mishap.FROZEN:
            at = trouble.begins
        elif trouble is not None and trouble.what in _BLIND:
            return ()
        doing = _doing(self.plan, at)
        if doing != self._last[0] or self.plan.troubles:
            self._last = doing, self._shown(at)
        return self._last[1]

    def _shown(self, at: float) -> tuple[tuple[Seen, ...], ...]:
        movers = self.movers(at)
        if not movers:
            return ()
        stage = self._stage(at)
        things = [*self._piles, *movers]
        return seen_of(things, stage.camera, stage.kept)[len(self._piles) :]

    def movers(self, at: float) -> list[Thing]:
        """Place everybody and all that drives; who is absent is left out."""
        people = (_person(walker, at) for walker in self.plan.people)
        rides = (_ride(ride, at) for ride in self.plan.rides)
        return [thing for thing in (*people, *rides) if thing is not None]

    def _stage(self, at: float) -> "_Stage":
        trouble = self.plan.trouble(at)
        camera = self.plan.camera
        if trouble is not None and trouble.what is Mishap.KNOCKED:
            x, y, z = (a + b for a, b in zip(camera.target, _KNOCK, strict=True))
            camera = replace(camera, target=(x, y, z))
        if camera not in self._stages:
            self._stages[camera] = self._staged(camera)
        return self._stages[camera]

    def _staged(self, camera: Camera) -> "_Stage":
        plan, rng = self.plan, np.random.default_rng([42, self.plan.seed])
        empty = empty_yard(camera, self._paving, plan.light, plan.weather)
        kept: dict[int, Cutout | None] = {}
        for number, pile in enumerate(self._piles):
            cut = cut_out(pile.placed, camera, plan.light, Part.HELMET)
            kept[number] = None if cut is None else dirtied(cut, rng)
        backdrop = paint_things(empty, camera, self._piles, self._lighting, kept=kept)
        gain = exposure(camera, plan.light)
        sensor = Sensor(camera, plan.light, plan.weather)
        return _Stage(camera, backdrop.image, gain, sensor, kept)


@dataclass(frozen=True, slots=True)
class _Stage:
    """What all looks of a camera that hangs still share."""

    camera: Camera
    backdrop: Pixels
    gain: Pixels
    sensor: Sensor
    kept: dict[int, Cutout | None]
    """Cutouts of what never moves, by its place among the things."""


def _doing(plan: YardPlan, at: float) -> _Doing:
    """Say where everybody is and what they do; equal answers look equal."""
    people = ((walker.moment(at), walker.act(at)) for walker in plan.people)
    return (
        *((moment, replace(act, at=0.0)) for moment, act in people),
        *((ride.moment(at), None) for ride in plan.rides),
    )


def detections(seen: tuple[tuple[Seen, ...], ...]) -> tuple[Detection, ...]:
    """Give what shows as a faultless detector would."""
    return tuple(
        Detection(str(part.label), 1.0, part.box)
        for parts in seen
        for part in parts
        if part.learnable
    )


def _person(walker: Walker, at: float) -> Thing | None:
    moment = walker.moment(at)
    if moment is None:
        return None
    act = walker.act(at)
    usual = (
        walking(moment.walked / STRIDE % 1.0)
        if moment.moving
        else Stance(shoulders=(0.05, 0.2), elbows=(0.3, 0.9))
    )
    heading = moment.heading if act.heading is None else act.heading
    return person(
        act.looks or walker.looks,
        act.stance or usual,
        (moment.x, moment.y, heading),
        Detail.NEAR,
    )


def _ride(ride: Ride, at: float) -> Thing | None:
    moment = ride.moment(at)
    if moment is None:
        return None
    return driven(
        _machine(ride.kind, ride.seed),
        (moment.x, moment.y, moment.heading),
        ride.driver,
    )


@lru_cache(maxsize=64)
def _machine(kind: str, seed: int) -> Machine:
    """Build a machine with its middle at the origin."""
    machine = sample_machine(np.random.default_rng([43, seed]), kind)
    flat = machine.mesh.quads.reshape(-1, 3)[:, 0]
    back = float(flat.min() + flat.max()) / 2
    seat = machine.seat and (machine.seat[0] - back, *machine.seat[1:])
    return replace(machine, mesh=machine.mesh.placed(-back, 0.0, 0.0), seat=seat)
