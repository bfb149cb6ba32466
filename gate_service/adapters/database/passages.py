"""Passages and lanes: kept whole, and written once a transaction, at its end.

A truck changes them several times in one, and nobody else asks their tables.
"""

from typing import Generic, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import Connection

from gate_service.adapters.database import tables as t
from gate_service.adapters.database.documents import Documents
from gate_service.domain.lanes import LaneState
from gate_service.domain.visits import LaneName, Passage

_PASSAGES = Documents(t.PASSAGES, TypeAdapter(Passage), lambda value: {"id": value.id})
_LANES = Documents(t.LANES, TypeAdapter(LaneState), lambda value: {"id": value.lane})


Value = TypeVar("Value")


class _Late(Generic[Value]):
    """A port that reads each value but once a transaction, and writes it at the end."""

    _kept: Documents[Value]

    def __init__(self, connection: Connection) -> None:
        """Work over *connection*, which is in a transaction."""
        self._connection = connection
        self._seen: dict[str, Value] = {}
        self._waiting: dict[str, Value] = {}

    def find(self, wanted: str) -> Value | None:
        """Find by id."""
        if wanted not in self._seen:
            found = self._kept.find(self._connection, wanted)
            if found is None:
                return None
            self._seen[wanted] = found
        return self._seen[wanted]

    def save(self, value: Value) -> None:
        """Keep a new or changed one."""
        key = str(self._kept.columns(value)["id"])
        self._seen[key] = self._waiting[key] = value

    def write(self) -> None:
        """Write those that were kept, as they are by now."""
        for value in self._waiting.values():
            self._kept.save(self._connection, value)
        self._waiting.clear()


class SqlPassages(_Late[Passage]):
    """Passages port."""

    _kept = _PASSAGES


class SqlLaneStates(_Late[LaneState]):
    """LaneStates port."""

    _kept = _LANES

    def get(self, lane: LaneName) -> LaneState:
        """Give the lane's state, a fresh one at first."""
        return self.find(lane) or LaneState(lane=lane)
