"""A yard with nothing in it: sky, paving and the lines painted on it."""

from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from datasets.dice import between, chance
from datasets.light import SKIES
from datasets.mesh_painting import cut_out
from datasets.meshes import Mesh, Points, solid
from datasets.optics import Camera
from datasets.parts import Part
from datasets.plans import Light, Weather
from datasets.sheets import Colour
from datasets.surroundings import rays_of, sky
from datasets.weathering import clouds

Pixels = NDArray[np.uint8]
_TILE = 512
_YELLOW: Colour = (50, 180, 225)
_WHITE: Colour = (215, 218, 220)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paving:
    """What a yard is paved with: its tone, its joints (metres apart), its lines.

    A line is (x0, y0, x1, y1, width) in metres on the ground.
    """

    tone: Colour = (128, 134, 138)
    joints: float = 0.0
    stains: float = 0.4
    lines: tuple[tuple[tuple[float, float, float, float, float], Colour], ...] = ()
    seed: int = 0


def sample_paving(rng: Generator) -> Paving:
    """Make up a yard of concrete or asphalt with a few lines."""
    grey = between(rng, 55, 175)
    b, g, r = (int(grey + rng.normal(0, 5) + off) for off in (-4, 0, 3))
    lines = []
    for _ in range(int(rng.integers(0, 7))):
        colour = _YELLOW if chance(rng, 0.6) else _WHITE
        x, y = between(rng, 0, 60), between(rng, -25, 25)
        turn = 0.0 if chance(rng, 0.5) else np.pi / 2
        long = between(rng, 4, 60)
        ends = (x, y, x + long * float(np.cos(turn)), y + long * float(np.sin(turn)))
        lines.append(((*ends, between(rng, 0.1, 0.3)), colour))
    return Paving(
        tone=(b, g, r),
        joints=between(rng, 2, 7) if chance(rng, 0.5) else 0.0,
        stains=between(rng, 0.06, 0.4),
        lines=tuple(lines),
        seed=int(rng.integers(2**31)),
    )


def empty_yard(
    camera: Camera, paving: Paving, light: Light, weather: Weather
) -> Pixels:
    """Paint what *camera* sees of an empty yard (h, w, 3), before exposure."""
    rays = rays_of(camera)
    picture = sky(rays, light)
    falls = rays[..., 2] < -0.004
    reach = np.where(falls, -camera.position[2] / np.where(falls, rays[..., 2], -1), 0)
    x = np.asarray(camera.position[0] + rays[..., 0] * reach, np.float32)
    y = np.asarray(camera.position[1] + rays[..., 1] * reach, np.float32)
    tone = _surface(paving, x, y, reach)
    colours = SKIES[light]
    lit = np.array(colours.ambient) + np.array(colours.direct) * colours.sun[2]
    wet = weather is Weather.RAIN
    ground = tone[..., None] * np.asarray(paving.tone) * lit * (0.62 if wet else 1.0)
    haze = np.clip(reach / 260, 0, 0.7)[..., None]
    ground = ground * (1 - haze) + np.array(colours.horizon) * 0.85 * haze
    if wet:
        mirrored = np.asarray(cv2.blur(cv2.flip(picture, 0), (9, 61)))
        ground = ground * 0.84 + mirrored * 0.16
    picture[falls] = ground[falls]
    pixels = np.asarray(picture.clip(0, 255), np.uint8)
    _draw_lines(pixels, camera, paving, light)
    return pixels


def _surface(
    paving: Paving, x: NDArray[np.float32], y: NDArray[np.float32], reach: Points
) -> NDArray[np.float32]:
    """Give the gain of the paving's grain, stains and joints, (h, w)."""
    near = np.asarray(np.clip(1.3 - reach / 40, 0.2, 1), np.float32)
    shift = paving.seed % 97
    fine = _sampled(_blots(0), x + shift, y, 3.0) - 0.5
    wide = _sampled(_blots(1), x, y + shift, 31.0) - 0.5
    middle = _sampled(_blots(1), x + shift, y, 9.0) - 0.5
    tone = 1 + fine * 0.22 * near + (wide + middle) * paving.stains
    if paving.joints:
        off = [abs((axis / paving.joints) % 1 - 0.5) for axis in (x, y)]
        edge = 0.5 - (0.02 + reach / 900) / paving.joints
        tone = np.where((off[0] > edge) | (off[1] > edge), tone * 0.8, tone)
    return np.asarray(tone.clip(0.3, 1.7), np.float32)


def _sampled(
    tile: NDArray[np.float32],
    x: NDArray[np.float32],
    y: NDArray[np.float32],
    metres: float,
) -> NDArray[np.float32]:
    """Repeat *tile* every so many metres."""
    u, v = (np.asarray((axis / metres * _TILE) % _TILE, np.float32) for axis in (x, y))
    found = cv2.remap(tile, u, v, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP)
    return np.asarray(found, np.float32)


@cache
def _blots(coarse: int) -> NDArray[np.float32]:
    """Give a square of smooth noise that repeats without a seam."""
    rng = np.random.default_rng(31 + coarse)
    cells = (9, 23) if coarse else (90, 200)
    shape = (_TILE, _TILE)
    field = sum(clouds(shape, (n, n), rng) for n in cells) / len(cells)
    ramp = abs(np.linspace(-1, 1, _TILE)) ** 4
    for axis in (0, 1):
        fade = ramp[:, None] if axis == 0 else ramp[None]
        field = field * (1 - fade / 2) + np.flip(field, axis) * fade / 2
    return np.asarray(field, np.float32)


def _draw_lines(pixels: Pixels, camera: Camera, paving: Paving, light: Light) -> None:
    """Paint lines in short pieces, so that what is behind the lens can be left out."""
    for ends, colour in paving.lines:
        mesh = solid(_strip(ends), colour, Part.MACHINE)
        ahead = camera.depth(mesh.middles) > 2.0
        if ahead.any():
            rows = Mesh(mesh.quads[ahead], mesh.colours[ahead], mesh.parts[ahead])
            shape = cut_out(rows, camera, light)
            if shape is not None:
                window = shape.window(pixels)
                bare = window.copy()
                shape.paste(pixels)
                cv2.addWeighted(window, 0.72, bare, 0.28, 0, dst=window)


def _strip(ends: tuple[float, float, float, float, float]) -> Points:
    """Give the quads of a line on the ground."""
    x0, y0, x1, y1, width = ends
    start, along = np.array([x0, y0, 0.0]), np.array([x1 - x0, y1 - y0, 0.0])
    long = float(np.linalg.norm(along)) + 1e-9
    across = np.array([-along[1], along[0], 0.0]) / long * width / 2
    shares = np.linspace(0, 1, max(2, int(long / 2) + 1))[:, None]
    left, right = start + shares * along + across, start + shares * along - across
    return np.stack([right[:-1], left[:-1], left[1:], right[1:]], axis=1)
