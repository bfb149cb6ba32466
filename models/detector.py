"""Find objects in a picture with any detector that has a card."""

import numpy as np
from numpy.typing import NDArray

from models.cards import Channels, ModelCard, Task
from models.registry import open_model
from models.runtime import ModelError, Session
from models.settings import USUAL, ModelSettings
from vision.candidates import Candidates, DecodeError, Size
from vision.decode import Decoder, decode
from vision.letterbox import input_size, letterbox, place
from vision.results import Box, Detection
from vision.strips import Image
from vision.suppress import ranked, suppress


class Detector:
    """A detector as its card describes it. One instance serves all threads."""

    def __init__(
        self, card: ModelCard, session: Session, *, threshold: float | None = None
    ) -> None:
        """Take the scores from *threshold* on; None means the card's."""
        if card.task is not Task.DETECTION or card.decoder is None:
            message = f"the model {card.name} is for {card.task}, not for detection"
            raise ModelError(message)
        self._card = card
        self._threshold = card.threshold if threshold is None else threshold
        self._session = session
        self._decoder = Decoder(card.decoder)
        self._size = _size_taken(card, session)
        self._class_of = np.array([card.labels.index(label) for label in card.labels])

    @classmethod
    def load(
        cls,
        card_name: str = "detector",
        *,
        threads: int = 1,
        threshold: float | None = None,
        settings: ModelSettings = USUAL,
    ) -> "Detector":
        """Load a detector of the registry, checked against its card."""
        card, session = open_model(card_name, threads=threads, settings=settings)
        return cls(card, session, threshold=threshold)

    @property
    def threshold(self) -> float:
        """The score from which its card counts an object."""
        return self._card.threshold

    @property
    def labels(self) -> frozenset[str]:
        """What it can see."""
        return frozenset(self._card.labels)

    def __call__(self, image: Image) -> tuple[Detection, ...]:
        """Find objects in an (H, W, 3) BGR image, the likeliest first.

        Boxes are in pixels of the image and may reach beyond it. Raises ModelError
        where it could not look, which is not an empty answer.
        """
        if image.ndim != 3 or image.shape[2] != 3 or not image.size:
            message = f"a detector takes (H, W, 3) pixels, not {image.shape}"
            raise ModelError(message)
        placing = place(image, self._size_for(image), self._card.fitted)
        found = self._candidates(letterbox(image, placing))
        return tuple(
            self._detection(index, score, Box(*corners))
            for corners, score, index in zip(
                placing.back(found.boxes).tolist(),
                found.scores.tolist(),
                found.classes.tolist(),
                strict=True,
            )
        )

    def _detection(self, index: int, score: float, box: Box) -> Detection:
        label = self._card.labels[index]
        below = self._card.trim.get(label, 0.0) * box.height
        beside = self._card.narrow.get(label, 0.0) * box.width / 2
        kept = Box(box.x0 + beside, box.y0, box.x1 - beside, box.y1 - below)
        return Detection(label, score, kept)

    def _size_for(self, image: Image) -> Size:
        return self._size or input_size(image, self._card.longest)

    def _candidates(self, filled: Image) -> Candidates:
        """Run the model and keep one box an object; classes of one label are one."""
        try:
            found = decode(
                self._decoder,
                self._session.run(batch_of(filled, self._card)),
                size=filled.shape[:2],
                labels=len(self._card.labels),
                threshold=self._threshold,
            )
        except DecodeError as error:
            message = f"the model {self._card.name}: {error}"
            raise ModelError(message) from error
        merged = Candidates(found.boxes, found.scores, self._class_of[found.classes])
        if self._decoder.repeats:
            return suppress(merged, self._card.nms)
        return ranked(merged)


def batch_of(image: Image, card: ModelCard) -> NDArray[np.float32]:
    """Turn (H, W, 3) BGR pixels into the (1, 3, H, W) numbers that the card names."""
    ordered = image if card.channels is Channels.BGR else image[..., ::-1]
    pixels = np.ascontiguousarray(ordered.transpose(2, 0, 1)[np.newaxis])
    numbers = pixels.astype(np.float32)
    for channel, (mean, scale) in enumerate(zip(card.mean, card.scale, strict=True)):
        if (mean, scale) != (0, 1):
            numbers[:, channel] -= np.float32(mean)
            numbers[:, channel] *= np.float32(scale)
    return numbers


def _size_taken(card: ModelCard, session: Session) -> Size | None:
    """Give the input's height and width, or None where both vary.

    Raises ModelError where the card says otherwise than the file.
    """
    sides = session.shape[2:]
    if len(session.shape) != 4 or session.shape[1] not in (3, None):
        message = f"the model {card.name} takes {session.shape}, not images"
        raise ModelError(message)
    if any(
        None not in (said, side) and said != side
        for said, side in zip(card.input, sides, strict=True)
    ):
        message = f"the card of {card.name} says {card.input}, its file takes {sides}"
        raise ModelError(message)
    height, width = (said or side for said, side in zip(card.input, sides, strict=True))
    if height is None and width is None:
        return None
    if height is None or width is None:
        message = f"the model {card.name} must fix both sides of its input, or neither"
        raise ModelError(message)
    return height, width
