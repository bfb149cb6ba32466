"""Who calls the gate: roles and API keys."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

KeyId = NewType("KeyId", str)


class Role(StrEnum):
    """What a caller is to the gate."""

    LANE = "lane"
    KIOSK = "kiosk"
    CLERK = "clerk"
    OFFICER = "officer"
    CUSTOMS = "customs"
    HAULIER = "haulier"
    ADMIN = "admin"
    YARD = "yard"
    CARRIER = "carrier"


STAFF = (Role.CLERK, Role.OFFICER, Role.CUSTOMS, Role.ADMIN)
"""Who acts for the terminal or for an authority."""

EVERYONE = tuple(Role)


@dataclass(frozen=True, slots=True)
class Caller:
    """The owner of an API key.

    ``scope`` is the lane of a lane or kiosk, the yard of a yard, the authority of
    customs, the haulier of a haulier, the
    carrier of a carrier; None for roles that act for the whole terminal.
    """

    name: str
    role: Role
    scope: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """An issued key. ``digest`` is the SHA-256 of the secret, never the secret."""

    id: KeyId
    caller: Caller
    digest: str
    issued: datetime
    revoked: datetime | None = None
