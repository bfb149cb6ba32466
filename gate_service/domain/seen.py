"""What a lane saw of a truck: plates, containers, the load, and how cameras fared."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenPlate:
    """A plate as the lane read it; ``status`` is certain, inferred or uncertain.

    ``by`` names the clerk whose reading it is; None for a camera's own.
    """

    text: str
    confidence: float
    status: str
    region: str | None = None
    camera: str | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenContainer:
    """A container number as the lane read it; ``size_type`` None means not seen.

    ``position`` on the truck is front, rear or only; None where it is not known.
    ``by`` names the clerk whose reading it is; None for a camera's own.
    """

    number: str
    confidence: float
    status: str
    size_type: str | None = None
    layout: str | None = None
    camera: str | None = None
    position: str | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenLoad:
    """What the truck carries as the lane sees it, how sure, and what speaks against.

    The kinds and doubts are those of docs/passage-events.md.
    """

    kind: str
    confidence: float
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenCamera:
    """How a camera fared during the passage: ``live`` or ``stalled``."""

    camera: str
    state: str
    last_frame_age: float | None = None
