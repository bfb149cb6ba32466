"""Risk rules and the trucks that they took out."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from gate_service.domain.customs import HoldOrder
from gate_service.domain.risk import RiskRule, RiskTerms
from gate_service.domain.visits import Direction
from gate_service.web.schemas.base import Answered, Asked, At, Name, Text, example

_Codes = Annotated[list[Name], Field(max_length=200)]
_RULE = {
    "order": "scan",
    "reference": "RR-2026-17",
    "note": "machine parts, one in ten",
    "owners": ["MSKU"],
    "size_types": ["45"],
    "commodities": ["8479", "excavator"],
    "origins": ["BR"],
    "hauliers": [],
    "direction": "in",
    "share": 0.1,
    "opens": "2026-05-04T00:00:00Z",
    "closes": None,
}


class RiskRuleBody(Asked):
    """What to look for: all that is named must fit, what is empty fits anything."""

    model_config = example(**_RULE)

    order: HoldOrder = Field(description="scan, exam or hold")
    reference: Name
    note: Text = ""
    owners: _Codes = Field(default=[], description="Owner codes (ISO 6346)")
    size_types: _Codes = Field(default=[], description="Beginnings of a size-type")
    commodities: _Codes = Field(
        default=[], description="Beginnings of an HS code, or words of a description"
    )
    origins: _Codes = Field(default=[], description="ISO 3166, from the manifest")
    hauliers: _Codes = Field(default=[], description="As their API keys name them")
    direction: Direction | None = None
    share: float = Field(
        default=1.0, gt=0, le=1, description="How many of those that fit, by chance"
    )
    opens: At | None = None
    closes: At | None = None

    def terms(self) -> RiskTerms:
        """Return the domain's terms."""
        return RiskTerms(
            order=self.order,
            reference=self.reference,
            note=self.note,
            owners=tuple(self.owners),
            size_types=tuple(self.size_types),
            commodities=tuple(self.commodities),
            origins=tuple(self.origins),
            hauliers=tuple(self.hauliers),
            direction=self.direction,
            share=self.share,
            opens=self.opens,
            closes=self.closes,
        )


class RiskRuleAnswer(Answered):
    """A rule; ``hits`` counts visits that it took out, ``ended`` is null: it stands."""

    model_config = example(
        id="0197f2b4-bb00-7000-8000-1f2e3d4c5b6a",
        authority="customs-gb",
        **_RULE,
        hits=3,
        added="2026-05-04T06:30:00Z",
        added_by="customs desk 3",
        ended=None,
        ended_by=None,
    )

    id: str
    authority: str
    order: HoldOrder
    reference: str
    note: str
    owners: list[str]
    size_types: list[str]
    commodities: list[str]
    origins: list[str]
    hauliers: list[str]
    direction: Direction | None
    share: float
    opens: datetime | None
    closes: datetime | None
    hits: int
    added: datetime
    added_by: str
    ended: datetime | None
    ended_by: str | None

    @classmethod
    def of(cls, rule: RiskRule, hits: int) -> "RiskRuleAnswer":
        """Return *rule* with its terms."""
        terms = rule.terms
        named = {
            name: list(getattr(terms, name))
            for name in ("owners", "size_types", "commodities", "origins", "hauliers")
        }
        return cls(
            id=rule.id,
            authority=rule.authority,
            order=terms.order,
            reference=terms.reference,
            note=terms.note,
            **named,
            direction=terms.direction,
            share=terms.share,
            opens=terms.opens,
            closes=terms.closes,
            hits=hits,
            added=rule.added,
            added_by=rule.added_by,
            ended=rule.ended,
            ended_by=rule.ended_by,
        )


class RiskHitAnswer(Answered):
    """A truck that a rule took out; ``released`` is null while it waits."""

    model_config = example(
        id="0197f2b4-bc00-7000-8000-6a5b4c3d2e1f",
        rule="0197f2b4-bb00-7000-8000-1f2e3d4c5b6a",
        authority="customs-gb",
        order="scan",
        visit="0197f2b4-5b00-7000-8000-0a1b2c3d4e5f",
        containers=["CSQU3054383"],
        at="2026-05-04T08:15:02Z",
        released=None,
        released_by=None,
        release=None,
    )

    id: str
    rule: str
    authority: str
    order: HoldOrder
    visit: str
    containers: list[str]
    at: datetime
    released: datetime | None
    released_by: str | None
    release: str | None
