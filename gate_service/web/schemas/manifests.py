"""Manifests: how far an import has come, and what is wrong with its lines."""

from datetime import datetime

from gate_service.domain.manifests import ImportState
from gate_service.web.schemas.base import Answered, example

LINES_EXAMPLE = {
    "lines": [
        {
            "container": "CSQU3054383",
            "commodity": "847989",
            "description": "machine parts",
            "consignee": "Harbour Tools Ltd",
            "origin": "BR",
            "order": "scan",
            "reference": "ENS-2026-0815",
        }
    ]
}
CSV_EXAMPLE = (
    "container,commodity,description,consignee,origin,order,reference\n"
    "CSQU3054383,847989,machine parts,Harbour Tools Ltd,BR,scan,ENS-2026-0815\n"
)


class ImportAnswer(Answered):
    """A manifest on its way; ``done`` of ``lines`` are read, ``refused`` of them bad.

    ``held`` counts the holds that it placed.
    """

    model_config = example(
        id="0197f2b4-bd00-7000-8000-0f1e2d3c4b5a",
        authority="customs-gb",
        state="running",
        lines=9987,
        done=4200,
        refused=3,
        held=12,
        dry_run=False,
        digest=64 * "a",
        received="2026-05-04T06:30:00Z",
        finished=None,
    )

    id: str
    authority: str
    state: ImportState
    lines: int
    done: int
    refused: int
    held: int
    dry_run: bool
    digest: str
    received: datetime
    finished: datetime | None


class LineFaultAnswer(Answered):
    """What is wrong with one field of a line; lines count from 1, headings apart."""

    model_config = example(
        line=17, field="container", detail="'CSQU3054384': check digit 4 is not 3"
    )

    line: int
    field: str
    detail: str
