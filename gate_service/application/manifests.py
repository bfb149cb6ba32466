"""Import manifests: received at once, read in the background, a few lines at a time.

Each line is kept whole or refused whole. A chunk of lines is one transaction, and its
progress is in it, so that an import goes on where it was when the service stopped.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from gate_service.application.holds import PlaceHold, require_authority, same
from gate_service.application.record import Clock, NewId, record
from gate_service.application.whereabouts import left
from gate_service.domain.callers import Caller, Role
from gate_service.domain.customs import HoldRequest
from gate_service.domain.errors import Fault, InvalidInputError
from gate_service.domain.manifests import (
    MOST_LINES,
    Import,
    ImportId,
    LineFault,
    LineId,
    ManifestLine,
    Row,
    line_of,
)
from gate_service.domain.ports import Store, Transactions
from gate_service.domain.site import Site

_CHUNK = 100
_HOLDS = 5
"""Lines of one transaction, and holds among them: decisions wait no longer."""
_PAUSE = 0.002
"""Seconds between two chunks, in which others may write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveManifest:
    """Take a manifest in; it is read later."""

    transactions: Transactions
    site: Site
    clock: Clock
    new_id: NewId

    def __call__(
        self, rows: Sequence[Row], body: bytes, by: Caller, *, dry_run: bool = False
    ) -> Import:
        """Take *rows*, which *body* says; the same body again is the same import."""
        authority = str(by.scope)
        require_authority(authority, by, self.site.customs)
        if not 0 < len(rows) <= MOST_LINES:
            msg = f"a manifest has 1 to {MOST_LINES} lines, this one {len(rows)}"
            raise InvalidInputError(field="lines", message=msg)
        digest = hashlib.sha256(body).hexdigest()
        with self.transactions.write() as store:
            known = store.manifests.by_digest(authority, digest)
            if known is not None and not dry_run:
                return known
            imported = Import(
                id=ImportId(self.new_id()),
                authority=authority,
                digest=digest,
                received=self.clock(),
                received_by=by.name,
                lines=len(rows),
                dry_run=dry_run,
            )
            store.manifests.receive(imported, rows)
        return imported


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadManifests:
    """Read what was taken in; called in the background, as often as one likes."""

    transactions: Transactions
    place_hold: PlaceHold
    clock: Clock
    new_id: NewId
    pause: Callable[[float], None]

    def __call__(self) -> None:
        """Read every line that waits."""
        with self.transactions.read() as store:
            waiting = store.manifests.unfinished()
        for imported in waiting:
            with self.transactions.read() as store:
                rows = store.manifests.rows(imported.id)
            while self._chunk(imported.id, rows):
                self.pause(_PAUSE)

    def _chunk(self, wanted: ImportId, rows: Sequence[Row]) -> bool:
        """Read the next few lines; false when the import has finished."""
        with self.transactions.write() as store:
            imported = store.manifests.get(wanted)
            if imported.finished is not None:
                return False
            chunk = _Chunk(self, store, imported)
            chunk.read(rows)
            after = self._after(imported, chunk)
            store.manifests.save(after)
            if after.finished is not None and not after.dry_run:
                record(store, self.clock(), "manifest.imported", manifest=_said(after))
        return after.finished is None

    def _after(self, imported: Import, chunk: "_Chunk") -> Import:
        done = imported.done + chunk.taken
        return replace(
            imported,
            done=done,
            refused=imported.refused + len({each.line for each in chunk.faults}),
            held=imported.held + chunk.held,
            finished=self.clock() if done >= imported.lines else None,
        )


@dataclass(slots=True)
class _Chunk:
    """The lines of one transaction."""

    reading: ReadManifests
    store: Store
    imported: Import
    taken: int = 0
    held: int = 0
    faults: list[LineFault] = field(default_factory=list)

    def read(self, rows: Sequence[Row]) -> None:
        """Read lines until there are enough, and keep those that are good."""
        good = list(self._good(rows[self.imported.done :][:_CHUNK]))
        self.store.manifests.refuse(self.imported.id, self.faults)
        if not self.imported.dry_run:
            self.store.manifests.add(good)

    def _good(self, rows: Sequence[Row]) -> Iterator[ManifestLine]:
        for row in rows:
            if self.held >= _HOLDS:
                return
            self.taken += 1
            line = self._line(row)
            if isinstance(line, ManifestLine):
                yield line
            else:
                number = self.imported.done + self.taken
                self.faults += [
                    LineFault(line=number, field=each.field, detail=each.message)
                    for each in line
                ]

    def _line(self, row: Row) -> ManifestLine | tuple[Fault, ...]:
        line = line_of(
            row,
            new_id=LineId(self.reading.new_id()),
            imported=self.imported.id,
            authority=self.imported.authority,
        )
        if isinstance(line, ManifestLine) and line.order is not None:
            return self._held(line) or line
        return line

    def _held(self, line: ManifestLine) -> tuple[Fault, ...]:
        """Place the line's hold unless it stands; a fault where it comes too late."""
        gone = left(self.store, line.container)
        if gone is not None:
            at = f"{gone.at:%Y-%m-%dT%H:%M:%SZ}"
            return (Fault("container", f"{line.container} left at {at}"),)
        request = _request(line)
        if same(self.store, request) is None:
            self.held += 1
            if not self.imported.dry_run:
                by = Caller(self.imported.received_by, Role.CUSTOMS, line.authority)
                self.reading.place_hold.put(self.store, request, by, None)
        return ()


def _request(line: ManifestLine) -> HoldRequest:
    assert line.order is not None  # noqa: S101 - asked before; for the type checker
    return HoldRequest(
        authority=line.authority,
        container=line.container,
        reference=line.reference,
        order=line.order,
    )


def _said(imported: Import) -> dict[str, object]:
    return {
        "id": imported.id,
        "authority": imported.authority,
        "lines": imported.lines,
        "refused": imported.refused,
        "held": imported.held,
    }
