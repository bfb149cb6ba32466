"""People who were found, looked at closely one by one -> what they wear.

Small gear is lost in a picture that is shown whole, and in a crowd it is anybody's. In
a close-up everybody is equally large, and its network was taught the gear of the one
in the middle.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from models.detector import Detector
from models.registry import open_model
from models.settings import USUAL, ModelSettings
from vision.close_up import CloseUp
from vision.results import Detection
from vision.second_look import second_look
from vision.strips import Image

Find = Callable[[Image], Sequence[Detection]]
"""Finds pieces of gear, the likeliest first, in a close-up."""
MODEL = "gear"
"""The card of the network that looks at close-ups."""
_PIECE = 0.02
"""Score from which a piece counts: another look is asked besides."""


class GearLook:
    """Looks closely at people; one instance serves all threads.

    *find* is shown close-ups and gives pieces with the labels of ``YardLabel``.
    """

    def __init__(self, find: Find) -> None:
        self._find = find

    @classmethod
    def load(cls, settings: ModelSettings = USUAL, *, threads: int = 1) -> "GearLook":
        """Load the registry's network; raises ModelError where it is absent."""
        card, session = open_model(MODEL, threads=threads, settings=settings)
        return cls(Detector(replace(card, threshold=_PIECE), session))

    def __call__(
        self, image: Image, found: Sequence[Detection], people: Sequence[Detection]
    ) -> tuple[Detection, ...]:
        """Give all that was *found* in an (H, W, 3) BGR image, the likeliest first.

        Those *people* of it are looked at again for their gear. Raises ModelError
        where it could not look.
        """
        near = [piece for person in people for piece in self._worn_by(image, person)]
        return second_look(found, people, near)

    def _worn_by(self, image: Image, person: Detection) -> list[Detection]:
        """Give the likeliest piece of each label on a person."""
        close, best = CloseUp.of(person.box), dict[str, Detection]()
        for piece in self._find(close.cut(image)):
            if piece.label not in best:
                best[piece.label] = replace(piece, box=close.back(piece.box))
        return list(best.values())
