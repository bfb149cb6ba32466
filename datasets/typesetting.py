"""Lines of text as masks, in one of many hands."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import cv2
import numpy as np
from numpy.random import Generator

from datasets.dice import about, between, weighted
from datasets.faces import ABOVE, BELOW, CAP, Mask, any_face, glyph, sign

_PUNCTUATION = "-·.:'/"


class Zero(StrEnum):
    """How a nought is told from the letter."""

    PLAIN = "plain"
    SLASHED = "slashed"
    DOTTED = "dotted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """How a text is lettered.

    ``height`` is that of a capital in pixels; ``squeeze`` widens letters; ``weight``
    from -1 to 1 thins or thickens strokes; ``spacing`` and ``gap`` (of a space) are
    shares of the height; with a ``pitch`` all letters stand that share apart.
    """

    face: str
    height: int = 40
    squeeze: float = 1.0
    weight: float = 0.0
    spacing: float = 0.14
    gap: float = 0.4
    pitch: float = 0.0
    zero: Zero = Zero.PLAIN


@dataclass(frozen=True, slots=True)
class Lettered:
    """A line of text: its mask and where each character but spaces begins and ends.

    A capital stands between rows ``top`` and ``bottom``.
    """

    mask: Mask
    cells: tuple[tuple[int, int], ...]
    gaps: tuple[int, ...]
    """The middle of every space."""
    top: int
    bottom: int


def any_hand(rng: Generator, height: int, *, technical: float = 0.65) -> Hand:
    """Throw a hand for plates and containers."""
    return Hand(
        face=any_face(rng, technical=technical),
        height=height,
        squeeze=about(rng, 0.92, 0.13, 0.3),
        weight=about(rng, 0.1, 0.35, 0.9),
        spacing=max(0.05, about(rng, 0.15, 0.06, 0.2)),
        gap=between(rng, 0.22, 0.7),
        zero=weighted(rng, ((Zero.PLAIN, 92), (Zero.SLASHED, 6), (Zero.DOTTED, 2))),
    )


def line(text: str, hand: Hand) -> Lettered:
    """Letter *text* in one line; its mask is trimmed to the ink at both sides."""
    scale = hand.height / CAP
    masks = [None if c == " " else _character(c, hand) for c in text]
    places, gaps, width = _places(masks, text, hand)
    height = round((ABOVE + CAP + BELOW) * scale)
    canvas = np.zeros((height, max(1, width)), np.uint8)
    cells = []
    for mask, x in zip(masks, places, strict=True):
        if mask is None:
            continue
        part = canvas[:, x : x + mask.shape[1]]
        np.maximum(part, mask, out=part)
        cells.append((x, x + mask.shape[1]))
    top = round(ABOVE * scale)
    inked = _weighed(canvas, hand)
    return Lettered(inked, tuple(cells), tuple(gaps), top, top + hand.height)


def stack(text: str, hand: Hand) -> Lettered:
    """Letter *text* from top to bottom, centred; ``cells`` are rows.

    ``pitch`` is from one letter's top to the next one's, ``gap`` that of a space.
    """
    scale = hand.height / CAP
    masks = [None if c == " " else _character(c, hand) for c in text]
    wide = max((m.shape[1] for m in masks if m is not None), default=1)
    step, tops, y = max(1, round(hand.height * hand.pitch)), [], 0
    for mask in masks:
        tops.append(y)
        y += round(hand.height * hand.gap) if mask is None else step
    canvas = np.zeros((y + round((CAP + BELOW + ABOVE) * scale), wide), np.uint8)
    head, cells = round(ABOVE * scale), []
    for mask, top in zip(masks, tops, strict=True):
        if mask is None:
            continue
        left = (wide - mask.shape[1]) // 2
        part = canvas[top : top + mask.shape[0], left : left + mask.shape[1]]
        np.maximum(part, mask, out=part)
        cells.append((top + head, top + head + hand.height))
    return Lettered(_weighed(canvas, hand), tuple(cells), (), head, cells[-1][1])


def fitted(text: str, hand: Hand, width: float) -> Lettered:
    """Letter *text* so that it is at most *width* pixels wide, squeezed, then small."""
    drawn = line(text, hand)
    share = width / max(1, drawn.mask.shape[1])
    if share >= 1:
        return drawn
    squeeze = max(0.55 / max(hand.squeeze, 0.01), share) if share > 0.5 else share
    squeezed = replace(
        hand, squeeze=hand.squeeze * squeeze, spacing=hand.spacing * squeeze
    )
    drawn = line(text, replace(squeezed, gap=hand.gap * squeeze))
    share = width / max(1, drawn.mask.shape[1])
    if share >= 0.999:
        return drawn
    return line(text, replace(squeezed, height=max(4, int(hand.height * share))))


def _character(char: str, hand: Hand) -> Mask:
    ideograph = ord(char) > 0x2E00
    mask = sign(char) if ideograph else _zeroed(char, hand)
    scale = hand.height / CAP
    squeeze = min(1.0, hand.squeeze) if ideograph else hand.squeeze
    wide = max(1, round(mask.shape[1] * scale * squeeze))
    size = wide, round((ABOVE + CAP + BELOW) * scale)
    return np.asarray(cv2.resize(mask, size, interpolation=cv2.INTER_AREA), np.uint8)


def _zeroed(char: str, hand: Hand) -> Mask:
    mask = glyph(hand.face, char)
    if char != "0" or hand.zero is Zero.PLAIN:
        return mask
    mask, wide = mask.copy(), mask.shape[1]
    if hand.zero is Zero.SLASHED:
        ends = (round(wide * 0.85), ABOVE + 14), (round(wide * 0.15), ABOVE + CAP - 14)
        cv2.line(mask, *ends, 255, 9, cv2.LINE_AA)
    else:
        cv2.circle(mask, (wide // 2, ABOVE + CAP // 2), 9, 255, -1, cv2.LINE_AA)
    return mask


def _places(
    masks: Sequence[Mask | None], text: str, hand: Hand
) -> tuple[list[int], list[int], int]:
    """Give each character's left edge, the middles of spaces, and the whole width."""
    places, gaps, x, width = [], [], 0.0, 0
    for mask, char in zip(masks, text, strict=True):
        if mask is None:
            gaps.append(round(x + hand.height * (hand.gap - hand.spacing) / 2))
            places.append(round(x))
            x += hand.height * hand.gap
            continue
        wide = mask.shape[1]
        step = wide + hand.height * hand.spacing
        left = x
        if hand.pitch and char not in _PUNCTUATION:
            step = max(hand.height * hand.pitch, wide + hand.height * 0.06)
            left = x + (hand.height * hand.pitch - wide) / 2
        places.append(max(0, round(left)))
        width = max(width, places[-1] + wide)
        x += step
    return places, gaps, width


def _weighed(mask: Mask, hand: Hand) -> Mask:
    """Thin or thicken strokes: blur, then cut where more or less than half is ink."""
    if abs(hand.weight) < 0.08 or hand.height < 8:
        return mask
    sigma = max(0.5, hand.height * 0.035)
    soft = cv2.GaussianBlur(mask, (0, 0), sigma)
    inside = soft[mask > 127]
    if not len(inside):
        return mask
    level = min(127.5 - 85 * hand.weight, 0.75 * float(np.median(inside)))
    gain = 2.2 * sigma
    cut = cv2.addWeighted(soft, gain, soft, 0, 127.5 - gain * level)
    return np.asarray(cut, np.uint8)
