"""What a person wears, by evidence over time: one bad look tells nothing."""

from dataclasses import dataclass, field, replace
from math import exp
from typing import Self

from vision.scene import Gear, Person, Worn

_MEMORY = 2.0
"""Seconds after which a look counts for a third of what it did."""
_TELLS = {Worn.WORN: 1.5, Worn.MISSING: 2.4}
"""Looks that must agree before one or the other is known, ..."""
_OUTWEIGHS = {Worn.WORN: 2.0, Worn.MISSING: 3.0}
"""... and how many times more than those that say otherwise."""
_FADES = 1.0
"""What is known is forgotten below so many looks: the person has turned away."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the looks have told of one piece; weights in looks, ``at`` in seconds.

    ``last`` is what was known when something last was.
    """

    at: float
    worn: float = 0.0
    missing: float = 0.0
    known: Worn = Worn.UNSEEN
    last: Worn = Worn.UNSEEN

    def after(self, seen: Worn, at: float) -> Self:
        """Add a look, *at* not before the last one."""
        fading = exp(-max(0.0, at - self.at) / _MEMORY)
        weights = {
            Worn.WORN: self.worn * fading + (seen is Worn.WORN),
            Worn.MISSING: self.missing * fading + (seen is Worn.MISSING),
        }
        known = _judged(self.known, weights)
        return replace(
            self,
            at=at,
            worn=weights[Worn.WORN],
            missing=weights[Worn.MISSING],
            known=known,
            last=self.last if known is Worn.UNSEEN else known,
        )


def _judged(known: Worn, weights: dict[Worn, float]) -> Worn:
    """Say what is known, where *known* was until now."""
    for one, other in ((Worn.MISSING, Worn.WORN), (Worn.WORN, Worn.MISSING)):
        least = _FADES if known is one else _TELLS[one]
        ratio = 1.0 if known is one else _OUTWEIGHS[one]
        if weights[one] >= least and weights[one] >= ratio * weights[other]:
            return one
    return Worn.UNSEEN


@dataclass(frozen=True, slots=True)
class Outfit:
    """The evidence on every piece of one person's gear."""

    pieces: dict[Gear, Evidence] = field(default_factory=dict)

    def after(self, person: Person, at: float) -> Self:
        """Add a look at *person*."""
        pieces = {
            gear: self.pieces.get(gear, Evidence(at)).after(person.worn(gear), at)
            for gear in Gear
        }
        return replace(self, pieces=pieces)

    def known(self, gear: Gear) -> Worn:
        """Say what the looks so far agree on."""
        evidence = self.pieces.get(gear)
        return evidence.known if evidence else Worn.UNSEEN

    def last(self, gear: Gear) -> Worn:
        """Say what the looks agreed on when they last did."""
        evidence = self.pieces.get(gear)
        return evidence.last if evidence else Worn.UNSEEN
