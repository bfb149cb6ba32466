"""Random trucks: plausible plates, right check digits, every layout and light."""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from numpy.random import Generator
from stdnum.iso6346 import calc_check_digit

from datasets.liveries import LIVERIES
from datasets.plans import (
    CodeCarrier,
    ContainerPlan,
    Light,
    PlateStyle,
    TruckPlan,
    Weather,
)
from vision.results import Layout

_T = TypeVar("_T")
_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
_PATTERNS = {
    PlateStyle.GB: "AA99 AAA",
    PlateStyle.DE: "AA-AA 999",
    PlateStyle.NL: "99-AAA-9",
    PlateStyle.FR: "AA-999-AA",
    PlateStyle.ES: "9999 AAA",
    PlateStyle.BR: "AAA9A99",
    PlateStyle.CN: "A 99A99",
    PlateStyle.US: "AAA 9999",
}
_CABS = ((150, 60, 30), (40, 40, 150), (200, 200, 196), (60, 110, 50), (30, 120, 210))


def pick(rng: Generator, choices: Sequence[_T]) -> _T:
    """Choose one of *choices* by *rng*."""
    return choices[int(rng.integers(len(choices)))]


def sample_plate(style: PlateStyle, rng: Generator) -> str:
    """Make up a plate of a region, separators included."""
    swap = {"A": _LETTERS, "9": "0123456789"}
    return "".join(pick(rng, swap[c]) if c in swap else c for c in _PATTERNS[style])


def sample_container(rng: Generator, size_type: str) -> ContainerPlan:
    """Make up a container of an invented carrier with a right check digit."""
    livery = pick(rng, tuple(LIVERIES))
    first = f"{LIVERIES[livery].owner}{int(rng.integers(100000, 999999))}"
    return ContainerPlan(
        number=first + calc_check_digit(first),
        size_type=size_type,
        livery=livery,
        doors=pick(rng, (Layout.ONE_LINE, Layout.ONE_LINE, Layout.TWO_LINES)),
        side=pick(rng, (Layout.VERTICAL, Layout.VERTICAL, Layout.TWO_LINES)),
    )


def sample_plan(seed: int) -> TruckPlan:
    """Make up a truck; equal seeds give equal trucks."""
    rng = np.random.default_rng(seed)
    style = pick(rng, tuple(PlateStyle))
    loads = (("22G1",), ("22G1", "22G1"), ("42G1",), ("45G1",), ("L5G1",), ())
    containers = tuple(sample_container(rng, code) for code in pick(rng, loads))
    return TruckPlan(
        plate=sample_plate(style, rng),
        style=style,
        containers=containers,
        cab=pick(rng, _CABS),
        light=pick(rng, (Light.DAY, Light.DAY, Light.DUSK, Light.NIGHT)),
        weather=pick(rng, (Weather.CLEAR, Weather.CLEAR, Weather.RAIN)),
        dirt=float(rng.random()) * 0.8,
        qr=f"sample-{seed}",
        qr_on=pick(rng, tuple(CodeCarrier)),
        mud=bool(rng.random() < 0.05),
        seed=seed,
    )
