"""What a truck carries follows from the numbers that were read of it."""

import pytest

from tests.support.glances import at, glance
from tests.support.text import container
from vision.following import containers_of
from vision.load import Doubt, Load, LoadKind, Position, load
from vision.order import Carried, Heads
from vision.results import Box, ContainerReading, Status

FRONT, REAR = "KSTU2503180", "MSCU6639870"
CAMERAS = {"left": Heads.LEFT, "right": Heads.RIGHT, "rear": Heads.AWAY, "roof": None}


Places = dict[str, Box | list[Box]]
"""Where each camera saw a container, in one look or second by second."""


def carried(
    number: str = FRONT,
    size_type: str | None = "22G1",
    status: Status = Status.CERTAIN,
    **places: Box | list[Box],
) -> Carried:
    """Make a container that cameras saw in *places*."""
    return seen_at(number, places, size_type, status)


def seen_at(
    number: str,
    places: Places,
    size_type: str | None = "22G1",
    status: Status = Status.CERTAIN,
) -> Carried:
    def seen(box: Box) -> ContainerReading:
        return container(number, status, size_type=size_type, box=box)

    shown = {c: p if isinstance(p, list) else [p] for c, p in places.items()}
    return Carried(
        seen(at(0)),
        {
            camera: containers_of(glance(t, seen(b)) for t, b in enumerate(boxes))
            for camera, boxes in (shown or {"left": [at(0)]}).items()
        },
    )


def judged(*containers: Carried, cameras: int = 3) -> Load:
    found = load(containers, CAMERAS, cameras=cameras)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("size_type", "kind"),
    [
        ("22G1", LoadKind.ONE_20),
        ("45R1", LoadKind.ONE_40),
        ("L5G1", LoadKind.ONE_45),
        ("P5G1", LoadKind.ONE),
        (None, LoadKind.ONE),
    ],
)
def test_one_container_is_the_only_one(size_type: str | None, kind: LoadKind) -> None:
    found = judged(carried(size_type=size_type))
    assert (found.kind, found.positions) == (kind, {FRONT: Position.ONLY})
    assert found.doubts == ()


def test_two_short_ones_are_a_full_load() -> None:
    found = judged(carried(), carried(REAR))
    assert (found.kind, found.doubts) == (LoadKind.TWO_20, ())


def test_two_of_unknown_length_must_be_short() -> None:
    assert judged(carried(), carried(REAR, None)).kind is LoadKind.TWO_20


def test_no_number_is_an_empty_truck_the_surer_the_more_cameras_looked() -> None:
    sure = [judged(cameras=n) for n in (1, 2, 4)]
    assert {found.kind for found in sure} == {LoadKind.EMPTY}
    assert sure[0].confidence < sure[1].confidence < sure[2].confidence < 1


def test_no_number_and_no_camera_that_looked_tells_nothing() -> None:
    assert load((), CAMERAS, cameras=0) is None


def test_a_truck_with_a_number_that_nobody_could_read_is_not_empty() -> None:
    found = load((), CAMERAS, cameras=3, unread=True)
    assert found is not None
    assert (found.kind, found.doubts) == (LoadKind.UNCLEAR, (Doubt.UNREAD,))


def test_a_doubtful_number_makes_a_doubtful_load() -> None:
    doubtful = judged(carried(status=Status.UNCERTAIN))
    assert doubtful.confidence < judged(carried()).confidence


def test_another_short_container_may_have_been_missed_beside_a_short_one_only() -> None:
    short, long = judged(carried()), judged(carried(size_type="42G1"))
    assert short.confidence < long.confidence
    assert short.confidence < judged(carried(), cameras=5).confidence


@pytest.mark.parametrize("long", ["42G1", "45G1", "L5G1"])
def test_a_long_container_beside_another_is_a_doubt(long: str) -> None:
    found = judged(carried(size_type=long), carried(REAR))
    assert (found.kind, found.doubts) == (LoadKind.UNCLEAR, (Doubt.TOO_LONG,))


def test_three_containers_are_a_doubt() -> None:
    found = judged(carried(), carried(REAR), carried("CSQU3054383"))
    assert (found.kind, found.doubts) == (LoadKind.UNCLEAR, (Doubt.TOO_MANY,))
    assert found.positions == {}


def test_size_types_of_two_lengths_on_one_container_are_a_doubt() -> None:
    short, long = carried(left=at(0)), carried(size_type="45G1", rear=at(0))
    found = judged(Carried(short.container, {**short.seen, **long.seen}))
    assert (found.kind, found.doubts) == (LoadKind.ONE, (Doubt.LENGTH,))


AHEAD = [
    pytest.param({"left": at(100)}, {"left": at(600)}, id="left in a left-heading one"),
    pytest.param({"right": at(600)}, {"right": at(100)}, id="right in another"),
    pytest.param(
        {"rear": at(300, 50)}, {"rear": at(300, 400)}, id="higher from behind"
    ),
    pytest.param(
        {"left": at(0)}, {"rear": at(300)}, id="hidden from behind by the other"
    ),
    pytest.param(
        {"roof": [at(200), at(500), at(800)]},
        {"roof": [at(0), at(300), at(600)]},
        id="ahead where the camera's side is told by the movement",
    ),
]


@pytest.mark.parametrize(("front", "rear"), AHEAD)
def test_the_order_is_told_from_front_to_rear(front: Places, rear: Places) -> None:
    one, other = seen_at(FRONT, front), seen_at(REAR, rear)
    wanted = {FRONT: Position.FRONT, REAR: Position.REAR}
    assert judged(one, other).positions == wanted
    assert judged(other, one).positions == wanted


def test_without_evidence_no_order_is_made_up() -> None:
    one, other = carried(FRONT, left=at(0)), carried(REAR, right=at(0))
    assert judged(one, other).positions == {}


def test_a_camera_that_sees_both_outweighs_one_that_sees_one() -> None:
    one = carried(FRONT, left=at(100))
    other = carried(REAR, left=at(600))
    seen_alone = Carried(one.container, {**one.seen, "rear": one.seen["left"]})
    assert judged(seen_alone, other).positions[FRONT] is Position.FRONT


def test_cameras_that_contradict_each_other_are_a_doubt() -> None:
    one = carried(FRONT, left=at(100), right=at(100))
    other = carried(REAR, left=at(600), right=at(600))
    found = judged(one, other)
    assert (found.positions, found.doubts) == ({}, (Doubt.ORDER,))
