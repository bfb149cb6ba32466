"""Detections read by our reader, and what happens where it is in doubt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pytest
from numpy.typing import NDArray

from models.reader import NUMBER_WIDTH, PLATE_WIDTH, SIZE_TYPE_WIDTH
from pipelines.gate_look import GateLook
from tests.support.steps import steps
from tests.support.text import line
from vision.results import Box, Detection, Kind, Label, Slant, Status, TextLine
from vision.strips import Image

IMAGE = np.zeros((400, 600, 3), np.uint8)
CODE = Detection(Label.CODE_LINE, 0.9, Box(100, 100, 300, 130))
BELOW = Detection(Label.SIZE_TYPE, 0.8, Box(100, 140, 160, 165))
PLATE = Detection(Label.PLATE, 0.9, Box(100, 300, 220, 330))
NUMBER = "CSQU3054383"


@dataclass
class Written:
    """Reads the texts it is given by the width that they are read at."""

    texts: Mapping[int, str | Sequence[Mapping[str, float]]]

    def __call__(self, _: Image, width: int) -> NDArray[np.float32]:
        return steps(self.texts.get(width, ""))


@dataclass
class Second:
    """Reads one text wherever it is asked; finds it where it is looked for."""

    text: str = ""
    finds: bool = False
    faint: float = 0.99
    at: tuple[float, float] = (100, 200)
    asked: list[str] = field(default_factory=list)

    def find(self, image: Image) -> tuple[Slant, ...]:
        self.asked.append("find")
        whole = line(self.text, at=self.at).slant
        return (whole,) if self.finds and image.shape == IMAGE.shape else ()

    def recognise(self, _: Image, place: Slant, *, stacked: bool) -> TextLine:
        self.asked.append("recognise")
        choices = list(line(self.text).choices)
        choices[7:8] = [{c: self.faint} for c in self.text[7:8]]
        return TextLine(tuple(choices), place, stacked)


def look(
    found: Sequence[Detection],
    texts: Mapping[int, str | Sequence[Mapping[str, float]]],
    second: Second,
) -> GateLook:
    return GateLook(lambda _: found, Written(texts), second)


def test_a_number_and_the_code_below_it_are_one_reading() -> None:
    second = Second()
    readings = look(
        [BELOW, CODE], {NUMBER_WIDTH: NUMBER, SIZE_TYPE_WIDTH: "22G1"}, second
    )(IMAGE)
    (container,) = readings.containers
    assert (container.number, container.size_type) == (NUMBER, "22G1")
    assert container.status is Status.CERTAIN


def test_what_is_certain_needs_no_second_look() -> None:
    second = Second()
    look([CODE], {NUMBER_WIDTH: NUMBER}, second)(IMAGE)
    assert second.asked == []


def test_a_doubtful_number_is_read_again() -> None:
    second = Second(NUMBER)
    readings = look([CODE], {NUMBER_WIDTH: "CSQU30"}, second)(IMAGE)
    assert [(c.number, c.status) for c in readings.containers] == [
        (NUMBER, Status.CERTAIN)
    ]
    assert "find" not in second.asked


@dataclass
class Cut:
    """Reads a number without its check digit where it was not cut out *wide*."""

    beyond: str
    wide: int = 280

    def __call__(self, line: Image, _: int) -> NDArray[np.float32]:
        return steps(self.beyond if line.shape[1] > self.wide else NUMBER[:10])


def test_a_check_digit_is_looked_for_beyond_its_box() -> None:
    second = Second()
    (container,) = GateLook(lambda _: [CODE], Cut(NUMBER), second)(IMAGE).containers
    assert (container.number, container.status) == (NUMBER, Status.CERTAIN)
    assert second.asked == []


def test_what_stands_beyond_a_box_makes_no_other_number() -> None:
    every = GateLook(lambda _: [CODE], Cut("MSKU3866036"), Second(NUMBER[:10]))(IMAGE)
    assert [(c.number, c.status) for c in every.containers] == [
        (NUMBER, Status.INFERRED)
    ]


def test_where_nothing_is_detected_the_whole_image_is_read() -> None:
    readings = look([], {}, Second(NUMBER, finds=True))(IMAGE)
    assert [c.number for c in readings.containers] == [NUMBER]


def test_a_plate_is_certain_where_both_readers_agree() -> None:
    (plate,) = look([PLATE], {PLATE_WIDTH: "AB12CDE"}, Second("AB12CDE"))(IMAGE).plates
    assert (plate.text, plate.status) == ("AB12CDE", Status.CERTAIN)


def test_a_plate_is_uncertain_where_the_readers_differ() -> None:
    (plate,) = look([PLATE], {PLATE_WIDTH: "AB12CDE"}, Second("AB12CDF"))(IMAGE).plates
    assert (plate.text, plate.status) == ("AB12CDE", Status.UNCERTAIN)


def test_a_plate_that_no_syntax_knows_is_told_all_the_same() -> None:
    (plate,) = look([PLATE], {PLATE_WIDTH: "XYZZY"}, Second("XYZZY"))(IMAGE).plates
    assert (plate.region, plate.status) == (None, Status.UNCERTAIN)


def test_only_what_is_wanted_is_read() -> None:
    every = look(
        [CODE, PLATE], {NUMBER_WIDTH: NUMBER, PLATE_WIDTH: "AB12CDE"}, Second("AB12CDE")
    )
    assert every(IMAGE, wants=frozenset({Kind.PLATE})).containers == ()
    assert every(IMAGE, wants=frozenset({Kind.CONTAINER})).plates == ()


def test_a_detection_beyond_the_edge_is_read_without_a_crash() -> None:
    outside = Detection(Label.CODE_LINE, 0.9, Box(590, 390, 900, 430))
    readings = look([outside], {NUMBER_WIDTH: NUMBER}, Second())(IMAGE)
    assert [c.number for c in readings.containers] == [NUMBER]


def test_trucks_and_numbers_that_were_not_read_are_told_with_the_readings() -> None:
    truck = Detection(Label.TRUCK, 0.9, Box(0, 0, 500, 390))
    faint = Detection(Label.CODE_COLUMN, 0.3, Box(500, 10, 520, 200))
    seen = look([truck, CODE, faint], {}, Second())(IMAGE)
    assert (seen.trucks, seen.unread) == ((truck.box,), (CODE.box,))


def test_a_number_that_was_read_is_not_unread() -> None:
    assert look([CODE], {NUMBER_WIDTH: NUMBER}, Second())(IMAGE).unread == ()


def test_an_image_that_is_a_plate_is_read_whole() -> None:
    cut_out = np.zeros((50, 160, 3), np.uint8)
    part = Detection(Label.PLATE, 0.4, Box(60, 5, 140, 45))
    (plate,) = look([part], {PLATE_WIDTH: "AB12CDE"}, Second())(cut_out).plates
    assert (plate.text, plate.box) == ("AB12CDE", Box(0, 0, 160, 50))


def test_an_image_that_is_a_plate_of_no_known_syntax_is_read_whole() -> None:
    cut_out = np.zeros((50, 160, 3), np.uint8)
    part = Detection(Label.PLATE, 0.4, Box(60, 5, 140, 45))
    (plate,) = look([part], {PLATE_WIDTH: "1234567"}, Second())(cut_out).plates
    assert (plate.text, plate.box) == ("1234567", Box(0, 0, 160, 50))


def test_a_part_of_what_is_clearly_read_is_not_the_whole() -> None:
    """As one line, a plate of two may lose one of them and fit a syntax then."""
    texts = iter([steps("ADZ78"), steps("256ADZ78")])
    plate = Detection(Label.PLATE, 0.9, Box(100, 100, 200, 150))
    both = GateLook(lambda _: [plate], lambda *_: next(texts), Second())
    (read,) = both(IMAGE, wants=frozenset({Kind.PLATE})).plates
    assert read.text == "256ADZ78"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        pytest.param("T76FP", Status.UNCERTAIN, id="short, and of any letters"),
        pytest.param("7ABC123", Status.CERTAIN, id="long enough"),
    ],
)
def test_two_readers_do_not_make_a_short_text_of_wide_syntax_certain(
    text: str, status: Status
) -> None:
    (read,) = look([PLATE], {PLATE_WIDTH: [{c: 0.995} for c in text]}, Second(text))(
        IMAGE
    ).plates
    assert read.status is status


@pytest.mark.parametrize(
    ("score", "status"),
    [
        pytest.param(0.98, Status.UNCERTAIN, id="nearly sure"),
        pytest.param(0.999, Status.CERTAIN, id="sure"),
    ],
)
def test_a_digit_that_may_be_a_letter_in_a_newer_syntax_must_be_sure(
    score: float, status: Status
) -> None:
    doubt = [{c: 0.999} for c in "HHT7197"]
    doubt[4] = {"1": score}
    (read,) = look([PLATE], {PLATE_WIDTH: doubt}, Second("HHT7197"))(IMAGE).plates
    assert read.status is status


def test_a_number_read_with_doubt_is_certain_where_both_readers_agree() -> None:
    doubt = [{c: 0.99} for c in NUMBER]
    doubt[7] = {NUMBER[7]: 0.85, "6": 0.1}
    (one,) = look([CODE], {NUMBER_WIDTH: doubt}, Second(NUMBER))(IMAGE).containers
    (other,) = look([CODE], {NUMBER_WIDTH: doubt}, Second("CSQU3064383"))(
        IMAGE
    ).containers
    assert (one.number, one.status) == (NUMBER, Status.CERTAIN)
    assert other.status is Status.UNCERTAIN


@pytest.mark.parametrize(
    ("faint", "at", "status"),
    [
        pytest.param(0.99, (100, 100), Status.CERTAIN, id="sure of every character"),
        pytest.param(0.7, (100, 100), Status.UNCERTAIN, id="against our reader"),
        pytest.param(0.7, (100, 300), Status.CERTAIN, id="somewhere else"),
    ],
)
def test_the_whole_image_is_believed_against_our_reader_only_where_it_is_sure(
    faint: float, at: tuple[float, float], status: Status
) -> None:
    doubt = [{c: 0.99} for c in NUMBER]
    doubt[7] = {NUMBER[7]: 0.85, "6": 0.1}
    second = Second("MSCU6639870", finds=True, faint=faint, at=at)
    readings = look([CODE], {NUMBER_WIDTH: doubt}, second)(IMAGE)
    found = {c.number: c.status for c in readings.containers}
    assert found["MSCU6639870"] is status


def test_a_number_far_behind_is_not_the_answer() -> None:
    behind = Detection(Label.CODE_LINE, 0.8, Box(400, 20, 470, 29))
    readings = look([CODE, behind], {NUMBER_WIDTH: NUMBER}, Second())(IMAGE)
    assert [c.box for c in readings.containers] == [CODE.box]


def test_what_mud_spells_is_no_plate() -> None:
    smeared = [{"A": 0.7}, {"4": 0.6}, {"9": 0.5}]
    assert look([PLATE], {PLATE_WIDTH: smeared}, Second())(IMAGE).plates == ()


def test_a_wall_that_spells_a_number_without_conviction_invents_none() -> None:
    stains = [{c: 0.4} for c in NUMBER]
    assert look([CODE], {NUMBER_WIDTH: stains}, Second())(IMAGE).containers == ()


@pytest.mark.parametrize(
    ("label", "wants", "asked"),
    [
        pytest.param(Label.CODE_LINE, Kind.CONTAINER, True, id="a hint of a number"),
        pytest.param(Label.PLATE, Kind.CONTAINER, False, id="a hint of a plate only"),
        pytest.param(Label.TRUCK, Kind.CONTAINER, False, id="a truck"),
        pytest.param(Label.PLATE, Kind.PLATE, True, id="a hint of a plate"),
    ],
)
def test_a_lane_reads_a_whole_image_only_where_there_is_a_hint(
    label: Label, wants: Kind, asked: bool
) -> None:
    second = Second()
    faint = Detection(label, 0.1, Box(10, 10, 60, 30))
    find = GateLook(lambda _: [faint], Written({}), second, sure=0.3, hinted=True)
    find(IMAGE, wants=frozenset({wants}))
    assert ("find" in second.asked) is asked


def test_a_faint_detection_is_not_read_by_itself() -> None:
    second = Second()
    faint = Detection(Label.CODE_LINE, 0.1, CODE.box)
    readings = GateLook(
        lambda _: [faint], Written({NUMBER_WIDTH: NUMBER}), second, sure=0.3
    )(IMAGE)
    assert not readings.containers
