"""The shared nouns: boxes, lines of text and readings."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self


class Kind(StrEnum):
    """What can be looked for in an image."""

    PLATE = "plate"
    CONTAINER = "container"


@dataclass(frozen=True, slots=True)
class Box:
    """An upright box in pixels, ``x0 <= x1`` and ``y0 <= y1``, origin top left."""

    x0: float
    y0: float
    x1: float
    y1: float

    @classmethod
    def around(cls, boxes: Iterable[Self]) -> Self:
        """Give the box around one or more *boxes*."""
        x0, y0, x1, y1 = zip(*(b.sides for b in boxes), strict=True)
        return cls(min(x0), min(y0), max(x1), max(y1))

    @property
    def sides(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        return self.x0, self.y0, self.x1, self.y1

    @property
    def area(self) -> float:
        """Square pixels."""
        return self.width * self.height

    def overlap(self, other: Self) -> float:
        """Square pixels that both cover."""
        across = min(self.x1, other.x1) - max(self.x0, other.x0)
        down = min(self.y1, other.y1) - max(self.y0, other.y0)
        return max(0.0, across) * max(0.0, down)

    def iou(self, other: Self) -> float:
        """Give intersection over union, 0 for boxes without area."""
        both = self.overlap(other)
        union = self.area + other.area - both
        return both / union if union > 0 else 0.0

    def distance(self, other: Self) -> float:
        """Pixels between the two, across and down added up; 0 where they touch."""
        across = max(self.x0 - other.x1, other.x0 - self.x1, 0.0)
        down = max(self.y0 - other.y1, other.y0 - self.y1, 0.0)
        return across + down

    def scaled(self, by: float) -> Self:
        """Give it in an image whose sides are *by* times as long."""
        return type(self)(self.x0 * by, self.y0 * by, self.x1 * by, self.y1 * by)

    @property
    def width(self) -> float:
        """Width in pixels."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Height in pixels."""
        return self.y1 - self.y0

    @property
    def diagonal(self) -> float:
        """Pixels from corner to corner."""
        return math.hypot(self.width, self.height)

    @property
    def centre(self) -> tuple[float, float]:
        """The middle, x and y."""
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside or on its edge."""
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1

    def moved(self, x: float, y: float) -> Self:
        """Give it *x* pixels further right and *y* further down."""
        return type(self)(self.x0 + x, self.y0 + y, self.x1 + x, self.y1 + y)


@dataclass(frozen=True, slots=True)
class Slant:
    """A box that may be turned: its centre, its size and its angle.

    ``angle`` is in degrees, clockwise as seen, from -45 to 45, so that ``width``
    runs along the rows of the image and ``height`` along its columns.
    """

    x: float
    y: float
    width: float
    height: float
    angle: float = 0.0

    @classmethod
    def turned(
        cls, x: float, y: float, width: float, height: float, angle: float
    ) -> Self:
        """Make one from any angle by calling its sides by their right names."""
        quarters = round(angle / 90)
        if quarters % 2:
            width, height = height, width
        return cls(x, y, width, height, angle - 90 * quarters)

    @property
    def corners(self) -> tuple[tuple[float, float], ...]:
        """The corners x, y: top left, top right, bottom right, bottom left."""
        turn = math.radians(self.angle)
        along = math.cos(turn) * self.width / 2, math.sin(turn) * self.width / 2
        down = -math.sin(turn) * self.height / 2, math.cos(turn) * self.height / 2
        return tuple(
            (self.x + i * along[0] + j * down[0], self.y + i * along[1] + j * down[1])
            for i, j in ((-1, -1), (1, -1), (1, 1), (-1, 1))
        )

    @property
    def box(self) -> Box:
        """The upright box around it."""
        across, down = zip(*self.corners, strict=True)
        return Box(min(across), min(down), max(across), max(down))

    def grown(self, *, up: float = 0.0, right: float = 0.0, down: float = 0.0) -> Self:
        """Give it with more room at three of its sides, in pixels."""
        turn = math.radians(self.angle)
        along, across = right / 2, (down - up) / 2
        return type(self)(
            self.x + along * math.cos(turn) - across * math.sin(turn),
            self.y + along * math.sin(turn) + across * math.cos(turn),
            self.width + right,
            self.height + up + down,
            self.angle,
        )

    def moved(self, x: float, y: float) -> Self:
        """Give it at another place."""
        return replace(self, x=self.x + x, y=self.y + y)


class Label(StrEnum):
    """What our detector finds."""

    TRUCK = "truck"
    PLATE = "plate"
    CODE_LINE = "code-line"
    """A container number in one line."""
    CODE_TWO_LINES = "code-two-lines"
    CODE_COLUMN = "code-column"
    """A container number whose characters stand one below the other."""
    SIZE_TYPE = "size-type"


@dataclass(frozen=True, slots=True)
class Detection:
    """One object in one image: what it is, how likely (0 to 1) and where.

    The box may reach beyond the image where the object does.
    """

    label: str
    score: float
    box: Box


@dataclass(frozen=True, slots=True)
class TextLine:
    """One recognised line: its characters in reading order and where it stands.

    ``choices`` holds, per character, what it may be with its probability (0 to 1),
    the likeliest first; a lone ``?`` stands for one that could not be read.
    ``stacked`` is true where the characters stand one below
    the other.
    """

    choices: tuple[Mapping[str, float], ...]
    slant: Slant
    stacked: bool = False

    @property
    def text(self) -> str:
        """The likeliest characters."""
        return "".join(next(iter(choice)) for choice in self.choices)

    @property
    def scores(self) -> tuple[float, ...]:
        """One probability per character of ``text``."""
        return tuple(next(iter(choice.values())) for choice in self.choices)

    @property
    def box(self) -> Box:
        """The upright box around the line."""
        return self.slant.box


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
    ``size_type`` is None when not seen. ``sharpness`` says how crisp its picture is,
    from 0 to 1, and is 1 where nobody has measured it.
    """

    number: str
    scores: tuple[float, ...]
    confidence: float
    status: Status
    size_type: str | None
    layout: Layout
    box: Box
    sharpness: float = 1.0

    @property
    def text(self) -> str:
        """The number, by the name that every reading has for its text."""
        return self.number

    @property
    def character(self) -> float:
        """About how large one character is, in pixels, however the text leans."""
        if self.layout is Layout.VERTICAL:
            return max(min(self.box.width, self.box.diagonal / 10), 1.0)
        if self.layout is Layout.TWO_LINES:
            return max(min(self.box.height / 2, self.box.diagonal / 4), 1.0)
        return max(min(self.box.height, self.box.diagonal / 7), 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlateReading:
    """A licence plate as read: ``text`` is A-Z 0-9 without separators.

    ``region`` is the syntax that the text fits best, or None when it fits none.
    ``sharpness`` is as a container reading's.
    """

    text: str
    scores: tuple[float, ...]
    confidence: float
    status: Status
    region: str | None
    box: Box
    sharpness: float = 1.0

    @property
    def character(self) -> float:
        """About how large one character is, in pixels; square plates have two lines."""
        lines = 2 if self.box.width < 2 * self.box.height else 1
        return max(min(self.box.height / lines, self.box.diagonal / 4 * lines), 1.0)


@dataclass(frozen=True, slots=True)
class Readings:
    """Everything read in one image, or fused over the views of one passage.

    ``trucks`` are the trucks that one image shows, and ``unread`` the places in it
    where a number stands that could not be read; both are empty once fused.
    """

    plates: tuple[PlateReading, ...] = ()
    containers: tuple[ContainerReading, ...] = ()
    trucks: tuple[Box, ...] = ()
    unread: tuple[Box, ...] = ()

    def scaled(self, by: float) -> Self:
        """Give them in an image whose sides are *by* times as long."""
        return type(self)(
            tuple(replace(p, box=p.box.scaled(by)) for p in self.plates),
            tuple(replace(c, box=c.box.scaled(by)) for c in self.containers),
            tuple(box.scaled(by) for box in self.trucks),
            tuple(box.scaled(by) for box in self.unread),
        )
