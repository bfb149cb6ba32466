"""The tables of customs and of programs' calls, beside all others."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from gate_service.adapters.database.tables import METADATA, UtcTime


def _document(name: str, *searched: "Column[str] | Column[bool]") -> Table:
    return Table(
        name,
        METADATA,
        Column("serial", Integer, primary_key=True, autoincrement=True),
        Column("id", String(64), nullable=False, unique=True),
        *searched,
        Column("body", JSON, nullable=False),
    )


def _name(name: str, *, index: bool = True) -> "Column[str]":
    return Column(name, String(200), nullable=False, index=index)


ANNOUNCED = Table(
    "announced",
    METADATA,
    Column("appointment", ForeignKey("appointments.id"), primary_key=True),
    Column("container", String(64), primary_key=True, index=True),
)
"""Containers of each appointment, in or out."""

CARRIED = Table(
    "carried",
    METADATA,
    Column("visit", ForeignKey("visits.id"), primary_key=True),
    Column("container", String(64), primary_key=True, index=True),
)
"""Containers that each visit drove in with; they stay when it has left."""

RISK_RULES = _document(
    "risk_rules", _name("authority"), Column("standing", Boolean, nullable=False)
)

RISK_HITS = _document(
    "risk_hits",
    _name("authority"),
    _name("rule"),
    _name("visit"),
    Column("waiting", Boolean, nullable=False, index=True),
)

IMPORTS = _document(
    "imports",
    _name("authority", index=False),
    _name("digest", index=False),
    Column("counts", Boolean, nullable=False),
    Column("finished", Boolean, nullable=False, index=True),
)
"""``counts`` is false for a dry run."""
Index("ix_imports_authority_digest", IMPORTS.c.authority, IMPORTS.c.digest)

IMPORT_ROWS = Table(
    "import_rows",
    METADATA,
    Column("import", ForeignKey("imports.id"), primary_key=True),
    Column("rows", Text, nullable=False),
)
"""The lines of imports that have not finished."""

IMPORT_FAULTS = Table(
    "import_faults",
    METADATA,
    Column("serial", Integer, primary_key=True, autoincrement=True),
    Column("import", ForeignKey("imports.id"), nullable=False, index=True),
    Column("line", Integer, nullable=False),
    Column("field", String(64), nullable=False),
    Column("detail", Text, nullable=False),
)

MANIFEST_LINES = _document(
    "manifest_lines",
    _name("container"),
    _name("authority", index=False),
    _name("import", index=False),
)

AUTHORITIES = Table(
    "authorities",
    METADATA,
    Column("id", String(200), primary_key=True),
    Column("heard", UtcTime, nullable=False),
)

TOKENS = Table(
    "tokens",
    METADATA,
    Column("digest", String(64), primary_key=True),
    Column("key", ForeignKey("keys.id"), nullable=False),
    Column("scopes", JSON, nullable=False),
    Column("expires", UtcTime, nullable=False, index=True),
)

ANSWERS = Table(
    "answers",
    METADATA,
    Column("owner", String(64), primary_key=True),
    Column("key", String(255), primary_key=True),
    Column("fingerprint", String(64), nullable=False),
    Column("at", UtcTime, nullable=False, index=True),
    Column("status", Integer),
    Column("headers", JSON),
    Column("body", LargeBinary),
)
"""Answers by idempotency key; without a status the call is under way."""
