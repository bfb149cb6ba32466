"""One picture of a yard in, who and what is there out: the detector and its zooming.

The whole picture is seen made smaller, which loses who is far away. A camera of a yard
therefore looks closer at a few windows: where somebody small was seen, where something
small moves, and in turn everywhere in its zones. A photo, which is seen once and has
time, is looked at everywhere, in more sizes, and mirrored.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain, islice

import numpy as np
from numpy.typing import NDArray

from models.detector import Detector
from models.registry import open_model
from models.settings import USUAL, ModelSettings
from pipelines.gear_look import GearLook
from vision.closer import everywhere, stirring, windows
from vision.joined import joined
from vision.ppe import scene_of
from vision.results import Box, Detection
from vision.scene import Scene, YardLabel
from vision.strips import Image
from vision.yuv import shrink

Find = Callable[[Image], Sequence[Detection]]
MODEL = "people"
"""The card of the detector that a yard runs."""
SIDE = 320
"""Pixels of a window's sides."""
_SMALLER = 416
"""Longer side at which a whole picture is looked at once more: who is near is then as
large as the detector is used to."""
_BETWEEN = 544
"""Longer side at which a whole photo is looked at besides, as it is at ``SIDE``."""
_PART = 640
"""Pixels of the sides of the windows in which a photo is looked at."""
_MOST = 3
"""Windows that one look at a camera's picture may cost."""
_PEOPLE, _PEOPLE_OF_PHOTOS = 8, 40
"""People who are looked at closely in a camera's picture, and in a photo, ..."""
_FAINT = 0.1
"""... where those are looked at whose score is so low."""
_FOLLOWED = 0.9
"""Share of the threshold that is enough before a camera: whoever is followed from look
to look is borne out by the next ones, or lost. A photo has nothing but itself."""
_SMALL = 0.08
"""Height, against the picture's width, below which the whole picture may not do."""
_GREY = 320
"""Pixels across of the plane in which motion is sought."""


_WORN = frozenset({YardLabel.HELMET, YardLabel.VEST})
_MISSING = frozenset({YardLabel.NO_HELMET, YardLabel.NO_VEST})
_PIECE = 0.1
"""Score that is enough for a piece of gear: it must sit on a person besides."""
_ALARMING = 0.3
"""Score that a sign of a missing piece must reach where alarms come of it."""


def counted(
    detections: Sequence[Detection], threshold: float, *, strict: bool = False
) -> tuple[Detection, ...]:
    """Give what makes a scene: gear from a low score on, the rest from *threshold*.

    Whether a person wears a piece is asked for people who were found; then a faint
    sign tells more than none. Where *strict*, as for a camera that looks again and
    again and raises alarms, a sign that a piece is missing must be plainer.
    """
    least: dict[str, float] = dict.fromkeys(_WORN, _PIECE)
    least |= dict.fromkeys(_MISSING, _ALARMING if strict else _PIECE)
    return tuple(
        one for one in detections if one.score >= least.get(one.label, threshold)
    )


class YardLook:
    """Sees people, their gear and vehicles; one instance serves all threads.

    *wholes* are asked for whole pictures, *besides* too for those that are photos, and
    *closer* for windows of *side* pixels; all are detectors with the labels of
    ``YardLabel``. People and vehicles count from the score *threshold* on, before a
    camera from a little less. *gear* looks at people again, for what they wear.
    """

    def __init__(
        self,
        wholes: Sequence[Find],
        closer: Find,
        *,
        besides: Sequence[Find] = (),
        gear: GearLook | None = None,
        side: int = SIDE,
        threshold: float = 0.0,
    ) -> None:
        self._wholes, self._closer, self.side = tuple(wholes), closer, side
        self._of_photos = (*self._wholes, *besides)
        self._gear, self._threshold = gear, threshold

    @classmethod
    def load(
        cls,
        settings: ModelSettings = USUAL,
        *,
        threads: int = 1,
        card_name: str = MODEL,
        least: float = _PIECE,
        closely: bool = True,
    ) -> "YardLook":
        """Load the registry's detectors; raises ModelError where one is absent.

        *threads* work on one inference; 0: one a core. *least* is the score from
        which ``detections`` gives what is found. People are looked at again for their
        gear unless *closely* is false.
        """
        card, session = open_model(card_name, threads=threads, settings=settings)
        threshold = card.threshold
        card = replace(card, threshold=least)
        large = Detector(card, session)
        between, small, near = (
            Detector(replace(card, longest=longest), session)
            for longest in (_BETWEEN, _SMALLER, SIDE)
        )
        turned = [Mirrored(find) for find in (large, between, small, near)]
        besides: tuple[Find, ...] = (between, near, *turned)
        gear = GearLook.load(settings, threads=threads) if closely else None
        wholes = (large, small)
        return cls(wholes, near, besides=besides, gear=gear, threshold=threshold)

    def __call__(self, image: Image, places: Sequence[Box] | None = None) -> Scene:
        """See an (H, W, 3) BGR image closer in *places*; None: a photo, everywhere.

        Raises ModelError where it could not look, which is not an empty scene.
        """
        found = self.detections(image, places)
        strict = places is not None
        return scene_of(counted(found, self._least(places), strict=strict))

    def _least(self, places: Sequence[Box] | None) -> float:
        """Give the score from which people and vehicles count."""
        return self._threshold if places is None else _FOLLOWED * self._threshold

    def detections(
        self, image: Image, places: Sequence[Box] | None = None
    ) -> tuple[Detection, ...]:
        """Give what the detector finds, the likeliest first; as a look does."""
        size = image.shape[1], image.shape[0]
        if places is None:
            wholes, look = self._of_photos, self._wholes[0]
            most, least = _PEOPLE_OF_PHOTOS, _FAINT
            places = everywhere(size, _PART)
        else:
            wholes, look = self._wholes, self._closer
            most, least = _PEOPLE, self._least(places)
        seen = [(window, look(_cut(image, window))) for window in places]
        found = joined([whole(image) for whole in wholes], seen, size)
        if self._gear is None:
            return found
        people = (d for d in found if d.label == YardLabel.PERSON and d.score >= least)
        return self._gear(image, found, list(islice(people, most)))


