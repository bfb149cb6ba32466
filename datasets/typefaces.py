"""The upright sans faces that are installed: more of them, more kinds of plates."""

from functools import cache
from pathlib import Path

from PIL import ImageFont

from datasets.fonts import SANS, STROKE

_FOLDER = Path("/usr/share/fonts")
_UNFIT = (
    "bolditalic", "cantarell-light", "condensedlight", "d05", "emoji", "extralight",
    "f500", "hairline", "italic", "math", "noto", "nimbusroman", "c059", "p052",
    "bookman", "oblique", "opensymbol", "osifont-italic", "schola", "script", "serif",
    "slab", "standard", "symbol", "termes", "texgyre", "thin", "bonum", "pagella",
    "z003", "mona", "courier", "typewriter", "essays", "unifont",
)  # fmt: skip
_TRIED = "AMW018QZ"


@cache
def typefaces() -> tuple[str, ...]:
    """Name what ``datasets.fonts.letter`` accepts: our two, and every file that fits.

    What is installed decides; lettering is repeatable on one machine, not between two.
    """
    files = sorted((*_FOLDER.rglob("*.ttf"), *_FOLDER.rglob("*.otf")))
    return (STROKE, SANS, *(str(file) for file in files if _fits(file)))


def _fits(file: Path) -> bool:
    if any(word in file.name.lower() for word in _UNFIT):
        return False
    try:
        face = ImageFont.truetype(file, 40)
        shapes = {(face.getmask(c).getbbox(), face.getlength(c)) for c in _TRIED}
    except (OSError, ValueError):
        return False
    return len(shapes) > 3 and all(box is not None for box, _ in shapes)
