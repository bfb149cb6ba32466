"""The tables of telling: who is told, how far, and of what not."""

from sqlalchemy import (
    JSON,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from gate_service.adapters.database.tables import METADATA, UtcTime

SUBSCRIBERS = Table(
    "subscribers",
    METADATA,
    Column("serial", Integer, primary_key=True, autoincrement=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("body", JSON, nullable=False),
)

PROGRESS = Table(
    "progress",
    METADATA,
    Column("subscriber", ForeignKey("subscribers.id"), primary_key=True),
    Column("body", JSON, nullable=False),
    Column("teller", String(64)),
    Column("until", UtcTime),
)
"""How far each subscriber was told; ``teller`` alone tells it ``until`` then."""

DEAD_LETTERS = Table(
    "dead_letters",
    METADATA,
    Column("serial", Integer, primary_key=True, autoincrement=True),
    Column("id", String(64), nullable=False),
    Column("subscriber", ForeignKey("subscribers.id"), nullable=False),
    Column("event", Integer, nullable=False),
    Column("again", Integer, nullable=False),
    Column("body", JSON, nullable=False),
    UniqueConstraint("id"),
    Index(None, "subscriber", "again"),
)
