"""Many looks at one text -> the one reading that its best looks vote for.

The looks are known to show the same text (``vision.tracklets``), so that whatever
differs among them is a misreading.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from vision.identifiers import IdentifierError, check_digit, edit_distance
from vision.results import ContainerReading, PlateReading, Status
from vision.spelling import geometric_mean
from vision.votes import RANK, Ballot, ballot, best_scores, most_voted, shares, weight

_R = TypeVar("_R", ContainerReading, PlateReading)

_LOOKS = 5
"""Looks that vote: the best ones. More of the same picture prove no more."""
_AGREED = 0.6
"""Where less of the evidence is for a character, the number is in doubt."""
_PUT_TOGETHER = 3
"""Looks that a number takes which no single one of them has read as a whole."""
_PLATE_AGREED = 0.75
"""Share of the weight that makes a plate, which no check digit proves, certain."""


def elect_number(looks: Sequence[ContainerReading]) -> ContainerReading:
    """Vote on each character of a number among its best looks.

    A number with a character that much of the evidence is against is uncertain. One
    that no look has read as a whole, but that all together spell with a check digit
    that was seen, is inferred at best.
    """
    voters = [_seen(r) for r in sorted(looks, key=weight, reverse=True)[:_LOOKS]]
    texts = {b.text for b in voters}
    text = max(sorted(texts | _together(voters)), key=lambda t: _support(t, voters))
    codes = Counter(r.size_type for r in looks if r.size_type is not None)
    return replace(
        _closest(looks, text),
        number=text,
        scores=_scores(text, voters),
        confidence=_confidence(text, voters),
        status=_status(text, voters),
        size_type=codes.most_common(1)[0][0] if codes else None,
    )


def elect_plate(looks: Sequence[PlateReading]) -> PlateReading:
    """Choose the plate that the best looks read; certain where nearly all agree."""
    voters = [ballot(r) for r in sorted(looks, key=weight, reverse=True)[:_LOOKS]]
    cast: dict[str, float] = {}
    for b in voters:
        cast[b.text] = cast.get(b.text, 0.0) + b.weight
    text = max(sorted(cast), key=cast.__getitem__)
    agreed = cast[text] >= _PLATE_AGREED * sum(cast.values())
    status = min((b.status for b in voters if b.text == text), key=RANK.__getitem__)
    return replace(
        _closest(looks, text),
        scores=_scores(text, voters),
        confidence=_confidence(text, voters),
        status=status if agreed else Status.UNCERTAIN,
    )


def _seen(reading: ContainerReading) -> Ballot:
    """Give a number's ballot; a check digit that was computed has no say."""
    cast = ballot(reading)
    if reading.status is not Status.INFERRED:
        return cast
    return replace(cast, scores=(*cast.scores[:10], 0.0))


def _together(voters: Sequence[Ballot]) -> set[str]:
    """Give the number that the looks spell together, where it is one at all."""
    ten = most_voted(voters, 10)
    try:
        return {ten + check_digit(ten)}
    except IdentifierError:
        return set()


def _support(text: str, voters: Sequence[Ballot]) -> float:
    return sum(math.log(max(share, 1e-3)) for share in shares(text, voters))


def _status(text: str, voters: Sequence[Ballot]) -> Status:
    weakest = min(shares(text, voters))
    read = [b.status for b in voters if b.text == text]
    if not read:
        confirmed = any(b.text[10] == text[10] and b.scores[10] > 0 for b in voters)
        agreed = len(voters) >= _PUT_TOGETHER and weakest >= _AGREED
        return Status.INFERRED if agreed and confirmed else Status.UNCERTAIN
    status = min(read, key=RANK.__getitem__)
    return status if weakest >= _AGREED else Status.UNCERTAIN


def _confidence(text: str, voters: Sequence[Ballot]) -> float:
    """Give the confidence of its surest look, less the share that read otherwise."""
    sure = [b.confidence for b in voters if b.text == text]
    surest = max(sure or [b.confidence for b in voters])
    return surest * geometric_mean(shares(text, voters))


def _scores(text: str, voters: Sequence[Ballot]) -> tuple[float, ...]:
    """Give each character's best score, less the share that read another.

    A check digit that nobody saw has the score of its weakest neighbour.
    """
    best, share = best_scores(text, voters), shares(text, voters)
    scores = tuple(b * s for b, s in zip(best, share, strict=True))
    return scores if scores[-1] > 0 else (*scores[:-1], min(scores[:-1]))


def _closest(looks: Sequence[_R], text: str) -> _R:
    """Give the best look that read *text*, or else what is nearest to it."""
    return min(
        looks,
        key=lambda r: (edit_distance(r.text, text), RANK[r.status], -r.confidence),
    )
