"""Bodies: somebody's looks in a stance, as a mesh whose parts a detector learns.

The mesh faces along x, its feet on the ground at the origin.
"""

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from datasets.heads import head
from datasets.meshes import Mesh, Points, solid, tube
from datasets.parts import Part
from datasets.people import SILVER, VESTS, Looks, Upper
from datasets.poses import Skeleton, Stance, skeleton

Parts = NDArray[np.uint8]
_LEFT = np.array([0.0, 1.0, 0.0])
_UP = np.array([0.0, 0.0, 1.0])
_DARK = (34, 34, 36)


class Detail(IntEnum):
    """How many sides a limb has: few for somebody far away."""

    FAR = 6
    NEAR = 10
    CLOSE = 14


def body(looks: Looks, stance: Stance, detail: Detail = Detail.NEAR) -> Mesh:
    """Build somebody standing at the origin, facing along x."""
    bones = skeleton(stance, looks.height, looks.breadth)
    rng = np.random.default_rng([21, looks.seed])
    limbs = [_leg(looks, bones, which, detail) for which in (0, 1)]
    limbs += [_arm(looks, bones, which, detail) for which in (0, 1)]
    whole = Mesh.joined(
        [_trunk(looks, bones, detail), *limbs, *head(looks, bones, int(detail))]
    )
    folds = 1 + rng.normal(0, 0.045, (len(whole.quads), 1))
    return whole.tinted(np.asarray(whole.colours * folds))


def _trunk(looks: Looks, bones: Skeleton, detail: Detail) -> Mesh:
    """Build hips, trunk and neck, with what is worn over them."""
    rise = np.array([-0.12, 0.0, 0.06, 0.2, 0.3, 0.36, 0.5, 0.58, 0.72, 0.86, 0.95, 1])
    wide = np.array([78, 104, 106, 101, 100, 101, 105, 110, 118, 119, 94, 42]) / 1000
    deep = np.array([55, 70, 72, 70, 69, 69, 70, 70, 70, 66, 52, 38]) / 1000
    loose = {Upper.SHIRT: 1.0, Upper.VEST: 1.17}.get(looks.upper, 1.15)
    radii = np.column_stack([wide, deep]) * looks.height * looks.breadth
    radii[2:-1] *= loose
    along = bones.neck - bones.hips
    spine = bones.hips + rise[:, None] * along
    quads = tube(spine, radii, side=_LEFT, around=int(detail) * 2)
    middle = np.repeat((rise[:-1] + rise[1:]) / 2, int(detail) * 2)
    turn = np.tile(np.arange(int(detail) * 2) + 0.5, len(rise) - 1)
    colours, parts = _worn(looks, middle, np.cos(turn * np.pi / int(detail)))
    trunk = Mesh(quads, colours, parts)
    neck = np.stack([bones.neck - 0.04 * along, bones.head])
    throat = tube(neck, np.full((2, 2), 0.036 * looks.height), side=_LEFT)
    meshes = [trunk, solid(throat, looks.skin, Part.BODY)]
    return Mesh.joined([*meshes, *_pack(looks, bones)])


def _worn(looks: Looks, rise: Points, front: Points) -> tuple[Points, Parts]:
    """Colour the trunk's quads: *rise* from hip to neck, *front* -1 (back) to 1."""
    trousers, cloth = np.array(looks.trousers), np.array(looks.cloth)
    upper = rise > 0.02
    colours = np.where(upper[:, None], cloth, trousers).astype(np.float64)
    parts = np.where(upper, Part.TORSO, Part.BODY).astype(np.uint8)
    if looks.upper in VESTS:
        covered = upper & (rise < 0.97)
        if not looks.closed:
            covered &= front < 0.85
        colours[covered] = looks.vest
        parts[covered] = Part.VEST
        colours[covered & _banded(looks, rise, front)] = SILVER
    elif looks.upper is Upper.JACKET:
        colours[upper & (front > 0.96)] *= 0.6
    collar = (rise > 0.93) & upper
    colours[collar] *= 0.82
    return colours, parts


