"""The lane without a truck: sky, paving and markings, and what stands about."""

from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from datasets.canvas import Gallery, draw
from datasets.light import SKIES
from datasets.optics import Camera
from datasets.plans import Light, Weather
from datasets.weathering import clouds
from datasets.yard import distance, standing

_TILE = 8.0
"""Side of the square of paving that repeats, in metres."""


def empty_lane(camera: Camera, light: Light, weather: Weather) -> NDArray[np.uint8]:
    """Paint what *camera* sees of the empty lane (h, w, 3), before exposure."""
    rays = rays_of(camera)
    picture = sky(rays, light)
    _pave(picture, rays, camera, light, wet=weather is Weather.RAIN)
    pixels = np.asarray(picture.clip(0, 255), np.uint8)
    gallery = Gallery(light)
    eye = np.array(camera.position)
    for faces in sorted(standing(), key=lambda thing: -distance(thing, eye)):
        for face in faces:
            draw(pixels, camera, face, gallery)
    if light is Light.NIGHT:
        _masts(pixels, camera)
    return pixels


def rays_of(camera: Camera) -> NDArray[np.float32]:
    """Directions (h, w, 3) in the world, of length 1, through every pixel."""
    y, x = np.mgrid[0 : camera.height, 0 : camera.width]
    across, down = x - camera.width / 2 + 0.5, y - camera.height / 2 + 0.5
    ahead = np.full(x.shape, camera.focal)
    rays = np.stack([across, down, ahead], axis=-1) @ camera.axes
    return np.asarray(rays / np.linalg.norm(rays, axis=-1, keepdims=True), np.float32)


def sky(rays: NDArray[np.float32], light: Light) -> NDArray[np.float32]:
    """Paint the sky (h, w, 3) along *rays*, all the way down."""
    tones = SKIES[light]
    rise = np.clip(rays[..., 2:] / 0.5, 0, 1) ** 0.6
    sky = np.array(tones.horizon) * (1 - rise) + np.array(tones.zenith) * rise
    rng = np.random.default_rng(3)
    veil = clouds((rays.shape[0], rays.shape[1]), (7, 9), rng)
    veil = veil * 0.6 + clouds((rays.shape[0], rays.shape[1]), (18, 24), rng) * 0.4
    cover = np.clip((veil - 0.5) * 2.4, 0, 0.7)[..., None]
    bright = np.array(tones.horizon) * (1.06 if light is not Light.NIGHT else 0.9)
    return np.asarray(sky * (1 - cover) + bright * cover, np.float32)


def _pave(
    picture: NDArray[np.float32],
    rays: NDArray[np.float32],
    camera: Camera,
    light: Light,
    *,
    wet: bool,
) -> None:
    """Paint the ground into *picture* wherever a ray falls."""
    falls = rays[..., 2] < -0.004
    reach = np.where(falls, -camera.position[2] / np.where(falls, rays[..., 2], -1), 0)
    x = camera.position[0] + rays[..., 0] * reach
    y = camera.position[1] + rays[..., 1] * reach
    near = np.asarray(np.clip(1.25 - reach / 26, 0.12, 1), np.float32)
    tone: NDArray[np.float32] = 1 + (_sample(_bricks(), x, y, 1.0) - 1) * near
    tone *= 1 + (_sample(_stains(), x, y, 0.23) - 0.5) * 0.42
    side = np.abs(y)
    tracks = np.exp(-((side - 0.95) ** 2) / 0.12) * (side < 2.3)
    tone *= np.asarray(1 - 0.16 * tracks, np.float32)
    colour = np.asarray(tone[..., None] * (128, 134, 138), np.float32)
    _mark(colour, x, y, tone)
    sky = SKIES[light]
    lit = np.array(sky.ambient) + np.array(sky.direct) * max(0.2, sky.sun[2])
    colour *= lit * (0.66 if wet else 1.0)
    haze = np.clip(reach / 130, 0, 0.85)[..., None]
    colour[:] = colour * (1 - haze) + np.array(sky.horizon) * 0.9 * haze
    if wet:
        colour[:] = colour * 0.84 + _sheen(picture) * 0.16
    picture[falls] = colour[falls]


def _sheen(picture: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(cv2.blur(cv2.flip(picture, 0), (9, 61)), np.float32)


def _mark(
    colour: NDArray[np.float32],
    x: NDArray[np.float32],
    y: NDArray[np.float32],
    tone: NDArray[np.float32],
) -> None:
    """Paint the lane's lines and its stop line onto the paving."""
    side = np.abs(y)
    worn = np.clip(tone, 0.6, 1.1)[..., None]
    lines = (side > 1.92) & (side < 2.06)
    colour[lines] = (np.array((60, 186, 222)) * worn)[lines]
    stop = (side < 1.9) & (x > 0.75) & (x < 1.1)
    colour[stop] = (np.array((214, 216, 216)) * worn)[stop]
    verge = side > 9
    colour[verge] = colour[verge] * 0.92


def _sample(
    tile: NDArray[np.float32],
    x: NDArray[np.float32],
    y: NDArray[np.float32],
    scale: float,
) -> NDArray[np.float32]:
    size = tile.shape[0]
    u = np.asarray((x * scale / _TILE * size) % size, np.float32)
    v = np.asarray((y * scale / _TILE * size) % size, np.float32)
    found = cv2.remap(tile, u, v, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP)
    return np.asarray(found, np.float32)


@cache
def _bricks() -> NDArray[np.float32]:
    """Gains of a square of herringbone-like paving stones, 10 by 20 cm."""
    rng = np.random.default_rng(5)
    size, stone = 1024, 12.8
    tile = np.ones((size, size), np.float32)
    for row in range(80):
        for column in range(40):
            left = column * 2 * stone + (row % 2) * stone
            corner = (round(left), round(row * stone))
            end = (round(left + 2 * stone) - 2, round((row + 1) * stone) - 2)
            cv2.rectangle(tile, corner, end, float(rng.normal(1.0, 0.05)), -1)
            if left + 2 * stone > size:
                wrapped = (corner[0] - size, corner[1]), (end[0] - size, end[1])
                cv2.rectangle(tile, *wrapped, float(rng.normal(1.0, 0.05)), -1)
    seams = np.asarray(tile == 1.0)
    tile[seams] = 0.8
    tile += rng.normal(0, 0.03, tile.shape).astype(np.float32)
    return np.asarray(cv2.GaussianBlur(tile, (0, 0), 0.9), np.float32)


@cache
def _stains() -> NDArray[np.float32]:
    rng = np.random.default_rng(6)
    blots = (
        clouds((512, 512), (9, 9), rng) * 0.6 + clouds((512, 512), (40, 40), rng) * 0.4
    )
    return np.asarray((blots + blots[::-1, ::-1]) / 2, np.float32)


def _masts(pixels: NDArray[np.uint8], camera: Camera) -> None:
    """Add the far lamps of the yard, soft and out of focus."""
    glow = np.zeros_like(pixels)
    for x in np.arange(-60.0, 50.0, 17.0):
        for y in (-46.0, 48.0):
            place = np.array([[x, y, 15.0 + (x * 7) % 5]])
            if camera.depth(place)[0] > 1:
                u, v = camera.project(place)[0]
                cv2.circle(
                    glow, (round(u), round(v)), 6, (190, 225, 255), -1, cv2.LINE_AA
                )
    halo = cv2.GaussianBlur(glow, (0, 0), 14)
    pixels[:] = cv2.add(cv2.add(pixels, cv2.convertScaleAbs(halo, None, 6.0)), glow)
