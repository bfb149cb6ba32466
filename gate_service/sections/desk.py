"""How long a clerk's claim holds, and a proposal waits for a second person."""

from pydantic import Field

from gate_service.domain.desk import DeskRules
from gate_service.sections.base import Section


class ClerkDesk(Section):
    """The clerk desk: times in seconds, see ``DeskRules``."""

    claim_seconds: float = Field(default=120.0, ge=10, le=3600)
    confirm_seconds: float = Field(default=300.0, ge=30, le=3600)

    def rules(self) -> DeskRules:
        """Give what the use cases need."""
        return DeskRules(
            claim_seconds=self.claim_seconds, confirm_seconds=self.confirm_seconds
        )
