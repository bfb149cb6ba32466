"""Readings of one passage, from many frames and cameras -> one of each."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from vision.identifiers import edit_distance
from vision.results import ContainerReading, PlateReading, Readings, Status
from vision.spelling import geometric_mean
from vision.votes import RANK, Ballot, ballot, best_scores, shares

_AGREED = 0.75
"""Share of the weight of a group that makes its text a certain plate."""
_MOST_LOOKS = 5
"""Looks of one camera that count."""

_R = TypeVar("_R", ContainerReading, PlateReading)


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


@dataclass(frozen=True, slots=True)
class Merged:
    """A container, and the indices of the readings that it was merged from."""

    container: ContainerReading
    members: tuple[int, ...]


def fuse_containers(
    readings: Sequence[ContainerReading],
) -> tuple[ContainerReading, ...]:
    """Merge container readings; the size-type code is the one most often seen."""
    return tuple(merged.container for merged in merge_containers(readings))


def merge_containers(
    readings: Sequence[ContainerReading], looks: Sequence[int] = ()
) -> tuple[Merged, ...]:
    """Merge container readings, and tell which of *readings* became which.

    *looks* says of each how many looks it stands for; without it, each is one look.
    """
    merged = []
    for verdict in _elect(_ballots(readings, looks), compared=10):
        members = [i for i, r in enumerate(readings) if r.number in verdict.merged]
        group = [readings[i] for i in members]
        codes = Counter(r.size_type for r in group if r.size_type is not None)
        container = replace(
            _best([r for r in group if r.number == verdict.text]),
            scores=verdict.scores,
            confidence=verdict.confidence,
            status=verdict.status,
            size_type=codes.most_common(1)[0][0] if codes else None,
        )
        merged.append(Merged(container, tuple(members)))
    return tuple(merged)


def fuse_plates(
    readings: Sequence[PlateReading], looks: Sequence[int] = ()
) -> tuple[PlateReading, ...]:
    """Merge plate readings; *looks* is as for containers.

    Nothing checks a plate but the other looks at it: texts one character apart are
    one plate even where several are certain, and it stays certain only where
    _AGREED of the weight read it so.
    """
    ballots = _ballots(readings, looks)
    return tuple(
        replace(
            _best([r for r in readings if r.text == verdict.text]),
            scores=verdict.scores,
            confidence=verdict.confidence,
            status=_agreed(verdict, ballots),
        )
        for verdict in _elect(ballots, compared=None, certain_apart=False)
    )


def _ballots(
    readings: Sequence[ContainerReading | PlateReading], looks: Sequence[int]
) -> list[Ballot]:
    """Weigh readings; looks of one camera are so alike that four count as two."""
    counts = looks or [1] * len(readings)
    ballots = [ballot(reading) for reading in readings]
    return [
        replace(b, weight=b.weight * math.sqrt(min(count, _MOST_LOOKS)))
        for b, count in zip(ballots, counts, strict=True)
    ]


def _agreed(verdict: _Verdict, ballots: Sequence[Ballot]) -> Status:
    cast = sum(b.weight for b in ballots if b.text in verdict.merged)
    same = sum(b.weight for b in ballots if b.text == verdict.text)
    return verdict.status if same >= _AGREED * cast else Status.UNCERTAIN


def _best(readings: Sequence[_R]) -> _R:
    return min(readings, key=lambda r: (RANK[r.status], -r.confidence))


def _elect(
    ballots: Sequence[Ballot], *, compared: int | None, certain_apart: bool = True
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


def _standing(text: str, ballots: Sequence[Ballot]) -> tuple[int, float, str]:
    same = [ballot for ballot in ballots if ballot.text == text]
    rank = min(RANK[ballot.status] for ballot in same)
    return rank, -sum(ballot.weight for ballot in same), text


def _both_certain(one: str, other: str, ballots: Sequence[Ballot]) -> bool:
    certain = {b.text for b in ballots if b.status is Status.CERTAIN}
    return {one, other} <= certain


def _verdict(group: Sequence[str], ballots: Sequence[Ballot]) -> _Verdict:
    text = group[0]
    same = [ballot for ballot in ballots if ballot.text == text]
    others = [b for b in ballots if b.text in group]
    status = min((ballot.status for ballot in same), key=RANK.__getitem__)
    agreed = shares(text, others)
    best = best_scores(text, same)
    return _Verdict(
        text=text,
        scores=tuple(score * share for score, share in zip(best, agreed, strict=True)),
        confidence=max(b.confidence for b in same) * geometric_mean(agreed),
        status=status,
        merged=frozenset(group),
    )
