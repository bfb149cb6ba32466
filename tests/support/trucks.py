"""Valid trucks and containers with keyword overrides, and small cameras."""

from dataclasses import replace
from typing import Any

from datasets.cameras import CAMERAS
from datasets.plans import ContainerPlan, TruckPlan

SMALL = tuple(replace(camera, width=320, height=180) for camera in CAMERAS)
"""The lane's cameras with few pixels, for tests that read no text."""


def container(**changes: Any) -> ContainerPlan:
    """Build a 20 foot container of an invented carrier."""
    return replace(ContainerPlan(number="MRDU3054380"), **changes)


def truck(**changes: Any) -> TruckPlan:
    """Build a truck with one 40 foot high cube by day."""
    plan = TruckPlan(
        plate="AB12 CDE", containers=(container(size_type="45G1"),), qr="HELLO"
    )
    return replace(plan, **changes)
