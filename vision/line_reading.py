"""The steps of one rectified line -> the container number, code or plate it holds."""

from dataclasses import dataclass
from heapq import nlargest
from math import prod

import numpy as np
from numpy.typing import NDArray

from vision.ctc import decode
from vision.identifiers import SizeType, plate_region
from vision.lattice import marginals
from vision.plate_syntax import FIRM
from vision.results import Status
from vision.size_type_codes import GROUPS, HEIGHTS, LENGTHS
from vision.spelling import PLACES, Choices, Spelling, spell

_FOREIGN = 1e-4
"""Where the form is less likely than this, the line holds something else."""
_MOST_OF_ALL = 0.5
"""Above this, a form is likelier than any other can be: a line holds but one text."""
_BEYOND_DOUBT = 0.95
"""What each character scores in a number that greedy decoding reads well enough."""
_SURE_CODE = 0.3
"""What four characters must weigh together to be a size-type code."""
_CODE = tuple(map(frozenset, (LENGTHS, HEIGHTS, GROUPS, "0123456789")))
_LONGEST_PLATE = 10
_SHORTEST_PLATE = 3
_BEAM = 16
"""Spellings of a plate that are kept while its characters are gone through."""
_SECOND = 0.03
"""What another character must score beside the likeliest to be tried."""
_FITS = (1.0, 0.35, 0.1)
"""How likely a plate is to fit a firm syntax, another one, or none."""


@dataclass(frozen=True, slots=True)
class PlateSpelling:
    """A plate's text, a probability per character, and the syntax that it fits."""

    text: str
    scores: tuple[float, ...]
    region: str | None

    @property
    def weight(self) -> float:
        """How likely it is, with how well it fits a region's syntax."""
        firm = FIRM.fullmatch(self.text) is not None
        fits = 0 if firm else 1 if self.region is not None else 2
        return prod(self.scores) * _FITS[fits]


def spell_number(steps: NDArray[np.float32]) -> Spelling | None:
    """Find the container number in (T, 37) probabilities; None where there is none.

    Every alignment of every text with four letters and seven digits is weighed, and of
    those that lack the check digit; ``spell`` then sees to the check digit.
    """
    plain = spell([character.choices for character in decode(steps)])
    if plain is not None and _beyond_doubt(plain):
        return plain
    total, choices = marginals(steps, PLACES)
    if total <= _MOST_OF_ALL:
        without = marginals(steps, PLACES[:10])
        total, choices = max((total, choices), without, key=lambda way: way[0])
    if total < _FOREIGN:
        return None
    share = total ** (1 / len(choices))
    return spell([{c: p * share for c, p in choice.items()} for choice in choices])


def _beyond_doubt(spelling: Spelling) -> bool:
    """Say whether other alignments are not worth weighing: nearly all numbers."""
    sure = min(spelling.scores) >= _BEYOND_DOUBT
    return spelling.status is Status.CERTAIN and sure


def spell_size_type(steps: NDArray[np.float32]) -> str | None:
    """Find the size-type code in (T, 37) probabilities; None for unknown codes."""
    plain = decode(steps)
    if len(plain) == len(_CODE) and min(c.score for c in plain) >= _BEYOND_DOUBT:
        code = SizeType.parse("".join(c.best for c in plain))
        if code.known:
            return code.code
    total, choices = marginals(steps, _CODE)
    if total < _SURE_CODE:
        return None
    code = SizeType.parse("".join(next(iter(choice)) for choice in choices))
    return code.code if code.known else None


def spell_plate(steps: NDArray[np.float32]) -> PlateSpelling | None:
    """Find the plate in (T, 37) probabilities; None where there is no text.

    Of the spellings that the characters leave open, the one is taken that is likeliest
    once it is weighed how well it fits a region's syntax (a beam search).
    """
    choices = [character.choices for character in decode(steps)]
    if not _SHORTEST_PLATE <= len(choices) <= _LONGEST_PLATE:
        return None
    return max(map(_plate, _beam(choices)), key=lambda plate: plate.weight)


def _beam(choices: Choices) -> list[tuple[str, tuple[float, ...]]]:
    """Give the likeliest spellings, each with a probability per character."""
    beam: list[tuple[str, tuple[float, ...]]] = [("", ())]
    for choice in choices:
        best = next(iter(choice))
        likely = {c: p for c, p in choice.items() if p >= _SECOND or c == best}
        longer = [(t + c, (*s, p)) for t, s in beam for c, p in likely.items()]
        beam = nlargest(_BEAM, longer, key=lambda spelling: prod(spelling[1]))
    return beam


def _plate(spelling: tuple[str, tuple[float, ...]]) -> PlateSpelling:
    text, scores = spelling
    return PlateSpelling(text, scores, plate_region(text))
