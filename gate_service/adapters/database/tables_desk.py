"""The tables of the clerk desk."""

from sqlalchemy import JSON, Column, Index, Integer, String, Table

from gate_service.adapters.database.tables import METADATA, UtcTime

DESK_CASES = Table(
    "desk_cases",
    METADATA,
    Column("serial", Integer, primary_key=True, autoincrement=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("passage", String(64), nullable=False),
    Column("ended", UtcTime),
    Column("body", JSON, nullable=False),
    Index(None, "passage", "ended"),
    Index(None, "ended"),
)

CORRECTIONS = Table(
    "corrections",
    METADATA,
    Column("serial", Integer, primary_key=True, autoincrement=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("passage", String(64), nullable=False, index=True),
    Column("body", JSON, nullable=False),
)
