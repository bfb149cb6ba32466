"""Votes on the characters of one text: what each reading of it says, and counts."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from vision.results import ContainerReading, PlateReading, Status

_WEIGHT = {Status.CERTAIN: 1.0, Status.INFERRED: 0.6, Status.UNCERTAIN: 0.3}
_BLURRED = 0.4
"""What a reading of a wholly blurred picture counts, in shares of a crisp one's."""
RANK = {Status.CERTAIN: 0, Status.INFERRED: 1, Status.UNCERTAIN: 2}


@dataclass(frozen=True, slots=True)
class Ballot:
    """One text with one reading's say on each of its characters, and its weight."""

    text: str
    scores: tuple[float, ...]
    confidence: float
    status: Status
    weight: float


def ballot(reading: ContainerReading | PlateReading) -> Ballot:
    """Weigh a reading: by status, scores, and size and sharpness of its picture."""
    return Ballot(
        text=reading.text,
        scores=reading.scores,
        confidence=reading.confidence,
        status=reading.status,
        weight=weight(reading),
    )


def weight(reading: ContainerReading | PlateReading) -> float:
    """Say how much a reading counts."""
    size = min(reading.box.width, reading.box.height)
    mean = sum(reading.scores) / len(reading.scores)
    crisp = _BLURRED + (1 - _BLURRED) * reading.sharpness
    return _WEIGHT[reading.status] * mean * crisp * math.sqrt(max(size, 1.0))


def shares(text: str, voters: Sequence[Ballot]) -> tuple[float, ...]:
    """Give, for each character of *text*, the share of the evidence that is for it.

    Evidence is weight times score. Texts of another length have no say; where nobody
    has one, nothing speaks against a character.
    """
    heard = [b for b in voters if len(b.text) == len(text)]
    return tuple(_share(text, place, heard) for place in range(len(text)))


def _share(text: str, place: int, voters: Sequence[Ballot]) -> float:
    cast = sum(b.weight * b.scores[place] for b in voters)
    agreed = sum(
        b.weight * b.scores[place] for b in voters if b.text[place] == text[place]
    )
    return agreed / cast if cast else 1.0


def best_scores(text: str, voters: Sequence[Ballot]) -> tuple[float, ...]:
    """Give, for each character of *text*, the best score with which it was read."""
    heard = [b for b in voters if len(b.text) == len(text)]
    return tuple(
        max((b.scores[i] for b in heard if b.text[i] == text[i]), default=0.0)
        for i in range(len(text))
    )


def most_voted(voters: Sequence[Ballot], length: int) -> str:
    """Put together what is most voted for in the first *length* places."""
    text = ""
    for place in range(length):
        cast: dict[str, float] = {}
        for b in voters:
            say = b.weight * b.scores[place]
            cast[b.text[place]] = cast.get(b.text[place], 0.0) + say
        text += max(sorted(cast), key=cast.__getitem__)
    return text
