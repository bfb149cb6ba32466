"""The open incidents of one camera: opened once, merged while they last, closed.

One incident is one cause of one subject, whatever zones it leads through. It waits a
while for what was lost. After it is closed, the same subject raises no other one in
the same zone until the cooldown is over; anybody else does at once. What has stood
exactly in place since it was raised, as a post does, is never raised again.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from vision.breaches import Breach
from vision.incidents import Cause, Change, ChangeKind, Incident
from vision.polygon import Point
from vision.subject import Subject

CLUTTER_AFTER = 120.0
"""Seconds after which what stands exactly in place is no news any more."""
_ABOUT = 2.0
"""Seconds by which it may seem to have come to rest after it was raised."""
_LEAST = frozenset({"distance", "contact"})
"""Measures of which the least is kept; of the others, the most."""

Key = tuple[Cause, Subject | None, str | None]


@dataclass(slots=True)
class _Open:
    """An incident that is open, when it was told last, and what cools down after."""

    incident: Incident
    subject: Subject | None
    told: float
    cooldowns: dict[str | None, float] = field(default_factory=dict)

    def way(self) -> tuple[Point, ...]:
        return self.subject.way_since(self.told) if self.subject else ()


class IncidentBook:
    """Turns the breaches of each look into changes of incidents."""

    def __init__(self, linger: float, report_every: float) -> None:
        self._linger, self._report_every = linger, report_every
        self._open: dict[Key, _Open] = {}
        self._quiet: dict[tuple[Key, str | None], float] = {}
        self._raised: dict[tuple[Cause, Subject], float] = {}
        self._count = 0

    def take(self, breaches: Iterable[Breach], at: float) -> tuple[Change, ...]:
        """Add what is wrong at *at* and give what changes."""
        found: dict[Key, list[Breach]] = {}
        for breach in breaches:
            found.setdefault(breach.key, []).append(breach)
        changes = [
            change
            for key, same in found.items()
            for change in (
                self._go_on(self._open[key], same, at)
                if key in self._open
                else self._begin(key, same, at)
            )
        ]
        return *changes, *self._closed(at, self._linger)

    def end(self, at: float) -> tuple[Change, ...]:
        """Close all."""
        return tuple(self._closed(at, float("-inf")))

    def forget(self, known: Iterable[Subject], at: float) -> None:
        """Keep what is remembered of *known* only."""
        kept = set(known)
        self._raised = {k: v for k, v in self._raised.items() if k[1] in kept}
        self._quiet = {k: until for k, until in self._quiet.items() if until > at}

    def _begin(self, key: Key, same: list[Breach], at: float) -> Iterator[Change]:
        same = [breach for breach in same if self._may_open(breach, at)]
        if not same:
            return
        self._count += 1
        worst = _worst(same)
        incident = Incident(
            number=self._count,
            cause=worst.cause,
            severity=worst.severity,
            zone=worst.zone,
            subject=worst.subject.number if worst.subject else None,
            opened=at,
            last=at,
            boxes=worst.boxes,
            measures=_measured({}, same),
        )
        opened = _Open(incident, worst.subject, at, _cooldowns(same))
        self._open[key] = opened
        way = opened.subject.way_since(float("-inf")) if opened.subject else ()
        if worst.subject:
            self._raised[worst.cause, worst.subject] = at
        yield Change(ChangeKind.OPENED, incident, way)

    def _may_open(self, breach: Breach, at: float) -> bool:
        if not breach.opens or at < self._quiet.get((breach.key, breach.zone), at):
            return False
        if breach.subject is None:
            return True
        raised = self._raised.get((breach.cause, breach.subject))
        return raised is None or not (
            breach.subject.still_for(at) >= CLUTTER_AFTER
            or breach.subject.still.since <= raised + _ABOUT
        )

    def _go_on(self, known: _Open, same: list[Breach], at: float) -> Iterator[Change]:
        subject, old = known.subject, known.incident
        if subject and at - max(subject.still.since, old.opened) >= CLUTTER_AFTER:
            return
        worst = _worst(same)
        worse = worst.severity.rank > old.severity.rank
        new = Incident(
            number=old.number,
            cause=old.cause,
            severity=worst.severity if worse else old.severity,
            zone=worst.zone if worse else old.zone,
            subject=old.subject,
            opened=old.opened,
            last=at,
            boxes=worst.boxes,
            measures=_measured(old.measures, same),
        )
        known.incident = new
        known.cooldowns |= _cooldowns(same)
        if (
            worse
            or new.measures.keys() != old.measures.keys()
            or at - known.told >= self._report_every
        ):
            yield Change(ChangeKind.UPDATED, new, known.way())
            known.told = at

    def _closed(self, at: float, linger: float) -> Iterator[Change]:
        over = [k for k, o in self._open.items() if at - o.incident.last >= linger]
        for key in over:
            known = self._open.pop(key)
            for zone, cooldown in known.cooldowns.items():
                self._quiet[key, zone] = known.incident.last + cooldown
            closed = replace(known.incident, closed=at)
            yield Change(ChangeKind.CLOSED, closed, known.way())


def _worst(same: list[Breach]) -> Breach:
    if len(same) == 1:
        return same[0]
    return max(same, key=lambda breach: breach.severity.rank)


def _cooldowns(same: list[Breach]) -> dict[str | None, float]:
    return {breach.zone: breach.cooldown for breach in same}


def _measured(before: Mapping[str, float], same: list[Breach]) -> dict[str, float]:
    measures = dict(before)
    for breach in same:
        for name, value in breach.measures.items():
            better = min if name in _LEAST else max
            measures[name] = better(value, measures.get(name, value))
    return measures
