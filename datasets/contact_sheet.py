"""One picture of all cameras, by day and by night, for the docs."""

import argparse
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from datasets.cameras import CAMERAS
from datasets.motion import Pose
from datasets.plans import CodeCarrier, ContainerPlan, Light, PlateStyle, TruckPlan
from datasets.scenes import LaneView
from vision.results import Layout

_DAY = TruckPlan(
    plate="AB12 CDE",
    containers=(ContainerPlan(number="MRDU3054380", size_type="45G1"),),
    cab=(40, 40, 150),
    dirt=0.45,
    qr="QUAYGATE ARRIVAL CODE",
    seed=3,
)
_NIGHT = TruckPlan(
    plate="B-QG 2041",
    style=PlateStyle.DE,
    containers=(
        ContainerPlan(number="TRNU8245010", livery="tern", side=Layout.TWO_LINES),
        ContainerPlan(number="NHVU3131290", livery="nordhav", doors=Layout.TWO_LINES),
    ),
    cab=(150, 60, 30),
    light=Light.NIGHT,
    qr="QUAYGATE ARRIVAL CODE",
    qr_on=CodeCarrier.PAPER,
    seed=2,
)


def contact_sheet(width: int, gap: int = 4) -> Image.Image:
    """Give a picture of two rows, day and night, with a column per camera."""
    size = (width, width * 9 // 16)
    rows = []
    for plan in (_DAY, _NIGHT):
        frames = [LaneView(plan, camera).still(Pose(0.0, 1.0)) for camera in CAMERAS]
        small = [cv2.resize(f, size, interpolation=cv2.INTER_AREA) for f in frames]
        framed = [
            cv2.copyMakeBorder(s, gap, gap, gap, gap, 0, value=(255,) * 3)
            for s in small
        ]
        rows.append(np.hstack(framed))
    picture = cv2.cvtColor(np.vstack(rows), cv2.COLOR_BGR2RGB)
    return Image.fromarray(np.asarray(picture, np.uint8))


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the picture, in few colours to keep it small."""
    parser = argparse.ArgumentParser(prog="python -m datasets.contact_sheet")
    parser.add_argument(
        "--out", type=Path, default=Path("docs/images/lane-cameras.png")
    )
    parser.add_argument(
        "--width", type=int, default=300, help="of one frame, in pixels"
    )
    given = parser.parse_args(arguments)
    given.out.parent.mkdir(parents=True, exist_ok=True)
    sheet = contact_sheet(given.width)
    palette = sheet.quantize(256, Image.Quantize.MAXCOVERAGE)
    dithered = sheet.quantize(palette=palette, dither=Image.Dither.FLOYDSTEINBERG)
    dithered.save(given.out, optimize=True)


if __name__ == "__main__":
    main()
