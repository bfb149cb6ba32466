"""Plates, container numbers and what a lane reads of them, out of seeded dice."""

import random
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import count

from vision.identifiers import check_digit

_LETTERS = "ABCDEFGHJKLMNPRSTVWXYZ"
_OWNERS = ("MSKU", "MSCU", "CMAU", "HLXU", "TGHU", "TCLU", "OOLU", "TEMU")


class Makes:
    """Makes plates and numbers that no other truck of the day has."""

    def __init__(self, seed: int) -> None:
        """Begin at the place that *seed* names."""
        self._plates = count(random.Random(seed).randrange(1000))  # noqa: S311 - no secret
        self._boxes = count(random.Random(seed + 1).randrange(100_000))  # noqa: S311

    def plate(self) -> str:
        """Give a new plate. Any two differ by more than one character.

        The number is said twice, in digits and in letters that move in step.
        """
        number = next(self._plates)
        letters = "".join(
            _LETTERS[(number * step + number // 7) % len(_LETTERS)]
            for step in (3, 5, 7, 11)
        )
        last = _LETTERS[number // 100 % len(_LETTERS)]
        return f"{letters[:2]}{number % 100:02d}{letters[2:]}{last}"

    def box(self) -> str:
        """Give a new container number with its check digit."""
        number = next(self._boxes)
        ten = f"{_OWNERS[number % len(_OWNERS)]}{number * 37 % 1_000_000:06d}"
        return ten + check_digit(ten)


def another_digit(number: str, place: int = 6) -> str:
    """Give *number* with one digit of its serial misread."""
    wrong = str((int(number[place]) + 1) % 10)
    return number[:place] + wrong + number[place + 1 :]


def plate_read(
    text: str, confidence: float = 0.97, status: str = "certain"
) -> Mapping[str, object]:
    """Give a plate as a lane tells it."""
    return {
        "text": text,
        "confidence": confidence,
        "status": status,
        "region": "GB",
        "camera": "front",
    }


def box_read(
    number: str,
    confidence: float = 0.98,
    status: str = "certain",
    size_type: str | None = "22G1",
) -> Mapping[str, object]:
    """Give a container number as a lane tells it."""
    return {
        "number": number,
        "confidence": confidence,
        "status": status,
        "size_type": size_type,
        "layout": "H",
        "camera": "left",
        "position": "only",
    }


def cameras(state: str = "live") -> Sequence[Mapping[str, object]]:
    """Give the lane's cameras, the left one in *state*."""
    return [
        {"camera": "front", "state": "live", "last_frame_age": 0.05},
        {"camera": "left", "state": state, "last_frame_age": 0.06},
    ]


def captured(
    passage: str,
    at: datetime,
    plates: Sequence[Mapping[str, object]],
    boxes: Sequence[Mapping[str, object]],
    seen_by: Sequence[Mapping[str, object]] | None = None,
) -> Mapping[str, object]:
    """Give the data of a ``passage.captured``."""
    return {
        "passage": passage,
        "opened": at.isoformat(),
        "stopped": at.isoformat(),
        "plates": list(plates),
        "containers": list(boxes),
        "cameras": list(cameras() if seen_by is None else seen_by),
        "evidence": [],
    }
