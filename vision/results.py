"""The shared nouns: boxes, lines of text and readings."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Box:
    """An upright box in pixels, ``x0 <= x1`` and ``y0 <= y1``, origin top left."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """Width in pixels."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Height in pixels."""
        return self.y1 - self.y0


@dataclass(frozen=True, slots=True)
class TextLine:
    """One recognised line: its characters in reading order and where it stands.

    ``scores`` holds one probability (0 to 1) per character of ``text``.
    ``stacked`` is true where the characters stand one below the other.
    """

    text: str
    scores: tuple[float, ...]
    box: Box
    stacked: bool = False


class Kind(StrEnum):
    """What a look is asked to read."""

    PLATE = "plate"
    CONTAINER = "container"


class Status(StrEnum):
    """How far a reading can be trusted."""

    CERTAIN = "certain"
    INFERRED = "inferred"
    """The check digit was computed from ten read characters, not seen."""
    UNCERTAIN = "uncertain"


class Layout(StrEnum):
    """How a container number is painted."""

    ONE_LINE = "H"
    TWO_LINES = "H2"
    VERTICAL = "V"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContainerReading:
    """A container number as read, from one image or fused from many.

    ``number`` has eleven characters. ``scores`` is one probability per character;
    an inferred check digit has the score of its weakest neighbour.
    ``size_type`` is None when not seen.
    """

    number: str
    scores: tuple[float, ...]
    confidence: float
    status: Status
    size_type: str | None
    layout: Layout
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class PlateReading:
    """A licence plate as read: ``text`` is A-Z 0-9 without separators.

    ``region`` is the syntax that the text fits best, or None when it fits none.
    """

    text: str
    scores: tuple[float, ...]
    confidence: float
    status: Status
    region: str | None
    box: Box


@dataclass(frozen=True, slots=True)
class Readings:
    """Everything read in one image, or fused over the views of one passage."""

    plates: tuple[PlateReading, ...] = ()
    containers: tuple[ContainerReading, ...] = ()
