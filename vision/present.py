"""Who is before a camera now, with what is known of them over time."""

from collections.abc import Iterable
from dataclasses import dataclass

from vision.polygon import Point
from vision.scene import Gear, Person, Worn
from vision.subject import Subject
from vision.zone_board import no_person


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """Somebody whom the last look showed; ``helmet`` and ``vest`` are over time.

    ``feet`` are in shares of the picture and may lie beyond it.
    """

    number: int
    seen: Person
    feet: Point
    helmet: Worn
    vest: Worn


def present(subjects: Iterable[Subject], at: float) -> tuple[Present, ...]:
    """Give the people among *subjects*, without what was learned to be no person."""
    return tuple(
        Present(
            number=subject.number,
            seen=subject.seen,
            feet=subject.feet,
            helmet=subject.outfit.known(Gear.HELMET),
            vest=subject.outfit.known(Gear.VEST),
        )
        for subject in subjects
        if isinstance(subject.seen, Person) and not no_person(subject, at)
    )
