"""The lane without a truck: sky, paving, markings, islands, posts and stacks."""

from functools import cache, partial

import cv2
import numpy as np
from numpy.typing import NDArray

from datasets.canvas import Gallery, draw
from datasets.chassis import box_sides
from datasets.light import SKIES
from datasets.liveries import BLACK, LIVERIES, wordmark
from datasets.optics import Camera, Face
from datasets.plans import Light, Weather
from datasets.sheets import Sheet
from datasets.weathering import clouds

_TILE = 8.0
"""Side of the square of paving that repeats, in metres."""


def empty_lane(camera: Camera, light: Light, weather: Weather) -> NDArray[np.uint8]:
    """Paint what *camera* sees of the empty lane (h, w, 3), before exposure."""
    rays = _rays(camera)
    picture = _sky(rays, light)
    _pave(picture, rays, camera, light, wet=weather is Weather.RAIN)
    pixels = np.asarray(picture.clip(0, 255), np.uint8)
    gallery = Gallery(light)
    eye = np.array(camera.position)
    objects = sorted(
        _objects(), key=lambda faces: -float(np.linalg.norm(_middle(faces) - eye))
    )
    for faces in objects:
        for face in faces:
            draw(pixels, camera, face, gallery)
    if light is Light.NIGHT:
        _masts(pixels, camera)
    return pixels


def _rays(camera: Camera) -> NDArray[np.float32]:
    """Directions (h, w, 3) in the world, of length 1, through every pixel."""
    y, x = np.mgrid[0 : camera.height, 0 : camera.width]
    across, down = x - camera.width / 2 + 0.5, y - camera.height / 2 + 0.5
    ahead = np.full(x.shape, camera.focal)
    rays = np.stack([across, down, ahead], axis=-1) @ camera.axes
    return np.asarray(rays / np.linalg.norm(rays, axis=-1, keepdims=True), np.float32)


def _sky(rays: NDArray[np.float32], light: Light) -> NDArray[np.float32]:
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
    near = np.clip(1.25 - reach / 26, 0.12, 1)
    tone = 1 + (_sample(_bricks(), x, y, 1.0) - 1) * near
    tone *= 1 + (_sample(_stains(), x, y, 0.23) - 0.5) * 0.42
    track = np.exp(-((np.abs(y) - 0.95) ** 2) / 0.12)
    tone *= 1 - 0.16 * track * (np.abs(y) < 2.3)
    colour = np.array((128, 134, 138), np.float32) * tone[..., None]
    _mark(colour, x, y, tone)
    sky = SKIES[light]
    lit = np.array(sky.ambient) + np.array(sky.direct) * max(0.2, sky.sun[2])
    colour *= lit * (0.66 if wet else 1.0)
    haze = np.clip(reach / 130, 0, 0.85)[..., None]
    colour = colour * (1 - haze) + np.array(sky.horizon) * 0.9 * haze
    if wet:
        colour = colour * 0.84 + _sheen(picture) * 0.16
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


def _objects() -> list[list[Face]]:
    """Give everything that stands about, each as its faces."""
    things = [*_stacks(), *_posts()]
    for y, reach in ((3.0, 0.45), (-3.0, 0.45)):
        for x in np.arange(-27.0, 9.0, 4.0):
            things.append(
                _moved(
                    box_sides("kerb", (0, 4.0), reach, (0, 0.16), (150, 156, 158)),
                    float(x),
                    y,
                )
            )
    return things


def _posts() -> list[list[Face]]:
    posts = []
    for x, y in (
        (-13.4, -3.0),
        (-9.2, 3.0),
        (-4.2, 3.0),
        (-20.6, -3.0),
        (1.9, -3.0),
        (1.9, 3.0),
    ):
        pole = box_sides("pole", (-0.07, 0.07), 0.07, (0.66, 6.0), (206, 210, 210))
        base = box_sides("foot", (-0.32, 0.32), 0.32, (0.16, 0.66), (40, 190, 240))
        base = [_striped(face) for face in base]
        posts += [_moved(base, x, y), _moved(pole, x, y)]
    return posts


def _striped(face: Face) -> Face:
    if face.key.endswith("top"):
        return face
    return Face(
        key="stripes",
        origin=face.origin,
        right=face.right,
        down=face.down,
        paint=_stripes,
    )


def _stripes() -> Sheet:
    sheet = Sheet(0.64, 0.5, scale=140, colour=(36, 176, 226))
    for step in range(-2, 5):
        x = step * 0.24
        sheet.polygon(
            [(x, 0.5), (x + 0.12, 0.5), (x + 0.42, 0), (x + 0.3, 0)], (34, 34, 34)
        )
    return sheet


def _stacks() -> list[list[Face]]:
    """Give the rows of stacked containers on both sides and beyond the lane."""
    rng = np.random.default_rng(11)
    names = tuple(LIVERIES)
    rows = []
    for y in (-17.0, 18.0, -25.0, 27.0):
        for x in np.arange(-48.0, 40.0, 12.6):
            for level in range(int(rng.integers(1, 4)) + (abs(y) > 20)):
                name = names[int(rng.integers(len(names)))]
                rows.append(_stacked(name, float(x), y, level * 2.6))
    return rows


def _stacked(name: str, x: float, y: float, z: float) -> list[Face]:
    colour = LIVERIES[name].paint
    faces = box_sides(f"stack/{name}", (0, 12.2), 1.22, (z, z + 2.58), colour)
    paint = partial(_stack_side, name)
    walls = [
        Face(
            key=f"stack/{name}/wall",
            origin=f.origin,
            right=f.right,
            down=f.down,
            paint=paint,
        )
        if f.key.endswith("side")
        else f
        for f in faces
    ]
    return _moved(walls, x, y)


def _stack_side(name: str) -> Sheet:
    livery = LIVERIES[name]
    sheet = Sheet(12.2, 2.58, scale=60, colour=livery.paint)
    wordmark(sheet, livery, 4.0, 0.9, 0.8)
    for fold in np.arange(0.1, 12.1, 0.278):
        sheet.shade(float(fold), 0.1, float(fold) + 0.1, 2.45, 0.82)
    for x0, y0, x1, y1 in (
        (0, 0, 12.2, 0.09),
        (0, 2.46, 12.2, 2.58),
        (0, 0, 0.1, 2.58),
    ):
        sheet.shade(x0, y0, x1, y1, 0.7)
    sheet.rect(12.1, 0, 12.2, 2.58, BLACK)
    return sheet


def _moved(faces: list[Face], x: float, y: float) -> list[Face]:
    return [
        Face(
            key=f.key,
            origin=(f.origin[0] + x, f.origin[1] + y, f.origin[2]),
            right=f.right,
            down=f.down,
            paint=f.paint,
        )
        for f in faces
    ]


def _middle(faces: list[Face]) -> NDArray[np.float64]:
    corners = np.concatenate([face.corners for face in faces])
    return np.asarray((corners.min(axis=0) + corners.max(axis=0)) / 2)


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
    pixels[:] = cv2.add(cv2.add(pixels, cv2.multiply(halo, (6, 6, 6, 0))), glow)
