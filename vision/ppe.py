"""Which helmet, bare head, vest and bare torso belong to which person."""

from collections.abc import Sequence

from vision.results import Detection
from vision.scene import Scene


def scene_of(detections: Sequence[Detection]) -> Scene:
    """Compose what one look shows; labels are those of ``YardLabel``.

    A helmet serves one person only, and so does every other piece.
    """
    raise NotImplementedError
