"""Container numbers, size-type codes and plates: parse or refuse."""

import re
import unicodedata
from dataclasses import dataclass
from itertools import permutations
from typing import Self

from stdnum import iso6346

from vision.plate_syntax import EUROPEAN, SYNTAX
from vision.size_type_codes import GROUPS, HEIGHTS, LENGTHS, REPAIRS

_SEPARATORS = re.compile(r"[\s\-_./·]+")
_CATEGORIES = "UJZR"
_ALIKE = ("O0QDC", "I1LTJ", "B8", "S5", "Z27", "G6", "A4", "UV")
"""Characters of one shape; a letter comes first, the digit most like it second."""
_TWINS = {
    one: other
    for alike in _ALIKE
    if alike[1].isdigit()
    for one, other in permutations(alike[:2])
}


class IdentifierError(ValueError):
    """A text that is not the identifier it claims to be; says why in words."""


def check_digit(ten: str) -> str:
    """Give the ISO 6346 check digit of four letters and six digits.

    A remainder of 10 becomes 0, as the standard says.

    >>> check_digit("CSQU305438")
    '3'
    """
    if re.fullmatch(r"[A-Z]{4}[0-9]{6}", ten) is None:
        message = f"{ten!r} is not four letters and six digits"
        raise IdentifierError(message)
    return str(iso6346.calc_check_digit(ten))


@dataclass(frozen=True, slots=True)
class ContainerNumber:
    """An ISO 6346 container number whose check digit is right.

    >>> ContainerNumber.parse("csqu 305438-3").serial
    '305438'
    """

    text: str

    def __post_init__(self) -> None:
        """Refuse whatever is not a container number."""
        objection = _objection(self.text)
        if objection is not None:
            raise IdentifierError(objection)

    def __str__(self) -> str:
        return self.text

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a number written with spaces, hyphens or lower-case letters.

        Raises IdentifierError, with a sentence for a person, for anything else.
        """
        return cls(_SEPARATORS.sub("", text).upper())

    @property
    def owner(self) -> str:
        """The three letters of the owner."""
        return self.text[:3]

    @property
    def category(self) -> str:
        """U, J, Z or R."""
        return self.text[3]

    @property
    def serial(self) -> str:
        """The six digits between category and check digit."""
        return self.text[4:10]

    @property
    def check_digit(self) -> str:
        """The last, boxed digit."""
        return self.text[10]


def _objection(text: str) -> str | None:
    shown = text[:20]
    if len(text) != 11:
        return f"{shown!r} has {len(text)} characters; a container number has 11"
    if re.fullmatch(r"[A-Z]{4}", text[:4]) is None:
        return f"{shown!r} does not begin with four letters"
    if re.fullmatch(r"[0-9]{7}", text[4:]) is None:
        return f"{shown!r} does not end with seven digits"
    if text[3] not in _CATEGORIES:
        return f"{shown!r} has category {text[3]}; it must be U, J, Z or R"
    if (right := check_digit(text[:10])) != text[10]:
        return f"{shown!r} ends with check digit {text[10]}; it should be {right}"
    return None


@dataclass(frozen=True, slots=True)
class SizeType:
    """An ISO 6346 size-type code; ``known`` is false where the tables lack a part."""

    code: str
    known: bool

    def __str__(self) -> str:
        return self.code

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a code, with the misreadings that allow one meaning only set right.

        Unknown codes are kept and flagged. Raises IdentifierError only where the
        text is not four letters or digits.

        >>> SizeType.parse("2261").code
        '22G1'
        """
        code = _SEPARATORS.sub("", text).upper()
        if re.fullmatch(r"[0-9A-Z]{4}", code) is None:
            message = f"{text[:20]!r} is not a size-type code of four letters or digits"
            raise IdentifierError(message)
        if _is_size_type(code):
            return cls(code, known=True)
        repaired = "".join(
            REPAIRS[place].get(character, character)
            for place, character in enumerate(code)
        )
        if _is_size_type(repaired):
            return cls(repaired, known=True)
        return cls(code, known=False)

    @property
    def length(self) -> str | None:
        """The length in words, None where unknown."""
        return LENGTHS.get(self.code[0])

    @property
    def height(self) -> str | None:
        """The height in words, None where unknown."""
        return HEIGHTS.get(self.code[1])

    @property
    def group(self) -> str | None:
        """The type group in words, None where unknown."""
        return GROUPS.get(self.code[2])

    @property
    def words(self) -> str:
        """The whole code in words.

        >>> SizeType.parse("L5G1").words
        '45 ft, 9 ft 6 in, general purpose'
        """
        parts = (self.length, self.height, self.group)
        return ", ".join(part or "unknown" for part in parts)


def _is_size_type(code: str) -> bool:
    return (
        code[0] in LENGTHS
        and code[1] in HEIGHTS
        and code[2] in GROUPS
        and code[3] not in "IO"
    )


def normalise_plate(text: str) -> str:
    """Give a plate as A-Z 0-9: no separators, accents or province character.

    >>> normalise_plate("浙a·12-345")
    'A12345'
    """
    plain = unicodedata.normalize("NFKD", text.upper().replace("Đ", "D"))
    return "".join(c for c in plain if c.isascii() and c.isalnum())


def plate_regions(text: str) -> tuple[str, ...]:
    """Name every region whose syntax the normalised plate fits, narrowest first."""
    plate = normalise_plate(text)
    return tuple(name for name, pattern in SYNTAX if pattern.fullmatch(plate))


def plate_region(text: str) -> str | None:
    """Name the region whose syntax fits best, None where none does.

    A plate that fits several countries of continental Europe alike is ``EU``.

    >>> plate_region("AB12 CDE")
    'GB'
    """
    regions = plate_regions(text)
    if not regions:
        return None
    alike = [name for name in regions if name in EUROPEAN]
    return "EU" if regions[0] in EUROPEAN and len(alike) > 1 else regions[0]


def confusable(one: str, other: str) -> bool:
    """Say whether two characters are often read one for the other.

    >>> confusable("O", "0"), confusable("A", "W")
    (True, False)
    """
    return any({one, other} <= set(alike) for alike in _ALIKE)


def twin(character: str) -> str | None:
    """Give the digit most like a letter or the letter most like a digit, if any.

    >>> twin("O"), twin("8"), twin("W")
    ('0', 'B', None)
    """
    return _TWINS.get(character)


def edit_distance(one: str, other: str) -> int:
    """Count insertions, deletions and substitutions (Levenshtein).

    >>> edit_distance("CSQU3054383", "CSQU305438")
    1
    """
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (a != b))
    return row[-1]
