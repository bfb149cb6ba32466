"""Lines of text -> the licence plates they hold."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import permutations

from vision.chains import beneath, follows
from vision.identifiers import plate_region, twin
from vision.line_reading import PlateSpelling
from vision.plate_syntax import FIRM
from vision.results import Box, PlateReading, Status, TextLine
from vision.spelling import geometric_mean

_OTHER = re.compile(
    r"\d+(KGS?|K6S?|NGS|LBS?|L8S|L85|LB5|CUM|COM|CUFT?|CUF\w|UM|SQM|MM|CM|KM|KMH)"
    r"|(MAX|NET|TARE?|GROSS|PAYLOAD|CU|CUCAP|CAP|MGW|MGR|VGM|WGT|WT|TEL|HIGH|WIDE|KGS?"
    r"|LBS?|CUFT|CUM|CUBE|CAUTION|CARGO|LINE)\w*"
    r"|[1-4LMP][0-9][GRTUPBVSHK6][0-9]"
    r"|[A-Z]{3}U"
    r"|[0-9]{6,}"
)
"""Lines of a container or a trailer: weights, capacities, codes, telephone numbers."""

_SURE = 0.97
_SURER = 0.99
"""What each character must score where letters and digits may stand in any place."""
_SURE_TOGETHER = 0.97
"""What each character must score where two readers agree."""
_SURE_UNCHECKED = 0.99
"""The same where letters and digits may stand in any place."""
_SURE_ALONE = 0.997
"""The same where one reader's word is to do."""
_CREDIBLE = 0.6
_LEGIBLE, _SHORTEST = 0.75, 4
"""What a text must score, and how long it must be, that fits no syntax."""
_FULL = 6
"""Characters of a plate that are not likely to be a part of a longer one."""
_WIDE_SYNTAX = frozenset({"US", "DE", "HK"})
"""Syntaxes that so many texts fit that a fit proves little."""


def plates(
    lines: Sequence[TextLine], *, taken: Collection[TextLine] = ()
) -> tuple[PlateReading, ...]:
    """Read the plates of one line or two among *lines*, leaving out those *taken*.

    A text counts where it fits a region's syntax and its place is shaped like a plate.
    It is certain where each character is and the syntax would give away a letter that
    was read for a digit, or lost; a Chinese plate, where each character is surer still.
    """
    used = {id(line) for line in taken}
    free = [line for line in lines if id(line) not in used and _plausible(line)]
    found = [(group, r) for group in _groups(free) if (r := _reading(group))]
    kept: list[PlateReading] = []
    for group, reading in sorted(found, key=lambda pair: _order(pair[1])):
        if used.isdisjoint(id(line) for line in group):
            used.update(id(line) for line in group)
            kept.append(reading)
    return tuple(kept)


def legible(spelling: PlateSpelling) -> bool:
    """Say whether the text of a detected plate is worth telling: mud spells too."""
    sure = geometric_mean(spelling.scores)
    if spelling.region is None:
        return sure >= _LEGIBLE and len(spelling.text) >= _SHORTEST
    return sure >= _CREDIBLE


def judged(
    spelling: PlateSpelling, box: Box, agreed: Callable[[], bool]
) -> PlateReading:
    """Say how far the text of a detected plate can be trusted.

    *agreed* tells whether an independent reader reads the same; it is asked where that
    decides. No check digit gives away a misread plate: where one reader's word is to
    do, every character must be sure, and letters and digits stand where they belong.
    """
    weakest = min(spelling.scores)
    firm = FIRM.fullmatch(spelling.text) is not None and not _ambiguous(spelling)
    sure = firm and weakest >= _SURE_ALONE
    together = _SURE_TOGETHER if firm else _SURE_UNCHECKED
    if not sure and weakest >= together and _telling(spelling):
        sure = agreed()
    return PlateReading(
        text=spelling.text,
        scores=spelling.scores,
        confidence=geometric_mean(spelling.scores),
        status=Status.CERTAIN if sure else Status.UNCERTAIN,
        region=spelling.region,
        box=box,
    )


def _ambiguous(spelling: PlateSpelling) -> bool:
    """Say whether a character that is not quite sure may be its look-alike, too.

    Old Brazilian plates have a digit where those of Mercosur have a letter.
    """
    text = spelling.text
    return any(
        score < _SURE_ALONE
        and (other := twin(text[i])) is not None
        and FIRM.fullmatch(text[:i] + other + text[i + 1 :]) is not None
        for i, score in enumerate(spelling.scores)
    )


def _telling(spelling: PlateSpelling) -> bool:
    """Say whether it means something that the text fits the syntax of a region."""
    wide = spelling.region in _WIDE_SYNTAX
    return spelling.region is not None and not (wide and len(spelling.text) < _FULL)


def _plausible(line: TextLine) -> bool:
    return (
        not line.stacked
        and 1 <= len(line.text) <= 9
        and _OTHER.fullmatch(_plain(line)) is None
    )


def _plain(line: TextLine) -> str:
    return line.text.replace("?", "")


def _groups(lines: Sequence[TextLine]) -> Iterator[tuple[TextLine, ...]]:
    """Yield each line, and each two that may be the two parts of one plate."""
    for line in lines:
        yield (line,)
    for one, other in permutations(lines, 2):
        if _same_plate(one, other):
            yield one, other


def _same_plate(one: TextLine, other: TextLine) -> bool:
    """Say whether *other* continues *one* to the right, or below on the same plate."""
    lower, higher = sorted((one.slant.height, other.slant.height))
    if higher > 1.6 * lower:
        return False
    if follows(one, other):
        return other.box.x0 - one.box.x1 < 0.8 * lower
    narrower, wider = sorted((one.slant.width, other.slant.width))
    aside = abs(one.slant.x - other.slant.x)
    near = other.slant.y - one.slant.y < 1.5 * higher
    return beneath(one, other) and near and wider < 2.5 * narrower and aside < higher


def _reading(group: Sequence[TextLine]) -> PlateReading | None:
    text = "".join(_plain(line) for line in group)
    region = plate_region(text)
    scores = tuple(score for line in group for score in line.scores if score)
    box = Box.around([line.box for line in group])
    shaped = 0.8 < box.width / max(box.height, 1.0) < 8.0
    if region is None or not shaped or geometric_mean(scores) < _CREDIBLE:
        return None
    return PlateReading(
        text=text,
        scores=scores,
        confidence=geometric_mean(scores),
        status=_status(text, region, min(scores)),
        region=region,
        box=box,
    )


def _status(text: str, region: str, weakest: float) -> Status:
    firm = weakest >= _SURE and FIRM.fullmatch(text) is not None
    sure = firm or (weakest >= _SURER and region == "CN")
    return Status.CERTAIN if sure else Status.UNCERTAIN


def _order(reading: PlateReading) -> tuple[bool, bool, float]:
    wide = reading.region in _WIDE_SYNTAX
    return wide, reading.status is not Status.CERTAIN, -len(reading.text)
