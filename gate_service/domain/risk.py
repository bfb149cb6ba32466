"""Risk rules: which trucks an authority wants checked, without naming any of them.

They are standing orders, so that not every truck is checked. The driver never learns
of them: only where to go.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from gate_service.domain.customs import HoldOrder
from gate_service.domain.visits import Appointment, Direction, VisitId

RiskRuleId = NewType("RiskRuleId", str)
RiskHitId = NewType("RiskHitId", str)
RISK_ORDERS = (HoldOrder.SCAN, HoldOrder.EXAM, HoldOrder.HOLD)
"""What a risk rule may order: it seizes nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskTerms:
    """What a rule looks for. All that is named must fit; what is empty fits anything.

    ``owners`` are owner codes (MSKU), ``size_types`` beginnings of one (22, 45R),
    ``commodities`` beginnings of an HS code or words of a description, ``origins`` ISO
    3166 countries from the manifest. ``share`` of what fits is taken, by chance.
    """

    order: HoldOrder
    reference: str
    note: str = ""
    owners: tuple[str, ...] = ()
    size_types: tuple[str, ...] = ()
    commodities: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    hauliers: tuple[str, ...] = ()
    direction: Direction | None = None
    share: float = 1.0
    opens: datetime | None = None
    closes: datetime | None = None

    @property
    def about_goods(self) -> bool:
        """Whether a manifest is needed to tell."""
        return bool(self.commodities or self.origins)

    @property
    def about_boxes(self) -> bool:
        """Whether only a truck with a container can fit."""
        return bool(self.owners or self.size_types or self.about_goods)


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskRule:
    """A standing rule of *authority*; ``ended`` None while it stands."""

    id: RiskRuleId
    authority: str
    terms: RiskTerms
    added: datetime
    added_by: str
    ended: datetime | None = None
    ended_by: str | None = None

    def valid(self, now: datetime) -> bool:
        """Whether the rule counts at that time."""
        opens, closes = self.terms.opens, self.terms.closes
        begun = opens is None or opens <= now
        over = closes is not None and closes <= now
        return self.ended is None and begun and not over


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskHit:
    """A truck that a rule took out; ``released`` None until its authority lets it go.

    ``release`` is the authority's own reference of the finding.
    """

    id: RiskHitId
    rule: RiskRuleId
    authority: str
    order: HoldOrder
    visit: VisitId
    containers: tuple[str, ...]
    at: datetime
    released: datetime | None = None
    released_by: str | None = None
    release: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    """What is known of the goods in one container."""

    commodity: str = ""
    description: str = ""
    origin: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """A truck as risk rules see it: its containers by number, and what is in them.

    ``size_types`` of those whose is known.
    """

    visit: VisitId
    direction: Direction
    appointment: Appointment | None
    containers: tuple[str, ...]
    size_types: Mapping[str, str]
    goods: Mapping[str, tuple[Goods, ...]]


def hitting(
    rules: Iterable[RiskRule], load: Load, now: datetime
) -> tuple[RiskRule, ...]:
    """List the rules that take *load* out; asked again, the answer is the same."""
    return tuple(rule for rule in rules if rule.valid(now) and hits(rule, load))


def hits(rule: RiskRule, load: Load) -> bool:
    """Whether *rule* takes the truck out of the row."""
    terms = rule.terms
    haulier = load.appointment.haulier if load.appointment else None
    if terms.direction not in {None, load.direction}:
        return False
    if terms.hauliers and haulier not in terms.hauliers:
        return False
    if terms.about_boxes and not any(_fits(terms, b, load) for b in load.containers):
        return False
    return drawn(rule.id, load.visit) < terms.share


def drawn(rule: RiskRuleId, visit: VisitId) -> float:
    """Draw a lot from 0 to 1, the same at every look and not to be foreseen.

    >>> drawn(RiskRuleId("r"), VisitId("v")) == drawn(RiskRuleId("r"), VisitId("v"))
    True
    """
    digest = hashlib.sha256(f"{rule}/{visit}".encode()).digest()
    return int.from_bytes(digest[:7], "big") / 2**56


def _fits(terms: RiskTerms, container: str, load: Load) -> bool:
    size = load.size_types.get(container, "")
    if terms.owners and container[:4] not in terms.owners:
        return False
    if terms.size_types and not size.startswith(terms.size_types):
        return False
    if not terms.about_goods:
        return True
    return any(_goods_fit(terms, goods) for goods in load.goods.get(container, ()))


def _goods_fit(terms: RiskTerms, goods: Goods) -> bool:
    if terms.origins and goods.origin not in terms.origins:
        return False
    wanted = terms.commodities
    return not wanted or any(_names(each, goods) for each in wanted)


def _names(commodity: str, goods: Goods) -> bool:
    """Whether a rule's commodity is that of the goods: by HS code or by a word."""
    if commodity.isdecimal():
        return goods.commodity.startswith(commodity)
    word = commodity.casefold()
    return word in goods.description.casefold() or word == goods.commodity.casefold()
