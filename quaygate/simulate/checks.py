"""What a simulated day has to show: decisions, events, times, and the audit chain."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gate_service.domain.audit import AuditEvent, first_broken
from gate_service.domain.canonical import name_of
from quaygate.simulate.journey import Journey
from quaygate.simulate.line import Line
from quaygate.simulate.receiver import Told

_PAGE = 1000
OUT = "visit.gated_out"


def chain(line: Line) -> list[AuditEvent]:
    """Read the whole audit chain over the API."""
    events: list[AuditEvent] = []
    while True:
        after = events[-1].id if events else 0
        page = line.get(f"/api/v1/events?after={after}&limit={_PAGE}")
        events += [_event(each) for each in page]
        if len(page) < _PAGE:
            return events


def _event(body: Mapping[str, Any]) -> AuditEvent:
    return AuditEvent(**{**body, "at": datetime.fromisoformat(body["at"])})


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """How events reached the receiver. ``seconds``: from drive-off to gate-out told.

    ``due`` counts the events of the chain that had to be told. ``missed`` and
    ``doubled`` are numbers of such events, ``disordered`` visits whose events came in
    another order than they happened.
    """

    due: int
    missed: Sequence[int]
    doubled: Sequence[str]
    disordered: Sequence[str]
    seconds: Sequence[float]
    unsigned: int

    @property
    def right(self) -> bool:
        """Whether each came once, in order, and signed."""
        wrong = (self.missed, self.doubled, self.disordered, self.unsigned)
        return not any(wrong)


def telling(
    events: Sequence[AuditEvent],
    told: Sequence[Told],
    left: Mapping[str, float],
    *,
    since: int,
    unsigned: int,
) -> Telling:
    """Hold what was told against the chain behind event number *since*."""
    due = {e.id for e in events if e.id > since and name_of(e) is not None}
    ids = Counter(each.id for each in told)
    orders: dict[str, list[int]] = defaultdict(list)
    for each in told:
        orders[each.subject].append(each.sequence)
    outs = {each.subject: each.at for each in told if each.name == OUT}
    return Telling(
        due=len(due),
        missed=sorted(due - {each.sequence for each in told}),
        doubled=[one for one, times in ids.items() if times > 1],
        disordered=[who for who, seen in orders.items() if seen != sorted(seen)],
        seconds=[outs[visit] - at for visit, at in left.items() if visit in outs],
        unsigned=unsigned,
    )


def broken(events: Sequence[AuditEvent]) -> int | None:
    """Give the first event that breaks the audit chain; None where it holds."""
    return first_broken(events)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A kind of truck: how many there were, and how many went as they had to."""

    name: str
    says: str
    codes: str
    trucks: int
    right: int


def rows(journeys: Sequence[Journey]) -> list[Row]:
    """Count trucks by kind, and those inside by their way out."""
    found: dict[str, list[Journey]] = defaultdict(list)
    for each in journeys:
        found[each.kind.name].append(each)
    return [
        Row(
            name=name,
            says=" then ".join(said.verdict for said in group[0].kind.says),
            codes=", ".join(
                sorted(set().union(*(s.codes for s in group[0].kind.says)))
            ),
            trucks=len(group),
            right=sum(not (each.wrong or each.failed) for each in group),
        )
        for name, group in sorted(found.items(), key=lambda each: -len(each[1]))
    ]
