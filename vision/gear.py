"""What a person wears, by evidence over time: one bad look tells nothing."""

from dataclasses import dataclass, field
from math import exp
from typing import Self

from vision.scene import Gear, Person, Worn

_MEMORY = 2.0
"""Seconds after which a look counts for a third of what it did."""
_TELLS_WORN, _TELLS_MISSING = 1.5, 2.4
"""Looks that must agree before one or the other is known, ..."""
_OUTWEIGHS_WORN, _OUTWEIGHS_MISSING = 2.0, 3.0
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
        fading = exp((self.at - at) / _MEMORY) if at > self.at else 1.0
        worn = self.worn * fading + (seen is Worn.WORN)
        missing = self.missing * fading + (seen is Worn.MISSING)
        known = _judged(self.known, worn, missing)
        last = self.last if known is Worn.UNSEEN else known
        return type(self)(at, worn, missing, known, last)


def _judged(known: Worn, worn: float, missing: float) -> Worn:
    """Say what is known by these weights, where *known* was until now."""
    if known is Worn.MISSING:
        missed = missing >= _FADES and missing >= worn
    else:
        missed = missing >= _TELLS_MISSING and missing >= _OUTWEIGHS_MISSING * worn
    if missed:
        return Worn.MISSING
    if known is Worn.WORN:
        wears = worn >= _FADES and worn >= missing
    else:
        wears = worn >= _TELLS_WORN and worn >= _OUTWEIGHS_WORN * missing
    return Worn.WORN if wears else Worn.UNSEEN


@dataclass(frozen=True, slots=True)
class Outfit:
    """The evidence on every piece of one person's gear."""

    pieces: dict[Gear, Evidence] = field(default_factory=dict)

    def after(self, person: Person, at: float) -> Self:
        """Add a look at *person*."""
        before = self.pieces
        return type(self)(
            {
                gear: (before.get(gear) or Evidence(at)).after(person.worn(gear), at)
                for gear in Gear
            }
        )

    def known(self, gear: Gear) -> Worn:
        """Say what the looks so far agree on."""
        evidence = self.pieces.get(gear)
        return evidence.known if evidence else Worn.UNSEEN

    def last(self, gear: Gear) -> Worn:
        """Say what the looks agreed on when they last did."""
        evidence = self.pieces.get(gear)
        return evidence.last if evidence else Worn.UNSEEN
