"""The overview's figures: pure sums over stops, turns and slots of some hours."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from gate_service.domain.archive_ports import Booked
from gate_service.domain.decisions import Outcome, ReferTarget, RuleCode, Verdict
from gate_service.domain.desk import CaseSeconds
from gate_service.domain.lanes import LaneView
from gate_service.domain.spread import Spread, spread
from gate_service.domain.stays import Stop, Trust
from gate_service.domain.visits import LaneName, VisitId

STALE = frozenset({"customs_stale", "customs_unknown"})
"""Codes of CUSTOMS that say: the authority was not heard."""


@dataclass(frozen=True, slots=True)
class Share:
    """*part* of *whole*."""

    part: int
    whole: int

    @property
    def rate(self) -> float | None:
        """From 0 to 1; None of nothing."""
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hour:
    """The decisions of one hour by their first verdict, and what trucks took."""

    begins: datetime
    verdicts: Mapping[Verdict, int]
    lane_time: Spread


@dataclass(frozen=True, slots=True, kw_only=True)
class Reads:
    """How a lane read one kind of text (``plate`` or ``container``)."""

    lane: LaneName
    kind: str
    trusts: Mapping[Trust, int]

    @property
    def read(self) -> Share:
        """How many were certain or inferred."""
        good = self.trusts.get(Trust.CERTAIN, 0) + self.trusts.get(Trust.INFERRED, 0)
        return Share(good, sum(self.trusts.values()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrivals:
    """A slot: how many are booked, how many of them have come, how many fit.

    ``capacity`` None means that the site sets none.
    """

    begins: datetime
    booked: int
    came: int
    capacity: int | None


@dataclass(frozen=True, slots=True)
class Clerks:
    """Cases that the desk ended: ``worked`` from claim to end, ``waited`` all along."""

    worked: Spread
    waited: Spread


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What happened between two times."""

    since: datetime
    until: datetime
    lane_time: Spread
    turn: Spread
    verdicts: Mapping[Verdict, int]
    single_stop: Share
    objections: Mapping[tuple[RuleCode, Outcome], int]
    stale_customs: Share
    clerks: Clerks
    reads: tuple[Reads, ...]
    hours: tuple[Hour, ...]

    @property
    def decided(self) -> int:
        """How many stops were decided."""
        return sum(self.verdicts.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneNow:
    """What stands in a lane just now; ``since`` None for an empty lane."""

    view: LaneView
    plate: str | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A referred truck, where it was sent and since when it waits."""

    visit: VisitId
    lane: LaneName | None
    plate: str | None
    target: ReferTarget | None
    codes: tuple[str, ...]
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Everything that the overview page shows. ``event`` is the last one known."""

    at: datetime
    event: int
    lanes: tuple[LaneNow, ...]
    waiting: tuple[Waiting, ...]
    inside: int
    figures: Figures
    arrivals: tuple[Arrivals, ...]


def figures_of(
    stops: Sequence[Stop],
    turns: Sequence[float],
    cases: Sequence[CaseSeconds],
    *,
    since: datetime,
    until: datetime,
) -> Figures:
    """Sum up what was decided, went out and was ended at the desk in that time."""
    first = [stop for stop in stops if not stop.again]
    stale = sum(any(each.code in STALE for each in s.objections) for s in stops)
    return Figures(
        since=since,
        until=until,
        lane_time=spread(_seconds(stops)),
        turn=spread(turns),
        verdicts=Counter(stop.first for stop in stops if stop.first),
        single_stop=Share(sum(stop.single for stop in first), len(first)),
        objections=_objections(stops),
        stale_customs=Share(stale, len(stops)),
        clerks=_clerks(cases),
        reads=tuple(_reads(stops)),
        hours=_hours(stops, since, until),
    )


def arrivals_of(
    slots: Iterable[Booked], begins: Sequence[datetime], capacity: Sequence[int | None]
) -> tuple[Arrivals, ...]:
    """Count the booked and the come by slot; *begins* rise, each with its capacity."""
    booked: Counter[datetime] = Counter()
    came: Counter[datetime] = Counter()
    for slot in slots:
        if at := max((b for b in begins if b <= slot.opens), default=None):
            booked[at] += slot.booked
            came[at] += slot.came
    return tuple(
        Arrivals(begins=at, booked=booked[at], came=came[at], capacity=most)
        for at, most in zip(begins, capacity, strict=True)
    )


def _clerks(cases: Sequence[CaseSeconds]) -> Clerks:
    worked = spread([each.worked for each in cases])
    return Clerks(worked, spread([each.waited for each in cases]))


def _seconds(stops: Iterable[Stop]) -> list[float]:
    return [each for each in (stop.seconds for stop in stops) if each is not None]


def _objections(stops: Iterable[Stop]) -> Mapping[tuple[RuleCode, Outcome], int]:
    """Count the stops at which a rule said REFER or STOP, each rule once a stop."""
    counts: Counter[tuple[RuleCode, Outcome]] = Counter()
    for stop in stops:
        counts.update({(each.rule, each.outcome) for each in stop.objections})
    return counts


def _reads(stops: Iterable[Stop]) -> Iterable[Reads]:
    counts: dict[tuple[LaneName, str], Counter[Trust]] = {}
    for stop in stops:
        plate = [] if stop.plate is None else [stop.plate]
        for kind, trusts in (("plate", plate), ("container", stop.containers)):
            counts.setdefault((stop.lane, kind), Counter()).update(trusts)
    for lane, kind in sorted(counts, key=lambda key: (key[0], key[1] != "plate")):
        yield Reads(lane=lane, kind=kind, trusts=counts[lane, kind])


def _hours(stops: Iterable[Stop], since: datetime, until: datetime) -> tuple[Hour, ...]:
    """Part by whole hours; a span of more than two days by whole days."""
    step = timedelta(hours=1) if until - since <= timedelta(days=2) else _DAY
    begin = since.replace(minute=0, second=0, microsecond=0)
    parts: dict[int, list[Stop]] = {}
    for stop in stops:
        if stop.decided is not None:
            parts.setdefault(int((stop.decided - begin) / step), []).append(stop)
    return tuple(
        _hour(begin + number * step, parts.get(number, []))
        for number in range(int((until - begin) / step) + 1)
    )


_DAY = timedelta(days=1)


def _hour(begins: datetime, stops: Sequence[Stop]) -> Hour:
    verdicts = Counter(stop.first for stop in stops if stop.first)
    times = spread(_seconds(stops))
    return Hour(begins=begins, verdicts=verdicts, lane_time=times)
