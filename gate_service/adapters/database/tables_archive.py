"""Tables of the archive: stays with stops and names, who was seen last, and counts."""

from sqlalchemy import JSON, BigInteger, Column, Index, Integer, String, Table

from gate_service.adapters.database.tables import METADATA, UtcTime

STAYS = Table(
    "stays",
    METADATA,
    Column("serial", Integer, primary_key=True, autoincrement=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("at", UtcTime, nullable=False),
    Column("state", String(16), nullable=False),
    Column("verdict", String(16)),
    Column("haulier", String(200)),
    Column("lane", String(64)),
    Column("driver", String(64), index=True),
    Column("opens", UtcTime, index=True),
    Column("arrived", UtcTime),
    Column("gated_out", UtcTime, index=True),
    Column("turn", Integer),
    Column("inside", Integer, nullable=False, index=True),
    Column("due", UtcTime, index=True),
    Column("body", JSON, nullable=False),
    Index(None, "at", "id"),
    Index(None, "haulier", "at"),
    Index(None, "lane", "at"),
)
"""A visit a row. ``turn`` in milliseconds; ``due`` is when a visit ended that was not
forgotten yet."""

STAY_NAMES = Table(
    "stay_names",
    METADATA,
    Column("visit", String(64), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("name", String(64), primary_key=True),
    Column("at", UtcTime, nullable=False),
    Index(None, "kind", "name", "at", "visit"),
)
"""Plates and containers of each visit, searched by their beginnings; ``at`` is the
stay's, so that the newest of many are found in the index alone."""

STOPS = Table(
    "stops",
    METADATA,
    Column("visit", String(64), primary_key=True),
    Column("passage", String(64), primary_key=True),
    Column("decided", UtcTime, index=True),
    Column("body", JSON, nullable=False),
)

SEEN = Table(
    "seen",
    METADATA,
    Column("kind", String(16), primary_key=True),
    Column("name", String(64), primary_key=True),
    Column("at", UtcTime, nullable=False),
    Index(None, "kind", "at"),
)
"""When drivers, and passages without a visit, were heard of last."""

COUNTS = Table(
    "counts",
    METADATA,
    Column("name", String(300), primary_key=True),
    Column("value", BigInteger, nullable=False),
)
"""By name and labels, as a JSON list. "place" is the last event taken in."""
