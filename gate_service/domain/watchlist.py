"""The watch list: plates and containers that officers want to see."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

WatchId = NewType("WatchId", str)


class WatchKind(StrEnum):
    """What a watch-list entry names."""

    PLATE = "plate"
    CONTAINER = "container"


class WatchLevel(StrEnum):
    """Soft refers the truck, hard stops it."""

    SOFT = "soft"
    HARD = "hard"


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchRequest:
    """An entry to be added."""

    kind: WatchKind
    value: str
    level: WatchLevel
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchEntry:
    """A plate or container to look out for; ``removed`` None while it counts."""

    id: WatchId
    kind: WatchKind
    value: str
    level: WatchLevel
    note: str
    added: datetime
    added_by: str
    removed: datetime | None = None
