"""Manifests as a page: send a file, see how far it is and which lines are bad."""

from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, File, Form, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from gate_service.domain.manifests import FIELDS, MOST_LINES, ImportId
from gate_service.web.api.manifests import taken_in
from gate_service.web.customs.office import (
    Office,
    OfficeHere,
    Refused,
    attempt,
)
from gate_service.web.manifest_files import CSV_TYPE, JSON_TYPE
from gate_service.web.paging import CursorHere, cut_of, number_of, older
from gate_service.web.schemas.base import Id

router = APIRouter(prefix="/customs/manifests", include_in_schema=False)


@router.get("")
def list_imports(office: OfficeHere, cursor: CursorHere = "") -> HTMLResponse:
    """Show the authority's imports, and the form that sends one."""
    return _listed(office, cursor)


@router.post("")
def send(
    office: OfficeHere,
    later: BackgroundTasks,
    file: Annotated[UploadFile, File()],
    dry_run: Annotated[bool, Form()] = False,
) -> Response:
    """Take a file in, and show how far it is."""
    name = (file.filename or "").lower()
    kind = JSON_TYPE if name.endswith(".json") else CSV_TYPE
    body = file.file.read()
    done = attempt(
        lambda: taken_in(office.gate, office.caller, body, kind, dry_run=dry_run)
    )
    if isinstance(done, Refused):
        return _listed(office, refused=done)
    later.add_task(office.gate.customs.read)
    return RedirectResponse(f"/customs/manifests/{done.id}", 303, background=later)


@router.get("/{manifest}")
def show_import(
    manifest: Id, office: OfficeHere, cursor: CursorHere = ""
) -> HTMLResponse:
    """Show one import and its bad lines."""
    look = office.gate.customs.look
    imported = office.own(look.imported(ImportId(manifest)))
    after = number_of(cursor) if cursor else 0
    faults = look.faults(imported.id, after, 100)
    return office.page(
        "manifest.html",
        "manifests",
        imported=imported,
        line_faults=faults.values,
        older=older(f"/customs/manifests/{manifest}", faults),
    )


def _listed(
    office: Office, cursor: str = "", refused: Refused | None = None
) -> HTMLResponse:
    found = office.gate.customs.look.imports(office.authority, cut_of(cursor))
    return office.page(
        "manifests.html",
        "manifests",
        refused,
        imports=found.values,
        older=older("/customs/manifests", found),
        fields=FIELDS,
        most=MOST_LINES,
    )
