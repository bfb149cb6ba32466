"""What a rendered lane promises: equal seeds, exact boxes, empty ends."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
import zxingcpp
from numpy.typing import NDArray

from datasets.cameras import CAMERAS, FRONT, KIOSK, LEFT, READING_CAMERAS, REAR, RIGHT
from datasets.motion import Pace, Pose, Stage, poses
from datasets.optics import Camera
from datasets.plans import CodeCarrier, Light, TruckPlan
from datasets.scenes import LaneView
from datasets.truth import Kind, TextTruth
from tests.support.trucks import SMALL, container, truck
from vision.results import Layout

STOP = Pose(0.0, 1.0)


def texts(plan: TruckPlan, camera: Camera, kind: Kind) -> list[TextTruth]:
    return [t for t in LaneView(plan, camera).truth(STOP) if t.kind is kind]


@pytest.mark.parametrize("camera", SMALL, ids=lambda camera: camera.name)
def test_equal_plans_give_equal_pixels(camera: Camera) -> None:
    first, second = (LaneView(truck(), camera).frame(STOP, 3) for _ in range(2))
    assert np.array_equal(first, second)


def test_a_frame_does_not_depend_on_the_frames_before_it() -> None:
    camera = SMALL[1]
    used, fresh = LaneView(truck(), camera), LaneView(truck(), camera)
    for pose in poses(Stage.ARRIVE, Pace()):
        used.still(pose)
    assert np.array_equal(used.still(STOP), fresh.still(STOP))


@pytest.mark.parametrize("camera", SMALL, ids=lambda camera: camera.name)
@pytest.mark.parametrize("size_type", ["22G1", "45G1", "L5G1"])
def test_clips_begin_and_end_with_the_empty_lane(
    camera: Camera, size_type: str
) -> None:
    view = LaneView(truck(containers=(container(size_type=size_type),)), camera)
    empty = view.still(Pose(None))
    for pose in (poses(Stage.ARRIVE, Pace())[0], poses(Stage.LEAVE, Pace())[-1]):
        assert np.array_equal(view.still(pose), empty)


@pytest.mark.parametrize(
    ("camera", "kinds"),
    [
        pytest.param(FRONT, {Kind.PLATE}, id="the front shows the plate"),
        pytest.param(LEFT, {Kind.CONTAINER, Kind.SIZE_TYPE}, id="the left a code"),
        pytest.param(RIGHT, {Kind.CONTAINER, Kind.SIZE_TYPE}, id="the right a code"),
        pytest.param(REAR, set(Kind), id="the rear all three"),
        pytest.param(KIOSK, set(), id="the kiosk none"),
    ],
)
@pytest.mark.parametrize("size_type", ["42G1", "45G1", "L5G1"])
def test_what_a_camera_is_for_is_wholly_visible_at_the_stop(
    camera: Camera, kinds: set[Kind], size_type: str
) -> None:
    plan = truck(containers=(container(size_type=size_type),))
    found = LaneView(plan, camera).truth(STOP)
    assert {text.kind for text in found if text.visible == 1} == kinds


@pytest.mark.parametrize("camera", [FRONT, LEFT, RIGHT, REAR], ids=lambda c: c.name)
def test_the_ink_of_every_text_lies_in_its_boxes(camera: Camera) -> None:
    plan = truck(dirt=0.0)
    view = LaneView(plan, camera)
    for text in view.truth(STOP):
        inked = _ink(view.still(STOP), text)
        assert all(share > 0.12 for share in inked)


def _ink(pixels: NDArray[np.uint8], text: TextTruth) -> list[float]:
    """Share of pixels in each character's box that differ from the ground around it."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY).astype(float)
    shares = []
    for box in text.characters:
        part = grey[round(box.y0) : round(box.y1), round(box.x0) : round(box.x1)]
        ground = np.median(grey[round(box.y0) : round(box.y1), round(box.x0) - 2])
        shares.append(float((np.abs(part - ground) > 30).mean()))
    return shares


