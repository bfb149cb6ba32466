"""Readings of one passage, from many frames and cameras -> one of each."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from vision.identifiers import edit_distance
from vision.results import Box, ContainerReading, PlateReading, Readings, Status

_WEIGHT = {Status.CERTAIN: 1.0, Status.INFERRED: 0.6, Status.UNCERTAIN: 0.3}
_AGREED = 0.75
"""Share of the weight of a group that makes its text a certain plate."""
_RANK = {Status.CERTAIN: 0, Status.INFERRED: 1, Status.UNCERTAIN: 2}

_R = TypeVar("_R", ContainerReading, PlateReading)


@dataclass(frozen=True, slots=True)
class _Ballot:
    """One text with one reading's say on each of its characters."""

    text: str
    scores: tuple[float, ...]
    confidence: float
    status: Status
    box: Box

    @property
    def weight(self) -> float:
        """How much it counts: by status, score and size of the characters."""
        size = min(self.box.width, self.box.height)
        mean = sum(self.scores) / len(self.scores)
        return _WEIGHT[self.status] * mean * math.sqrt(max(size, 1.0))


@dataclass(frozen=True, slots=True)
class _Verdict:
    """An elected text, with its scores and the texts that it stands for."""

    text: str
    scores: tuple[float, ...]
    confidence: float
    status: Status
    merged: frozenset[str]


def fuse(views: Sequence[Readings]) -> Readings:
    """Merge the *views* of one passage, the surest and most prominent first.

    Readings of one text become one, as sure as the surest of them, less what those
    that read it otherwise weigh. A reading one character away from a surer one
    is taken for a misreading of it, unless both are certain: two containers of one
    truck stay two even where their serials are neighbours.
    """
    return Readings(
        plates=fuse_plates([plate for view in views for plate in view.plates]),
        containers=fuse_containers([c for view in views for c in view.containers]),
    )


def fuse_containers(
    readings: Sequence[ContainerReading],
) -> tuple[ContainerReading, ...]:
    """Merge container readings; the size-type code is the one most often seen."""
    ballots = [
        _Ballot(r.number, r.scores, r.confidence, r.status, r.box) for r in readings
    ]
    fused = []
    for verdict in _elect(ballots, compared=10):
        group = [r for r in readings if r.number in verdict.merged]
        best = _best([r for r in group if r.number == verdict.text])
        codes = Counter(r.size_type for r in group if r.size_type is not None)
        fused.append(
            replace(
                best,
                scores=verdict.scores,
                confidence=verdict.confidence,
                status=verdict.status,
                size_type=codes.most_common(1)[0][0] if codes else None,
            )
        )
    return tuple(fused)


def fuse_plates(readings: Sequence[PlateReading]) -> tuple[PlateReading, ...]:
    """Merge plate readings.

    Nothing checks a plate but the other looks at it: texts one character apart are
    one plate even where several are certain, and it stays certain only where
    _AGREED of the weight read it so.
    """
    ballots = [
        _Ballot(r.text, r.scores, r.confidence, r.status, r.box) for r in readings
    ]
    return tuple(
        replace(
            _best([r for r in readings if r.text == verdict.text]),
            scores=verdict.scores,
            confidence=verdict.confidence,
            status=_agreed(verdict, ballots),
        )
        for verdict in _elect(ballots, compared=None, certain_apart=False)
    )


def _agreed(verdict: _Verdict, ballots: Sequence[_Ballot]) -> Status:
    cast = sum(b.weight for b in ballots if b.text in verdict.merged)
    same = sum(b.weight for b in ballots if b.text == verdict.text)
    return verdict.status if same >= _AGREED * cast else Status.UNCERTAIN


def _best(readings: Sequence[_R]) -> _R:
    return min(readings, key=lambda r: (_RANK[r.status], -r.confidence))


def _elect(
    ballots: Sequence[_Ballot], *, compared: int | None, certain_apart: bool = True
) -> list[_Verdict]:
    """Group ballots that mean one text and elect it, the surest group first.

    Texts are compared by their first *compared* characters: a container's check
    digit follows from the others, so that it changes with any of them. Where
    *certain_apart*, two certain texts stay two.
    """
    texts = sorted({b.text for b in ballots}, key=lambda text: _standing(text, ballots))
    groups: list[list[str]] = []
    for text in texts:
        near = (
            group
            for group in groups
            if edit_distance(group[0][:compared], text[:compared]) <= 1
            and not (certain_apart and _both_certain(group[0], text, ballots))
        )
        home = next(near, None)
        if home is None:
            groups.append([text])
        else:
            home.append(text)
    return [_verdict(group, ballots) for group in groups]


def _standing(text: str, ballots: Sequence[_Ballot]) -> tuple[int, float, str]:
    same = [ballot for ballot in ballots if ballot.text == text]
    rank = min(_RANK[ballot.status] for ballot in same)
    return rank, -sum(ballot.weight for ballot in same), text


def _both_certain(one: str, other: str, ballots: Sequence[_Ballot]) -> bool:
    certain = {b.text for b in ballots if b.status is Status.CERTAIN}
    return {one, other} <= certain


def _verdict(group: Sequence[str], ballots: Sequence[_Ballot]) -> _Verdict:
    text = group[0]
    same = [ballot for ballot in ballots if ballot.text == text]
    others = [b for b in ballots if b.text in group and len(b.text) == len(text)]
    status = min((ballot.status for ballot in same), key=_RANK.__getitem__)
    agreed = [_agreement(text, place, others) for place in range(len(text))]
    best = [max(ballot.scores[place] for ballot in same) for place in range(len(text))]
    return _Verdict(
        text=text,
        scores=tuple(score * share for score, share in zip(best, agreed, strict=True)),
        confidence=max(b.confidence for b in same) * _geometric_mean(agreed),
        status=status,
        merged=frozenset(group),
    )


def _agreement(text: str, place: int, voters: Sequence[_Ballot]) -> float:
    """Give the share of the voters, by weight, that read one character so."""
    agreed = sum(
        b.weight * b.scores[place] for b in voters if b.text[place] == text[place]
    )
    cast = sum(b.weight * b.scores[place] for b in voters)
    return agreed / cast if cast else 0.0


def _geometric_mean(shares: Sequence[float]) -> float:
    return math.exp(sum(math.log(max(share, 1e-6)) for share in shares) / len(shares))
