"""How well a network in training tells gear on close-ups of photos it never sees."""

from collections.abc import Iterator, Sequence

import numpy as np

from datasets.detector_check import Answer
from datasets.gear_subjects import Subject, Subjects
from vision.close_up import SIZE, CloseUp
from vision.decode import Decoder, decode
from vision.scene import GEAR_LABELS
from vision.strips import Image

_LEAST = 0.05
_PAIRS = (("head", (0, 1)), ("torso", (2, 3)))
"""What is told apart, and the indices into GEAR_LABELS."""


class GearCheck:
    """The share of labelled people whose head, and torso, is rightly told."""

    def __init__(self, sets: Sequence[Subjects], *, most: int = 300) -> None:
        """Take at most *most* people of a set, evenly, as they were found."""
        self._sets, self._most = tuple(sets), most

    def __call__(self, answer: Answer) -> dict[str, float]:
        """Give both shares over all sets; a part that nobody shows is none."""
        right: dict[str, list[bool]] = {}
        for subjects, subject in self._chosen():
            close = CloseUp.of(subject.box)
            told = _told(answer, close.cut(subjects.photos[subject.photo].image))
            for name, pair in _PAIRS:
                for label in (i for i in subject.labels.tolist() if i in pair):
                    best = max(pair, key=lambda i: told[i])
                    right.setdefault(name, []).append(best == label and told[best] > 0)
        return {name: float(np.mean(each)) for name, each in right.items()}

    def _chosen(self) -> Iterator[tuple[Subjects, Subject]]:
        for each in self._sets:
            step = max(1, -(-len(each.seen) // self._most))
            yield from ((each, subject) for subject in each.seen[::step])


def _told(answer: Answer, pixels: Image) -> list[float]:
    """Give the best score of each label on a close-up, 0 where there is none."""
    batch = np.ascontiguousarray(pixels.transpose(2, 0, 1)[np.newaxis], np.float32)
    found = decode(
        Decoder.YOLOX,
        [answer(batch)],
        size=SIZE,
        labels=len(GEAR_LABELS),
        threshold=_LEAST,
    )
    return [
        float(found.scores[found.classes == label].max(initial=0.0))
        for label in range(len(GEAR_LABELS))
    ]
