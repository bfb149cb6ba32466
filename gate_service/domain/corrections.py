"""Corrections: what a clerk read off the pictures in a camera's stead.

Each is a labelled datum, too: the crop, what the reader made of it, what it says.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType, Protocol

CorrectionId = NewType("CorrectionId", str)


class TextKind(StrEnum):
    """What was read."""

    PLATE = "plate"
    CONTAINER = "container"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One text as a clerk reads it.

    ``read`` None: no camera had read it. ``right`` None: what was read is not on this
    truck. ``crop`` is the digest of the picture of this text alone, ``frame`` of a
    whole one; None where there is none, or nobody said which. ``size_type`` None leaves
    what was read. ``lines`` of a plate: one or two.
    """

    id: CorrectionId
    passage: str
    lane: str
    kind: TextKind
    read: str | None
    right: str | None
    by: str
    at: datetime
    size_type: str | None = None
    camera: str | None = None
    crop: str | None = None
    frame: str | None = None
    confidence: float | None = None
    lines: int = 1
    layout: str | None = None


class Corrections(Protocol):
    """Every correction that was made."""

    def save(self, correction: Correction) -> None:
        """Keep a new one."""

    def after(self, serial: int, limit: int) -> tuple[tuple[int, Correction], ...]:
        """List those behind number *serial*, oldest first, with their numbers."""

    def forget(self, passage: str) -> int:
        """Delete those of one passage; how many."""
