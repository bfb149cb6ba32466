"""Whether a barrier may move: nobody stands where it would hit, as far as is seen."""

from collections.abc import Sequence
from enum import StrEnum

from vision.polygon import Point, inside
from vision.scene import Person, Scene


class Clearance(StrEnum):
    """What is known of the place that a barrier moves in."""

    CLEAR = "clear"
    PERSON = "person-in-lane"
    UNKNOWN = "unknown"
    """Nobody could look, or not long enough: never taken for clear."""


def anybody_in(scene: Scene, corners: Sequence[Point], size: tuple[int, int]) -> bool:
    """Whether a person of *scene* stands in a polygon of a picture of *size*.

    *corners* are in shares of the picture. Any of the box's lower corners counts and
    its middle: one foot in the zone is enough. Feet below the picture are taken to
    stand at its edge, too.
    """
    return any(_stands_in(person, corners, size) for person in scene.people)


def _stands_in(person: Person, corners: Sequence[Point], size: tuple[int, int]) -> bool:
    width, height = size
    box = person.box
    feet = {box.y1 / height, min(1.0, box.y1 / height)}
    across = (box.x0, (box.x0 + box.x1) / 2, box.x1)
    return any(inside(corners, x / width, y) for x in across for y in feet)
