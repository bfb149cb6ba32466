"""The tables. Columns are what is searched or guarded; ``body`` is the whole value.

A value and its columns are written together in one place (documents.py), so they
cannot disagree. What must change in one atomic step (spending a pass, taking a
command) is a column and nothing else.
"""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)


class UtcTime(TypeDecorator[datetime]):
    """A time with its zone, kept as text of one width that sorts by time."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, dialect: Dialect
    ) -> str | None:
        """Write in UTC with microseconds."""
        del dialect
        if value is None:
            return None
        utc = value if value.tzinfo is UTC else value.astimezone(UTC)
        return utc.isoformat(timespec="microseconds")

    def process_result_value(
        self, value: str | None, dialect: Dialect
    ) -> datetime | None:
        """Read back."""
        del dialect
        return None if value is None else datetime.fromisoformat(value)


METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    }
)


def _serial() -> Column[int]:
    """Make a column that numbers rows as they come."""
    return Column("serial", Integer, primary_key=True, autoincrement=True)


def _id() -> Column[str]:
    return Column("id", String(64), nullable=False, unique=True)


def _body() -> Column[object]:
    return Column("body", JSON, nullable=False)


APPOINTMENTS = Table(
    "appointments",
    METADATA,
    _serial(),
    _id(),
    Column("reference", String(64), nullable=False, unique=True),
    Column("arrival_code", String(64), nullable=False, unique=True),
    Column("haulier", String(200), nullable=False, index=True),
    Column("closes", UtcTime, nullable=False, index=True),
    Column("slot", UtcTime, index=True),
    _body(),
)

VISITS = Table(
    "visits",
    METADATA,
    _serial(),
    _id(),
    Column("state", String(16), nullable=False, index=True),
    Column("appointment", ForeignKey("appointments.id"), index=True),
    Column("changed", UtcTime, index=True),
    _body(),
)

INSIDE = Table(
    "inside",
    METADATA,
    Column("visit", ForeignKey("visits.id"), primary_key=True),
    Column("name", String(64), primary_key=True, index=True),
)
"""Plate and containers of each visit that is inside."""

PASSAGES = Table("passages", METADATA, _serial(), _id(), _body())

LANES = Table("lanes", METADATA, _serial(), _id(), _body())

HOLDS = Table(
    "holds",
    METADATA,
    _serial(),
    _id(),
    Column("container", String(64), nullable=False, index=True),
    Column("active", Boolean, nullable=False),
    Column("authority", String(200), index=True),
    _body(),
)

WATCHLIST = Table(
    "watchlist",
    METADATA,
    _serial(),
    _id(),
    Column("value", String(64), nullable=False, index=True),
    Column("active", Boolean, nullable=False),
    _body(),
)

PASSES = Table(
    "passes",
    METADATA,
    _serial(),
    _id(),
    Column("visit", ForeignKey("visits.id"), nullable=False, index=True),
    Column("claims", JSON, nullable=False),
    Column("text", Text, nullable=False),
    Column("issued", UtcTime, nullable=False),
    Column("expires", UtcTime, nullable=False),
    Column("spent", UtcTime),
    Column("revoked", UtcTime),
)

COMMANDS = Table(
    "commands",
    METADATA,
    _serial(),
    _id(),
    Column("lane", String(64), nullable=False),
    Column("visit", ForeignKey("visits.id"), nullable=False, index=True),
    Column("passage", String(64), nullable=False),
    Column("not_before", UtcTime, nullable=False),
    Column("expires", UtcTime, nullable=False),
    Column("state", String(16), nullable=False),
    Index(None, "state", "lane"),
)

INBOX = Table(
    "inbox",
    METADATA,
    Column("lane", String(64), primary_key=True),
    Column("source", String(200), primary_key=True),
    Column("sequence", Integer, primary_key=True),
    Column("event_id", String(64), nullable=False, index=True),
)

EVENTS = Table(
    "events",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcTime, nullable=False),
    Column("kind", String(64), nullable=False),
    Column("visit", String(64), index=True),
    Column("lane", String(64)),
    Column("data", JSON, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("yard", String(64)),
    UniqueConstraint("previous"),
    Index(None, "lane", "id"),
)

DRIVERS = Table(
    "drivers",
    METADATA,
    _serial(),
    _id(),
    Column("haulier", String(200), nullable=False, index=True),
    Column("licence", String(64), nullable=False, index=True),
    _body(),
)

RIGHTS = Table(
    "rights",
    METADATA,
    _serial(),
    _id(),
    Column("carrier", String(200), nullable=False, index=True),
    Column("holder", String(200), nullable=False, index=True),
    _body(),
)

MEASUREMENTS = Table(
    "measurements",
    METADATA,
    _serial(),
    _id(),
    Column("lane", String(64), nullable=False),
    Column("instrument", String(16), nullable=False),
    Column("at", UtcTime, nullable=False),
    _body(),
    Index(None, "lane", "at"),
)

KEYS = Table(
    "keys",
    METADATA,
    _serial(),
    _id(),
    Column("digest", String(64), nullable=False, unique=True),
    _body(),
)

ALERTS = Table(
    "alerts",
    METADATA,
    _serial(),
    _id(),
    Column("number", Integer, nullable=False, unique=True),
    Column("change", Integer, nullable=False, unique=True),
    Column("state", String(16), nullable=False),
    Column("severity", String(16), nullable=False),
    Column("cause", String(16), nullable=False),
    Column("yard", String(64), nullable=False),
    Column("camera", String(100), nullable=False),
    Column("zone", String(100)),
    Column("opened", UtcTime, nullable=False, index=True),
    Column("raised", UtcTime, nullable=False),
    Column("evidence_until", UtcTime, index=True),
    _body(),
    Index(None, "state", "severity", "raised"),
)

YARDS = Table("yards", METADATA, _serial(), _id(), _body())

HEAT = Table(
    "heat",
    METADATA,
    Column("yard", String(64), primary_key=True),
    Column("camera", String(100), primary_key=True),
    Column("hour", UtcTime, primary_key=True, index=True),
    Column("cells", JSON, nullable=False),
)
"""Seconds by "column,row" of each camera's grid, an hour a row."""

MESSAGES = Table(
    "messages",
    METADATA,
    _serial(),
    _id(),
    Column("alert", ForeignKey("alerts.id"), nullable=False),
    Column("channel", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("next_try", UtcTime, nullable=False),
    _body(),
    Index(None, "state", "channel", "next_try"),
)
