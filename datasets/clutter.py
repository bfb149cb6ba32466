"""What else is lettered and stuck on containers: all that is not their number."""

from collections.abc import Callable

import numpy as np
from numpy.random import Generator

from datasets.fonts import available
from datasets.lettering import Place
from datasets.samples import pick
from datasets.sheets import Colour, Pen, Sheet
from vision.results import Box

_WORDS = (
    "MAX.GROSS", "MAX GR.", "M.G.W.", "TARE", "PAYLOAD", "MAX.PAYLOAD", "NET",
    "CU.CAP.", "CUBE", "CUB CAP", "GROSS",
)  # fmt: skip
_YELLOW: Colour = (40, 208, 246)
_DARK: Colour = (24, 24, 24)
_PALE: Colour = (226, 230, 230)
_LETTERS = "ABCDEFGHIJKLMNOPRSTUVWYZ"


def weights_block(sheet: Sheet, at: Place, ink: Colour, rng: Generator) -> None:
    """Letter the block of weights and volumes, its words left of its figures."""
    height = float(rng.uniform(0.04, 0.085))
    font, pitch = pick(rng, available()), float(rng.uniform(1.15, 1.5))
    words, figures = (
        Pen(colour=ink, height=height * share, font=font, weight=1.3)
        for share in (1.0, float(rng.uniform(0.6, 1.0)))
    )
    y = at[1]
    for word in rng.choice(_WORDS, int(rng.integers(3, 6)), replace=False):
        sheet.write(str(word), at[0], y, words)
        for unit in ("KGS", "LBS")[: int(rng.integers(1, 3))]:
            figure = f"{int(rng.integers(2, 70))} {int(rng.integers(100, 999))} {unit}"
            sheet.write(figure, at[0] + height * rng.uniform(6.8, 7.4), y, figures)
            y += height * pitch * 0.8
        y += height * (pitch - 0.8)


def words(sheet: Sheet, at: Place, ink: Colour, rng: Generator) -> None:
    """Letter a name, a slogan, an address or a telephone number."""
    kinds = (_name, _name, _name, _slogan, _telephone)
    text = pick(rng, kinds)(rng)
    height = float(np.exp(rng.uniform(np.log(0.06), np.log(0.5))))
    font = pick(rng, available())
    sheet.write(text, *at, Pen(colour=ink, height=height, font=font, weight=1.8))


def upright_name(sheet: Sheet, at: Place, ink: Colour, rng: Generator) -> None:
    """Letter a name from top to bottom, as some lines do at the end of a side."""
    height = float(rng.uniform(0.14, 0.34))
    pen = Pen(
        colour=ink,
        height=height,
        advance=height * float(rng.uniform(1.08, 1.3)),
        font=pick(rng, available()),
        weight=1.7,
    )
    sheet.stack(_name(rng).replace(" ", "")[:9], *at, pen)


def sticker(sheet: Sheet, at: Place, ink: Colour, rng: Generator) -> None:
    """Stick on a label with a few small lines of text, framed or not."""
    width, height = float(rng.uniform(0.12, 0.5)), float(rng.uniform(0.1, 0.5))
    colour = pick(rng, (_YELLOW, _YELLOW, _PALE, (150, 156, 160), (40, 40, 200), ink))
    (x, y), dark = at, sum(colour) < 300
    sheet.rect(x, y, x + width, y + height, colour)
    pen_colour = _PALE if dark else _DARK
    if rng.random() < 0.6:
        sheet.frame(Box(x, y, x + width, y + height), 0.012, pen_colour)
    rows = int(rng.integers(1, 5))
    size = height / (rows * 1.4 + 0.6)
    pen = Pen(colour=pen_colour, height=size, font=pick(rng, available()))
    for row in range(rows):
        text = pick(rng, (_name, _figures))(rng)[: max(2, round(width / size / 0.75))]
        sheet.write(text, x + size * 0.3, y + size * (0.4 + row * 1.4), pen)


def placard(sheet: Sheet, at: Place, _: Colour, rng: Generator) -> None:
    """Stick on a warning: a triangle, a diamond or a disc."""
    reach = float(rng.uniform(0.1, 0.2))
    x, y = at[0] + reach, at[1] + reach
    colour = pick(rng, (_YELLOW, (30, 110, 240), _PALE, (40, 40, 200)))
    if rng.random() < 0.3:
        sheet.disc(x, y, reach, colour)
        sheet.disc(x, y, reach * 0.6, _PALE)
        return
    corners = int(rng.integers(3, 5))
    turns = np.arange(corners) * 2 * np.pi / corners - np.pi / 2
    for share, tone in ((1.0, _DARK), (0.88, colour)):
        ring = [
            (float(x + reach * share * np.cos(t)), float(y + reach * share * np.sin(t)))
            for t in turns
        ]
        sheet.polygon(ring, tone)
    pen = Pen(colour=_DARK, height=reach * 0.6)
    sheet.write(pick(rng, ("!", "3", "8", "9", "Z")), x - reach * 0.15, y - 0.02, pen)


def emblem(sheet: Sheet, at: Place, ink: Colour, rng: Generator) -> None:
    """Paint a carrier's sign: a block of colour with shapes in it."""
    (x, y), size = at, float(np.exp(rng.uniform(np.log(0.15), np.log(0.8))))
    tones = [tuple(int(v) for v in rng.integers(10, 245, 3)) for _ in range(2)]
    ground, figure = ((t[0], t[1], t[2]) for t in tones)
    if rng.random() < 0.5:
        sheet.rect(x, y, x + size * 1.5, y + size, ground)
    else:
        figure = ink
    if rng.random() < 0.5:
        sheet.disc(x + size * 0.5, y + size * 0.5, size * 0.4, figure)
    corners = rng.uniform(0, size, (int(rng.integers(3, 6)), 2)) + np.array(at)
    sheet.polygon([(float(a), float(b)) for a, b in corners], figure)
    if rng.random() < 0.6:
        pen = Pen(colour=figure, height=size * 0.4, font=pick(rng, available()))
        sheet.write(_name(rng)[:6], x + size * 0.5, y + size * 0.3, pen)


CLUTTER: tuple[Callable[[Sheet, Place, Colour, Generator], None], ...] = (
    words, words, upright_name, sticker, sticker, placard, emblem,
)  # fmt: skip
"""Everything but the weights, each as often as it is listed."""


def _name(rng: Generator) -> str:
    return "".join(rng.choice(list(_LETTERS), int(rng.integers(3, 10))))


def _figures(rng: Generator) -> str:
    return "".join(rng.choice(list("0123456789"), int(rng.integers(2, 8))))


def _slogan(rng: Generator) -> str:
    return " ".join(_name(rng)[: int(rng.integers(2, 8))] for _ in range(3))


def _telephone(rng: Generator) -> str:
    groups = rng.choice(list("0123456789"), (3, 4))
    return " ".join("".join(group)[: int(rng.integers(3, 5))] for group in groups)
