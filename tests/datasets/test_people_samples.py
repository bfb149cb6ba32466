"""Generated people and machines: what is painted, and the truth about it."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from datasets.bodies import Detail, body
from datasets.detection import Folder
from datasets.machines import MACHINES, sample_machine
from datasets.mesh_painting import cut_out
from datasets.meshes import box
from datasets.parts import Part
from datasets.people import Headgear, Looks, Upper, sample_looks
from datasets.people_samples import people_samples, render
from datasets.plans import Light
from datasets.poses import Stance, sample_stance, walking
from datasets.ppe import PPE_LABELS
from datasets.yard_plans import YARD_CAMERA
from datasets.yard_things import Thing, driven, in_order, person, stack
from datasets.yard_views import Lighting, Seen, marks, paint_things, seen_of
from vision.scene import YardLabel

_PLAIN = np.full((360, 640, 3), 128, np.uint8)
_FACING = float(np.pi)


def _seen(*things: Thing) -> list[dict[YardLabel, Seen]]:
    return [
        {part.label: part for part in parts} for parts in seen_of(things, YARD_CAMERA)
    ]


def test_the_truth_of_a_worker_is_a_person_with_helmet_and_vest() -> None:
    parts = _seen(person(Looks(), walking(0.1), (12.0, 0.0, _FACING)))[0]
    assert set(parts) == {YardLabel.PERSON, YardLabel.HELMET, YardLabel.VEST}


@pytest.mark.parametrize("headgear", [Headgear.BARE, Headgear.CAP, Headgear.HOOD])
def test_only_a_helmet_is_a_helmet(headgear: Headgear) -> None:
    looks = Looks(headgear=headgear, upper=Upper.SHIRT)
    parts = _seen(person(looks, walking(0.1), (12.0, 0.0, _FACING)))[0]
    assert set(parts) == {YardLabel.PERSON, YardLabel.NO_HELMET, YardLabel.NO_VEST}


def test_helmet_sits_on_top_of_the_person_and_the_vest_below() -> None:
    parts = _seen(person(Looks(), walking(0.4), (12.0, 1.0, 2.0)))[0]
    whole, helmet, vest = (
        parts[label].box
        for label in (YardLabel.PERSON, YardLabel.HELMET, YardLabel.VEST)
    )
    assert helmet.y0 == whole.y0
    assert helmet.y1 < vest.y0 + 0.1 * whole.height
    assert vest.y1 < whole.y0 + 0.62 * whole.height


@pytest.mark.parametrize(("metres", "pixels"), [(10.0, 67), (20.0, 38), (38.0, 21)])
def test_somebody_is_as_high_as_the_lens_makes_them(metres: float, pixels: int) -> None:
    parts = _seen(person(Looks(height=1.75), Stance(), (metres, 0.0, _FACING)))[0]
    assert parts[YardLabel.PERSON].box.height == pytest.approx(pixels, abs=4)


def test_feet_stand_where_they_were_set_down() -> None:
    parts = _seen(person(Looks(), Stance(), (14.0, 2.0, _FACING)))[0]
    feet = YARD_CAMERA.project(np.array([[14.0, 2.0, 0.0]]))[0]
    seen = parts[YardLabel.PERSON].box
    assert ((seen.x0 + seen.x1) / 2, seen.y1) == pytest.approx(tuple(feet), abs=4)


def test_who_stands_behind_a_container_is_not_seen() -> None:
    rng = np.random.default_rng(1)
    wall = stack(12.19, 2, (12.0, -6.0, np.pi / 2), rng)
    seen = _seen(person(Looks(), Stance(), (18.0, 0.0, 0.0)), wall)
    assert not seen[0]


def test_who_stands_before_a_long_wall_is_seen_however_near_its_end_is() -> None:
    rng = np.random.default_rng(1)
    wall = stack(12.19, 2, (8.0, -3.0, 0.6), rng)
    seen = _seen(wall, person(Looks(), Stance(), (11.0, 2.0, 0.0)))
    assert seen[1][YardLabel.PERSON].share > 0.99


def test_what_is_mostly_hidden_is_ignored_and_not_learned() -> None:
    behind = person(Looks(), Stance(), (13.0, 0.0, _FACING))
    front = person(Looks(breadth=1.2, height=1.9), Stance(), (12.0, 0.0, _FACING))
    view = paint_things(_PLAIN, YARD_CAMERA, [behind, front], Lighting(Light.DAY))
    found = marks(view)
    assert [label for _, label in found.boxes].count("person") == 1
    assert found.ignored


def test_a_driver_is_a_person_in_a_machine() -> None:
    forklift = sample_machine(np.random.default_rng(3), "forklift")
    parts = _seen(driven(forklift, (14.0, 0.0, 1.2), Looks()))[0]
    cab, driver = parts[YardLabel.MACHINERY].box, parts[YardLabel.PERSON].box
    assert cab.overlap(driver) == pytest.approx(driver.area)


@pytest.mark.parametrize("kind", list(MACHINES))
def test_every_machine_shows_and_stands_on_the_ground(kind: str) -> None:
    machine = sample_machine(np.random.default_rng(5), kind)
    low = machine.mesh.quads[..., 2].min()
    assert -0.05 < low < 0.3
    parts = _seen(driven(machine, (24.0, -4.0, 1.0)))[0]
    assert set(parts) <= {YardLabel.VEHICLE, YardLabel.MACHINERY}
    assert parts


@pytest.mark.parametrize("seed", range(12))
def test_nobody_hangs_in_the_air_or_sinks_into_the_ground(seed: int) -> None:
    rng = np.random.default_rng(seed)
    mesh = body(sample_looks(rng), sample_stance(rng), Detail.FAR)
    assert -0.12 < mesh.quads[..., 2].min() < 0.06


def test_a_closed_thing_is_painted_without_holes() -> None:
    thing = stack(6.06, 1, (14.0, 0.0, 0.3), np.random.default_rng(2))
    cut = cut_out(thing.placed, YARD_CAMERA, Light.DAY)
    assert cut is not None
    rows = cut.parts > 0
    for row in rows[rows.any(axis=1)]:
        inside = np.flatnonzero(row)
        assert row[inside[0] : inside[-1] + 1].all()


def test_quads_turn_clockwise_seen_from_outside() -> None:
    quads = box((-1, -1, -1), (1, 1, 1))
    out = np.cross(quads[:, 2] - quads[:, 0], quads[:, 1] - quads[:, 3])
    assert ((out * quads.mean(axis=1)).sum(axis=1) > 0).all()


def test_what_reaches_behind_the_lens_is_left_out() -> None:
    near = person(Looks(), Stance(), (0.0, 0.0, 0.0))
    assert cut_out(near.placed, YARD_CAMERA, Light.DAY) is None


def test_people_are_painted_far_to_near() -> None:
    far, near = (person(Looks(), Stance(), (x, 0.0, 0.0)) for x in (20.0, 10.0))
    assert in_order([near, far], np.zeros(2)) == [1, 0]


def test_equal_seeds_give_equal_frames() -> None:
    (one, first), *_ = people_samples(3)
    (other, second), *_ = people_samples(3)
    assert np.array_equal(one, other)
    assert first == second


def test_people_of_many_sizes_with_and_without_gear_are_shown() -> None:
    boxes = [
        one for seed in range(8) for _, m in people_samples(seed) for one in m.boxes
    ]
    heights = [box.height for box, label in boxes if label == "person"]
    assert min(heights) < 30
    assert max(heights) > 100
    gear = {"helmet", "no-helmet", "vest", "no-vest"}
    assert gear <= {label for _, label in boxes}


def test_what_was_rendered_is_read_back_with_its_labels(tmp_path: Path) -> None:
    list(render(tmp_path, range(1)))
    rendered = len(list(render(tmp_path, range(1))))
    folder = Folder(tmp_path, PPE_LABELS)
    sample = folder[0]
    assert rendered == 1
    assert len(folder) == 4
    assert len(sample.boxes) == len(sample.labels) > 0
    height, width = sample.image.shape[:2]
    assert (sample.boxes >= 0).all()
    assert (sample.boxes <= (width, height, width, height)).all()


def test_body_parts_are_told_apart() -> None:
    bare = replace(Looks(), headgear=Headgear.BARE, upper=Upper.JACKET)
    parts = set(body(bare, Stance()).parts.tolist())
    assert parts == {Part.BODY, Part.HEAD, Part.TORSO}
