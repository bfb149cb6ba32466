"""One image in, its readings out: models and vision composed."""

from dataclasses import replace
from typing import Protocol

from models.text import TextReader
from vision.assemble import container_candidates, containers, hints
from vision.columns import columns
from vision.fuse import fuse
from vision.plates import plates
from vision.results import Kind, Readings, Slant, Status, TextLine
from vision.strips import Image

EVERYTHING = frozenset(Kind)
_PITCH = 1.1
"""Room that one stacked character takes, in widths of its column."""
_AROUND = 9.0
"""How far around a part of a number the rest is looked for, in character sizes."""
_CLOSER = 2
"""Parts of numbers that are worth a closer look, in one image."""


class Look(Protocol):
    """Reads what is wanted in an image; one instance serves all threads."""

    def __call__(self, image: Image, *, wants: frozenset[Kind]) -> Readings:
        """Read an (H, W, 3) BGR image. Raises ModelError where it could not look."""
        ...


class TextLook:
    """Finds lines, reads those that may matter and looks again where one is cut off.

    *most_lines* bounds what one image may cost: the largest lines are read.
    """

    def __init__(self, reader: TextReader, *, most_lines: int = 24) -> None:
        self._reader = reader
        self._most_lines = most_lines

    def __call__(
        self, image: Image, *, wants: frozenset[Kind] = EVERYTHING
    ) -> Readings:
        """Read what is wanted in an (H, W, 3) BGR image."""
        lines = self._lines(image)
        if Kind.CONTAINER in wants:
            lines = self._closer(image, self._completed(image, lines))
        numbers = containers(lines) if Kind.CONTAINER in wants else ()
        taken = [line for c in container_candidates(lines) for line in c.lines]
        found = plates(lines, taken=taken) if Kind.PLATE in wants else ()
        return fuse([Readings(plates=found, containers=numbers)])

    def _lines(self, image: Image) -> list[TextLine]:
        flat, stacked = columns(self._reader.find(image))
        places = [(place, False) for place in flat if _readable(place)]
        places += [(place, True) for place in stacked]
        largest = sorted(places, key=lambda pair: -_size(pair[0]))[: self._most_lines]
        read = (self._reader.recognise(image, p, stacked=s) for p, s in largest)
        return [line for line in read if line.choices]

    def _completed(self, image: Image, lines: list[TextLine]) -> list[TextLine]:
        """Read on where a check digit or the head of a column was not in its box."""
        candidates = container_candidates(lines)
        cut = [c.lines[-1] for c in candidates if c.spelling.status is Status.INFERRED]
        used = {id(line) for candidate in candidates for line in candidate.lines}
        headless = [
            line
            for line in lines
            if line.stacked and id(line) not in used and _digits(line) >= 3
        ]
        longer = [
            self._reader.recognise(image, _onward(line), stacked=line.stacked)
            for line in cut
        ]
        longer += [
            self._reader.recognise(image, _upward(line), stacked=True)
            for line in headless
        ]
        return lines + longer

    def _closer(self, image: Image, lines: list[TextLine]) -> list[TextLine]:
        """Find lines again, larger, around parts of numbers that lack their rest."""
        if any(
            c.spelling.status is not Status.UNCERTAIN
            for c in container_candidates(lines)
        ):
            return lines
        for hint in hints(lines)[:_CLOSER]:
            reach = _AROUND * _size(hint.slant)
            box = hint.box
            left, top = max(0, int(box.x0 - reach)), max(0, int(box.y0 - reach))
            part = image[top : int(box.y1 + reach), left : int(box.x1 + reach)]
            lines = lines + [_moved(line, left, top) for line in self._lines(part)]
        return lines


def _size(place: Slant) -> float:
    """Give the size of the characters in *place*."""
    return min(place.width, place.height)


def _readable(place: Slant) -> bool:
    return place.height >= 8 and place.width < 14 * place.height


def _digits(line: TextLine) -> int:
    return sum(character.isdigit() for character in line.text)


def _onward(line: TextLine) -> Slant:
    """Give the place of *line* with room for a boxed digit behind its end."""
    if line.stacked:
        return line.slant.grown(down=2.5 * line.slant.width)
    return line.slant.grown(right=3.0 * line.slant.height)


def _upward(line: TextLine) -> Slant:
    """Give the place of a column with room for what eleven characters may lack."""
    missing = max(0, 12 - len(line.choices)) * _PITCH * line.slant.width
    return line.slant.grown(up=missing)


def _moved(line: TextLine, x: float, y: float) -> TextLine:
    return replace(line, slant=line.slant.moved(x, y))
