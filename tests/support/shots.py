"""Pictures of pages for the documents."""

import io
from pathlib import Path

from PIL import Image
from selenium.webdriver import Chrome

_COLOURS = 96


def save(browser: Chrome, path: Path, colours: int = _COLOURS) -> None:
    """Write a PNG of few colours: small, and good enough for a document."""
    shot = Image.open(io.BytesIO(browser.get_screenshot_as_png())).convert("RGB")
    flat = shot.quantize(colours, dither=Image.Dither.NONE)
    flat.save(path, optimize=True)
