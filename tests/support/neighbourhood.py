"""A lane with another truck beside it and containers stacked behind."""

from datasets.neighbours import Neighbours, NextLane, Stacked
from tests.support.trucks import container, truck

OWN, STACK = "MRDU3054380", "ASBU7339155"
FRONT_20, REAR_20 = "KSTU2503180", "KSTU2503446"
BESIDE_PLATE = "KX21VRN"

BESIDE = truck(
    plate="KX21 VRN",
    containers=(container(number=FRONT_20), container(number=REAR_20)),
    qr=None,
)


def around(left: float = 4.4, along: float = 3.0) -> Neighbours:
    """Put a truck with two containers into the next lane, and a stack behind it."""
    stack = Stacked(container=container(number=STACK), at=(-9.5, 7.5, 0.0))
    return Neighbours(
        stacks=(stack,), truck=NextLane(plan=BESIDE, left=left, along=along)
    )
