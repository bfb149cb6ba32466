"""What light, lens, sensor and compression do to a crop."""

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from datasets.crops import Pixels
from datasets.dice import about, between, chance
from datasets.weathering import clouds

_Field = NDArray[np.float32]
_FLAT = 7.0
"""Spread of brightness under which nobody could read a picture."""


def lit(pixels: Pixels, rng: Generator) -> Pixels:
    """Let light fall on a surface: unevenly, with shadows and glare now and then."""
    height, width = pixels.shape[:2]
    shape = max(8, height // 4), max(8, width // 4)
    light = np.ones(shape, np.float32)
    if chance(rng, 0.6):
        light *= 0.8 + 0.4 * clouds(shape, (2, 3), rng)
    if chance(rng, 0.2):
        light *= _shadow(shape, rng)
    full = cv2.resize(light, (width, height), interpolation=cv2.INTER_LINEAR)
    picture = np.asarray(
        cv2.multiply(pixels, cv2.merge([full] * 3), dtype=cv2.CV_8U), np.uint8
    )
    return _glare(picture, rng) if chance(rng, 0.08) else picture


def _shadow(shape: tuple[int, int], rng: Generator) -> _Field:
    """Give the dimming of a slanting shadow, (h, w), 1 where there is light."""
    height, width = shape
    mask = np.ones(shape, np.float32)
    x = np.sort(rng.uniform(-0.3, 1.3, 2)) * width
    lean = about(rng, 0, 0.8, 2) * height
    quad = np.array(
        [[x[0], 0], [x[1], 0], [x[1] + lean, height], [x[0] + lean, height]]
    )
    cv2.fillConvexPoly(mask, quad.astype(np.int32), between(rng, 0.35, 0.8))
    soft = between(rng, 0.3, 2)
    return np.asarray(cv2.GaussianBlur(mask, (0, 0), soft), np.float32)


def _glare(picture: Pixels, rng: Generator) -> Pixels:
    """Lay a bright spot over part of the picture."""
    height, width = picture.shape[:2]
    spot = np.zeros((height, width), np.float32)
    centre = int(rng.uniform(0, width)), int(rng.uniform(-0.3, 1.3) * height)
    reach = max(3, int(between(rng, 0.15, 0.6) * height))
    cv2.circle(spot, centre, reach, between(rng, 50, 170), -1)
    soft = cv2.GaussianBlur(spot, (0, 0), reach * between(rng, 0.3, 0.8))
    return np.asarray(
        cv2.add(picture, cv2.merge([soft] * 3), dtype=cv2.CV_8U), np.uint8
    )


def exposed(picture: Pixels, rng: Generator, letter: float) -> Pixels:
    """Take a picture in which capitals are *letter* pixels high.

    Blur and noise are kept to what leaves such letters legible.
    """
    picture = _toned(picture, rng)
    if chance(rng, 0.05):
        picture = _rained(picture, rng)
    if chance(rng, 0.55):
        picture = _blurred(picture, rng, letter)
    if chance(rng, 0.5):
        picture = _noised(picture, rng)
    if chance(rng, 0.12):
        picture = _sharpened(picture, rng)
    if chance(rng, 0.75):
        picture = _compressed(picture, rng, letter)
    return picture


def _toned(picture: Pixels, rng: Generator) -> Pixels:
    """Change gain, lift, gamma and balance; at times to night, grey or overexposed."""
    gain, lift, gamma = between(rng, 0.65, 1.25), about(rng, 0, 12, 40), 1.0
    if chance(rng, 0.14):
        gain *= between(rng, 0.25, 0.6)
    elif chance(rng, 0.08):
        gain, lift = gain * 1.5, lift + between(rng, 20, 60)
    if chance(rng, 0.4):
        gamma = between(rng, 0.6, 1.6)
    balance = 1 + rng.standard_normal(3) * 0.06
    if chance(rng, 0.12):
        balance *= 1 + rng.standard_normal(3) * 0.22
    steps = (np.arange(256) / 255) ** gamma * 255 * gain + lift
    table = np.clip(steps[:, None] * balance, 0, 255).astype(np.uint8)
    toned = cv2.LUT(picture, table.reshape(256, 1, 3))
    if float(toned.std()) < _FLAT:
        return picture
    if chance(rng, 0.12):
        grey = cv2.cvtColor(toned, cv2.COLOR_BGR2GRAY)
        toned = cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR)
    return np.asarray(toned, np.uint8)


def _blurred(picture: Pixels, rng: Generator, letter: float) -> Pixels:
    """Put out of focus or move by some share of a letter's height."""
    most = letter * 0.066
    if chance(rng, 0.6):
        sigma = between(rng, 0.2, 1.0) * most + 0.15
        return np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma), np.uint8)
    length = max(2, round(between(rng, 0.5, 3.2) * most))
    kernel = np.zeros((length, length), np.float32)
    turn = between(rng, -0.5, 0.5) if chance(rng, 0.7) else between(rng, 0, np.pi)
    reach = np.array([np.cos(turn), np.sin(turn)]) * (length - 1) / 2
    middle = (length - 1) / 2
    first, last = middle - reach, middle + reach
    cv2.line(
        kernel,
        (round(first[0]), round(first[1])),
        (round(last[0]), round(last[1])),
        1.0,
    )
    return np.asarray(cv2.filter2D(picture, -1, kernel / kernel.sum()), np.uint8)


def _noised(picture: Pixels, rng: Generator) -> Pixels:
    """Add a sensor's noise: coloured or grey, stronger in dark pictures."""
    strength = min(22.0, abs(rng.standard_normal()) * 6 + 1)
    contrast = float(picture.std())
    strength = min(strength, contrast * 0.3 + 1)
    channels = 3 if chance(rng, 0.6) else 1
    noise = np.empty((*picture.shape[:2], channels), np.float32)
    rng.standard_normal(out=noise, dtype=np.float32)
    if channels == 1:
        noise = np.repeat(noise, 3, axis=2)
    if chance(rng, 0.3):
        noise = np.asarray(cv2.blur(noise, (2, 2)) * 1.8, np.float32)
    noisy = cv2.scaleAdd(noise, strength, picture.astype(np.float32))
    return np.asarray(np.clip(noisy, 0, 255), np.uint8)


def _sharpened(picture: Pixels, rng: Generator) -> Pixels:
    soft, much = cv2.GaussianBlur(picture, (0, 0), 1.2), between(rng, 0.4, 1.6)
    return np.asarray(cv2.addWeighted(picture, 1 + much, soft, -much, 0), np.uint8)


def _rained(picture: Pixels, rng: Generator) -> Pixels:
    """Draw streaks of rain."""
    veil = np.zeros_like(picture)
    height, width = picture.shape[:2]
    lean = about(rng, 0, 0.15, 0.4) * height
    for _ in range(int(between(rng, 4, 24))):
        x, y = between(rng, 0, width), between(rng, -0.5, 1) * height
        long = between(rng, 0.2, 0.6)
        end = int(x + lean * long), int(y + height * long)
        cv2.line(veil, (int(x), int(y)), end, (200,) * 3, 1, cv2.LINE_AA)
    return np.asarray(
        cv2.addWeighted(picture, 0.92, veil, between(rng, 0.1, 0.35), 8), np.uint8
    )


def _compressed(picture: Pixels, rng: Generator, letter: float) -> Pixels:
    """Write as a JPEG and read again; small letters bear less of it."""
    least = 15 if letter > 24 else 28 if letter > 14 else 45
    quality = int(between(rng, least, 96))
    done, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not done:
        return picture
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)
