"""Identifiers that sort by time: UUID version 7 (RFC 9562, section 5.7)."""

import secrets
import time
import uuid


def new_id() -> str:
    """Return a fresh UUIDv7: 48 bits of milliseconds, then 74 random bits."""
    return uuid7(time.time_ns() // 1_000_000, secrets.randbits(74))


def uuid7(milliseconds: int, noise: int) -> str:
    """Return the UUIDv7 of Unix *milliseconds* and 74 bits of *noise*.

    >>> uuid7(0x017F22E279B0, 0)
    '017f22e2-79b0-7000-8000-000000000000'
    """
    high = (milliseconds & 0xFFFF_FFFF_FFFF) << 80
    middle = (noise >> 62 & 0xFFF) << 64
    return str(
        uuid.UUID(
            int=high | 7 << 76 | middle | 2 << 62 | noise & ~(3 << 62) & (1 << 62) - 1
        )
    )
