"""What became of each photo: the answer beside the truth, pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from datasets.labels import LabelledPhoto
from vision.identifiers import edit_distance
from vision.results import Box, ContainerReading, PlateReading, Readings, Status

_SOLID = frozenset({Status.CERTAIN, Status.INFERRED})
_SHARED = 0.5
"""Share of the smaller of two boxes that lies in the other where both mean one text."""
_SQUARE = 2.0
"""A masked plate less wide than this, in heights, has two rows."""
_MASKED_AT_MOST = 2
"""Characters more than the visible ones that a masked plate may be read with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer to one label, judged.

    ``read`` is empty, and ``status`` and ``confidence`` None, where nothing was
    read. ``wrong`` is a text that was read with status certain and is none that
    stands there, empty where there is none. ``errors`` are character edits.
    ``found`` is None where no box is labelled, ``size_type`` where the label states
    none. ``stated`` is false for a reader that never says how far it can be trusted.
    """

    read: str
    status: Status | None
    confidence: float | None
    exact: bool
    errors: int
    found: bool | None
    wrong: str = ""
    size_type: bool | None = None
    stated: bool = True

    @property
    def certain(self) -> bool:
        """Whether it is right and says that it is certain."""
        return self.exact and self.status is Status.CERTAIN

    @property
    def false_accept(self) -> bool:
        """Whether something wrong says that it is certain."""
        return bool(self.wrong)

    @property
    def abstained(self) -> bool:
        """Whether nothing was read, or nothing that is more than uncertain."""
        return not self.read or self.status is Status.UNCERTAIN


def judge_container(readings: Readings, photo: LabelledPhoto) -> Verdict:
    """Judge the first container reading, which is the answer.

    It is exact where it has the label's number with status certain or inferred. Any
    reading that is certain and neither the number nor a sibling is a false accept.
    """
    first = next(iter(readings.containers), None)
    known = photo.siblings | {photo.text}
    return Verdict(
        read="" if first is None else first.number,
        status=None if first is None else first.status,
        confidence=None if first is None else first.confidence,
        exact=first is not None
        and first.number == photo.text
        and first.status in _SOLID,
        wrong=_first_of(
            c.number
            for c in readings.containers
            if c.status is Status.CERTAIN and c.number not in known
        ),
        errors=edit_distance("" if first is None else first.number, photo.text),
        found=_seen(readings.containers, photo),
        size_type=None
        if photo.size_type is None
        else first is not None and first.size_type == photo.size_type,
    )


def judge_plate(readings: Readings, photo: LabelledPhoto) -> Verdict:
    """Judge the plate at the label's place; any status can be exact.

    The answer is the first reading there, else the first that stands at no other
    labelled plate: a booked plate that was read letter by letter passes although it
    is uncertain. What is certain and wrong is a false accept, wherever it stands.
    """
    mine = [p for p in readings.plates if not _elsewhere(p, photo)]
    answer = _answer(mine, photo.box)
    text = "" if answer is None else answer.text
    return Verdict(
        read=text,
        status=None if answer is None else answer.status,
        confidence=None if answer is None else answer.confidence,
        exact=matches(text, photo),
        wrong=_first_of(
            p.text
            for p in mine
            if p.status is Status.CERTAIN and not matches(p.text, photo)
        ),
        errors=edits(text, photo),
        found=found(photo.box, (p.box for p in readings.plates)),
    )


def _seen(containers: Sequence[ContainerReading], photo: LabelledPhoto) -> bool | None:
    """Say whether the number was found; of one painted twice, either place does."""
    if photo.box is not None and any(c.number == photo.text for c in containers):
        return True
    return found(photo.box, (c.box for c in containers))


def matches(text: str, photo: LabelledPhoto) -> bool:
    """Say whether *text* is the label's, or holds its visible characters in order."""
    if not photo.masked:
        return text == photo.text
    longer = len(text) - len(photo.text)
    return edits(text, photo) == 0 and longer <= _MASKED_AT_MOST


def edits(text: str, photo: LabelledPhoto) -> int:
    """Count the edits from *text* to the label; of a masked one, what it lacks.

    Labels of masked plates go from left to right, over both rows of a square one: of
    that, the order is not known.
    """
    if not photo.masked:
        return edit_distance(text, photo.text)
    if photo.box is not None and photo.box.width < _SQUARE * photo.box.height:
        return (Counter(photo.text) - Counter(text)).total()
    return len(photo.text) - _common(text, photo.text)


def found(truth: Box | None, boxes: Iterable[Box]) -> bool | None:
    """Say whether one of *boxes* stands at the labelled place, None without a label."""
    return None if truth is None else any(same_place(box, truth) for box in boxes)


def same_place(one: Box, other: Box) -> bool:
    """Say whether half of the smaller box lies in the other."""
    smaller = min(one.area, other.area)
    return smaller > 0 and one.overlap(other) >= _SHARED * smaller


def _first_of(texts: Iterable[str]) -> str:
    return next(iter(texts), "")


def _answer(plates: Sequence[PlateReading], place: Box | None) -> PlateReading | None:
    there = [p for p in plates if place is not None and same_place(p.box, place)]
    return next(iter(there or plates), None)


def _elsewhere(reading: PlateReading | ContainerReading, photo: LabelledPhoto) -> bool:
    """Say whether a reading stands at another label's place and not at this one's."""
    if photo.box is not None and same_place(reading.box, photo.box):
        return False
    return any(same_place(reading.box, other) for other in photo.others)


def _common(one: str, other: str) -> int:
    """Give the length of the longest common subsequence."""
    row = [0] * (len(other) + 1)
    for a in one:
        last = 0
        for j, b in enumerate(other, 1):
            last, row[j] = row[j], last + 1 if a == b else max(row[j], row[j - 1])
    return row[-1]
