"""Manifests: sent at once, read in the background, each line kept or refused whole."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Depends, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from gate_service.application.gate import Gate
from gate_service.domain.callers import Caller, Role
from gate_service.domain.errors import UnknownImportError
from gate_service.domain.manifests import Import, ImportId, LineFault
from gate_service.web.access import GateHere, allow
from gate_service.web.api.holds import own
from gate_service.web.manifest_files import CSV_TYPE, JSON_TYPE, rows_of
from gate_service.web.openapi import ALWAYS, refusals
from gate_service.web.paging import PagingHere
from gate_service.web.schemas.base import Id
from gate_service.web.schemas.manifests import (
    CSV_EXAMPLE,
    LINES_EXAMPLE,
    ImportAnswer,
    LineFaultAnswer,
)

router = APIRouter(
    prefix="/api/v1/customs/manifests", tags=["manifests"], responses=ALWAYS
)
_Authority = Annotated[Caller, Depends(allow(Role.CUSTOMS))]
_Reading = Annotated[Caller, Depends(allow(Role.CUSTOMS, Role.ADMIN))]
_BODY = {
    JSON_TYPE: {"example": LINES_EXAMPLE},
    CSV_TYPE: {"example": CSV_EXAMPLE},
}


@router.post(
    "",
    status_code=202,
    response_model=ImportAnswer,
    responses=refusals(413),
    openapi_extra={"requestBody": {"content": _BODY, "required": True}},
)
async def import_a_manifest(
    request: Request,
    response: Response,
    gate: GateHere,
    caller: _Authority,
    later: BackgroundTasks,
    *,
    dry_run: Annotated[bool, Query(description="Check, and keep nothing")] = False,
) -> Import:
    """Take a manifest of at most 10,000 lines in; `GET` it to see how far it is.

    Good lines are kept, bad ones told. The same file again is the same import.
    """
    body = await request.body()
    kind = request.headers.get("content-type", "")
    imported = await run_in_threadpool(
        taken_in, gate, caller, body, kind, dry_run=dry_run
    )
    later.add_task(gate.customs.read)
    response.headers["Location"] = f"{request.url.path}/{imported.id}"
    return imported


def taken_in(
    gate: Gate, caller: Caller, body: bytes, kind: str, *, dry_run: bool
) -> Import:
    """Read a file and take it in."""
    rows = rows_of(body, kind)
    return gate.customs.receive(rows, body, caller, dry_run=dry_run)


@router.get("", response_model=list[ImportAnswer])
def list_imports(
    gate: GateHere, caller: _Reading, paging: PagingHere
) -> Sequence[Import]:
    """List the authority's imports, newest first."""
    page = gate.customs.look.imports(own(caller), paging.cut)
    paging.next(page.next)
    return page.values


@router.get("/{manifest}", response_model=ImportAnswer, responses=refusals(404))
def read_an_import(manifest: Id, gate: GateHere, caller: _Reading) -> Import:
    """Read how far an import has come."""
    return _known(manifest, gate, caller)


@router.get(
    "/{manifest}/errors",
    response_model=list[LineFaultAnswer],
    responses=refusals(404),
)
def list_line_errors(
    manifest: Id, gate: GateHere, caller: _Reading, paging: PagingHere
) -> Sequence[LineFault]:
    """List what is wrong with which line, in the order of the file."""
    imported = _known(manifest, gate, caller)
    cut = paging.cut
    page = gate.customs.look.faults(imported.id, cut.before or 0, cut.limit)
    paging.next(page.next)
    return page.values


def _known(manifest: str, gate: Gate, caller: Caller) -> Import:
    found = gate.customs.look.imported(ImportId(manifest))
    if own(caller) not in {None, found.authority}:
        msg = f"no import {manifest!r}"
        raise UnknownImportError(msg)
    return found
