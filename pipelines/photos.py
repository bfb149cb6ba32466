"""Photo files: which there are, and their pixels as the models take them."""

import math
import stat
import warnings
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image as Pillow
from PIL import ImageOps, UnidentifiedImageError

from vision.strips import Image

SUFFIXES = frozenset(
    {".bmp", ".gif", ".jpeg", ".jpg", ".png", ".ppm", ".tif", ".tiff", ".webp"}
)
MOST_PIXELS = 100_000_000
ENOUGH = 25_000_000
"""Pixels above which a photo is made smaller before anything else is done with it."""
_ORIENTATION = 0x0112
_FORMATS = ("BMP", "GIF", "JPEG", "PNG", "PPM", "TIFF", "WEBP")
"""What is decoded, whatever a file is called; PostScript, say, is a program."""


class ReadError(Exception):
    """A picture that cannot be read; one line that names it and says why."""


@dataclass(frozen=True, slots=True)
class Photo:
    """The pixels of a photo, (H, W, 3) BGR.

    Where the file was too large to be kept whole, each stands for a square of
    *reduced* by *reduced* pixels of the file.
    """

    image: Image
    reduced: int = 1


def list_photos(path: Path) -> tuple[Path, ...]:
    """Give *path* itself, or the photos of a folder by name, without its subfolders.

    Raises ReadError for what does not exist, what is neither file nor folder, and a
    folder without photos.
    """
    try:
        mode = path.stat().st_mode
        inside = sorted(path.iterdir()) if stat.S_ISDIR(mode) else []
    except FileNotFoundError as error:
        message = f"{path}: no such file or folder"
        raise ReadError(message) from error
    except (OSError, ValueError) as error:
        message = f"{path}: {_reason(error)}"
        raise ReadError(message) from error
    if stat.S_ISREG(mode):
        return (path,)
    if not stat.S_ISDIR(mode):
        message = f"{path}: neither a file nor a folder"
        raise ReadError(message)
    found = [p for p in inside if p.suffix.lower() in SUFFIXES and not p.is_dir()]
    if not found:
        message = f"{path}: the folder holds no photos"
        raise ReadError(message)
    return tuple(found)


def load_photo(path: Path) -> Image:
    """Decode a photo to (H, W, 3) BGR; see ``open_photo``."""
    return open_photo(path).image


def open_photo(path: Path, *, enough: int = ENOUGH) -> Photo:
    """Decode a photo, upright as its EXIF says; above *enough* pixels it is reduced.

    Sixteen-bit, grey, palette, CMYK and transparent pictures are converted, of an
    animation the first picture is taken. Raises ReadError for what is missing, empty,
    cut off, no picture, or above MOST_PIXELS, seen before anything is decoded.
    """
    try:
        return _open(path, enough)
    except UnidentifiedImageError:
        message = f"{path}: {_why_unknown(path)}"
    except Pillow.DecompressionBombError:
        message = f"{path}: too large, over {MOST_PIXELS // 1_000_000} megapixels"
    except (OSError, SyntaxError, ValueError, MemoryError) as error:
        message = f"{path}: {_reason(error)}"
    raise ReadError(message)


def _reason(error: Exception) -> str:
    why = error.strerror if isinstance(error, OSError) else None
    return why or " ".join(str(error).split()) or "damaged"


def _open(path: Path, enough: int) -> Photo:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of damaged tags; damaged pixels are errors
        with Pillow.open(path, formats=_FORMATS) as picture:
            width, height = picture.size
            if width * height > MOST_PIXELS:
                message = f"too large, {width} x {height} pixels"
                raise ValueError(message)
            factor = math.ceil(math.sqrt(width * height / enough))
            return _decoded(picture, factor)


def _decoded(picture: Pillow.Image, factor: int) -> Photo:
    """Reduce by up to *factor*, while decoding where possible, and set upright."""
    longest = max(picture.size)
    if factor > 1:
        across, down = (max(1, side // factor) for side in picture.size)
        picture.draft(None, (across, down))
        picture.load()  # sets a TIFF upright already
        orientation = picture.getexif().get(_ORIENTATION, 1)
        rest = max(1, factor // round(longest / max(picture.size)))
        picture = _reducible(picture).reduce(rest)
        picture.getexif()[_ORIENTATION] = orientation  # only the file had it
    reduced = round(longest / max(picture.size))
    ImageOps.exif_transpose(picture, in_place=True)
    pixels = cv2.cvtColor(_rgb(picture), cv2.COLOR_RGB2BGR)
    return Photo(np.asarray(pixels, np.uint8), reduced)


def _reducible(picture: Pillow.Image) -> Pillow.Image:
    """Give pixels that can be averaged: no palette, no bits, no packed integers."""
    if picture.mode.startswith("I;"):
        return picture.convert("I")
    if picture.mode in {"1", "P", "PA"}:
        return picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    return picture


def _rgb(picture: Pillow.Image) -> Image:
    """Convert any mode to (H, W, 3) RGB; what is transparent becomes white."""
    if picture.mode.startswith(("I", "F")):
        grey = _grey(np.asarray(picture, np.float32))
        return np.repeat(grey[..., np.newaxis], 3, axis=2)
    if picture.has_transparency_data:
        white = Pillow.new("RGBA", picture.size, "white")
        picture = Pillow.alpha_composite(white, picture.convert("RGBA"))
    return np.asarray(picture.convert("RGB"), np.uint8)


def _grey(levels: NDArray[np.float32]) -> Image:
    """Bring (H, W) levels of any range to 0..255; those from 0 to 1 are fractions."""
    real = levels[np.isfinite(levels)]
    low, high = float(real.min(initial=0)), float(real.max(initial=0))
    whole = 1.0 if high - low <= 1 else max(255.0, high - low)
    steps = (np.nan_to_num(levels, posinf=high, neginf=low) - low) * (255 / whole)
    return np.asarray(steps.clip(0, 255), np.uint8)


def _why_unknown(path: Path) -> str:
    empty = path.stat().st_size == 0
    return "the file is empty" if empty else "not a picture of a known kind"
