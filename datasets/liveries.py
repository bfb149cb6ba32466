"""Invented carriers: the colours and marks of their containers."""

from dataclasses import dataclass

from datasets.sheets import Colour, Pen, Sheet

WHITE: Colour = (238, 240, 240)
BLACK: Colour = (28, 26, 26)


@dataclass(frozen=True, slots=True, kw_only=True)
class Livery:
    """A carrier's paint: ``ink`` is the colour of all lettering."""

    name: str
    owner: str
    paint: Colour
    ink: Colour = WHITE
    accent: Colour = WHITE
    badge: str = "chevron"


LIVERIES = {
    "meridian": Livery(
        name="MERIDIAN",
        owner="MRDU",
        paint=(122, 62, 24),
        accent=(60, 190, 240),
        badge="disc",
    ),
    "nordhav": Livery(
        name="NORDHAV", owner="NHVU", paint=(44, 36, 134), accent=(40, 200, 245)
    ),
    "kestrel": Livery(name="KESTREL", owner="KSTU", paint=(78, 108, 40), badge="wings"),
    "solmar": Livery(name="SOLMAR", owner="SLMU", paint=(30, 104, 206), badge="disc"),
    "tern": Livery(
        name="TERN LINE",
        owner="TRNU",
        paint=(176, 178, 172),
        ink=BLACK,
        accent=(150, 70, 20),
        badge="wings",
    ),
    "aster": Livery(
        name="ASTER", owner="ASBU", paint=(48, 54, 98), accent=(200, 220, 230)
    ),
    "boreal": Livery(
        name="BOREAL",
        owner="BRLU",
        paint=(168, 128, 36),
        accent=(40, 220, 250),
        badge="wings",
    ),
}


def badge(sheet: Sheet, livery: Livery, x: float, y: float, size: float) -> None:
    """Paint the carrier's sign, *size* metres square, from its top left corner."""
    s = size
    if livery.badge == "disc":
        sheet.disc(x + s / 2, y + s / 2, s / 2, livery.accent)
        sheet.disc(x + s / 2, y + s / 2, s * 0.36, livery.paint)
        sheet.disc(x + s / 2, y + s / 2, s * 0.2, livery.ink)
    elif livery.badge == "wings":
        for row in range(3):
            top, reach = y + s * 0.3 * row, s * (1 - 0.22 * row)
            sheet.polygon(
                [
                    (x, top),
                    (x + reach, top),
                    (x + reach * 0.8, top + s * 0.2),
                    (x + s * 0.18, top + s * 0.2),
                ],
                livery.accent if row else livery.ink,
            )
    else:
        for row, colour in enumerate((livery.accent, livery.ink)):
            left = x + row * s * 0.4
            sheet.polygon(
                [
                    (left, y),
                    (left + s * 0.3, y),
                    (left + s * 0.6, y + s / 2),
                    (left + s * 0.3, y + s),
                    (left, y + s),
                    (left + s * 0.3, y + s / 2),
                ],
                colour,
            )


def wordmark(sheet: Sheet, livery: Livery, x: float, y: float, height: float) -> float:
    """Paint sign and name from (x, y); return the width used, in metres."""
    badge(sheet, livery, x, y, height)
    pen = Pen(colour=livery.ink, height=height * 0.8, font="sans")
    start = x + height * 1.35
    sheet.write(livery.name, start, y + height * 0.1, pen)
    return start - x + sheet.measure(livery.name, pen)
