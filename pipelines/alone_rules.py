"""What a lane decides alone: GO for a truck on the list, read exactly; else REFER.

It never says STOP: what is wrong with a truck, a person finds out. Every reason is
given at once.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from pipelines.bundle import AllowedTruck, Bundle
from pipelines.signed import PASS_PREFIX, PassRead, SignedError, read_pass
from vision.results import ContainerReading, PlateReading, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenTruck:
    """What the lane knows of the truck that stands in it.

    ``blind``: a camera could not be relied on. ``doubts`` are those of its load.
    """

    plates: Sequence[PlateReading]
    containers: Sequence[ContainerReading]
    blind: bool = False
    doubts: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Alone:
    """GO, where ``truck`` is on the list and no reason speaks against it."""

    truck: AllowedTruck | None
    reasons: tuple[str, ...]

    @property
    def go(self) -> bool:
        """Whether the truck may go."""
        return self.truck is not None and not self.reasons


def digest(code: str) -> str:
    """Give the SHA-256 of a code as the gate knows it, in hex."""
    text = code.strip()
    shown = text if text.startswith(PASS_PREFIX) else text.upper()
    return hashlib.sha256(shown.encode()).hexdigest()


def decide_alone(bundle: Bundle, code: str, seen: SeenTruck, now: datetime) -> Alone:
    """Hold the truck to the list; *now* is UTC, the bundle known to be fresh."""
    text = code.strip()
    if text.startswith(PASS_PREFIX):
        truck, faults = _by_pass(bundle, text, now)
    else:
        truck = bundle.allowed.get(digest(text))
        faults = () if truck else ("not_on_allow_list",)
    if truck is None:
        return Alone(None, faults)
    reasons = [*faults, *_window(bundle, truck, now), *_holds(bundle, truck)]
    reasons += [*_plate(bundle, truck, seen), *_containers(bundle, truck, seen)]
    reasons += ["camera_stalled"] if seen.blind else []
    reasons += ["load_doubtful"] if seen.doubts else []
    return Alone(truck, tuple(dict.fromkeys(reasons)))


def spent_key(bundle: Bundle, code: str) -> str:
    """Give what stands for the truck of *code*, however it is shown."""
    text = code.strip()
    truck = bundle.allowed.get(digest(text))
    if text.startswith(PASS_PREFIX):
        truck, _ = _by_pass(bundle, text, bundle.made)
    return truck.code if truck else digest(text)


def _by_pass(
    bundle: Bundle, text: str, now: datetime
) -> tuple[AllowedTruck | None, tuple[str, ...]]:
    """Find the truck of a pass, and what speaks against the pass."""
    try:
        shown = read_pass(text, bundle.keys)
    except SignedError:
        return None, ("pass_not_ours",)
    truck = bundle.by_pass.get(shown.id)
    if truck is None:
        return None, ("not_on_allow_list",)
    return truck, tuple(_pass_faults(bundle, truck, shown, now))


def _pass_faults(
    bundle: Bundle, truck: AllowedTruck, shown: PassRead, now: datetime
) -> Iterator[str]:
    if shown.id in bundle.revoked or shown.verdict != "GO":
        yield "pass_revoked"
    if now >= shown.expires:
        yield "pass_expired"
    if shown.lane != bundle.lane:
        yield "pass_other_lane"
    if shown.plate != truck.plate or shown.containers != set(truck.containers):
        yield "pass_differs"


def _window(bundle: Bundle, truck: AllowedTruck, now: datetime) -> Iterator[str]:
    if not bundle.leaving and not truck.opens <= now < truck.closes:
        yield "outside_window"


def _holds(bundle: Bundle, truck: AllowedTruck) -> Iterator[str]:
    if bundle.held & set(truck.containers):
        yield "on_hold"


def _plate(bundle: Bundle, truck: AllowedTruck, seen: SeenTruck) -> Iterator[str]:
    """Ask for the booked plate, letter by letter, as the gate's PLATE rule does."""
    same = [plate for plate in seen.plates if plate.text == truck.plate]
    if not seen.plates:
        yield "plate_unread"
    elif not same:
        yield "plate_differs"
    elif all(plate.confidence < bundle.plate_confidence for plate in same):
        yield "plate_uncertain"


def _containers(bundle: Bundle, truck: AllowedTruck, seen: SeenTruck) -> Iterator[str]:
    """Ask for all that is booked and nothing else, none of it in doubt."""
    read = {box.number for box in seen.containers}
    if read - set(truck.containers):
        yield "container_differs"
    if set(truck.containers) - read:
        yield "container_unread"
    for box in seen.containers:
        least = bundle.container_confidence
        if box.status is Status.UNCERTAIN or box.confidence < least:
            yield "container_uncertain"
        booked = truck.containers.get(box.number)
        if None not in (booked, box.size_type) and booked != box.size_type:
            yield "size_type_differs"
