"""Lines of text -> the licence plates they hold."""

import re
from collections.abc import Sequence

from vision.chains import chains
from vision.identifiers import plate_region
from vision.results import Box, PlateReading, Status, TextLine
from vision.spelling import geometric_mean

_NOT_A_PLATE = re.compile(
    r"\d+(KG|KGS|K6S|NGS|LB|LBS|L8S|CUM|CUFT|CUF|M|T)"
    r"|(MAX|NET|TARE|GROSS|CU|CAP|MGW|VGM|TEL|AXLE|LOAD|SPEED)[A-Z]*\d+"
    r"|[124L][0-9][GRTUPBVSH6][0-9]"
)
"""Weights, capacities and size-type codes, which some plate syntax fits too."""

_SURE = 0.7
_CREDIBLE = 0.55
_GENERIC = frozenset({"US", "DE", "HK"})
"""Syntaxes so wide that a fit proves little."""


def plates(lines: Sequence[TextLine]) -> tuple[PlateReading, ...]:
    """Read the plates among *lines*, of one line or of two.

    A text counts where a region's syntax fits and the line is shaped like a plate.
    It is certain where each character is, and the syntax is a narrow one.
    """
    flat = [line for line in lines if not line.stacked and len(line.text) <= 9]
    found: list[tuple[tuple[TextLine, ...], PlateReading]] = []
    for chain, _ in chains(flat, most_characters=10):
        reading = _reading(chain)
        if reading is not None:
            found.append((chain, reading))
    kept: list[PlateReading] = []
    used: set[int] = set()
    for chain, reading in sorted(found, key=_order):
        if used.isdisjoint(id(line) for line in chain):
            used |= {id(line) for line in chain}
            kept.append(reading)
    return tuple(kept)


def _order(
    pair: tuple[tuple[TextLine, ...], PlateReading],
) -> tuple[bool, bool, float]:
    _, reading = pair
    generic = reading.region in _GENERIC
    return reading.status is not Status.CERTAIN, generic, -len(reading.text)


def _reading(chain: Sequence[TextLine]) -> PlateReading | None:
    text = "".join(line.text for line in chain).replace("?", "")
    region = plate_region(text)
    box = Box.around([line.box for line in chain])
    shaped = 1.0 < box.width / max(box.height, 1.0) < 8.0
    if region is None or not shaped or len(chain) > 2 or _NOT_A_PLATE.fullmatch(text):
        return None
    scores = tuple(score for line in chain for score in line.scores)
    confidence = geometric_mean(scores)
    if confidence < _CREDIBLE:
        return None
    sure = min(scores) >= _SURE and region not in _GENERIC
    return PlateReading(
        text=text,
        scores=scores,
        confidence=confidence,
        status=Status.CERTAIN if sure else Status.UNCERTAIN,
        region=region,
        box=box,
    )
