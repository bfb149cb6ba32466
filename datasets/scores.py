"""What became of each photo, counted: pure scores."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vision.results import Readings, Status

_SOLID = frozenset({Status.CERTAIN, Status.INFERRED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the first reading of one photo was, and whether any certain one was wrong.

    A photo is ``exact`` where its first reading is the truth, with status certain or
    inferred, and ``abstained`` where no reading has such a status. ``size_type`` is
    None where the truth states none.
    """

    exact: bool
    certain: bool
    abstained: bool
    wrong_certain: bool
    size_type: bool | None
    milliseconds: float


def container_outcome(
    readings: Readings, number: str, size_type: str | None, milliseconds: float
) -> Outcome:
    """Compare the container readings of a photo with its truth."""
    first = readings.containers[0] if readings.containers else None
    solid = any(c.status in _SOLID for c in readings.containers)
    exact = first is not None and first.number == number and first.status in _SOLID
    return Outcome(
        exact=exact,
        certain=exact and first is not None and first.status is Status.CERTAIN,
        abstained=not solid,
        wrong_certain=any(
            c.number != number and c.status is Status.CERTAIN
            for c in readings.containers
        ),
        size_type=None
        if size_type is None
        else first is not None and first.size_type == size_type,
        milliseconds=milliseconds,
    )


def plate_outcome(readings: Readings, text: str, milliseconds: float) -> Outcome:
    """Compare the plates of a photo with its truth; here any status counts as exact."""
    first = readings.plates[0] if readings.plates else None
    exact = first is not None and first.text == text
    return Outcome(
        exact=exact,
        certain=exact and first is not None and first.status is Status.CERTAIN,
        abstained=first is None,
        wrong_certain=any(
            p.text != text and p.status is Status.CERTAIN for p in readings.plates
        ),
        size_type=None,
        milliseconds=milliseconds,
    )


def table(groups: Sequence[tuple[str, Sequence[Outcome]]]) -> str:
    """Write the groups as rows of a Markdown table."""
    head = (
        "| photos | n | exact | exact and certain | wrong certain | abstained "
        "| size-type | core-ms a photo |\n|---|---:|---:|---:|---:|---:|---:|---:|"
    )
    return "\n".join([head, *(_row(name, outcomes) for name, outcomes in groups)])


def _row(name: str, outcomes: Sequence[Outcome]) -> str:
    count = len(outcomes)
    exact = _count(o.exact for o in outcomes)
    sizes = [o.size_type for o in outcomes if o.size_type is not None]
    cells = (
        name,
        count,
        f"{exact} ({exact / count:.0%})",
        _count(o.certain for o in outcomes),
        _count(o.wrong_certain for o in outcomes),
        _count(o.abstained for o in outcomes),
        f"{_count(sizes)}/{len(sizes)}" if sizes else "",
        round(sum(o.milliseconds for o in outcomes) / count),
    )
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def _count(flags: Iterable[bool]) -> int:
    return sum(flags)
