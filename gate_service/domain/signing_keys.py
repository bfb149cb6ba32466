"""The gate's signing keys: published first, signing later, verifying until retired."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class KeyPhase(StrEnum):
    """What a signing key is good for at one moment."""

    PUBLISHED = "published"
    """It verifies; it signs from its time on, when every lane has it."""
    SIGNING = "signing"
    VERIFYING = "verifying"
    """A newer one signs; what this one signed is still good."""
    RETIRED = "retired"


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKey:
    """One key and its times. ``kid`` is its id, ``retired`` None while it verifies."""

    kid: str
    made: datetime
    signs: datetime
    retired: datetime | None = None


def signing(keys: Sequence[SigningKey], now: datetime) -> SigningKey:
    """Give the one that signs: the newest whose time has come.

    Where the clock stands before all of them, the oldest signs.
    """
    good = sorted(
        (key for key in keys if key.retired is None), key=lambda key: key.signs
    )
    come = [key for key in good if key.signs <= now]
    return come[-1] if come else good[0]


def phase(key: SigningKey, keys: Sequence[SigningKey], now: datetime) -> KeyPhase:
    """Say what *key* of *keys* is good for."""
    if key.retired is not None:
        return KeyPhase.RETIRED
    if key.kid == signing(keys, now).kid:
        return KeyPhase.SIGNING
    return KeyPhase.PUBLISHED if key.signs > now else KeyPhase.VERIFYING


class KeyRing(Protocol):
    """Where the signing keys are kept."""

    def listed(self) -> tuple[SigningKey, ...]:
        """List all keys, the oldest first, retired ones too."""

    def add(self, made: datetime, signs: datetime) -> SigningKey:
        """Make a key that verifies at once and signs from *signs* on."""

    def retire(self, kid: str, at: datetime) -> SigningKey:
        """Let a key verify no more, and destroy its private half."""