def _banded(looks: Looks, rise: Points, front: Points) -> NDArray[np.bool_]:
    """Say which quads of a vest are silver."""
    bands = np.zeros(len(rise), bool)
    heights = (0.33, 0.54)[: looks.bands]
    for height in heights:
        bands |= abs(rise - height) < 0.045
    if looks.braces and looks.bands:
        above = rise > heights[-1]
        bands |= above & (abs(abs(front) - 0.62) < 0.17)
    return np.asarray(bands)


def _leg(looks: Looks, bones: Skeleton, which: int, detail: Detail) -> Mesh:
    hip, knee, ankle = bones.hip[which], bones.knee[which], bones.ankle[which]
    low = [knee + (ankle - knee) * share for share in (0.35, 0.5, 0.62)]
    spine = np.stack([hip + _UP * 0.02, (hip + knee) / 2, knee, *low, ankle])
    width = np.array([58, 52, 40, 39, 38, 35, 34]) / 1000 * looks.height
    radii = np.repeat(width[:, None], 2, 1) * (0.6 + 0.4 * looks.breadth)
    quads = tube(spine, radii, side=_LEFT, around=int(detail))
    leg = solid(quads, looks.trousers, Part.BODY)
    if looks.banded_legs:
        colours = leg.colours.copy()
        colours[3 * int(detail) : 4 * int(detail)] = SILVER
        leg = leg.tinted(colours)
    toe = bones.toe[which]
    heel = ankle - (toe - ankle) * 0.4
    foot = np.stack([heel, ankle, (ankle + toe) / 2, toe]) - _UP * 0.012
    sizes = np.array([(22, 20), (27, 26), (26, 20), (16, 10)]) / 1000 * looks.height
    shoe = tube(foot, sizes, side=_LEFT, around=max(6, int(detail) - 2))
    return Mesh.joined([leg, solid(shoe, _DARK, Part.BODY)])


def _arm(looks: Looks, bones: Skeleton, which: int, detail: Detail) -> Mesh:
    shoulder, elbow, hand = (
        joint[which] for joint in (bones.shoulder, bones.elbow, bones.hand)
    )
    wrist = elbow + (hand - elbow) * 0.8
    band = [elbow + (shoulder - elbow) * share for share in (0.45, 0.25)]
    spine = np.stack([shoulder + _UP * 0.03, shoulder, *band, elbow, wrist, hand])
    width = np.array([20, 40, 33, 32, 29, 23, 14]) / 1000 * looks.height
    if looks.upper in (Upper.JACKET, Upper.VEST_JACKET):
        width[:-1] *= 1.15
    radii = np.repeat(width[:, None], 2, 1)
    quads = tube(spine, radii, side=_LEFT, around=int(detail))
    colours, parts = _sleeve(looks, int(detail))
    return Mesh(quads, np.repeat(colours, int(detail), 0), parts)


def _sleeve(looks: Looks, around: int) -> tuple[Points, Parts]:
    """Colour the six rings of an arm, and say what their quads belong to."""
    colours = np.tile(np.array(looks.cloth, np.float64), (6, 1))
    parts = np.full(6, Part.BODY, np.uint8)
    if looks.upper is Upper.VEST:
        parts[:1], colours[:1] = Part.VEST, looks.vest
    if looks.upper is Upper.VEST_JACKET:
        parts[:5], colours[:] = Part.VEST, looks.vest
        colours[2] = SILVER if looks.bands else looks.vest
    bare = looks.bare_arms and looks.upper in (Upper.SHIRT, Upper.VEST)
    colours[3 if bare else 5 :] = looks.skin
    return colours, np.repeat(parts, around)


def _pack(looks: Looks, bones: Skeleton) -> list[Mesh]:
    """Build a rucksack, if there is one."""
    if not looks.pack:
        return []
    along = bones.neck - bones.hips
    back = np.cross(_LEFT, along) / np.linalg.norm(along)
    spine = bones.hips + np.array([0.25, 0.32, 0.8, 0.9])[:, None] * along
    radii = np.array([(20, 10), (75, 45), (75, 40), (40, 15)]) / 1000 * looks.height
    quads = tube(spine - back * 0.1 * looks.height, radii, side=_LEFT)
    return [solid(quads, looks.cap, Part.BODY)]