class Mirrored:
    """Has *find* look at a picture from left to right exchanged."""

    def __init__(self, find: Find) -> None:
        self._find = find

    def __call__(self, image: Image) -> tuple[Detection, ...]:
        """Find objects in an (H, W, 3) BGR image; boxes are where they are in it."""
        width = image.shape[1]
        seen = self._find(np.ascontiguousarray(image[:, ::-1]))
        return tuple(replace(one, box=_turned(one.box, width)) for one in seen)


class CameraLook:
    """Looks at one camera's pictures, one after the other; one thread's own.

    *zones* are polygons of corners in shares of the picture: what lies there is looked
    at closely in turn, even where nothing moves. *most* windows a picture.
    """

    def __init__(
        self,
        look: YardLook,
        zones: Sequence[Sequence[tuple[float, float]]] = (),
        *,
        most: int = _MOST,
    ) -> None:
        self._look, self._most = look, most
        self._zones = [_around(zone) for zone in zones]
        self._before: NDArray[np.uint8] | None = None
        self._small: tuple[Box, ...] = ()
        self._turn = 0

    def __call__(self, image: Image) -> Scene:
        """See the next (H, W, 3) BGR picture. Raises ModelError, as YardLook does."""
        size = image.shape[1], image.shape[0]
        scene = self._look(image, self._places(image, size))
        small = _SMALL * size[0]
        people = (person.box for person in scene.people)
        self._small = tuple(box for box in people if box.height < small)
        return scene

    def _places(self, image: Image, size: tuple[int, int]) -> tuple[Box, ...]:
        """Choose windows: who was seen small, what moves, then the zones in turn."""
        side = self._look.side
        if max(size) <= side:
            return ()
        grey = shrink(np.ascontiguousarray(image[..., 1]), _GREY)
        before, self._before = self._before, grey
        stirred = () if before is None else stirring(before, grey, size)
        small = (box for box in stirred if box.height < 2 * _SMALL * size[0])
        wanted = chain(self._small, small, self._next_of_zones(size))
        return windows(wanted, size, side, self._most)

    def _next_of_zones(self, size: tuple[int, int]) -> tuple[Box, ...]:
        """Give the place in the zones whose turn it is."""
        every = everywhere(size, self._look.side)
        zones = [_scaled(zone, size) for zone in self._zones]
        there = [w for w in every if any(w.overlap(zone) > 0 for zone in zones)]
        if not there:
            return ()
        self._turn = (self._turn + 1) % len(there)
        return (_middle(there[self._turn]),)


def _turned(box: Box, width: int) -> Box:
    return Box(width - box.x1, box.y0, width - box.x0, box.y1)


def _cut(image: Image, window: Box) -> Image:
    x0, y0, x1, y1 = (int(side) for side in window.sides)
    return np.ascontiguousarray(image[y0:y1, x0:x1])


def _around(zone: Sequence[tuple[float, float]]) -> Box:
    across, down = zip(*zone, strict=True)
    return Box(min(across), min(down), max(across), max(down))


def _scaled(zone: Box, size: tuple[int, int]) -> Box:
    width, height = size
    return Box(zone.x0 * width, zone.y0 * height, zone.x1 * width, zone.y1 * height)


def _middle(window: Box) -> Box:
    """Give the inner part of a window, which no smaller one would hold."""
    x, y = window.centre
    reach = window.width / 4
    return Box(x - reach, y - reach, x + reach, y + reach)
