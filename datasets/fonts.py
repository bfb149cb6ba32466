"""Lettering: an alphabet of strokes as on containers, and the fonts at hand."""

from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

STROKE = "stroke"
"""Narrow round-ended strokes, drawn here: present and identical everywhere."""
SANS = "sans"
"""The sans that Pillow brings along, set bold and narrow."""

_MASTER = 160
"""Height of a cached letter in pixels, from which every size is scaled down."""

_FOLDERS = ("/usr/share/fonts/truetype", "/usr/local/share/fonts")
_FILES = (
    "liberation/LiberationSansNarrow-Bold.ttf",
    "liberation/LiberationSans-Bold.ttf",
    "dejavu/DejaVuSansCondensed-Bold.ttf",
    "dejavu/DejaVuSans-Bold.ttf",
)

# Polylines on a grid 4 wide and 8 high, y downwards: "x,y x,y ..." joined by "|".
_STROKES = {
    "0": "1,0 3,0 4,1.2 4,6.8 3,8 1,8 0,6.8 0,1.2 1,0",
    "1": "0.4,1.7 2,0 2,8",
    "2": "0,1.9 0,1.2 1,0 3,0 4,1.2 4,2.8 0,8 4,8",
    "3": "0,1.4 1,0 3,0 4,1.2 4,2.8 3,3.9 1.6,3.9|3,3.9 4,5.1 4,6.8 3,8 1,8 0,6.6",
    "4": "3.1,8 3.1,0 0,5.7 4.4,5.7",
    "5": "3.8,0 0.3,0 0.1,3.7 1,3.1 3,3.1 4,4.3 4,6.8 3,8 1,8 0,6.8",
    "6": "3.9,1.3 3,0 1,0 0,1.2 0,6.8 1,8 3,8 4,6.8 4,4.7 3,3.5 1,3.5 0,4.6",
    "7": "0,0 4,0 1.5,8",
    "8": "1,0 3,0 3.9,1.1 3.9,2.7 3,3.8 1,3.8 0.1,2.7 0.1,1.1 1,0|"
    "1,3.8 0,5 0,6.8 1,8 3,8 4,6.8 4,5 3,3.8",
    "9": "0.1,6.7 1,8 3,8 4,6.8 4,1.2 3,0 1,0 0,1.2 0,3.3 1,4.5 3,4.5 4,3.4",
    "A": "0,8 1.8,0 2.4,0 4.2,8|0.7,5.5 3.5,5.5",
    "B": "0,0 3,0 3.9,1.1 3.9,2.7 3,3.8 0,3.8|3,3.8 4.1,5 4.1,6.8 3,8 0,8 0,0",
    "C": "4,1.9 4,1.2 3,0 1,0 0,1.2 0,6.8 1,8 3,8 4,6.8 4,6.1",
    "D": "0,0 2.6,0 4,1.5 4,6.5 2.6,8 0,8 0,0",
    "E": "3.8,0 0,0 0,8 3.8,8|0,3.9 3.1,3.9",
    "F": "3.8,0 0,0 0,8|0,3.9 3.1,3.9",
    "G": "4,1.9 4,1.2 3,0 1,0 0,1.2 0,6.8 1,8 3,8 4,6.8 4,4.4 2.3,4.4",
    "H": "0,0 0,8|4,0 4,8|0,3.9 4,3.9",
    "I": "0,0 0,8",
    "J": "3.6,0 3.6,6.8 2.7,8 1,8 0,6.8 0,6",
    "K": "0,0 0,8|4,0 0,4.9|1.3,3.4 4.1,8",
    "L": "0,0 0,8 3.7,8",
    "M": "0,8 0,0 2.4,5.2 4.8,0 4.8,8",
    "N": "0,8 0,0 4,8 4,0",
    "O": "1.2,0 3.3,0 4.5,1.3 4.5,6.7 3.3,8 1.2,8 0,6.7 0,1.3 1.2,0",
    "P": "0,8 0,0 3,0 4,1.2 4,3.2 3,4.4 0,4.4",
    "Q": "1.2,0 3.3,0 4.5,1.3 4.5,6.7 3.3,8 1.2,8 0,6.7 0,1.3 1.2,0|2.7,5.9 4.7,8.4",
    "R": "0,8 0,0 3,0 4,1.2 4,3.1 3,4.3 0,4.3|2,4.3 4.1,8",
    "S": "4,1.8 4,1.2 3,0 1,0 0,1.2 0,2.7 1,3.8 3,4.2 4,5.3 4,6.8 3,8 1,8 0,6.8 0,6.2",
    "T": "0,0 4.2,0|2.1,0 2.1,8",
    "U": "0,0 0,6.8 1,8 3,8 4,6.8 4,0",
    "V": "0,0 2.1,8 4.2,0",
    "W": "0,0 1.3,8 2.7,1.6 4.1,8 5.4,0",
    "X": "0,0 4.2,8|4.2,0 0,8",
    "Y": "0,0 2.1,4.2 4.2,0|2.1,4.2 2.1,8",
    "Z": "0,0 4,0 0,8 4,8",
    ".": "0,8 0.1,8",
    "-": "0.5,4.2 2.7,4.2",
    "/": "0,8 3,0",
    "'": "0,0 0,1.8",
}


