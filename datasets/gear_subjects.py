"""Whom the trainer looks at closely, and what each of them wears.

A subject is one person: what others beside them wear is not told. Now and then it is a
place where the detector of people saw somebody and nobody is.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from datasets.detection import DetectionSample
from datasets.dice import weighted
from datasets.ppe import PPE_LABELS
from datasets.samples import pick
from vision.ppe import gear_of
from vision.results import Box, Detection
from vision.scene import GEAR_LABELS, YardLabel

Find = Callable[[NDArray[np.uint8]], Sequence[Detection]]
"""Finds people, from a low score on, in an (H, W, 3) BGR image."""
_LIKELY = 0.3
"""Score from which somebody is seen where no people are labelled."""
_MET, _ALONE = 0.3, 0.2
"""Overlap (IoU) from which a box that was seen shows a person, below which none."""
_BESIDE = 0.35
"""Overlap (IoU) with somebody else from which what they wear is not judged."""
_LEAST = 5.0
"""Pixels: smaller people are passed over."""
_ROUGH, _ROUGHER = 0.04, 0.1
"""How ill a box sits, in shares of it: as it was found, and as it might have been."""
_PERSON = PPE_LABELS.index(YardLabel.PERSON)


@dataclass(frozen=True, slots=True)
class Subject:
    """A box to look at: the number of its photo, what is worn, who is beside.

    ``pieces`` (n, 4) are boxes, ``labels`` (n,) indices into GEAR_LABELS; ``beside``
    (m, 4) holds what others wear. ``rough`` is how ill the box sits, in shares of it.
    """

    photo: int
    box: Box
    pieces: NDArray[np.float32]
    labels: NDArray[np.int64]
    beside: NDArray[np.float32]
    rough: float


@dataclass(frozen=True, slots=True)
class Subjects:
    """What a set has to show: people as they were seen, people as labelled, nobody."""

    photos: Sequence[DetectionSample]
    seen: tuple[Subject, ...]
    labelled: tuple[Subject, ...]
    nobody: tuple[Subject, ...]
    share: float

    @property
    def anybody(self) -> bool:
        """Whether there is anybody to show."""
        return bool(self.seen or self.labelled)

    def drawn(self, rng: Generator) -> Subject:
        """Choose one: mostly people as they were seen."""
        kinds = ((self.seen, 0.45), (self.labelled, 0.25), (self.nobody, 0.3))
        return pick(rng, weighted(rng, tuple(kind for kind in kinds if kind[0])))


def subjects(
    photos: Sequence[DetectionSample],
    find: Find,
    tell: Callable[[], None],
    *,
    share: float,
) -> Subjects:
    """Look for people on all *photos*; *tell* is called after each.

    Where people are not labelled, those count who were found with a labelled head.
    """
    seen: list[Subject] = []
    labelled: list[Subject] = []
    nobody: list[Subject] = []
    for number in range(len(photos)):
        sample = photos[number]
        people = [one for one in find(sample.image) if one.label == YardLabel.PERSON]
        photo = _Photo(number, sample, people)
        seen += photo.met()
        labelled += photo.labelled()
        nobody += photo.nobody()
        tell()
    return Subjects(photos, tuple(seen), tuple(labelled), tuple(nobody), share)


class _Photo:
    """One photo with who is labelled on it, or where none are, who was found."""

    def __init__(
        self, number: int, sample: DetectionSample, found: Sequence[Detection]
    ) -> None:
        self._number, self._found = number, found
        self._known = _PERSON not in sample.untaught
        self._ignored = [Box(*sides) for sides in sample.ignored.tolist()]
        every = _detections(sample)
        people = [one for one in every if one.label == YardLabel.PERSON]
        if not self._known:
            people = [one for one in found if one.score >= _LIKELY]
        self._people = people
        self._pieces = gear_of(people, every)

    def met(self) -> Iterator[Subject]:
        """Give the boxes that were found around people."""
        for one in self._found:
            who, much = self._nearest(one.box)
            if who is not None and much >= _MET and self._tells(who):
                yield self._subject(one.box, who, _ROUGH)

    def labelled(self) -> Iterator[Subject]:
        """Give the people as they are labelled."""
        for who, one in enumerate(self._people if self._known else ()):
            if min(one.box.width, one.box.height) >= _LEAST:
                yield self._subject(one.box, who, _ROUGHER)

    def nobody(self) -> Iterator[Subject]:
        """Give the boxes that were found around nobody."""
        for one in self._found if self._known else ():
            unsure = any(one.box.iou(each) >= _ALONE for each in self._ignored)
            if not unsure and self._nearest(one.box)[1] < _ALONE:
                yield self._subject(one.box, None, _ROUGH)

    def _nearest(self, box: Box) -> tuple[int | None, float]:
        overlaps = [box.iou(one.box) for one in self._people]
        if not overlaps:
            return None, 0.0
        return int(np.argmax(overlaps)), max(overlaps)

    def _tells(self, who: int) -> bool:
        """Whether it is known what somebody wears: where all is labelled, it is."""
        return self._known or len(self._pieces[who]) > 0

    def _subject(self, box: Box, who: int | None, rough: float) -> Subject:
        own = () if who is None else self._pieces[who]
        others = (
            piece.box
            for i, one in enumerate(self._people)
            if i != who and box.iou(one.box) > _BESIDE
            for piece in self._pieces[i]
        )
        labels = [GEAR_LABELS.index(YardLabel(piece.label)) for piece in own]
        return Subject(
            photo=self._number,
            box=box,
            pieces=_array([piece.box for piece in own]),
            labels=np.array(labels, np.int64),
            beside=_array(list(others)),
            rough=rough,
        )


def _detections(sample: DetectionSample) -> list[Detection]:
    rows = zip(sample.boxes.tolist(), sample.labels.tolist(), strict=True)
    return [Detection(PPE_LABELS[label], 1.0, Box(*sides)) for sides, label in rows]


def _array(boxes: Sequence[Box]) -> NDArray[np.float32]:
    return np.array([box.sides for box in boxes], np.float32).reshape(-1, 4)
