"""Tables of the rules: judgements that are kept, and the yard's room."""

from sqlalchemy import JSON, Column, Integer, LargeBinary, String, Table

from gate_service.adapters.database.tables import METADATA, UtcTime

JUDGEMENTS = Table(
    "judgements",
    METADATA,
    Column("serial", Integer, primary_key=True, autoincrement=True),
    Column("visit", String(64), nullable=False, index=True),
    Column("at", UtcTime, nullable=False, index=True),
    Column("body", LargeBinary, nullable=False),
)
"""``body`` is compressed JSON: a case is searched by nothing else."""

ROOMS = Table(
    "rooms",
    METADATA,
    Column("serial", Integer, primary_key=True, autoincrement=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("body", JSON, nullable=False),
)
