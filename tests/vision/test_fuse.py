from tests.support.text import container, plate
from vision.fuse import fuse
from vision.results import Readings, Status

INFERRED, UNCERTAIN, CERTAIN = Status.INFERRED, Status.UNCERTAIN, Status.CERTAIN


def seen(*containers: object) -> Readings:
    return Readings(containers=containers)  # type: ignore[arg-type]


def test_no_views_give_no_readings() -> None:
    assert fuse([]) == Readings()


def test_inferred_and_certain_of_one_number_are_certain() -> None:
    views = [seen(container(status=INFERRED)), seen(container(status=CERTAIN))]
    (fused,) = fuse(views).containers
    assert fused.status is CERTAIN


def test_a_misreading_joins_the_number_with_the_seen_check_digit() -> None:
    views = [
        seen(container("CSQU3054888", INFERRED)),
        seen(container("CSQU3054883", UNCERTAIN)),
        seen(container("CSQU3054383", CERTAIN)),
    ]
    assert [c.number for c in fuse(views).containers] == ["CSQU3054383"]


def test_a_contested_character_loses_confidence() -> None:
    alone = fuse([seen(container())]).containers[0]
    views = [seen(container()), seen(container("CSQU3054883", UNCERTAIN))]
    contested = fuse(views).containers[0]
    assert contested.confidence < alone.confidence
    assert contested.scores[8] < contested.scores[0]


def test_two_certain_neighbours_stay_two() -> None:
    views = [seen(container("MSKU3866036"), container("MSKU3866041"))]
    assert len(fuse(views).containers) == 2


def test_the_size_type_seen_most_often_wins() -> None:
    codes = ["22G1", None, "45G1", "22G1"]
    views = [seen(container(size_type=code)) for code in codes]
    assert fuse(views).containers[0].size_type == "22G1"


def test_the_number_seen_by_most_views_comes_first() -> None:
    views = [seen(container("MSKU3866036"), container()), seen(container())]
    assert fuse(views).containers[0].number == "CSQU3054383"


def test_plates_one_character_apart_become_the_surer_one() -> None:
    views = [
        Readings(plates=(plate("AB12CDE"),)),
        Readings(plates=(plate("A812CDE", UNCERTAIN, score=0.6),)),
    ]
    assert [p.text for p in fuse(views).plates] == ["AB12CDE"]


def test_a_plate_that_several_looks_read_otherwise_is_uncertain() -> None:
    seen = [plate("AB12CDE"), plate("AB12CDE"), plate("AB12COE")]

    (one,) = fuse([Readings(plates=(p,)) for p in seen]).plates

    assert (one.text, one.status) == ("AB12CDE", Status.UNCERTAIN)


def test_a_plate_that_nearly_all_looks_agree_on_is_certain() -> None:
    seen = [*[plate("AB12CDE")] * 4, plate("AB12COE")]

    (one,) = fuse([Readings(plates=(p,)) for p in seen]).plates

    assert (one.text, one.status) == ("AB12CDE", Status.CERTAIN)
