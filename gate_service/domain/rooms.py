"""How much room the terminal's yard has, as its operating system (TOS) tells."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block of the yard; ``capacity`` and ``used`` count places for containers."""

    name: str
    capacity: int
    used: int
    closed: bool = False

    @property
    def free(self) -> int:
        """Places that a container may still go to."""
        return 0 if self.closed else max(0, self.capacity - self.used)


@dataclass(frozen=True, slots=True, kw_only=True)
class YardRoom:
    """The state of the whole yard at one time; ``full`` is the TOS's own word.

    Without ``blocks`` that word is all there is.
    """

    at: datetime
    closed: bool = False
    full: bool = False
    blocks: tuple[Block, ...] = ()

    def block(self, name: str) -> Block | None:
        """Give the block of that name; None where the TOS did not tell of it."""
        return next((each for each in self.blocks if each.name == name), None)

    def free(self, block: str | None) -> int | None:
        """Count the places left, in one block or in all; None where nobody told."""
        if self.full:
            return 0
        told = (
            self.blocks if block is None else tuple(filter(None, [self.block(block)]))
        )
        return sum(each.free for each in told) if told else None


class Rooms(Protocol):
    """The last that the TOS told."""

    def save(self, room: YardRoom) -> None:
        """Keep what was told, over what was told before."""

    def last(self) -> YardRoom | None:
        """Give it; None before anything was told."""