@cache
def available() -> tuple[str, ...]:
    """Names that ``letter`` accepts here; the first two are there on every machine."""
    found = [
        str(Path(folder) / file)
        for folder in _FOLDERS
        for file in _FILES
        if (Path(folder) / file).is_file()
    ]
    return (STROKE, SANS, *found)


@cache
def letter(font: str, char: str, weight: float = 1.15) -> NDArray[np.float32]:
    """Ink of one letter, (height, width) from 0 to 1, trimmed at left and right.

    The height is that of a capital. *weight* is the width of the pen on a grid of
    eight units' height and matters to ``STROKE`` alone. A font that is absent is
    replaced by ``STROKE``; so is a letter that nobody drew, by a dash.
    """
    if font == STROKE or not (font == SANS or Path(font).is_file()):
        return _stroke(char.upper(), weight)
    return _outline(font, char)


def _stroke(char: str, weight: float) -> NDArray[np.float32]:
    unit = _MASTER / (8 + weight)
    lines = [
        np.array([[float(n) for n in point.split(",")] for point in line.split()])
        for line in _STROKES.get(char, _STROKES["-"]).split("|")
    ]
    right = max(float(line[:, 0].max()) for line in lines)
    canvas = np.zeros((_MASTER, round((right + weight) * unit)), np.uint8)
    for line in lines:
        points = np.rint((line + weight / 2) * unit * 16).astype(np.int32)
        cv2.polylines(
            canvas, [points], False, 255, round(weight * unit), cv2.LINE_AA, 4
        )
    return np.asarray(canvas / 255, np.float32)


def _outline(font: str, char: str) -> NDArray[np.float32]:
    _, top, _, bottom = _ink(_set(font, "H"))
    pixels = _set(font, char)
    left, _, right, _ = _ink(pixels)
    narrow = 0.78 if font == SANS else 0.9
    width = max(1, round(_MASTER * (right - left) / (bottom - top) * narrow))
    part, size = pixels[top:bottom, left:right], (width, _MASTER)
    scaled = cv2.resize(part, size, interpolation=cv2.INTER_AREA)
    return np.asarray(scaled / 255, np.float32)


@cache
def _set(font: str, char: str) -> NDArray[np.uint8]:
    """Set one letter large, with room around it."""
    size = _MASTER * 2 if font == SANS else _MASTER
    face: ImageFont.FreeTypeFont | ImageFont.ImageFont
    if font == SANS:
        face, bold = ImageFont.load_default(size), size // 26
    else:
        face, bold = ImageFont.truetype(font, size), 0
    picture = Image.new("L", (size * 2, size * 2))
    corner = (size // 4, size // 4)
    ImageDraw.Draw(picture).text(corner, char, 255, face, stroke_width=bold)
    return np.asarray(picture)


def _ink(pixels: NDArray[np.uint8]) -> tuple[int, int, int, int]:
    """Give left, top, right and bottom of what is not black."""
    inked = pixels > 40
    rows, columns = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
    ends = columns[0], rows[0], columns[-1] + 1, rows[-1] + 1
    left, top, right, bottom = (int(end) for end in ends)
    return left, top, right, bottom
