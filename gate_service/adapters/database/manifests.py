"""Manifests: their lines, and imports on their way."""

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import Connection, delete, insert, select

from gate_service.adapters.database import tables_customs as c
from gate_service.adapters.database.documents import Documents
from gate_service.domain.errors import UnknownImportError
from gate_service.domain.manifests import (
    Import,
    ImportId,
    LineFault,
    ManifestLine,
    Row,
)
from gate_service.domain.pages import Cut, Page

_IMPORTS = Documents(
    c.IMPORTS,
    TypeAdapter(Import),
    lambda value: {
        "id": value.id,
        "authority": value.authority,
        "digest": value.digest,
        "counts": not value.dry_run,
        "finished": value.finished is not None,
    },
)
_LINES = Documents(
    c.MANIFEST_LINES,
    TypeAdapter(ManifestLine),
    lambda value: {
        "id": value.id,
        "container": value.container,
        "authority": value.authority,
        "import": value.imported,
    },
)
_CONSIGNEE = c.MANIFEST_LINES.c.body["consignee"].as_string()


@dataclass(frozen=True, slots=True)
class SqlManifests:
    """Manifests port."""

    connection: Connection

    def receive(self, imported: Import, rows: Sequence[Row]) -> None:
        """Keep a new import and its lines."""
        _IMPORTS.save(self.connection, imported)
        text = json.dumps(rows)
        waiting = {"import": imported.id, "rows": text}
        self.connection.execute(insert(c.IMPORT_ROWS).values(waiting))

    def save(self, imported: Import) -> None:
        """Keep how far it has come."""
        _IMPORTS.save(self.connection, imported)
        if imported.finished is not None:
            mine = c.IMPORT_ROWS.c["import"] == imported.id
            self.connection.execute(delete(c.IMPORT_ROWS).where(mine))

    def get(self, wanted: ImportId) -> Import:
        """Find by id."""
        found = _IMPORTS.find(self.connection, wanted)
        if found is None:
            msg = f"no import {wanted[:40]!r}"
            raise UnknownImportError(msg)
        return found

    def by_digest(self, authority: str, digest: str) -> Import | None:
        """Find the import of the same file."""
        columns = c.IMPORTS.c
        mine = (columns.authority == authority, columns.digest == digest)
        found = _IMPORTS.where(self.connection, *mine, columns.counts)
        return next(iter(found), None)

    def rows(self, wanted: ImportId) -> Sequence[Row]:
        """Give the lines that wait."""
        mine = c.IMPORT_ROWS.c["import"] == wanted
        query = select(c.IMPORT_ROWS.c.rows).where(mine)
        text = self.connection.execute(query).scalar()
        rows: list[Row] = [] if text is None else json.loads(text)
        return rows

    def unfinished(self) -> tuple[Import, ...]:
        """List imports that have lines left."""
        return _IMPORTS.where(self.connection, c.IMPORTS.c.finished.is_(False))

    def add(self, lines: Sequence[ManifestLine]) -> None:
        """Keep lines in place of earlier imports' lines of their containers."""
        if not lines:
            return
        columns = c.MANIFEST_LINES.c
        old = (
            columns.container.in_({each.container for each in lines}),
            columns.authority == lines[0].authority,
            columns["import"] != lines[0].imported,
        )
        self.connection.execute(delete(c.MANIFEST_LINES).where(*old))
        _LINES.add(self.connection, lines)

    def change(self, line: ManifestLine) -> None:
        """Keep a changed line."""
        _LINES.save(self.connection, line)

    def consigned(self, before: datetime, most: int) -> tuple[ManifestLine, ...]:
        """List lines of old imports that name a consignee."""
        sent = c.MANIFEST_LINES.c["import"]
        query = select(sent).where(_CONSIGNEE != "").distinct()
        names = self.connection.execute(query).scalars().all()
        old = [name for name in names if self.get(ImportId(name)).received < before]
        return _LINES.where(
            self.connection, sent.in_(old), _CONSIGNEE != "", newest=most
        )

    def consigned_to(self, name: str) -> tuple[ManifestLine, ...]:
        """List lines of that consignee."""
        lines = _LINES.where(self.connection, _CONSIGNEE != "")
        return tuple(e for e in lines if e.consignee.casefold() == name.casefold())

    def on(self, containers: Collection[str]) -> tuple[ManifestLine, ...]:
        """List what was said of any of the containers."""
        here = c.MANIFEST_LINES.c.container.in_(list(containers))
        return _LINES.where(self.connection, here)

    def refuse(self, wanted: ImportId, faults: Sequence[LineFault]) -> None:
        """Keep what is wrong with some lines."""
        rows = [{"import": wanted, **asdict(fault)} for fault in faults]
        if rows:
            self.connection.execute(insert(c.IMPORT_FAULTS), rows)

    def faults(self, wanted: ImportId, after: int, limit: int) -> Page[LineFault]:
        """List faults in their order."""
        columns = c.IMPORT_FAULTS.c
        query = (
            select(c.IMPORT_FAULTS)
            .where(columns["import"] == wanted, columns.serial > after)
            .order_by(columns.serial)
            .limit(limit + 1)
        )
        rows = self.connection.execute(query).all()
        here = rows[:limit]
        values = tuple(
            LineFault(line=row.line, field=row.field, detail=row.detail) for row in here
        )
        return Page(values, here[-1].serial if len(rows) > len(here) else None)

    def page(self, authority: str | None, cut: Cut) -> Page[Import]:
        """List an authority's imports, newest first."""
        mine = [] if authority is None else [c.IMPORTS.c.authority == authority]
        return _IMPORTS.page(self.connection, cut, *mine)
