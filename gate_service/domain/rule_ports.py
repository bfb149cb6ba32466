"""What is stored for the rules, seen from inside one transaction."""

from typing import Protocol

from gate_service.domain.judgements import Judgements
from gate_service.domain.rooms import Rooms


class RuleStore(Protocol):
    """A part of ``Store``."""

    @property
    def judgements(self) -> Judgements:
        """Give the judgements that are kept."""

    @property
    def rooms(self) -> Rooms:
        """Give what the TOS told of the yard's room."""
