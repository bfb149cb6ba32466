"""How well a people's detector in training does on photos that it never sees."""

from collections.abc import Mapping
from pathlib import Path

from datasets.detector_check import Answer, seen
from datasets.measure.found import SeenPhoto, count, curve
from datasets.measure.summary import Cost
from datasets.ppe import PPE_LABELS, PpePhotos, labelled_boxes, ppe_sets

_LEAST = 0.03
_LABELS = tuple(str(label) for label in PPE_LABELS)


class PpeCheck:
    """Average precision of each class at IoU 0.5, on the ``val`` split of all sets."""

    def __init__(self, data: Path, *, most: int = 100) -> None:
        """Take at most *most* photos of a set, evenly; sets are listed at once."""
        self._sets: Mapping[str, PpePhotos] = ppe_sets(data, "val")
        self._labelled = {name: each.labelled() for name, each in self._sets.items()}
        self._most = most

    def __call__(self, answer: Answer) -> dict[str, float]:
        """Give the rates by set and class; classes without labels are none."""
        rates: dict[str, float] = {}
        for name in self._sets:
            photos = [self._seen(name, i, answer) for i in self._chosen(name)]
            for label in _LABELS:
                if count(photos, label):
                    rates[f"{name} {label}"] = curve(photos, label).average
        return rates

    def _chosen(self, name: str) -> range:
        length = len(self._sets[name])
        return range(0, length, -(-length // self._most))

    def _seen(self, name: str, index: int, answer: Answer) -> SeenPhoto:
        photos = self._sets[name]
        sample = photos[index]
        return SeenPhoto(
            group=name,
            path=photos.paths[index],
            truth=labelled_boxes(sample),
            found=tuple(seen(answer, sample.image, _LABELS, _LEAST)),
            labelled=self._labelled[name],
            cost=Cost(0.0, 0.0),
        )
