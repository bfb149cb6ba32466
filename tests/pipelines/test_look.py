from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from pipelines.look import EVERYTHING, TextLook
from tests.support.text import line
from vision.results import Kind, Slant, Status, TextLine
from vision.strips import Image

BLANK = np.zeros((400, 600, 3), np.uint8)


@dataclass
class WrittenReader:
    """Finds the lines it is given and reads what stands in a place."""

    lines: Mapping[Slant, TextLine]
    beyond: Mapping[str, str] = field(default_factory=dict)
    """What a line's text becomes where more room is given to it."""
    looks: int = 0

    def find(self, image: Image) -> tuple[Slant, ...]:
        self.looks += 1
        return tuple(self.lines) if image.shape == BLANK.shape else ()

    def recognise(
        self,
        image: Image,  # noqa: ARG002 - the lines are written, not seen
        place: Slant,
        *,
        stacked: bool,
    ) -> TextLine:
        if place in self.lines:
            return self.lines[place]
        source = next(s for s in self.lines if s.box.overlap(place.box) > 0)
        text = self.beyond[self.lines[source].text]
        return TextLine(line(text).choices, place, stacked)


def reader(*lines: TextLine, beyond: Mapping[str, str] | None = None) -> WrittenReader:
    return WrittenReader({line.slant: line for line in lines}, beyond or {})


def test_containers_and_plates_of_one_image_are_read() -> None:
    look = TextLook(reader(line("CSQU3054383"), line("AB12CDE", at=(0, 300))))
    readings = look(BLANK, wants=EVERYTHING)
    assert [c.number for c in readings.containers] == ["CSQU3054383"]
    assert [p.text for p in readings.plates] == ["AB12CDE"]


def test_only_what_is_wanted_is_given() -> None:
    look = TextLook(reader(line("CSQU3054383"), line("AB12CDE", at=(0, 300))))
    assert look(BLANK, wants=frozenset({Kind.PLATE})).containers == ()
    assert look(BLANK, wants=frozenset({Kind.CONTAINER})).plates == ()


def test_an_image_without_text_gives_nothing() -> None:
    readings = TextLook(reader())(BLANK)
    assert (readings.plates, readings.containers) == ((), ())


def test_a_check_digit_behind_the_box_is_read_too() -> None:
    cut = reader(line("CSQU305438"), beyond={"CSQU305438": "CSQU3054383"})
    (reading,) = TextLook(cut)(BLANK).containers
    assert (reading.number, reading.status) == ("CSQU3054383", Status.CERTAIN)


def test_a_column_without_its_head_is_read_upwards() -> None:
    headless = line("3054383", at=(100, 200), stacked=True)
    found = reader(headless, beyond={"3054383": "CSQU3054383"})
    (reading,) = TextLook(found)(BLANK).containers
    assert reading.number == "CSQU3054383"


def test_a_part_of_a_number_is_looked_at_closer() -> None:
    part = reader(line("3054383", at=(400, 300)))
    TextLook(part)(BLANK)
    assert part.looks == 2


def test_a_whole_number_needs_one_look_only() -> None:
    whole = reader(line("CSQU3054383"), line("22G1", at=(0, 26)))
    TextLook(whole)(BLANK)
    assert whole.looks == 1


def test_the_largest_lines_are_read_where_there_are_too_many() -> None:
    crowd = [line("NOISE", at=(300, 30 * i), height=10) for i in range(5)]
    look = TextLook(reader(*crowd, line("CSQU3054383")), most_lines=1)
    assert look(BLANK).containers[0].number == "CSQU3054383"
