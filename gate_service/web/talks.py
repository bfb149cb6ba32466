"""Talks between clerks and kiosks: who rings, who talks, and what their browsers say.

Sound goes from browser to browser; only what they must tell each other to find a way
passes here, in memory and bounded. Everything runs in the event loop alone.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum

from gate_service.domain.errors import InvalidInputError, StateConflictError

RINGING = 60.0
"""Seconds that it rings until nobody answers."""
ABSENT = 8.0
"""Seconds without a page's stream until its side has left."""
_MOST = 64  # signals of one side of one talk
_LONGEST = 16_384  # characters of one signal
SIGNALS = ("offer", "reply", "candidate")


class Side(StrEnum):
    """The two ends of a talk."""

    CLERK = "clerk"
    KIOSK = "kiosk"

    @property
    def other(self) -> "Side":
        """The end that hears this one."""
        return Side.KIOSK if self is Side.CLERK else Side.CLERK


class Phase(StrEnum):
    """How far a talk is."""

    IDLE = "idle"
    RINGING = "ringing"
    TALKING = "talking"


@dataclass(frozen=True, slots=True)
class Party:
    """A page at one end: whose it is, and which of their tabs."""

    name: str
    tab: str


@dataclass(frozen=True, slots=True)
class Signal:
    """What one browser tells the other."""

    kind: str
    body: str


@dataclass(frozen=True, slots=True)
class Ended:
    """A talk that is over: who talked with the driver, for how many seconds."""

    lane: str
    clerk: str
    seconds: float


@dataclass(slots=True)
class Talk:
    """One talk of one lane; ``at`` is when it last rang or began, monotonic."""

    lane: str
    number: int
    phase: Phase
    began: Side
    at: float
    parties: dict[Side, Party] = field(default_factory=dict)
    boxes: dict[Side, list[Signal]] = field(
        default_factory=lambda: {side: [] for side in Side}
    )

    def mine(self, side: Side, party: Party) -> bool:
        """Whether *party* is at that end."""
        return self.parties.get(side) == party


class Talks:
    """At most one talk a lane. A stream that waits is woken at every change."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        """Start without any."""
        self._monotonic = monotonic
        self._talks: dict[str, Talk] = {}
        self._waiting: set[asyncio.Event] = set()
        self._seen: dict[tuple[Side, Party], float] = {}
        self._number = 0

    @contextmanager
    def following(self) -> Iterator[asyncio.Event]:
        """Yield an event that is set at every change."""
        event = asyncio.Event()
        self._waiting.add(event)
        try:
            yield event
        finally:
            self._waiting.discard(event)

    def talk(self, lane: str) -> Talk | None:
        """Give the lane's talk, or None where nobody rings or talks."""
        return self._talks.get(lane)

    def present(self, side: Side, party: Party) -> None:
        """Hear that a page is there; a stream says so every few seconds."""
        self._seen[side, party] = self._monotonic()

    def ring(self, lane: str, side: Side, party: Party) -> None:
        """Ring at the other end; where that rings already, answer it."""
        talk = self._talks.get(lane)
        if talk is not None and talk.mine(side, party):
            return
        if talk is not None:
            self.answer(lane, side, party)
            return
        self._number += 1
        self._talks[lane] = Talk(
            lane, self._number, Phase.RINGING, side, self._monotonic(), {side: party}
        )
        self.present(side, party)
        self._changed()

    def answer(self, lane: str, side: Side, party: Party) -> None:
        """Begin to talk; StateConflictError where nobody rings or another answered."""
        talk = self._talks.get(lane)
        if talk is None or talk.phase is Phase.IDLE:
            msg = f"nobody calls from {lane}"
            raise StateConflictError(msg)
        if talk.phase is Phase.TALKING or talk.began is side:
            busy = talk.parties.get(Side.CLERK)
            msg = f"busy: {busy.name if busy else 'a clerk'} is on the line of {lane}"
            raise StateConflictError(msg)
        talk.parties[side] = party
        talk.phase, talk.at = Phase.TALKING, self._monotonic()
        self.present(side, party)
        self._changed()

    def end(self, lane: str, side: Side, party: Party) -> Ended | None:
        """Hang up, or decline; nothing happens where *party* has no part in it."""
        talk = self._talks.get(lane)
        declines = talk and talk.phase is Phase.RINGING and talk.began is not side
        if talk is None or not (declines or talk.mine(side, party)):
            return None
        return self._over(talk)

    def say(self, lane: str, side: Side, party: Party, signal: Signal) -> None:
        """Tell the other browser; StateConflictError where they do not talk."""
        talk = self._talks.get(lane)
        if (
            talk is None
            or talk.phase is not Phase.TALKING
            or not talk.mine(side, party)
        ):
            msg = f"you do not talk with {lane}"
            raise StateConflictError(msg)
        box = talk.boxes[side.other]
        if signal.kind not in SIGNALS or len(signal.body) > _LONGEST:
            msg = f"a signal is one of {', '.join(SIGNALS)}, {_LONGEST} characters long"
            raise InvalidInputError(field="say", message=msg)
        if len(box) >= _MOST:
            msg = "too many signals: hang up and call again"
            raise StateConflictError(msg)
        box.append(signal)
        self._changed()

    def sweep(self) -> tuple[Ended, ...]:
        """End what nobody answers, and what one side has left."""
        now, ended = self._monotonic(), []
        for talk in list(self._talks.values()):
            unheard = talk.phase is Phase.RINGING and now - talk.at > RINGING
            if unheard or any(self._left(*each, now) for each in talk.parties.items()):
                over = self._over(talk)
                ended += [over] if over else []
        old = [k for k, at in self._seen.items() if now - at > 10 * ABSENT]
        for each in old:
            del self._seen[each]
        return tuple(ended)

    def _left(self, side: Side, party: Party, now: float) -> bool:
        return now - self._seen.get((side, party), 0.0) > ABSENT

    def _over(self, talk: Talk) -> Ended | None:
        del self._talks[talk.lane]
        self._changed()
        clerk = talk.parties.get(Side.CLERK)
        if talk.phase is not Phase.TALKING or clerk is None:
            return None
        return Ended(talk.lane, clerk.name, self._monotonic() - talk.at)

    def _changed(self) -> None:
        for each in self._waiting:
            each.set()
