"""The typefaces at hand, and their letters as masks.

Which faces there are depends on the machine: the same seed draws the same picture
on the same machine only. Without any font the stroke alphabet and Pillow's sans
are left.
"""

import re
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from datasets.dice import DIGITS, LETTERS, chance
from datasets.fonts import SANS, STROKE, letter
from datasets.samples import pick

Mask = NDArray[np.uint8]
"""(H, W), 255 where there is ink."""

CAP = 96
"""Height of a capital in a letter's mask; rows are left free above and below."""
ABOVE, BELOW = 8, 16

_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/texmf/fonts")
_REFUSED = re.compile(
    r"italic|oblique|serif|thin|hairline|extralight|ultralight|outline|stencil|symbol"
    r"|roman|bookman|c059|p052|d050000l|monops|math|courier|smallcaps|myeongjo|f500"
    r"|bonum|cursor|pagella|schola|termes|freemono|droid|ocrb[ex]"
    r"|bdit|boldcondit|pro b?i\.|ekv",
    re.IGNORECASE,
)
_NOTO = re.compile(r"NotoSans(Mono|Display)?-")
_FAVOURED = re.compile(
    r"^(rg2014|osp-din|nationalpark|routed|bebas|liberationsansnarrow|robotocondensed"
    r"|dejavusanscondensed|universalis|gillius.*cond|osifont|yanone|opensans-cond"
    r"|nimbussansnarrow|texgyreheroscn|leaguemono-(narrow|condensed)|dosis|play|b612"
    r"|tiresias_sign|play|liberationsans-bold|nimbussans-bold|ocrb|stroke|sans)",
    re.IGNORECASE,
)
_CJK = re.compile(
    r"droidsansfallback|mplus[12]-(bold|medium)|wqy|notosanscjk|nanumgothicbold"
)


@cache
def families(*, favoured: bool) -> tuple[tuple[str, ...], ...]:
    """Give the faces by their names, upright sans of any weight, one tuple a family.

    Those *favoured* are narrow or technical, as on plates and containers.
    """
    found: dict[str, list[str]] = {STROKE: [STROKE], SANS: [SANS]}
    for path in _files():
        if favoured and _FAVOURED.search(path.stem) is None:
            continue
        head = re.split(r"[-_ ]", path.stem)[0]
        found.setdefault(head, []).append(str(path))
    return tuple(tuple(faces) for faces in found.values())


@cache
def _installed() -> tuple[Path, ...]:
    found = (path for folder in _FOLDERS for path in Path(folder).rglob("*.[to]t[fc]"))
    return tuple(sorted(found))


@cache
def _files() -> tuple[Path, ...]:
    unique = {path.name: path for path in _installed()}
    return tuple(
        path
        for name, path in unique.items()
        if _REFUSED.search(name) is None
        and ("/noto/" not in str(path) or _NOTO.match(name) is not None)
    )


def any_face(rng: Generator, *, technical: float = 0.65) -> str:
    """Pick a face, in *technical* of all cases one of those on plates."""
    if chance(rng, 0.12):
        return STROKE
    for _ in range(9):
        face = pick(rng, pick(rng, families(favoured=chance(rng, technical))))
        if face in (STROKE, SANS) or suitable(face):
            return face
    return STROKE


@cache
def suitable(face: str) -> bool:
    """Say whether *face* has all capitals and digits, at one height."""
    try:
        masks = [_drawn(face, char) for char in (*LETTERS, *DIGITS)]
    except OSError:
        return False
    heights = [float(np.flatnonzero(m.max(axis=1) > 90).size) for m in masks]
    even = all(h > 0.9 * CAP for h in heights) and heights[0] < 1.1 * CAP
    prints = {m.tobytes() for m in masks}
    return even and len(prints) >= len(masks) - 2


@cache
def glyph(face: str, char: str) -> Mask:
    """Give the mask of one character, (ABOVE + CAP + BELOW, w), trimmed at the sides.

    A character that the face lacks is taken from a face for ideographs, or is empty.
    """
    if face in (STROKE, SANS):
        ink = np.rint(letter(face, char) * 255).astype(np.uint8)
        wide = max(1, round(ink.shape[1] * CAP / ink.shape[0]))
        small = cv2.resize(ink, (wide, CAP), interpolation=cv2.INTER_AREA)
        return np.asarray(np.pad(small, ((ABOVE, BELOW), (0, 0))), np.uint8)
    return _drawn(face, char)


@cache
def sign(char: str) -> Mask:
    """Give an ideograph's mask, as high as a capital; empty without such a face."""
    cut = next(filter(np.any, (_known(face, char) for face in ideographs())), None)
    if cut is None:
        return np.zeros((ABOVE + CAP + BELOW, 4), np.uint8)
    wide = max(8, min(CAP, round(cut.shape[1] * CAP / cut.shape[0])))
    whole = cv2.resize(cut, (wide, CAP), interpolation=cv2.INTER_AREA)
    return np.asarray(np.pad(whole, ((ABOVE, BELOW), (0, 0))), np.uint8)


@cache
def ideographs() -> tuple[str, ...]:
    """Give the faces that have Chinese characters; there may be none."""
    return tuple(
        str(p) for p in _installed() if _CJK.search(p.name.lower()) is not None
    )


def _known(face: str, char: str) -> Mask:
    """Set *char*, or nothing where *face* has only a box for it."""
    ink, box = _set(face, char)[0], _set(face, "\ufffe")[0]
    same = ink.shape == box.shape and bool(np.array_equal(ink, box))
    return np.zeros((1, 1), np.uint8) if same else ink


def _drawn(face: str, char: str) -> Mask:
    """Set *char* and bring it to the height of the face's capitals."""
    ink, top = _set(face, char)
    first, last = _capital(face)
    scale = CAP / (last - first)
    wide = max(1, round(ink.shape[1] * scale))
    high = max(1, round(ink.shape[0] * scale))
    small = cv2.resize(ink, (wide, high), interpolation=cv2.INTER_AREA)
    canvas = np.zeros((ABOVE + CAP + BELOW, wide), np.uint8)
    start = ABOVE + round((top - first) * scale)
    begin, end = max(0, start), min(canvas.shape[0], start + high)
    canvas[begin:end] = small[begin - start : end - start]
    return canvas


@cache
def _capital(face: str) -> tuple[int, int]:
    ink, top = _set(face, "H")
    return top, top + ink.shape[0]


def _set(face: str, char: str) -> tuple[Mask, int]:
    """Set one character: its ink, trimmed on all sides, and the row where it begins."""
    left, top, right, bottom = (int(e) for e in _font(face).getbbox(char))
    picture = Image.new("L", (max(1, right - left), max(1, bottom - top)))
    ImageDraw.Draw(picture).text((-left, -top), char, 255, _font(face))
    ink = np.asarray(picture)
    rows = np.flatnonzero(cv2.reduce(ink, 1, cv2.REDUCE_MAX) > 40)
    columns = np.flatnonzero(cv2.reduce(ink, 0, cv2.REDUCE_MAX) > 40)
    if not len(rows):
        return np.zeros((1, 1), np.uint8), top
    cut = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return cut, top + int(rows[0])


@cache
def _font(face: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(face, round(CAP * 1.4))
