"""What one truck looks like and carries, before a pixel is painted."""

from dataclasses import dataclass, field
from enum import StrEnum

from vision.results import Layout


class Light(StrEnum):
    """When the truck comes."""

    DAY = "day"
    DUSK = "dusk"
    NIGHT = "night"


class Weather(StrEnum):
    """What falls on it."""

    CLEAR = "clear"
    RAIN = "rain"


class PlateStyle(StrEnum):
    """The look of a licence plate, by region; CN is invented and all Latin."""

    GB = "GB"
    DE = "DE"
    NL = "NL"
    FR = "FR"
    ES = "ES"
    BR = "BR"
    CN = "CN"
    US = "US"


class CodeCarrier(StrEnum):
    """What the driver holds to the kiosk camera."""

    PHONE = "phone"
    PAPER = "paper"


_LENGTHS = {"2": 6.058, "4": 12.192, "L": 13.716}
_HEIGHTS = {"0": 2.438, "2": 2.591, "5": 2.896}


@dataclass(frozen=True, slots=True, kw_only=True)
class ContainerPlan:
    """One container: its number, its size-type and how both are painted.

    ``doors`` is the layout on the rear doors (one or two lines), ``side`` the one
    on both side walls. ``livery`` names an entry of ``datasets.liveries``.
    Raises ValueError for a size-type whose length or height is not drawn here.
    """

    number: str
    size_type: str = "22G1"
    livery: str = "meridian"
    doors: Layout = Layout.ONE_LINE
    side: Layout = Layout.VERTICAL

    def __post_init__(self) -> None:
        if self.size_type[:1] not in _LENGTHS or self.size_type[1:2] not in _HEIGHTS:
            msg = f"size-type {self.size_type!r} has no known length and height"
            raise ValueError(msg)
        if len(self.number) != 11:
            msg = f"container number {self.number!r} must have 11 characters"
            raise ValueError(msg)

    @property
    def length(self) -> float:
        """Outer length in metres: 20, 40 or 45 foot."""
        return _LENGTHS[self.size_type[0]]

    @property
    def height(self) -> float:
        """Outer height in metres."""
        return _HEIGHTS[self.size_type[1]]


@dataclass(frozen=True, slots=True, kw_only=True)
class TruckPlan:
    """One truck in one light: everything that decides its pixels.

    ``containers`` are listed from the front; none is an empty chassis, two must be
    20 foot. ``plate`` is printed as given, separators included. ``trailer_plate``
    None repeats the tractor's. ``dirt`` is 0 (washed) to 1. ``qr`` is the text of
    the code that the driver holds to the kiosk camera, or None. ``mud`` covers the
    plates until they cannot be read. ``font`` is one of ``fonts.available()``.
    """

    plate: str
    style: PlateStyle = PlateStyle.GB
    trailer_plate: str | None = None
    containers: tuple[ContainerPlan, ...] = ()
    cab: tuple[int, int, int] = field(default=(150, 60, 30))
    light: Light = Light.DAY
    weather: Weather = Weather.CLEAR
    dirt: float = 0.3
    qr: str | None = None
    qr_on: CodeCarrier = CodeCarrier.PHONE
    mud: bool = False
    font: str = "stroke"
    seed: int = 0

    def __post_init__(self) -> None:
        lengths = [c.length for c in self.containers]
        if len(lengths) > 2 or (len(lengths) == 2 and max(lengths) > 7):
            msg = "a truck carries one container, two of 20 foot, or none"
            raise ValueError(msg)
