import pytest

from datasets.measure.compliance import NOBODY, Compliance, compliance
from tests.support.ppe import BARE_HEAD, HELMET, PERSON, VEST, scored, seen
from vision.results import Detection
from vision.scene import Gear, Worn, YardLabel

DRESSED = [PERSON, HELMET, VEST]


def found(*boxes: Detection, score: float = 0.9) -> list[Detection]:
    return [scored(box, score) for box in boxes]


def helmets(truth: list[Detection], seen_: list[Detection]) -> Compliance:
    first, *_ = compliance([seen(truth, seen_)], 0.3)
    assert first.gear is Gear.HELMET
    return first


@pytest.mark.parametrize(
    ("truth", "seen_", "pair"),
    [
        pytest.param(DRESSED, found(*DRESSED), (Worn.WORN, Worn.WORN), id="worn"),
        pytest.param(
            DRESSED, found(PERSON), (Worn.WORN, Worn.UNSEEN), id="helmet not found"
        ),
        pytest.param(
            [PERSON, BARE_HEAD],
            found(PERSON, HELMET),
            (Worn.MISSING, Worn.WORN),
            id="bare head taken for a helmet",
        ),
        pytest.param(DRESSED, [], (Worn.WORN, NOBODY), id="person not found"),
        pytest.param(
            [], found(PERSON, HELMET), (NOBODY, Worn.WORN), id="nobody is there"
        ),
        pytest.param(
            DRESSED,
            [*found(PERSON), *found(HELMET, score=0.2)],
            (Worn.WORN, Worn.WORN),
            id="a faint helmet on a person",
        ),
        pytest.param(
            DRESSED,
            [*found(PERSON), *found(HELMET, score=0.05)],
            (Worn.WORN, Worn.UNSEEN),
            id="too faint",
        ),
        pytest.param(
            DRESSED, found(*DRESSED, score=0.2), (Worn.WORN, NOBODY), id="faint person"
        ),
    ],
)
def test_each_person_is_a_pair_of_what_is_labelled_and_what_was_seen(
    truth: list[Detection], seen_: list[Detection], pair: tuple[str, str]
) -> None:
    assert dict(helmets(truth, seen_).counts) == {pair: 1}


def test_f1_counts_people_missed_and_people_invented() -> None:
    photos = [
        seen(DRESSED, found(*DRESSED)),
        seen(DRESSED, []),
        seen([PERSON, BARE_HEAD], found(PERSON, HELMET)),
    ]
    helmet, vest, both = compliance(photos, 0.3)
    assert helmet.f1(Worn.WORN) == pytest.approx(2 / 4)
    assert helmet.f1(Worn.MISSING) == 0
    assert helmet.f1(Worn.UNSEEN) is None
    assert helmet.macro == pytest.approx(0.25)
    assert helmet.micro == pytest.approx(2 / 5)
    assert helmet.right_of_found == pytest.approx(1 / 2)
    assert both.counts == helmet.counts + vest.counts


def test_a_set_without_labelled_people_is_not_judged() -> None:
    photo = seen([HELMET], found(HELMET), labelled=frozenset({YardLabel.HELMET}))
    assert compliance([photo], 0.3) == ()


def test_gear_that_a_set_does_not_label_is_not_judged() -> None:
    photo = seen(
        [PERSON, VEST],
        found(*DRESSED),
        labelled=frozenset({YardLabel.PERSON, YardLabel.VEST}),
    )
    helmet, vest, _ = compliance([photo], 0.3)
    assert not helmet.counts
    assert dict(vest.counts) == {(Worn.WORN, Worn.WORN): 1}
