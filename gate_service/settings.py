"""The ``[gate]`` section of site.toml: everything that an operator may set."""

from pathlib import Path
from types import MappingProxyType
from typing import Self

from pydantic import Field, model_validator

from gate_service.domain.offline import OfflineRules
from gate_service.domain.personal import PersonalRules
from gate_service.domain.retention import RetentionRules
from gate_service.domain.rules.in_force import InForce
from gate_service.domain.safety import YardName
from gate_service.domain.site import Site
from gate_service.domain.visits import LaneName
from gate_service.sections.base import Name, Seconds, Section
from gate_service.sections.customs import Customs
from gate_service.sections.declarations import (
    DeclarationsSection,
    Rights,
    Slots,
    declaration_rules,
)
from gate_service.sections.desk import ClerkDesk
from gate_service.sections.escalation import Escalation
from gate_service.sections.offline import Offline
from gate_service.sections.personal import Metrics, Personal
from gate_service.sections.places import GateLane, GateYard, lane_of, yard_of
from gate_service.sections.retention import Retention
from gate_service.sections.rules import Rules, rules_of
from gate_service.sections.telling import Telling


class GateSettings(Section):
    """The gate service. ``database`` None means SQLite in the data folder.

    ``heat_days``: days that heat maps go back; ``judgement_days``: those for which
    `quaygate policy replay` may ask. ``policy`` is a file in the place of ``rules``.
    """

    lanes: dict[Name, GateLane] = Field(default_factory=dict)
    yards: dict[Name, GateYard] = Field(default_factory=dict)
    escalation: Escalation = Escalation()
    retention: Retention = Retention()
    telling: Telling = Telling()
    desk: ClerkDesk = ClerkDesk()
    declarations: DeclarationsSection = DeclarationsSection()
    slots: Slots = Slots()
    rights: Rights = Rights()
    personal: Personal = Personal()
    metrics: Metrics = Metrics()
    customs: Customs = Customs()
    offline: Offline = Offline()
    heat_days: float = Field(default=90.0, ge=1, le=3650)
    terminal: str = "TERMINAL"
    neighbours: frozenset[str] = frozenset()
    data: Path = Path("var/gate")
    database: str | None = None
    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65535)
    rules: Rules = Rules()
    policy: Path | None = None
    judgement_days: float = Field(default=30.0, ge=1, le=3650)
    code_timeout: Seconds = 60.0
    code_memory: Seconds = 120.0
    pass_minutes: float = Field(default=15.0, gt=0, le=1440)
    evidence_limit: int = Field(default=4 << 20, gt=0)
    clip_limit: int = Field(default=64 << 20, gt=0)

    @model_validator(mode="after")
    def _has_places(self) -> Self:
        """Refuse a gate without any, names used twice, and zones in unknown lanes."""
        both = sorted(set(self.lanes) & set(self.yards))
        named = {lane for yard in self.yards.values() for lane in yard.lanes.values()}
        unknown = sorted(named - set(self.lanes))
        faults = {
            "a gate needs a lane or a yard": not (self.lanes or self.yards),
            f"a lane and a yard are both named {', '.join(both)}": bool(both),
            "rules stand in the policy file or in [gate.rules], not in both": (
                self.policy is not None and "rules" in self.model_fields_set
            ),
            f"zones lie in lanes that are not there: {', '.join(unknown)}": unknown,
        }
        if told := [fault for fault, found in faults.items() if found]:
            raise ValueError("; ".join(told))
        return self

    @property
    def database_url(self) -> str:
        """Where the database is."""
        return self.database or f"sqlite:///{self.data / 'gate.sqlite'}"

    def site(self) -> Site:
        """Give what the use cases need to know."""
        return Site(
            terminal=self.terminal,
            neighbours=self.neighbours,
            lanes=MappingProxyType(
                {
                    LaneName(name): lane_of(LaneName(name), lane)
                    for name, lane in self.lanes.items()
                }
            ),
            policy=InForce(rules_of(self.rules)),
            code_timeout=self.code_timeout,
            code_memory=self.code_memory,
            pass_minutes=self.pass_minutes,
            yards=MappingProxyType(
                {YardName(n): yard_of(YardName(n), y) for n, y in self.yards.items()}
            ),
            escalation=self.escalation.rules(),
            heat_days=self.heat_days,
            retention=RetentionRules(**self.retention.model_dump()),
            telling=self.telling.rules(),
            judgement_days=self.judgement_days,
            desk=self.desk.rules(),
            declarations=declaration_rules(self.declarations, self.slots, self.rights),
            personal=PersonalRules(self.personal.days),
            metrics_from_here=self.metrics.loopback,
            customs=self.customs.terms(),
            offline=OfflineRules(**self.offline.model_dump()),
        )
