"""The table of what lanes decided alone."""

from sqlalchemy import JSON, Boolean, Column, Index, Integer, String, Table

from gate_service.adapters.database.tables import METADATA, UtcTime

LANE_DECISIONS = Table(
    "lane_decisions",
    METADATA,
    Column("serial", Integer, primary_key=True, autoincrement=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("lane", String(64), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("command", String(64), index=True),
    Column("twice", Boolean, nullable=False),
    Column("body", JSON, nullable=False),
    Index(None, "lane", "at"),
)
