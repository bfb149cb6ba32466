"""Lines of text -> the container numbers they hold."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vision.chains import chains
from vision.identifiers import SizeType
from vision.results import Box, ContainerReading, Layout, Status, TextLine
from vision.spelling import Spelling, credible, spell

_PART = re.compile(r"^[A-Z]{3}U|\d{6}")
_COMMON = re.compile("[1-4LMP][0-9]")
"""How common size-type codes begin; the tables know letters that words begin with."""
_RANK = {Status.CERTAIN: 0, Status.INFERRED: 1, Status.UNCERTAIN: 2}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A chain of lines that spells a container number."""

    lines: tuple[TextLine, ...]
    layout: Layout
    spelling: Spelling

    @property
    def box(self) -> Box:
        """The upright box around its lines."""
        return Box.around(line.box for line in self.lines)


def container_candidates(lines: Sequence[TextLine]) -> tuple[Candidate, ...]:
    """Find the numbers that *lines* spell, the surest first; no line serves twice."""
    found = []
    for chain, turned in chains(lines, most_characters=13):
        choices = [choice for line in chain for choice in line.choices]
        spelling = spell(choices)
        if spelling is not None and credible(spelling):
            found.append(Candidate(chain, _layout(chain, turned=turned), spelling))
    kept: list[Candidate] = []
    for candidate in sorted(found, key=_order):
        if not any(_same_place(candidate, other) for other in kept):
            kept.append(candidate)
    return tuple(kept)


def containers(lines: Sequence[TextLine]) -> tuple[ContainerReading, ...]:
    """Read the container numbers with the size-type codes beside or below them."""
    candidates = container_candidates(lines)
    size_types = [(code, line) for line in lines if (code := size_type(line))]
    return tuple(_reading(candidate, size_types) for candidate in candidates)


def size_type(line: TextLine) -> str | None:
    """Read the size-type code that *line* is; stickers may follow it in a column.

    Unknown codes are None: any four characters would be one.
    """
    if len(line.text) != 4 and not (line.stacked and len(line.text) > 4):
        return None
    code = SizeType.parse(line.text[:4]) if "?" not in line.text[:4] else None
    if code is None or not code.known or _COMMON.match(code.code) is None:
        return None
    return code.code


def hints(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """Give the lines that look like a part of a number that was not read whole."""
    used = {id(line) for c in container_candidates(lines) for line in c.lines}
    return tuple(
        line
        for line in lines
        if id(line) not in used and (size_type(line) or _PART.search(line.text))
    )


def _order(candidate: Candidate) -> tuple[int, float, int]:
    spelling = candidate.spelling
    return _RANK[spelling.status], -round(spelling.confidence, 2), len(candidate.lines)


def _same_place(one: Candidate, other: Candidate) -> bool:
    """Say whether two candidates share a line or cover each other by half."""
    if {id(line) for line in one.lines} & {id(line) for line in other.lines}:
        return True
    smaller = min(one.box.area, other.box.area)
    return one.box.overlap(other.box) > 0.5 * smaller


def _layout(chain: Sequence[TextLine], *, turned: bool) -> Layout:
    if chain[0].stacked:
        return Layout.VERTICAL
    return Layout.TWO_LINES if turned else Layout.ONE_LINE


def _reading(
    candidate: Candidate, size_types: Sequence[tuple[str, TextLine]]
) -> ContainerReading:
    spelling, box = candidate.spelling, candidate.box
    reach = 1.5 * max(box.height, min(box.width, 6 * box.height))
    near = [
        (distance, code)
        for code, line in size_types
        if line not in candidate.lines
        and line.stacked == (candidate.layout is Layout.VERTICAL)
        and (distance := box.distance(line.box)) < reach
    ]
    return ContainerReading(
        number=spelling.number,
        scores=spelling.scores,
        confidence=spelling.confidence,
        status=spelling.status,
        size_type=min(near)[1] if near else None,
        layout=candidate.layout,
        box=box,
    )
