"""The ``[gate]`` section of site.toml: everything that an operator may set."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from gate_service.domain.decisions import ReferTarget, RuleCode, RuleMode
from gate_service.domain.lanes import Lane
from gate_service.domain.rules.ruleset import RuleSet
from gate_service.domain.site import Site
from gate_service.domain.visits import Direction, LaneName

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


class GateSettings(Section):
    """The gate service. ``database`` None means SQLite in the data folder."""

    lanes: dict[Name, GateLane] = Field(min_length=1)
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
        )


def _lane(name: LaneName, lane: GateLane) -> Lane:
    return Lane(
        name=name,
        direction=lane.direction,
        closed=lane.closed,
        route=lane.route,
        barrier_delay=lane.barrier_delay,
    )


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
