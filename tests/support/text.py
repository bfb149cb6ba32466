"""Lines of text and readings, valid unless told otherwise."""

from collections.abc import Sequence

from vision.results import (
    Box,
    ContainerReading,
    Layout,
    PlateReading,
    Slant,
    Status,
    TextLine,
)


def line(
    text: str,
    *,
    at: tuple[float, float] = (0, 0),
    height: float = 20,
    score: float = 0.99,
    angle: float = 0,
    stacked: bool = False,
) -> TextLine:
    """Make a line whose characters are 0.7 as wide as high, its top left at *at*."""
    along = max(1, len(text)) * height * 0.7
    width, tall = (height, along) if stacked else (along, height)
    place = Slant(at[0] + width / 2, at[1] + tall / 2, width, tall, angle)
    return TextLine(tuple({c: score} for c in text), place, stacked)


def container(
    number: str = "CSQU3054383",
    status: Status = Status.CERTAIN,
    *,
    score: float = 0.99,
    scores: Sequence[float] | None = None,
    size_type: str | None = None,
    box: Box | None = None,
) -> ContainerReading:
    """Make a container reading of eleven equal scores."""
    return ContainerReading(
        number=number,
        scores=tuple(scores or [score] * 11),
        confidence=score,
        status=status,
        size_type=size_type,
        layout=Layout.ONE_LINE,
        box=box or Box(0, 0, 200, 30),
    )


def plate(
    text: str = "AB12CDE",
    status: Status = Status.CERTAIN,
    *,
    score: float = 0.99,
    box: Box | None = None,
) -> PlateReading:
    """Make a plate reading of equal scores."""
    return PlateReading(
        text=text,
        scores=(score,) * len(text),
        confidence=score,
        status=status,
        region="GB",
        box=box or Box(0, 0, 100, 25),
    )
