"""What one look at a yard shows: people with what they wear, and what drives."""

from dataclasses import dataclass
from enum import StrEnum

from vision.results import Box


class YardLabel(StrEnum):
    """What the detector of people and their gear finds."""

    PERSON = "person"
    HELMET = "helmet"
    NO_HELMET = "no-helmet"
    """A bare head."""
    VEST = "vest"
    NO_VEST = "no-vest"
    """A torso without a vest."""
    MACHINERY = "machinery"
    VEHICLE = "vehicle"


GEAR_LABELS = (
    YardLabel.HELMET,
    YardLabel.NO_HELMET,
    YardLabel.VEST,
    YardLabel.NO_VEST,
)
"""What is told of a person's gear: a piece, or that it is missing."""


class Gear(StrEnum):
    """What a person may have to wear."""

    HELMET = "helmet"
    VEST = "vest"


class Worn(StrEnum):
    """What is known of a piece of gear."""

    WORN = "worn"
    MISSING = "missing"
    """A bare head, or a torso without a vest, was seen."""
    UNSEEN = "unseen"
    """Neither was seen: the person turned away, is hidden or too far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One person in one look; ``box`` in pixels, it may reach beyond the picture."""

    box: Box
    confidence: float
    helmet: Worn = Worn.UNSEEN
    vest: Worn = Worn.UNSEEN

    def worn(self, gear: Gear) -> Worn:
        """Say what is known of *gear*."""
        return self.helmet if gear is Gear.HELMET else self.vest


@dataclass(frozen=True, slots=True, kw_only=True)
class Vehicle:
    """One vehicle or machine in one look; ``box`` as of a person."""

    box: Box
    confidence: float
    machinery: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """One look at a yard, the surest first."""

    people: tuple[Person, ...] = ()
    vehicles: tuple[Vehicle, ...] = ()
