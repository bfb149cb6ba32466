"""What a truck carries: how many containers, how long, and in which order."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations

from vision.order import Carried, Heads, disputed, leads
from vision.results import Status


class LoadKind(StrEnum):
    """A truck's load as far as its container numbers tell; lengths in feet."""

    EMPTY = "empty"
    ONE_20 = "one-20"
    ONE_40 = "one-40"
    ONE_45 = "one-45"
    ONE = "one"
    """One container of another or an unknown length."""
    TWO_20 = "two-20"
    UNCLEAR = "unclear"
    """What was read contradicts itself, or could not be read: see the doubts."""


class Position(StrEnum):
    """Where on its truck a container stands."""

    FRONT = "front"
    REAR = "rear"
    ONLY = "only"


class Doubt(StrEnum):
    """What speaks against a load."""

    TOO_LONG = "too-long"
    """Two containers, of which one leaves no room for another."""
    TOO_MANY = "too-many"
    """More than two containers."""
    LENGTH = "length"
    """Size-types of different lengths were read of one container."""
    ORDER = "order"
    """Cameras contradict each other about which container is in front."""
    UNREAD = "unread"
    """A number was seen that nobody could read, and no other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What a truck carries, and how sure that is, from 0 to 1.

    ``positions`` holds those containers, by their numbers, whose place is known.
    """

    kind: LoadKind
    confidence: float
    positions: Mapping[str, Position] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()


_ONE = {"2": LoadKind.ONE_20, "4": LoadKind.ONE_40, "L": LoadKind.ONE_45}
_THERE = {Status.CERTAIN: 0.99, Status.INFERRED: 0.95, Status.UNCERTAIN: 0.6}
"""How likely there is a container of its own where its number was read so."""
_MISSED = 0.3
"""How likely one camera reads nothing of a container that stands before it."""
_AGREED = 0.65
"""Share of a container's size-type readings that settles its length."""


def load(
    carried: Sequence[Carried],
    heads: Mapping[str, Heads | None],
    *,
    cameras: int,
    unread: bool = False,
) -> Load | None:
    """Judge the load by the containers read; None where no camera could tell.

    *heads* says of each camera where trucks head to in its picture. *cameras* have
    looked for numbers on the standing truck; *unread* says whether one saw a number
    that could not be read. An empty truck is only as sure as it is that all of them
    would have missed a container.
    """
    if not carried:
        return _nothing_read(cameras, unread=unread)
    doubts = tuple(_doubts(carried, heads))
    kind = _kind(carried, doubts)
    sure = 1.0
    for each in carried:
        sure *= _THERE[each.container.status]
    if kind in {LoadKind.ONE_20, LoadKind.ONE}:
        sure *= 1 - _MISSED ** max(1, cameras)
    return Load(
        kind=kind,
        confidence=sure,
        positions=_positions(carried, heads),
        doubts=doubts,
    )


def _nothing_read(cameras: int, *, unread: bool) -> Load | None:
    if unread:
        return Load(kind=LoadKind.UNCLEAR, confidence=0.0, doubts=(Doubt.UNREAD,))
    if cameras == 0:
        return None
    return Load(kind=LoadKind.EMPTY, confidence=1 - _MISSED**cameras)


def _kind(carried: Sequence[Carried], doubts: Sequence[Doubt]) -> LoadKind:
    if {Doubt.TOO_LONG, Doubt.TOO_MANY} & set(doubts):
        return LoadKind.UNCLEAR
    if len(carried) == 2:
        return LoadKind.TWO_20
    return _ONE.get(_length(carried[0]) or "", LoadKind.ONE)


def _doubts(
    carried: Sequence[Carried], heads: Mapping[str, Heads | None]
) -> Iterator[Doubt]:
    if len(carried) > 2:
        yield Doubt.TOO_MANY
    elif len(carried) == 2 and {_length(each) for each in carried} - {"2", None}:
        yield Doubt.TOO_LONG
    if any(_lengths(each) and _length(each) is None for each in carried):
        yield Doubt.LENGTH
    if any(disputed(a, b, heads) for a, b in combinations(carried, 2)):
        yield Doubt.ORDER


def _length(each: Carried) -> str | None:
    """Give the first character of its size-type; None where unread or disputed."""
    lengths = _lengths(each)
    if not lengths:
        return None
    length, times = lengths.most_common(1)[0]
    return length if times >= _AGREED * lengths.total() else None


def _lengths(each: Carried) -> Counter[str]:
    return Counter(
        reading.size_type[0]
        for tracklets in each.seen.values()
        for tracklet in tracklets
        for reading in tracklet.readings
        if reading.size_type
    )


def _positions(
    carried: Sequence[Carried], heads: Mapping[str, Heads | None]
) -> dict[str, Position]:
    numbers = [each.container.number for each in carried]
    if len(carried) == 1:
        return {numbers[0]: Position.ONLY}
    if len(carried) > 2 or (lead := leads(carried[0], carried[1], heads)) == 0:
        return {}
    front, rear = numbers if lead > 0 else reversed(numbers)
    return {front: Position.FRONT, rear: Position.REAR}
