"""The rule by which a rival's lines are judged: what it can be given, it is given.

A rival reads lines and does not know what a container number is. Its answer is the
best of its lines and of what two or three neighbouring ones make together: for a plate
the text nearest to the truth, for a container any eleven characters with a right check
digit. Of several, the right one counts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from datasets.labels import LabelledPhoto
from datasets.measure.rivals import Line
from datasets.measure.scores import Verdict, edits, found, matches
from vision.identifiers import ContainerNumber, IdentifierError, SizeType
from vision.results import Box, Status

_ACROSS = 3.0
"""Gap between neighbours in one row at most, in heights of the lower one."""
_DOWN = 1.0
"""Gap between a line and the one below it at most, the same."""


@dataclass(frozen=True, slots=True)
class _Text:
    """A line, or neighbouring lines in reading order."""

    text: str
    box: Box


def judge_rival_container(lines: Sequence[Line], photo: LabelledPhoto) -> Verdict:
    """Judge the numbers with a right check digit that the lines hold."""
    texts = tuple(_texts(lines, most=3))
    numbers = {text.text for text in texts if _is_number(text.text)}
    wrong = numbers - photo.siblings - {photo.text}
    nearest = _nearest(texts, photo)
    right = photo.text in numbers
    read = photo.text if right else min(wrong, default=nearest)
    return Verdict(
        read=read,
        status=Status.CERTAIN if numbers else Status.UNCERTAIN,
        confidence=None,
        exact=right,
        wrong=min(wrong, default=""),
        errors=edits(photo.text if right else nearest, photo),
        found=found(photo.box, (text.box for text in texts)),
        size_type=None if photo.size_type is None else _sized(lines, photo.size_type),
    )


def judge_rival_plate(lines: Sequence[Line], photo: LabelledPhoto) -> Verdict:
    """Judge the text that is nearest to the plate's."""
    texts = tuple(_texts(lines, most=2))
    nearest = _nearest(texts, photo)
    return Verdict(
        read=nearest,
        status=None,
        confidence=None,
        exact=any(matches(text.text, photo) for text in texts),
        errors=edits(nearest, photo),
        found=found(photo.box, (text.box for text in texts)),
        stated=False,
    )


def _texts(lines: Sequence[Line], *, most: int) -> Iterator[_Text]:
    """Yield each line, and what up to *most* neighbouring ones make together."""
    after = [[b for b in lines if _follows(a, b)] for a in lines]
    next_of = {id(line): behind for line, behind in zip(lines, after, strict=True)}
    chains: list[tuple[Line, ...]] = [(line,) for line in lines]
    for _ in range(most):
        for chain in chains:
            yield _Text(
                "".join(line.text for line in chain),
                Box.around([line.box for line in chain]),
            )
        chains = [(*c, line) for c in chains for line in next_of[id(c[-1])]]


def _follows(one: Line, other: Line) -> bool:
    """Say whether *other* is the next line to the right of *one* or below it."""
    a, b = one.box, other.box
    low = min(a.height, b.height)
    shared_rows = min(a.y1, b.y1) - max(a.y0, b.y0)
    shared_columns = min(a.x1, b.x1) - max(a.x0, b.x0)
    if shared_rows > 0.5 * low:
        return a.x0 < b.x0 and b.x0 - a.x1 < _ACROSS * low
    below = a.y0 < b.y0 and b.y0 - a.y1 < _DOWN * low
    return below and shared_columns > 0


def _nearest(texts: Sequence[_Text], photo: LabelledPhoto) -> str:
    return min(
        (text.text for text in texts), key=lambda t: (edits(t, photo), t), default=""
    )


def _is_number(text: str) -> bool:
    try:
        ContainerNumber(text)
    except IdentifierError:
        return False
    return True


def _sized(lines: Sequence[Line], size_type: str) -> bool:
    """Say whether a line is the size-type code, with its obvious misreadings mended."""
    return any(
        len(line.text) == 4 and SizeType.parse(line.text).code == size_type
        for line in lines
    )
