"""Readings beside what is expected, a row each, with what a clerk may choose from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gate_service.application.desk_queue import Waiting
from gate_service.domain.corrected import own_crop
from gate_service.domain.corrections import TextKind
from gate_service.domain.decisions import RuleCode, Verdict
from gate_service.domain.differences import Pair, side_by_side
from gate_service.domain.seen import SeenContainer, SeenPlate
from gate_service.domain.visits import Evidence, ExpectedContainer
from vision.identifiers import edit_distance

_KEYS = 9
_NEAR = 2
"""Characters by which a reading may be off to count as meant for what is expected."""
_TRAILER = "TRAILER"
Seen = SeenPlate | SeenContainer


@dataclass(frozen=True, slots=True)
class Choice:
    """One text that a clerk may pick, and where it comes from."""

    text: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One text on the truck. ``seen`` None: expected, and not read.

    ``doubtful`` says that a rule objects to it. ``picked`` is what is chosen before
    anybody chooses: what is expected where that is near, else what was read. ``own`` is
    the picture that can only be this text's; with several ``crops`` a clerk says which.
    """

    number: int
    kind: TextKind
    seen: Seen | None
    expected: str | None
    size_type: str | None
    doubtful: bool
    picked: str
    choices: tuple[Choice, ...]
    own: Evidence | None
    crops: tuple[Evidence, ...]

    @property
    def read(self) -> str:
        """What was read; empty where nothing was."""
        return _text(self.seen) if self.seen else ""

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """Both texts aligned, character by character."""
        return side_by_side(self.read, self.expected or "")

    @property
    def picked_size(self) -> str:
        """The size-type to accept: what is expected, where the text is in doubt."""
        return (self.size_type if self.doubtful else None) or self.read_size

    @property
    def read_size(self) -> str:
        """The size-type that was read; empty for a plate or where it was not seen."""
        seen = self.seen
        return (seen.size_type or "") if isinstance(seen, SeenContainer) else ""


def rows_of(waiting: Waiting) -> tuple[Row, ...]:
    """Give a row for each reading, and each expected text not read; doubts first."""
    plates = [
        each
        for each in _matched(waiting.passage.plates, _plates(waiting))
        if each != (None, _trailer(waiting)) or _objects(waiting, _TRAILER)
    ]
    boxes = _matched(waiting.passage.containers, _numbers(waiting.expected))
    found = [
        *((TextKind.PLATE, *each) for each in plates),
        *((TextKind.CONTAINER, *each) for each in boxes),
    ]
    rows = [_row(waiting, number, *each) for number, each in enumerate(found)]
    return tuple(sorted(rows, key=lambda row: not row.doubtful))


def _plates(waiting: Waiting) -> list[str]:
    booked = waiting.appointment
    return [each for each in (booked.plate, booked.trailer) if each] if booked else []


def _numbers(expected: Sequence[ExpectedContainer] | None) -> list[str]:
    return [each.number for each in expected or ()]


def _matched(
    seen: Sequence[Seen], expected: Sequence[str]
) -> list[tuple[Seen | None, str | None]]:
    """Pair readings with expected texts, the nearest first; what is left is alone."""
    pairs = sorted(
        (edit_distance(_text(one), other), i, j)
        for i, one in enumerate(seen)
        for j, other in enumerate(expected)
    )
    found: dict[int, str] = {}
    for _, i, j in pairs:
        if i not in found and expected[j] not in found.values():
            found[i] = expected[j]
    rows: list[tuple[Seen | None, str | None]] = [
        (one, found.get(i)) for i, one in enumerate(seen)
    ]
    unread = [each for each in expected if each not in found.values()]
    return rows + [(None, each) for each in unread]


def _row(
    waiting: Waiting,
    number: int,
    kind: TextKind,
    seen: Seen | None,
    expected: str | None,
) -> Row:
    read = _text(seen) if seen else ""
    doubtful = _doubted(waiting, kind) and not _sure(waiting, seen, expected)
    stopped = waiting.visit.decision and waiting.visit.decision.verdict is Verdict.STOP
    near = expected is not None and edit_distance(read, expected) <= _NEAR
    accept = doubtful and not stopped and (near or not read)
    return Row(
        number=number,
        kind=kind,
        seen=seen,
        expected=expected,
        size_type=_size(waiting, expected),
        doubtful=doubtful,
        picked=(expected or read) if accept else read,
        choices=tuple(_choices(waiting, kind, read, expected))[:_KEYS],
        own=own_crop(waiting.passage, kind, seen),
        crops=_crops(waiting, kind, seen),
    )


def _trailer(waiting: Waiting) -> str | None:
    """Give the declared trailer; unread it is a row only where a rule asks for it."""
    return waiting.appointment.trailer if waiting.appointment else None


def _doubted(waiting: Waiting, kind: TextKind) -> bool:
    """Whether a rule objects to texts of this kind."""
    if kind is TextKind.PLATE:
        return _objects(waiting, RuleCode.PLATE, _TRAILER)
    return _objects(waiting, RuleCode.CONTAINER_SET)


def _objects(waiting: Waiting, *rules: str) -> bool:
    decision = waiting.visit.decision
    return decision is not None and any(r.rule in rules for r in decision.objections)


def _sure(waiting: Waiting, seen: Seen | None, expected: str | None) -> bool:
    if seen is None or _text(seen) != expected or seen.status != "certain":
        return False
    read = seen.size_type if isinstance(seen, SeenContainer) else None
    wanted = _size(waiting, expected)
    return None in {read, wanted} or read == wanted


def _choices(
    waiting: Waiting, kind: TextKind, read: str, expected: str | None
) -> Iterable[Choice]:
    """Give what is expected first, then what was read, then what others read."""
    known = {expected: "expected"}
    known[read] = "expected, and read" if read == expected else "read"
    seen: Sequence[Seen] = waiting.passage.plates
    all_expected = _plates(waiting)
    if kind is TextKind.CONTAINER:
        seen, all_expected = waiting.passage.containers, _numbers(waiting.expected)
    for each in all_expected:
        known.setdefault(each, "expected")
    for one in seen:
        known.setdefault(_text(one), f"read by {one.by or one.camera or 'a camera'}")
    return (Choice(text, label) for text, label in known.items() if text)


def _crops(waiting: Waiting, kind: TextKind, seen: Seen | None) -> tuple[Evidence, ...]:
    crops = [e for e in waiting.passage.evidence if e.kind == kind]
    mine = [e for e in crops if seen is not None and e.camera == seen.camera]
    return tuple(mine or crops)


def _size(waiting: Waiting, expected: str | None) -> str | None:
    found = (e.size_type for e in waiting.expected or () if e.number == expected)
    return next(found, None)


def _text(seen: Seen) -> str:
    return seen.text if isinstance(seen, SeenPlate) else seen.number
