"""What the driver holds to the kiosk camera: a phone or a paper with the code."""

from functools import partial

import numpy as np
import segno

from datasets.optics import Camera, Face
from datasets.plans import CodeCarrier, TruckPlan
from datasets.sheets import Colour, Pen, Sheet

_WIDTH, _HEIGHT = 0.15, 0.22
_SKIN: Colour = (118, 150, 196)
_SLEEVE: Colour = (36, 132, 214)
_AWAY = 0.25
"""Metres from the lens to what is held."""


def held_face(plan: TruckPlan, camera: Camera, raised: float, sway: float) -> Face:
    """Give the hand with the code before *camera*; *raised* 0 is below the frame.

    *sway* from 0 to 1 is one full swing of an unsteady hand, back where it began.
    """
    right, down, ahead = camera.axes
    swing = np.sin(2 * np.pi * sway)
    lower = (1 - raised) * 0.24 + 0.0012 * swing
    corner = (
        np.array(camera.position)
        + ahead * _AWAY
        + right * (-_WIDTH / 2 + 0.002 * swing)
        + down * (-0.075 + lower)
    )
    lean = right * np.cos(0.05) + down * np.sin(0.05)
    fall = down * np.cos(0.05) - right * np.sin(0.05)
    tilt = fall - ahead * 0.12
    return Face(
        key=f"held/{plan.qr_on}",
        origin=_triple(corner),
        right=_triple(lean * _WIDTH),
        down=_triple(tilt * _HEIGHT),
        paint=partial(held_sheet, plan.qr or "", plan.qr_on),
        glows=plan.qr_on is CodeCarrier.PHONE,
        two_sided=True,
    )


def held_sheet(text: str, carrier: CodeCarrier) -> Sheet:
    """Paint the hand and the code of *text* on *carrier*."""
    sheet = Sheet(_WIDTH, _HEIGHT, scale=4200, colour=_SKIN).clear()
    _palm(sheet)
    if carrier is CodeCarrier.PHONE:
        _phone(sheet, text)
    else:
        _paper(sheet, text)
    _thumb(sheet)
    return sheet


def _palm(sheet: Sheet) -> None:
    sheet.polygon([(0.05, 0.185), (0.125, 0.18), (0.135, 0.22), (0.045, 0.22)], _SLEEVE)
    sheet.polygon([(0.04, 0.12), (0.11, 0.12), (0.12, 0.19), (0.052, 0.19)], _SKIN)
    for row in range(4):
        y = 0.1 + row * 0.019
        sheet.disc(0.029, y, 0.0088, (104, 136, 184))
        sheet.rect(0.029, y - 0.0088, 0.06, y + 0.0088, (104, 136, 184))


def _phone(sheet: Sheet, text: str) -> None:
    sheet.rect(0.033, 0.006, 0.117, 0.166, (26, 24, 24))
    sheet.rect(0.0355, 0.012, 0.1145, 0.16, (246, 244, 242))
    sheet.rect(0.0355, 0.012, 0.1145, 0.028, (120, 78, 20))
    pen = Pen(colour=(250, 250, 250), height=0.006, font="sans")
    sheet.write("GATE CODE", 0.041, 0.017, pen)
    _code(sheet, text, 0.0385, 0.036, 0.073)
    pen = Pen(colour=(90, 84, 80), height=0.0048, font="sans")
    sheet.write("SHOW AT THE KIOSK", 0.0455, 0.118, pen)


def _paper(sheet: Sheet, text: str) -> None:
    sheet.rect(0.012, 0.004, 0.138, 0.168, (232, 238, 240))
    pen = Pen(colour=(70, 66, 64), height=0.006, font="sans")
    sheet.write("ARRIVAL CODE", 0.046, 0.013, pen)
    _code(sheet, text, 0.031, 0.028, 0.088)
    for row in range(4):
        y = 0.126 + row * 0.008
        sheet.rect(0.031, y, 0.115 - 0.01 * (row % 2), y + 0.0025, (168, 172, 174))


def _code(sheet: Sheet, text: str, x: float, y: float, size: float) -> None:
    """Paint the QR of *text* with its quiet zone, *size* metres square."""
    rows = [list(row) for row in segno.make(text, error="m").matrix_iter(border=3)]
    sheet.rect(x, y, x + size, y + size, (252, 252, 252))
    step = size / len(rows)
    for row, line in enumerate(rows):
        for column, dark in enumerate(line):
            if dark:
                left, top = x + column * step, y + row * step
                sheet.rect(left, top, left + step, top + step, (22, 20, 20))


def _thumb(sheet: Sheet) -> None:
    sheet.polygon(
        [(0.126, 0.2), (0.098, 0.165), (0.1, 0.148), (0.116, 0.15), (0.14, 0.19)], _SKIN
    )
    sheet.disc(0.106, 0.147, 0.0092, _SKIN)
    sheet.disc(0.1045, 0.143, 0.0052, (150, 176, 214))


def _triple(vector: np.typing.NDArray[np.float64]) -> tuple[float, float, float]:
    x, y, z = (float(n) for n in vector)
    return x, y, z
