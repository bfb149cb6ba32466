"""The site: its terminals, lanes, rules and times, as the operator set them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gate_service.domain.customs import CustomsTerms
from gate_service.domain.declarations import DeclarationRules
from gate_service.domain.desk import DeskRules
from gate_service.domain.errors import UnknownLaneError, UnknownYardError
from gate_service.domain.escalation import EscalationRules
from gate_service.domain.lanes import Lane
from gate_service.domain.offline import OfflineRules
from gate_service.domain.personal import PersonalRules
from gate_service.domain.retention import RetentionRules
from gate_service.domain.rules.in_force import InForce
from gate_service.domain.rules.ruleset import RuleSet
from gate_service.domain.safety import YardName
from gate_service.domain.telling import TellingRules
from gate_service.domain.visits import LaneName
from gate_service.domain.yards import Yard


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Times in seconds, ``pass_minutes`` in minutes.

    Appointments may be booked for ``terminal`` and for ``neighbours``; a truck
    that shows a neighbour's code here is stopped.
    """

    terminal: str
    lanes: Mapping[LaneName, Lane]
    policy: InForce
    neighbours: frozenset[str] = frozenset()
    code_timeout: float = 60.0
    code_memory: float = 120.0
    pass_minutes: float = 15.0
    yards: Mapping[YardName, Yard] = field(default_factory=dict)
    escalation: EscalationRules = field(default_factory=EscalationRules)
    heat_days: float = 90.0
    retention: RetentionRules = field(default_factory=RetentionRules)
    telling: TellingRules = field(default_factory=TellingRules)
    judgement_days: float = 30.0
    declarations: DeclarationRules = field(default_factory=DeclarationRules)
    desk: DeskRules = field(default_factory=DeskRules)
    offline: OfflineRules = field(default_factory=OfflineRules)
    customs: CustomsTerms = field(default_factory=CustomsTerms)
    personal: PersonalRules = field(default_factory=PersonalRules)
    metrics_from_here: bool = False
    """Whether programs on this machine may read /metrics without a key."""

    @property
    def rules(self) -> RuleSet:
        """The rules in force now: they may change while the gate runs."""
        return self.policy.rules

    def lane(self, name: LaneName) -> Lane:
        """Give the lane of that name; UnknownLaneError."""
        try:
            return self.lanes[name]
        except KeyError:
            msg = f"no lane {name[:40]!r} at {self.terminal}"
            raise UnknownLaneError(msg) from None

    def yard(self, name: YardName) -> Yard:
        """Give the yard of that name; UnknownYardError."""
        try:
            return self.yards[name]
        except KeyError:
            msg = f"no yard {name[:40]!r} at {self.terminal}"
            raise UnknownYardError(msg) from None
