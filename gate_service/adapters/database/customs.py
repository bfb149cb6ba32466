"""Holds, risk rules, their hits, and who was heard from."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from pydantic import TypeAdapter
from sqlalchemy import (
    ColumnElement,
    Connection,
    func,
    insert,
    select,
    update,
)

from gate_service.adapters.database import tables as t
from gate_service.adapters.database import tables_customs as c
from gate_service.adapters.database.documents import Documents
from gate_service.adapters.database.prepared import Prepared, each_of, several
from gate_service.domain.customs import Hold, HoldFilter, HoldId
from gate_service.domain.errors import (
    UnknownHoldError,
    UnknownRiskHitError,
    UnknownRiskRuleError,
)
from gate_service.domain.pages import Cut, Page
from gate_service.domain.risk import RiskHit, RiskHitId, RiskRule, RiskRuleId
from gate_service.domain.visits import VisitId

_HOLDS = Documents(
    t.HOLDS,
    TypeAdapter(Hold),
    lambda value: {
        "id": value.id,
        "container": value.container,
        "active": value.active,
        "authority": value.authority,
    },
)
_RULES = Documents(
    c.RISK_RULES,
    TypeAdapter(RiskRule),
    lambda value: {
        "id": value.id,
        "authority": value.authority,
        "standing": value.ended is None,
    },
)
_HITS = Documents(
    c.RISK_HITS,
    TypeAdapter(RiskHit),
    lambda value: {
        "id": value.id,
        "authority": value.authority,
        "rule": value.rule,
        "visit": value.visit,
        "waiting": value.released is None,
    },
)
_STANDING = _RULES.asking(c.RISK_RULES.c.standing)


@lru_cache(maxsize=64)
def _active_on(count: int) -> Prepared:
    on = t.HOLDS.c.container.in_(several("container", count))
    return _HOLDS.asking(on, t.HOLDS.c.active)


@dataclass(frozen=True, slots=True)
class SqlHolds:
    """Holds port."""

    connection: Connection

    def save(self, hold: Hold) -> None:
        """Keep a new or changed one."""
        _HOLDS.save(self.connection, hold)

    def get(self, wanted: HoldId) -> Hold:
        """Find by id."""
        found = _HOLDS.find(self.connection, wanted)
        if found is None:
            msg = f"no hold {wanted[:40]!r}"
            raise UnknownHoldError(msg)
        return found

    def active_on(self, containers: Collection[str]) -> tuple[Hold, ...]:
        """List those that stand on any of the containers."""
        if not containers:
            return ()
        asked = _active_on(len(containers))
        return _HOLDS.read(self.connection, asked, **each_of("container", containers))

    def listed(self, container: str | None) -> tuple[Hold, ...]:
        """List all, of one container or of all."""
        on = [] if container is None else [t.HOLDS.c.container == container]
        return _HOLDS.where(self.connection, *on)

    def page(self, asked: HoldFilter, cut: Cut) -> Page[Hold]:
        """List the newest that were asked for."""
        return _HOLDS.page(self.connection, cut, *_wanted(asked))


def _wanted(asked: HoldFilter) -> Iterator[ColumnElement[bool]]:
    columns = t.HOLDS.c
    if asked.authority is not None:
        yield columns.authority == asked.authority
    if asked.container is not None:
        yield columns.container == asked.container
    if asked.active is not None:
        yield columns.active.is_(asked.active)
    if asked.orders:
        names = [str(each) for each in asked.orders]
        yield columns.body["order"].as_string().in_(names)


@dataclass(frozen=True, slots=True)
class SqlRiskRules:
    """RiskRules port."""

    connection: Connection

    def save(self, rule: RiskRule) -> None:
        """Keep a new or changed one."""
        _RULES.save(self.connection, rule)

    def get(self, wanted: RiskRuleId) -> RiskRule:
        """Find by id."""
        found = _RULES.find(self.connection, wanted)
        if found is None:
            msg = f"no risk rule {wanted[:40]!r}"
            raise UnknownRiskRuleError(msg)
        return found

    def standing(self) -> tuple[RiskRule, ...]:
        """List those that were not ended."""
        return _RULES.read(self.connection, _STANDING)

    def page(self, authority: str | None, cut: Cut) -> Page[RiskRule]:
        """List an authority's, newest first."""
        mine = [] if authority is None else [c.RISK_RULES.c.authority == authority]
        return _RULES.page(self.connection, cut, *mine)


@dataclass(frozen=True, slots=True)
class SqlRiskHits:
    """RiskHits port."""

    connection: Connection

    def save(self, hit: RiskHit) -> None:
        """Keep a new or changed one."""
        _HITS.save(self.connection, hit)

    def get(self, wanted: RiskHitId) -> RiskHit:
        """Find by id."""
        found = _HITS.find(self.connection, wanted)
        if found is None:
            msg = f"no hit {wanted[:40]!r}"
            raise UnknownRiskHitError(msg)
        return found

    def of_visit(self, visit: VisitId) -> tuple[RiskHit, ...]:
        """List a visit's hits."""
        return _HITS.where(self.connection, c.RISK_HITS.c.visit == visit)

    def counts(self, rules: Collection[RiskRuleId]) -> Mapping[RiskRuleId, int]:
        """Count the hits of each rule."""
        rule = c.RISK_HITS.c.rule
        query = select(rule, func.count()).where(rule.in_(list(rules))).group_by(rule)
        rows = self.connection.execute(query).all()
        return {RiskRuleId(name): count for name, count in rows}

    def page(
        self, authority: str | None, waiting: bool | None, cut: Cut
    ) -> Page[RiskHit]:
        """List an authority's, newest first."""
        conditions: list[ColumnElement[bool]] = []
        if authority is not None:
            conditions.append(c.RISK_HITS.c.authority == authority)
        if waiting is not None:
            conditions.append(c.RISK_HITS.c.waiting.is_(waiting))
        return _HITS.page(self.connection, cut, *conditions)


@dataclass(frozen=True, slots=True)
class SqlAuthorities:
    """Authorities port."""

    connection: Connection

    def heard(self) -> Mapping[str, datetime]:
        """Give the times by authority."""
        rows = self.connection.execute(select(c.AUTHORITIES)).all()
        return {row.id: row.heard for row in rows}

    def hear(self, authority: str, at: datetime) -> None:
        """Keep the time of the last sign of life."""
        mine = c.AUTHORITIES.c.id == authority
        change = update(c.AUTHORITIES).where(mine).values(heard=at)
        if self.connection.execute(change).rowcount < 1:
            row = {"id": authority, "heard": at}
            self.connection.execute(insert(c.AUTHORITIES).values(row))
