"""Photo files: which there are, and their pixels as the models take them."""

import warnings
from pathlib import Path

import cv2
import numpy as np
from PIL import Image as Pillow
from PIL import ImageOps, UnidentifiedImageError

from vision.strips import Image

SUFFIXES = frozenset(
    {".bmp", ".gif", ".jpeg", ".jpg", ".png", ".ppm", ".tif", ".tiff", ".webp"}
)
MOST_PIXELS = 100_000_000


class ReadError(Exception):
    """A picture that cannot be read; one line that names it and says why."""


def list_photos(path: Path) -> tuple[Path, ...]:
    """Give *path* itself, or the photos of a folder by name, without its subfolders.

    Raises ReadError for a path that does not exist and a folder without photos.
    """
    if not path.exists():
        message = f"{path}: no such file or folder"
        raise ReadError(message)
    if not path.is_dir():
        return (path,)
    found = sorted(p for p in path.iterdir() if p.suffix.lower() in SUFFIXES)
    if not found:
        message = f"{path}: the folder holds no photos"
        raise ReadError(message)
    return tuple(found)


def load_photo(path: Path) -> Image:
    """Decode a photo to (H, W, 3) BGR, upright as its EXIF says.

    Sixteen-bit, grey, palette, CMYK and transparent pictures are converted, of an
    animation the first picture is taken. Raises ReadError for what is missing, empty,
    cut off, no picture, or above MOST_PIXELS, seen before anything is decoded.
    """
    try:
        return _load(path)
    except UnidentifiedImageError:
        message = f"{path}: {_why_unknown(path)}"
    except Pillow.DecompressionBombError:
        message = f"{path}: too large, over {MOST_PIXELS // 1_000_000} megapixels"
    except (OSError, SyntaxError, ValueError, MemoryError) as error:
        why = error.strerror if isinstance(error, OSError) else None
        message = f"{path}: {why or ' '.join(str(error).split()) or 'damaged'}"
    raise ReadError(message)


def _load(path: Path) -> Image:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Pillow.DecompressionBombWarning)
        with Pillow.open(path) as picture:
            width, height = picture.size
            if width * height > MOST_PIXELS:
                message = f"too large, {width} x {height} pixels"
                raise ValueError(message)
            upright = ImageOps.exif_transpose(picture)
            return np.asarray(
                cv2.cvtColor(_rgb(upright), cv2.COLOR_RGB2BGR), dtype=np.uint8
            )


def _rgb(picture: Pillow.Image) -> Image:
    """Convert any mode to (H, W, 3) RGB; what is transparent becomes white."""
    if picture.mode.startswith(("I", "F")):
        levels = np.asarray(picture, np.float32)
        scale = 255 / max(255.0, float(levels.max(initial=0)))
        grey = (levels * scale).clip(0, 255).astype(np.uint8)
        return np.repeat(grey[..., np.newaxis], 3, axis=2)
    if picture.has_transparency_data:
        white = Pillow.new("RGBA", picture.size, "white")
        picture = Pillow.alpha_composite(white, picture.convert("RGBA"))
    return np.asarray(picture.convert("RGB"), np.uint8)


def _why_unknown(path: Path) -> str:
    empty = path.stat().st_size == 0
    return "the file is empty" if empty else "not a picture of a known kind"
