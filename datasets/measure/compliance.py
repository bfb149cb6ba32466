"""What people wear, as seen against as labelled, person by person."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from datasets.measure.found import SeenPhoto, pairs
from pipelines.yard_look import counted
from vision.ppe import scene_of
from vision.results import Detection
from vision.scene import Gear, Person, Worn, YardLabel

NOBODY = "nobody"
"""Stands for the person that was not found, or that is none."""
STATES = (*Worn, NOBODY)
Pair = tuple[str, str]
"""What is labelled and what was seen: a state each."""


@dataclass(frozen=True, slots=True)
class Compliance:
    """How often each pair of states came of one piece of *gear*; None: of both."""

    gear: Gear | None
    counts: Counter[Pair]

    def f1(self, state: Worn) -> float | None:
        """Give F1 of one state; None where nobody is labelled so."""
        right = self.counts[state, state]
        labelled = sum(self.counts[state, seen] for seen in STATES)
        seen = sum(self.counts[truth, state] for truth in STATES)
        return 2 * right / (labelled + seen) if labelled else None

    @property
    def macro(self) -> float | None:
        """The mean F1 of the states that somebody is labelled with."""
        rates = [rate for state in Worn if (rate := self.f1(state)) is not None]
        return sum(rates) / len(rates) if rates else None

    @property
    def micro(self) -> float | None:
        """F1 over all states together: a person missed counts, one invented too."""
        right = sum(self.counts[state, state] for state in Worn)
        labelled = sum(n for (truth, _), n in self.counts.items() if truth != NOBODY)
        seen = sum(n for (_, found), n in self.counts.items() if found != NOBODY)
        return 2 * right / (labelled + seen) if labelled else None

    @property
    def right_of_found(self) -> float | None:
        """The share of the people found whose state is right."""
        met = [(p, n) for p, n in self.counts.items() if NOBODY not in p]
        total = sum(n for _, n in met)
        return sum(n for (a, b), n in met if a == b) / total if total else None


def compliance(photos: Sequence[SeenPhoto], threshold: float) -> tuple[Compliance, ...]:
    """Judge helmets, vests, and both together; sets without labelled people are none.

    What is found counts as when a yard is watched: people from *threshold* on.
    The truth comes from the labelled boxes by the same association as what is seen.
    """
    judged = [photo for photo in photos if YardLabel.PERSON in photo.labelled]
    found = {gear: Counter(_pairs(judged, threshold, gear)) for gear in Gear}
    both = sum(found.values(), Counter[Pair]())
    if not both:
        return ()
    return (
        *(Compliance(gear, counts) for gear, counts in found.items()),
        Compliance(None, both),
    )


def _pairs(photos: Sequence[SeenPhoto], threshold: float, gear: Gear) -> Iterator[Pair]:
    for photo in photos:
        if not _LABELS[gear] & photo.labelled:
            continue
        sure = counted(photo.found, threshold)
        truth, seen = scene_of(photo.truth).people, scene_of(sure).people
        yield from _of_people(truth, seen, gear)


def _of_people(
    truth: Sequence[Person], seen: Sequence[Person], gear: Gear
) -> Iterator[Pair]:
    """Pair the people labelled with those seen, at IoU 0.5."""
    states = {_as_box(person): person.worn(gear) for person in truth}
    free = dict(states)
    worn = {_as_box(person): person.worn(gear) for person in seen}
    for one, met in pairs(list(states), list(worn)):
        yield (NOBODY if met is None else states[met]), worn[one]
        if met is not None:
            del free[met]
    for state in free.values():
        yield state, NOBODY


def _as_box(person: Person) -> Detection:
    return Detection(YardLabel.PERSON, person.confidence, person.box)


_LABELS = {
    Gear.HELMET: frozenset[str]({YardLabel.HELMET, YardLabel.NO_HELMET}),
    Gear.VEST: frozenset[str]({YardLabel.VEST, YardLabel.NO_VEST}),
}
