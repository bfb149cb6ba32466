"""The doors of a container: leaves, hinges, locking bars and handles."""

from datasets.liveries import Livery
from datasets.sheets import Colour, Sheet

_BARS = (0.738, 1.09, 1.335, 1.70)
_STEEL: Colour = (176, 182, 184)
_GASKET: Colour = (24, 24, 26)


def paint_door_panels(sheet: Sheet, livery: Livery) -> None:
    """Paint the frame, both leaves with their recesses, and the gaskets."""
    w, h = sheet.width, sheet.height
    b, g, r = (round(c * 0.85) for c in livery.paint)
    sheet.rect(0, 0, w, h, (b, g, r))
    for left, right in ((0.09, w / 2 - 0.012), (w / 2 + 0.012, w - 0.09)):
        sheet.rect(left - 0.012, 0.13, right + 0.012, h - 0.13, _GASKET)
        sheet.rect(left + 0.012, 0.155, right - 0.012, h - 0.155, livery.paint)
        _recesses(sheet, left + 0.07, right - 0.07)
    sheet.shade(0.0, 0.1, w, 0.13, 0.6)


def _recesses(sheet: Sheet, left: float, right: float) -> None:
    top, bottom = 0.24, sheet.height - 0.24
    pitch = (bottom - top) / 5
    for row in range(5):
        y = top + row * pitch
        sheet.shade(left, y, right, y + 0.028, 0.66)
        sheet.shade(left, y + 0.028, right, y + pitch * 0.72, 0.95)
        sheet.shade(left, y + pitch * 0.72, right, y + pitch * 0.72 + 0.03, 1.3)


def paint_door_hardware(sheet: Sheet, livery: Livery) -> None:
    """Paint hinges, locking bars with cams and brackets, and handles, over the wear."""
    h = sheet.height
    b, g, r = (round(c * 0.7 + 20) for c in livery.paint)
    for y in (0.3, 0.9, 1.6, h - 0.42):
        for x in (0.02, sheet.width - 0.14):
            sheet.shade(x, y + 0.09, x + 0.12, y + 0.12, 0.6)
            sheet.rect(x, y, x + 0.12, y + 0.09, (b, g, r))
    for x in _BARS:
        sheet.rod(x, 0.06, h - 0.06, 0.042, _STEEL)
        for y in (0.05, h - 0.14):
            sheet.rect(x - 0.05, y, x + 0.05, y + 0.09, (150, 156, 158))
            sheet.rect(x - 0.03, y + 0.03, x + 0.03, y + 0.06, (70, 72, 74))
        for y in (0.62, 1.22, h - 0.62):
            sheet.rect(x - 0.045, y, x + 0.045, y + 0.055, (140, 146, 148))
            sheet.shade(x - 0.045, y + 0.055, x + 0.045, y + 0.07, 0.6)
    for x, reach in zip(_BARS, (-0.3, -0.3, 0.3, 0.3), strict=True):
        _handle(sheet, x, h - 1.0, reach)


def _handle(sheet: Sheet, x: float, y: float, reach: float) -> None:
    left, right = min(x, x + reach), max(x, x + reach)
    sheet.shade(left, y + 0.03, right, y + 0.055, 0.6)
    sheet.rect(left, y, right, y + 0.032, _STEEL)
    end = x + reach
    sheet.rect(end - 0.04, y - 0.035, end + 0.04, y + 0.065, (128, 134, 136))
