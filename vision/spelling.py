"""What a row of uncertain characters spells, if it spells a container number."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from vision.identifiers import check_digit
from vision.results import Status

Choices = Sequence[Mapping[str, float]]

_DIGITS = frozenset("0123456789")
_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_CATEGORIES = frozenset("UJZR")
PLACES = (_LETTERS,) * 3 + (_CATEGORIES,) + (_DIGITS,) * 7

_TWINS: Mapping[str, Mapping[str, float]] = {
    "0": {"O": 0.5, "D": 0.1, "Q": 0.1, "U": 0.1},
    "1": {"I": 0.5, "L": 0.1, "T": 0.1},
    "2": {"Z": 0.5},
    "4": {"A": 0.4},
    "5": {"S": 0.5},
    "6": {"G": 0.5},
    "7": {"T": 0.3},
    "8": {"B": 0.5},
    "A": {"4": 0.4},
    "B": {"8": 0.5},
    "D": {"0": 0.5},
    "G": {"6": 0.5},
    "I": {"1": 0.5},
    "L": {"1": 0.3},
    "O": {"0": 0.5},
    "Q": {"0": 0.5},
    "S": {"5": 0.5},
    "T": {"7": 0.4, "1": 0.2},
    "U": {"0": 0.2},
    "V": {"U": 0.3},
    "Z": {"2": 0.5, "7": 0.2},
}
"""What is likely meant where a letter was read for a digit or the other way round."""

_SURE = 0.6
"""Below this, a character is a guess and the number cannot be certain."""
_SURE_MEAN = 0.9
_SURE_UNCHECKED = 0.9
"""The same for each of ten characters that no check digit confirms."""
_RIVAL = 0.005
"""From here on another character is a rival that the check digit must exclude."""
_FAINT = 0.8
"""Below this, a character may be a stain."""
_DOUBTFUL = 0.75
"""Uncertain numbers below this confidence are left out: weights and words."""
_TWINS_AT_MOST = 2
_LONGEST = 13


@dataclass(frozen=True, slots=True)
class Spelling:
    """A container number with one probability per character and its status.

    It is ``ambiguous`` where the check digit fits another likely character, too.
    """

    number: str
    scores: tuple[float, ...]
    status: Status
    ambiguous: bool = False

    @property
    def confidence(self) -> float:
        """The geometric mean of the scores."""
        return geometric_mean(self.scores)


def spell(choices: Choices) -> Spelling | None:
    """Find the likeliest container number in *choices*, None where there is none.

    Ten characters without a check digit give an inferred number. Up to two further
    characters, such as the sides of the check digit's frame, may be skipped.
    A number whose check digit disagrees is set right where one change to what was
    nearly read does it, and then is uncertain.
    """
    if not 10 <= len(choices) <= _LONGEST:
        return None
    found = [spelling for row in _rows(choices) if (spelling := _spell(row))]
    return max(found, key=_merit, default=None)


def credible(spelling: Spelling) -> bool:
    """Say whether a spelling is worth telling.

    Nearly all containers are of category U. The others are believed only with their
    check digit: MAX.GR. and a weight spell ten characters of category R.
    """
    if spelling.number[3] != "U" and spelling.status is not Status.CERTAIN:
        return False
    return spelling.status is not Status.UNCERTAIN or spelling.confidence > _DOUBTFUL


def reconciled(doubted: Spelling | None, second: Spelling | None) -> Spelling | None:
    """Make one of what two readers spelled, the first of whom had doubts.

    Where they agree, each character has the better score and the surer one's status
    stands, unless the number is ambiguous to one of them. Where they differ, or the
    second reads no number, nothing is certain. The second alone is believed unless it
    has doubts too.
    """
    if doubted is None:
        sure = second is not None and second.status is not Status.UNCERTAIN
        return second if sure else None
    if second is None or second.number != doubted.number:
        surer = doubted if second is None else max(doubted, second, key=_merit)
        return replace(surer, status=Status.UNCERTAIN)
    scores = tuple(map(max, doubted.scores, second.scores))
    if doubted.ambiguous or second.ambiguous:
        return Spelling(doubted.number, scores, Status.UNCERTAIN, ambiguous=True)
    return Spelling(doubted.number, scores, max(doubted, second, key=_merit).status)


def better(one: Spelling | None, other: Spelling | None) -> bool:
    """Say whether *one* is to be preferred to *other*."""
    return one is not None and (other is None or _merit(one) > _merit(other))


def _merit(spelling: Spelling) -> tuple[bool, float]:
    bonus = 0.1 if spelling.status is Status.CERTAIN else 0.0
    return spelling.status is not Status.UNCERTAIN, spelling.confidence + bonus


def _rows(choices: Choices) -> Iterator[Choices]:
    """Yield the rows that are left when up to two doubtful characters go.

    From the midst they go only where a check digit then confirms the eleven left.
    """
    doubtful = [i for i, choice in enumerate(choices) if _doubtful(choices, i, choice)]
    for gone in combinations(doubtful, max(0, len(choices) - 11)):
        if len(choices) - len(gone) == 11:
            yield [c for i, c in enumerate(choices) if i not in gone]
    for start in range(len(choices) - 9):
        inside = range(start, start + 10)
        if all(i in doubtful for i in range(len(choices)) if i not in inside):
            yield choices[start : start + 10]


def _doubtful(choices: Choices, place: int, choice: Mapping[str, float]) -> bool:
    """Say whether a character may be none: faint, or a side of the frame at the end."""
    read, p = next(iter(choice.items()))
    return p < _FAINT or (place >= min(10, len(choices) - 1) and read in "1ILJ")


def _spell(row: Choices) -> Spelling | None:
    options = [_options(*pair) for pair in zip(row, PLACES, strict=False)]
    if not all(options):
        return None
    best = [max(option, key=lambda c: option[c]) for option in options]
    read = [next(iter(choice)) for choice in row]
    if sum(a != b for a, b in zip(read, best, strict=True)) > _TWINS_AT_MOST:
        return None
    scores = [option[c] for option, c in zip(options, best, strict=True)]
    text = "".join(best)
    if len(text) == 10:
        return _inferred(text, scores)
    if _fits(text):
        sure = min(scores) >= _SURE and geometric_mean(scores) >= _SURE_MEAN
        ambiguous = _ambiguous(text, options)
        status = Status.CERTAIN if sure and not ambiguous else Status.UNCERTAIN
        return Spelling(text, tuple(scores), status, ambiguous)
    return _repaired(text, scores, options)


def _ambiguous(text: str, options: Sequence[Mapping[str, float]]) -> bool:
    """Say whether another character may stand there without the check digit's notice.

    It weighs letters modulo 11 (ISO 6346), and so does not tell M from W or F from P.
    """
    return any(
        p >= _RIVAL and c != text[i] and _fits(text[:i] + c + text[i + 1 :])
        for i, option in enumerate(options)
        for c, p in option.items()
    )


def _fits(text: str) -> bool:
    return check_digit(text[:10]) == text[10]


def _options(choice: Mapping[str, float], place: frozenset[str]) -> dict[str, float]:
    """Give what *choice* may be where only *place* is allowed."""
    options = {c: p for c, p in choice.items() if c in place}
    for read, p in choice.items():
        for twin, share in _TWINS.get(read, {}).items():
            likely = twin in place and (twin == "U" or place is not _CATEGORIES)
            if likely and read not in place:
                options[twin] = max(options.get(twin, 0.0), p * share)
    return options


def _inferred(text: str, scores: list[float]) -> Spelling:
    sure = min(scores) >= _SURE_UNCHECKED
    return Spelling(
        text + check_digit(text),
        (*scores, min(scores)),
        Status.INFERRED if sure else Status.UNCERTAIN,
    )


def _repaired(
    text: str, scores: list[float], options: list[dict[str, float]]
) -> Spelling | None:
    changes = [
        (p / scores[i], text[:i] + c + text[i + 1 :], i, p)
        for i, option in enumerate(options)
        for c, p in option.items()
        if c != text[i]
    ]
    right = [change for change in changes if _fits(change[1])]
    if not right:
        return None
    _, number, place, p = max(right)
    return Spelling(
        number, (*scores[:place], p, *scores[place + 1 :]), Status.UNCERTAIN
    )


def geometric_mean(scores: Sequence[float]) -> float:
    """Give the confidence of a text whose characters have *scores*."""
    return math.exp(sum(math.log(max(s, 1e-6)) for s in scores) / len(scores))
