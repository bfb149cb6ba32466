"""Tables of customs and of programs' calls; visits found by time and container."""

from collections.abc import Sequence
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_NAMES = (
    ("announced", "appointment", "appointments"),
    ("carried", "visit", "visits"),
)
_INDEXES = (
    ("holds", "authority"),
    ("visits", "changed"),
    ("risk_rules", "authority"),
    ("risk_hits", "authority"),
    ("risk_hits", "rule"),
    ("risk_hits", "visit"),
    ("risk_hits", "waiting"),
    ("imports", "finished"),
    ("import_faults", "import"),
    ("manifest_lines", "container"),
    ("tokens", "expires"),
    ("answers", "at"),
    ("announced", "container"),
    ("carried", "container"),
)
_TABLES = (
    "answers",
    "tokens",
    "authorities",
    "manifest_lines",
    "import_faults",
    "import_rows",
    "imports",
    "risk_hits",
    "risk_rules",
    "carried",
    "announced",
)


def upgrade() -> None:
    """Make the tables and fill in what is known already."""
    op.add_column("holds", sa.Column("authority", sa.String(length=200)))
    op.add_column("visits", sa.Column("changed", sa.String(length=32)))
    _make_names()
    _make_risk()
    _make_manifests()
    _make_calls()
    for table, column in _INDEXES:
        op.create_index(f"ix_{table}_{column}", table, [column])
    op.create_index("ix_imports_authority_digest", "imports", ["authority", "digest"])
    _fill_in()


def _make_names() -> None:
    for name, owner, table in _NAMES:
        op.create_table(
            name,
            sa.Column(owner, sa.String(length=64), nullable=False),
            sa.Column("container", sa.String(length=64), nullable=False),
            sa.ForeignKeyConstraint(
                [owner], [f"{table}.id"], name=f"fk_{name}_{owner}_{table}"
            ),
            sa.PrimaryKeyConstraint(owner, "container", name=f"pk_{name}"),
        )


def _make_risk() -> None:
    _documents("risk_rules", _name("authority"), _flag("standing"))
    _documents(
        "risk_hits",
        _name("authority"),
        _name("rule"),
        _name("visit"),
        _flag("waiting"),
    )


def _make_manifests() -> None:
    flags = (_flag("counts"), _flag("finished"))
    _documents("imports", _name("authority"), _name("digest"), *flags)
    op.create_table(
        "import_rows",
        sa.Column("import", sa.String(length=64), nullable=False),
        sa.Column("rows", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import"], ["imports.id"], name="fk_import_rows_import_imports"
        ),
        sa.PrimaryKeyConstraint("import", name="pk_import_rows"),
    )
    op.create_table(
        "import_faults",
        sa.Column("serial", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("import", sa.String(length=64), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=64), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import"], ["imports.id"], name="fk_import_faults_import_imports"
        ),
        sa.PrimaryKeyConstraint("serial", name="pk_import_faults"),
    )
    _documents(
        "manifest_lines", _name("container"), _name("authority"), _name("import")
    )


def _make_calls() -> None:
    op.create_table(
        "authorities",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("heard", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_authorities"),
    )
    op.create_table(
        "tokens",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("expires", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["key"], ["keys.id"], name="fk_tokens_key_keys"),
        sa.PrimaryKeyConstraint("digest", name="pk_tokens"),
    )
    op.create_table(
        "answers",
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("status", sa.Integer()),
        sa.Column("headers", sa.JSON()),
        sa.Column("body", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("owner", "key", name="pk_answers"),
    )


def _name(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=200), nullable=False)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _documents(name: str, *searched: sa.Column[str] | sa.Column[bool]) -> None:
    op.create_table(
        name,
        sa.Column("serial", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        *searched,
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("serial", name=f"pk_{name}"),
        sa.UniqueConstraint("id", name=f"uq_{name}_id"),
    )


def _fill_in() -> None:
    """Write the new columns and tables for what was stored before."""
    bind = op.get_bind()
    holds = sa.table("holds", sa.column("authority"), sa.column("body", sa.JSON))
    authority = holds.c.body["authority"].as_string()
    bind.execute(holds.update().values(authority=authority))
    visits = sa.table(
        "visits", sa.column("id"), sa.column("changed"), sa.column("body", sa.JSON)
    )
    carried = sa.table("carried", sa.column("visit"), sa.column("container"))
    for row in bind.execute(sa.select(visits.c.id, visits.c.body)).all():
        times = [_utc(at) for _, at in row.body["history"][-1:]]
        mine = visits.update().where(visits.c.id == row.id)
        bind.execute(mine.values(changed=next(iter(times), None)))
        for box in sorted(set(row.body["containers"])):
            bind.execute(carried.insert().values(visit=row.id, container=box))
    _announce(bind)


def _announce(bind: sa.Connection) -> None:
    booked = sa.table("appointments", sa.column("id"), sa.column("body", sa.JSON))
    announced = sa.table("announced", sa.column("appointment"), sa.column("container"))
    for row in bind.execute(sa.select(booked.c.id, booked.c.body)).all():
        boxes = [
            *(row.body.get("containers") or ()),
            *(row.body.get("leaves_with") or ()),
        ]
        for box in sorted({each["number"] for each in boxes}):
            values = {"appointment": row.id, "container": box}
            bind.execute(announced.insert().values(values))


def _utc(text: str) -> str:
    """Write a time as the store does: UTC with microseconds."""
    at = datetime.fromisoformat(text)
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def downgrade() -> None:
    """Drop the tables."""
    for table, column in _INDEXES:
        op.drop_index(f"ix_{table}_{column}", table)
    op.drop_index("ix_imports_authority_digest", "imports")
    for name in _TABLES:
        op.drop_table(name)
    op.drop_column("visits", "changed")
    op.drop_column("holds", "authority")
