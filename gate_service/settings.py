"""The ``[gate]`` section of site.toml: everything that an operator may set."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, model_validator

from gate_service.domain.decisions import ReferTarget, RuleCode, RuleMode
from gate_service.domain.escalation import ChannelName, EscalationRules
from gate_service.domain.lanes import Lane
from gate_service.domain.retention import RetentionRules
from gate_service.domain.rules.ruleset import RuleSet
from gate_service.domain.safety import Severity, YardName
from gate_service.domain.site import Site
from gate_service.domain.visits import Direction, LaneName
from gate_service.domain.yards import Yard

Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$")]
Seconds = Annotated[float, Field(ge=0, le=365 * 86400)]
Share = Annotated[float, Field(ge=0, le=1)]


class Section(BaseModel):
    """A part of the settings: frozen, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class GateLane(Section):
    """One lane. ``barrier_delay`` is seconds from GO until the barrier may move."""

    direction: Direction = Direction.IN
    closed: bool = False
    route: str = ""
    barrier_delay: Seconds = 0.0


class Rules(Section):
    """Thresholds and modes of the rules. Times in seconds."""

    version: str = "1"
    modes: dict[RuleCode, RuleMode] = {}
    window_grace: Seconds = 1800.0
    pass_grace: Seconds = 300.0
    plate_confidence: Share = 0.8
    container_confidence: Share = 0.6
    refer_limit: Seconds = 1800.0
    refer_limits: dict[ReferTarget, Seconds] = {}


class GateYard(Section):
    """One yard. ``lanes``: the lane that a zone lies in, by the zone's name."""

    lanes: dict[str, Name] = {}


class Webhook(Section):
    """Where escalated alerts are posted, signed with the secret in *secret_file*."""

    url: HttpUrl
    secret_file: Path | None = None


class Mqtt(Section):
    """The broker that escalated alerts are published at."""

    host: str
    port: int = Field(default=1883, ge=1, le=65535)
    topic: str = Field(default="quaygate/alerts", min_length=1, pattern=r"^[^#+]+$")
    tls: bool = False
    username: str | None = None
    password_file: Path | None = None


class Mail(Section):
    """The server that escalated alerts are mailed through, and to whom."""

    host: str
    port: int = Field(default=25, ge=1, le=65535)
    security: Literal["none", "starttls", "tls"] = "starttls"
    sender: str
    recipients: list[str] = Field(min_length=1)
    username: str | None = None
    password_file: Path | None = None


class Escalation(Section):
    """Seconds without an answer until an alert is escalated, and who is told then."""

    after: dict[Severity, Seconds] = {Severity.SEVERE: 60.0, Severity.MEDIUM: 300.0}
    give_up: Seconds = 86400.0
    webhook: Webhook | None = None
    mqtt: Mqtt | None = None
    email: Mail | None = None

    def rules(self) -> EscalationRules:
        """Give what the use cases need to know."""
        told = {
            ChannelName.WEBHOOK: self.webhook,
            ChannelName.MQTT: self.mqtt,
            ChannelName.EMAIL: self.email,
        }
        return EscalationRules(
            after=MappingProxyType(self.after),
            channels=tuple(name for name, channel in told.items() if channel),
            give_up=self.give_up,
        )


class Retention(Section):
    """How long the evidence of alerts is kept: see ``RetentionRules``."""

    days: float = Field(default=90.0, ge=0, le=36500)
    false_alarm_days: float = Field(default=14.0, ge=0, le=36500)
    floor_days: float = Field(default=30.0, ge=0, le=36500)
    gigabytes: float = Field(default=50.0, gt=0)


class GateSettings(Section):
    """The gate service. ``database`` None means SQLite in the data folder.

    ``heat_days``: days that heat maps go back.
    """

    lanes: dict[Name, GateLane] = {}
    yards: dict[Name, GateYard] = {}
    escalation: Escalation = Escalation()
    retention: Retention = Retention()
    heat_days: float = Field(default=90.0, ge=1, le=3650)
    terminal: str = "TERMINAL"
    neighbours: frozenset[str] = frozenset()
    data: Path = Path("var/gate")
    database: str | None = None
    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65535)
    rules: Rules = Rules()
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
                    LaneName(name): _lane(LaneName(name), lane)
                    for name, lane in self.lanes.items()
                }
            ),
            rules=_rules(self.rules),
            code_timeout=self.code_timeout,
            code_memory=self.code_memory,
            pass_minutes=self.pass_minutes,
            yards=MappingProxyType(
                {YardName(n): _yard(YardName(n), y) for n, y in self.yards.items()}
            ),
            escalation=self.escalation.rules(),
            heat_days=self.heat_days,
            retention=RetentionRules(**self.retention.model_dump()),
        )


def _lane(name: LaneName, lane: GateLane) -> Lane:
    return Lane(
        name=name,
        direction=lane.direction,
        closed=lane.closed,
        route=lane.route,
        barrier_delay=lane.barrier_delay,
    )


def _yard(name: YardName, yard: GateYard) -> Yard:
    lanes = {zone: LaneName(lane) for zone, lane in yard.lanes.items()}
    return Yard(name=name, lanes=MappingProxyType(lanes))


def _rules(rules: Rules) -> RuleSet:
    modes: Mapping[RuleCode, RuleMode] = MappingProxyType(rules.modes)
    return RuleSet(
        version=rules.version,
        modes=modes,
        window_grace=rules.window_grace,
        pass_grace=rules.pass_grace,
        plate_confidence=rules.plate_confidence,
        container_confidence=rules.container_confidence,
        refer_limit=rules.refer_limit,
        refer_limits=MappingProxyType(rules.refer_limits),
    )
