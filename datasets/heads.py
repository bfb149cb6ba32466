"""Heads: face, hair, and what is worn on them, as meshes."""

import numpy as np

from datasets.meshes import Mesh, Points, ball, dome, solid
from datasets.parts import Part
from datasets.people import Headgear, Looks
from datasets.poses import Skeleton

_SKULL = np.array([0.058, 0.046, 0.07])
"""Half the head's depth, width and height, as shares of a person's height."""


def head(looks: Looks, bones: Skeleton, sides: int) -> list[Mesh]:
    """Build the head with what is on it."""
    meshes = [_skull(looks, bones, sides)]
    crown = {
        Headgear.HELMET: _helmet,
        Headgear.CAP: _cap,
        Headgear.HOOD: _hood,
    }.get(looks.headgear)
    if crown is not None:
        meshes += crown(looks, bones, sides)
    return meshes


def _skull(looks: Looks, bones: Skeleton, sides: int) -> Mesh:
    around, rows = sides + 4, max(6, sides)
    quads = ball(
        bones.head, _SKULL * looks.height, bones.axes, around=around, rows=rows
    )
    local = (quads.mean(axis=1) - bones.head) @ bones.axes.T / (_SKULL * looks.height)
    ahead, left, up = local.T
    colours = np.tile(np.array(looks.skin, np.float64), (len(quads), 1))
    hair = (up > 0.5) | ((ahead < 0.1) & (up > -0.45))
    if looks.high_hair:
        hair = (up > 0.6) | ((ahead < 0.25) & (up > -0.9))
    colours[hair] = looks.hair
    face = (ahead > 0.62) & ~hair
    colours[face & (abs(up - 0.15) < 0.14) & (abs(abs(left) - 0.38) < 0.2)] *= 0.55
    colours[face & (abs(up + 0.5) < 0.1) & (abs(left) < 0.3)] *= (0.7, 0.7, 0.9)
    if looks.beard:
        colours[(ahead > 0.2) & (up < -0.35) & ~hair] = looks.hair
    return solid(quads, colours, Part.HEAD)


def _helmet(looks: Looks, bones: Skeleton, sides: int) -> list[Mesh]:
    """Build shell and brim; the brim reaches out farther over the face."""
    base = bones.head + bones.axes[2] * 0.018 * looks.height
    size = np.array([0.079, 0.064, 0.077]) * looks.height
    rise = np.linspace(0.0, np.pi / 2, max(5, sides // 2 + 2))
    shell = dome(base, size, bones.axes, around=sides + 6, rise=rise)
    brim = _brim(base, size * (1.13, 1.12, 1), bones.axes, sides + 6, 1.22)
    shaded = np.array(looks.helmet) * 0.88
    return [
        solid(shell, looks.helmet, Part.HELMET),
        solid(brim, shaded, Part.HELMET),
    ]


def _cap(looks: Looks, bones: Skeleton, sides: int) -> list[Mesh]:
    """Build a cap: tighter than a helmet, with a peak before it only."""
    base = bones.head + bones.axes[2] * 0.02 * looks.height
    size = np.array([0.062, 0.05, 0.056]) * looks.height
    rise = np.linspace(0.0, np.pi / 2, max(4, sides // 2))
    crown = dome(base, size, bones.axes, around=sides + 4, rise=rise)
    peak = _brim(base, size, bones.axes, sides + 4, 1.75)
    return [
        solid(crown, looks.cap, Part.HEAD),
        solid(peak, np.array(looks.cap) * 0.8, Part.HEAD),
    ]


def _hood(looks: Looks, bones: Skeleton, sides: int) -> list[Mesh]:
    """Build a hood around all but the face."""
    size = np.array([0.07, 0.06, 0.085]) * looks.height
    base = bones.head - bones.axes[0] * 0.012 * looks.height
    quads = ball(base, size, bones.axes, around=sides + 6, rows=sides)
    local = (quads.mean(axis=1) - base) @ bones.axes.T / size
    closed = (local[:, 0] < 0.35) | (local[:, 2] > 0.75)
    return [solid(quads[closed], looks.cloth, Part.HEAD)]


def _brim(
    base: Points, size: Points, axes: Points, around: int, reach: float
) -> Points:
    """Build a flat rim, seen from both sides, that reaches out before the face."""
    turn = 2 * np.pi * np.arange(around) / around
    flat = np.stack([np.cos(turn), np.sin(turn), 0 * turn], axis=-1)
    out = np.where(flat[:, :1] > 0.2, (reach - 1) * flat[:, :1] + 1, 1.0)
    edge = flat * out - (0, 0, 0.07)
    inner, outer = (base + (ring * size) @ axes for ring in (flat * 0.85, edge))
    after = np.roll(np.arange(around), -1)
    above = np.stack([inner, inner[after], outer[after], outer], axis=1)
    return np.concatenate([above, above[:, ::-1]])
