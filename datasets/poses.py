"""How a body stands: angles of its limbs, and where its joints come to be.

A body faces along x with z up; the first of two limbs is the left one. Angles are in
radians; a limb that hangs is at 0 and swings forwards when its angle grows.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.random import Generator

from datasets.dice import about, between, chance
from datasets.meshes import Points

Pair = tuple[float, float]
_STRAIGHT: Pair = (0.0, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """Angles: the trunk's lean, the head's nod and turn, and of each limb.

    ``out`` lifts an arm sideways.
    """

    lean: float = 0.03
    nod: float = 0.1
    turn: float = 0.0
    hips: Pair = _STRAIGHT
    knees: Pair = (0.05, 0.05)
    shoulders: Pair = (0.05, 0.05)
    out: Pair = (0.12, 0.12)
    elbows: Pair = (0.25, 0.25)


@dataclass(frozen=True, slots=True)
class Skeleton:
    """Joints in metres: (3,), or (2, 3) for the left and the right one."""

    hips: Points
    neck: Points
    head: Points
    hip: Points
    knee: Points
    ankle: Points
    toe: Points
    shoulder: Points
    elbow: Points
    hand: Points
    axes: Points
    """The head's directions ahead, left and up, (3, 3)."""


def walking(phase: float, *, stride: float = 0.45) -> Stance:
    """Give a moment of a walk; *phase* 0 to 1 is two steps."""
    swing = np.sin(2 * np.pi * phase)
    lift = np.cos(2 * np.pi * phase)
    bend = (0.12 + 0.75 * max(0.0, lift), 0.12 + 0.75 * max(0.0, -lift))
    return Stance(
        lean=0.06,
        hips=(stride * swing + 0.1 * bend[0], -stride * swing + 0.1 * bend[1]),
        knees=bend,
        shoulders=(-0.8 * stride * swing, 0.8 * stride * swing),
        elbows=(0.35 + 0.2 * stride, 0.35 - 0.2 * stride * swing),
    )


def sample_stance(rng: Generator) -> Stance:
    """Make up a stance of somebody at work: on foot, upright, bent or crouched."""
    way = rng.random()
    if way < 0.42:
        base = walking(float(rng.random()), stride=between(rng, 0.2, 0.55))
    elif way < 0.78:
        base = _standing(rng)
    elif way < 0.92:
        base = _bent(rng)
    else:
        base = _crouched(rng)
    if way < 0.78 and chance(rng, 0.25):
        base = replace(base, shoulders=(0.75, 0.75), elbows=(0.9, 0.9), out=(0.0, 0.0))
    elif way < 0.78 and chance(rng, 0.2):
        base = _one_arm(base, rng)
    turn = about(rng, 0.0, 0.35, 1.1)
    return replace(base, turn=turn, nod=about(rng, 0.15, 0.2, 0.5))


def _standing(rng: Generator) -> Stance:
    apart = between(rng, -0.12, 0.12)
    elbows = (between(rng, 0.05, 1.6), between(rng, 0.05, 1.6))
    return Stance(
        lean=about(rng, 0.03, 0.05, 0.15),
        hips=(apart, -apart),
        shoulders=(about(rng, 0.1, 0.2, 0.6), about(rng, 0.1, 0.2, 0.6)),
        out=(between(rng, 0.05, 0.4), between(rng, 0.05, 0.4)),
        elbows=elbows,
    )


def _bent(rng: Generator) -> Stance:
    lean = between(rng, 0.5, 1.35)
    return Stance(
        lean=lean,
        hips=(0.25 + 0.2 * lean, 0.2 * lean),
        knees=(0.3, 0.25 + 0.3 * lean),
        shoulders=(between(rng, 0.3, 0.9), between(rng, 0.3, 0.9)),
        elbows=(between(rng, 0.1, 0.7), between(rng, 0.1, 0.7)),
    )


def _crouched(rng: Generator) -> Stance:
    depth = between(rng, 1.2, 1.9)
    return Stance(
        lean=between(rng, 0.2, 0.6),
        hips=(depth, depth * between(rng, 0.5, 1.0)),
        knees=(depth * 1.35, depth * 1.35),
        shoulders=(0.7, 0.6),
        elbows=(0.7, 0.8),
    )


def seated() -> Stance:
    """Give the stance of a driver at the wheel."""
    return Stance(
        lean=-0.1, hips=(1.5, 1.5), knees=(1.4, 1.4), shoulders=(0.8, 0.8),
        elbows=(0.7, 0.7),
    )  # fmt: skip


def _one_arm(stance: Stance, rng: Generator) -> Stance:
    """Lift the right arm: to point, to wave, or with a telephone at the ear."""
    lifted, out, bent = (
        (between(rng, 1.1, 1.7), 0.1, 0.1)
        if chance(rng, 0.5)
        else (between(rng, 0.3, 0.8), 0.5, 2.3)
    )
    return replace(
        stance,
        shoulders=(stance.shoulders[0], lifted),
        out=(stance.out[0], out),
        elbows=(stance.elbows[0], bent),
    )


def skeleton(stance: Stance, height: float, breadth: float = 1.0) -> Skeleton:
    """Place the joints of somebody *height* metres tall, the lower foot on the ground.

    *breadth* is 1 for somebody of usual build.
    """
    up = np.array([np.sin(stance.lean), 0.0, np.cos(stance.lean)])
    left = np.array([0.0, 1.0, 0.0])
    both = np.array([1.0, -1.0])[:, None]
    hips = np.zeros(3)
    hip = both * left * 0.055 * height * breadth
    thigh = _hanging(stance.hips) * 0.245 * height
    shin = _hanging(np.subtract(stance.hips, stance.knees)) * 0.245 * height
    knee, ankle = hip + thigh, hip + thigh + shin
    foot = _hanging(np.subtract(stance.hips, stance.knees) + np.pi / 2)
    toe = ankle + foot * 0.1 * height
    neck = hips + up * 0.3 * height
    shoulder = neck - up * 0.025 * height + both * left * 0.105 * height * breadth
    upper = _hanging(stance.shoulders, stance.out) * 0.17 * height
    lower = _hanging(np.add(stance.shoulders, stance.elbows), stance.out)
    elbow = shoulder + upper
    hand = elbow + lower * 0.19 * height
    axes = _turned(stance)
    head = neck + up * 0.05 * height + axes[2] * 0.065 * height
    ground = min(float(ankle[:, 2].min()), float(toe[:, 2].min())) - 0.03
    moved = np.array([0.0, 0.0, -ground])
    joints = (hips, neck, head, hip, knee, ankle, toe, shoulder, elbow, hand)
    placed = [*(joint + moved for joint in joints), axes]
    return Skeleton(*placed)


def _hanging(angles: Pair | Points, out: Pair = _STRAIGHT) -> Points:
    """Directions (2, 3) of a pair of limbs that hang at *angles*."""
    swing, lift = np.asarray(angles), np.asarray(out)
    return np.column_stack(
        [
            np.sin(swing) * np.cos(lift),
            np.sin(lift) * (1, -1),
            -np.cos(swing) * np.cos(lift),
        ]
    )


def _turned(stance: Stance) -> Points:
    """Give the head's directions ahead, left and up."""
    pitch = stance.nod + 0.7 * stance.lean
    c, s = np.cos(pitch), np.sin(pitch)
    ahead, up = np.array([c, 0.0, -s]), np.array([s, 0.0, c])
    left = np.array([0.0, 1.0, 0.0])
    c, s = np.cos(stance.turn), np.sin(stance.turn)
    return np.stack([c * ahead + s * left, c * left - s * ahead, up])
