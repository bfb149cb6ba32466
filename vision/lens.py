"""Whether a camera can see: a state machine on small luma planes."""

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray


class Lens(StrEnum):
    """What keeps a camera from seeing its scene."""

    CLEAR = "clear"
    DARK = "dark"
    FROZEN = "frozen"
    COVERED = "covered"
    SPRAYED = "sprayed"
    """A part of the picture is hidden by what does not move."""
    MOVED = "moved"
    """It looks somewhere else than it did."""


class LensWatch:
    """Follows one camera; ``state`` is what its last planes told."""

    state: Lens

    def look(self, luma: NDArray[np.uint8], at: float) -> Lens:
        """Take a plane (h, w) of about 160 x 90, always of one shape, *at* seconds."""
        raise NotImplementedError