def test_the_left_wall_is_read_downwards_and_the_check_digit_is_last() -> None:
    (number,) = texts(truck(), LEFT, Kind.CONTAINER)
    tops = [box.y0 for box in number.characters]
    assert number.layout is Layout.VERTICAL
    assert tops == sorted(tops)
    assert len(tops) == 11


def test_letters_run_from_left_to_right_on_every_face() -> None:
    plan = truck(containers=(container(side=Layout.TWO_LINES),))
    for camera in (FRONT, LEFT, RIGHT, REAR):
        for text in LaneView(plan, camera).truth(STOP):
            if text.visible == 1:
                assert text.characters[0].x0 < text.characters[3].x0


def test_two_containers_show_the_rear_one_behind_and_both_on_the_right() -> None:
    pair = (container(number="MRDU3054380"), container(number="NHVU3131290"))
    plan = truck(containers=pair)
    shown = {
        camera.name: {t.text for t in texts(plan, camera, Kind.CONTAINER)}
        for camera in (LEFT, RIGHT, REAR)
    }
    rear, both = {"NHVU3131290"}, {"MRDU3054380", "NHVU3131290"}
    assert shown == {"left": rear, "right": both, "rear": rear}


def test_a_text_behind_the_cameras_edge_is_cut_and_counted_in_part() -> None:
    view = LaneView(truck(), LEFT)
    shares = [
        max(
            (t.visible for t in view.truth(Pose(along)) if t.kind is Kind.CONTAINER),
            default=0.0,
        )
        for along in np.arange(-3.0, 6.0, 0.1)
    ]
    assert max(shares) == 1.0
    assert any(0 < share < 1 for share in shares)


def test_mud_makes_the_plates_illegible_and_nothing_else() -> None:
    found = LaneView(truck(mud=True), REAR).truth(STOP)
    assert {text.kind for text in found if not text.legible} == {Kind.PLATE}


def test_an_empty_chassis_has_no_container_number() -> None:
    plan = truck(containers=())
    assert [texts(plan, camera, Kind.CONTAINER) for camera in READING_CAMERAS] == [
        []
    ] * 4


@pytest.mark.parametrize("carrier", CodeCarrier)
@pytest.mark.parametrize("light", [Light.DAY, Light.NIGHT])
def test_the_code_in_the_drivers_hand_can_be_read(
    carrier: CodeCarrier, light: Light
) -> None:
    text = "QA1:7H2K-9MPX-4RTC-LANE-ARRIVAL-0123456789"
    plan = truck(qr=text, qr_on=carrier, light=light)
    found = zxingcpp.read_barcodes(LaneView(plan, KIOSK).frame(STOP))
    assert [code.text for code in found] == [text]


def test_no_code_is_shown_by_a_driver_who_holds_none() -> None:
    frame = LaneView(truck(qr=None), KIOSK).frame(STOP)
    assert zxingcpp.read_barcodes(frame) == []


def test_plates_are_wide_enough_to_read_at_the_front() -> None:
    (plate,) = texts(truck(), FRONT, Kind.PLATE)
    assert plate.box.width > 85
    assert plate.box.height > 14


def test_at_night_the_sky_is_dark_and_lamps_light_the_truck() -> None:
    day, night = (
        LaneView(replace(truck(), light=light), SMALL[1]).still(STOP)
        for light in (Light.DAY, Light.NIGHT)
    )
    sky, wall = np.s_[:6, 230:], np.s_[60:100, 60:200]
    assert night[sky].mean() < 0.5 * day[sky].mean()
    assert night[wall].mean() > 0.6 * day[wall].mean()


def test_there_are_four_reading_cameras_and_a_kiosk() -> None:
    assert [camera.name for camera in CAMERAS] == [
        "front",
        "left",
        "right",
        "rear",
        "kiosk",
    ]
