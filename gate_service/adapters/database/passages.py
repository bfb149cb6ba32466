"""Passages and lanes: kept whole, and written once a transaction, at its end.

A truck changes them several times in one, and nobody else asks their tables.
"""

from dataclasses import dataclass, field

from pydantic import TypeAdapter
from sqlalchemy import Connection

from gate_service.adapters.database import tables as t
from gate_service.adapters.database.documents import Documents
from gate_service.domain.lanes import LaneState
from gate_service.domain.visits import LaneName, Passage, PassageId

_PASSAGES = Documents(t.PASSAGES, TypeAdapter(Passage), lambda value: {"id": value.id})
_LANES = Documents(t.LANES, TypeAdapter(LaneState), lambda value: {"id": value.lane})


@dataclass(frozen=True, slots=True)
class SqlPassages:
    """Passages port; a transaction reads each but once, and writes it at the end."""

    connection: Connection
    _seen: dict[PassageId, Passage] = field(default_factory=dict)
    _waiting: dict[PassageId, Passage] = field(default_factory=dict)

    def save(self, passage: Passage) -> None:
        """Keep a new or changed one."""
        self._seen[passage.id] = self._waiting[passage.id] = passage

    def write(self) -> None:
        """Write those that were kept, as they are by now."""
        for passage in self._waiting.values():
            _PASSAGES.save(self.connection, passage)
        self._waiting.clear()

    def find(self, wanted: PassageId) -> Passage | None:
        """Find by id."""
        found = self._seen.get(wanted) or _PASSAGES.find(self.connection, wanted)
        if found is not None:
            self._seen[wanted] = found
        return found


@dataclass(frozen=True, slots=True)
class SqlLaneStates:
    """LaneStates port; a transaction reads each but once, and writes it at the end."""

    connection: Connection
    _seen: dict[LaneName, LaneState] = field(default_factory=dict)
    _waiting: dict[LaneName, LaneState] = field(default_factory=dict)

    def get(self, lane: LaneName) -> LaneState:
        """Give the lane's state, a fresh one at first."""
        if lane not in self._seen:
            found = _LANES.find(self.connection, lane) or LaneState(lane=lane)
            self._seen[lane] = found
        return self._seen[lane]

    def save(self, state: LaneState) -> None:
        """Keep the lane's state."""
        self._seen[state.lane] = self._waiting[state.lane] = state

    def write(self) -> None:
        """Write those that were kept, as they are by now."""
        for state in self._waiting.values():
            _LANES.save(self.connection, state)
        self._waiting.clear()
