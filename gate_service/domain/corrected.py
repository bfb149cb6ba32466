"""A passage as clerks have corrected it: their reading is certain, and says whose.

What the cameras had read is not forgotten: holds and the watch list are asked for it
all the same, so no correction takes a truck out of anybody's sight.
"""

from dataclasses import replace

from gate_service.domain.corrections import Correction, TextKind
from gate_service.domain.seen import SeenContainer, SeenPlate
from gate_service.domain.visits import Evidence, Passage

CERTAIN = "certain"


def corrected(passage: Passage, *more: Correction) -> Passage:
    """Put the passage's corrections, and *more* of them, into its readings.

    To be called again whenever the lane reports anew. A reading that is neither what
    was corrected nor what is right stays as it is, for the rules to object to.
    """
    passage = replace(passage, corrections=(*passage.corrections, *more))
    for each in passage.corrections:
        passage = _applied(passage, each)
    return passage


def as_read(passage: Passage) -> frozenset[str]:
    """Give what cameras read and clerks have put aside."""
    return frozenset(each.read for each in passage.corrections if each.read)


def own_crop(
    passage: Passage, kind: TextKind, seen: SeenPlate | SeenContainer | None
) -> Evidence | None:
    """Give the picture that can only be *seen*'s; None where it might be another's.

    Crops name their camera, not their text: with two texts of one camera nobody but a
    person can tell which is which, and a wrong label teaches worse than none.
    """
    if seen is None or seen.camera is None:
        return None
    crops = [e for e in passage.evidence if (e.kind, e.camera) == (kind, seen.camera)]
    readings: tuple[SeenPlate | SeenContainer, ...] = passage.plates
    if kind is TextKind.CONTAINER:
        readings = passage.containers
    rivals = [each for each in readings if each.camera == seen.camera]
    return crops[0] if len(crops) == 1 and rivals == [seen] else None


def _applied(passage: Passage, correction: Correction) -> Passage:
    if correction.kind is TextKind.PLATE:
        return replace(passage, plates=_plates(passage.plates, correction))
    return replace(passage, containers=_containers(passage.containers, correction))


def _plates(seen: tuple[SeenPlate, ...], told: Correction) -> tuple[SeenPlate, ...]:
    meant = [each for each in seen if each.text in {told.read, told.right}]
    if told.right is None:
        return tuple(each for each in seen if each not in meant)
    before = meant[0] if meant else None
    right = SeenPlate(
        text=told.right,
        confidence=1.0,
        status=CERTAIN,
        region=before.region if before and before.text == told.right else None,
        camera=told.camera,
        by=told.by,
    )
    return (right, *(each for each in seen if each not in meant))


def _containers(
    seen: tuple[SeenContainer, ...], told: Correction
) -> tuple[SeenContainer, ...]:
    meant = [each for each in seen if each.number in {told.read, told.right}]
    if told.right is None:
        return tuple(each for each in seen if each not in meant)
    blank = SeenContainer(number=told.right, confidence=1.0, status=CERTAIN)
    before = meant[0] if meant else blank
    right = replace(
        before,
        number=told.right,
        confidence=1.0,
        status=CERTAIN,
        size_type=told.size_type or before.size_type,
        camera=told.camera,
        by=told.by,
    )
    return (right, *(each for each in seen if each not in meant))
