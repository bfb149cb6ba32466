"""What was stored before there were columns for it is found by them afterwards."""

import json
from datetime import timedelta
from pathlib import Path

from alembic import command
from sqlalchemy import column, create_engine, table

from gate_service.adapters.database.transactions import (
    SqlTransactions,
    migrations,
    open_engine,
)
from gate_service.domain.customs import HoldFilter
from gate_service.domain.pages import Cut
from gate_service.domain.visits import VisitFilter
from tests.support.gates import BOX, NOON, OTHER_BOX

APPOINTMENT = {
    "id": "a-1",
    "reference": "R-1",
    "terminal": "NLRTM",
    "haulier": "ACME",
    "plate": "AB12CDE",
    "containers": [{"number": BOX, "size_type": None}],
    "opens": "2026-05-04T11:00:00Z",
    "closes": "2026-05-04T13:00:00Z",
    "arrival_code": "QGA1",
    "leaves_with": None,
}
VISIT = {
    "id": "v-1",
    "state": "IN_YARD",
    "appointment": "a-1",
    "history": [["GATED_IN", "2026-05-04T14:00:00+02:00"]],
    "containers": [OTHER_BOX],
}
HOLD = {
    "id": "h-1",
    "authority": "HMRC",
    "container": BOX,
    "reference": "H-1",
    "reason": "",
    "order": "hold",
    "placed": "2026-05-04T12:00:00Z",
    "placed_by": "desk",
}
_ROWS = (
    (
        table("appointments"),
        {"reference": "R-1", "arrival_code": "QGA1", "haulier": "ACME", "closes": "2"},
        APPOINTMENT,
    ),
    (table("visits"), {"state": "IN_YARD", "appointment": "a-1"}, VISIT),
    (table("holds"), {"container": BOX, "active": True}, HOLD),
)


def test_older_holds_and_visits_are_found_as_new_ones_are(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'gate.sqlite'}"
    engine = create_engine(url)
    with engine.connect() as connection, connection.begin():
        command.upgrade(migrations(connection), "0004")
        for into, searched, body in _ROWS:
            row = {"id": body["id"], **searched, "body": json.dumps(body)}
            columns = table(into.name, *map(column, row))
            connection.execute(columns.insert().values(row))
    engine.dispose()
    stored = SqlTransactions(open_engine(url), lambda _: None)

    with stored.read() as store:
        (hold,) = store.holds.page(HoldFilter(authority="HMRC"), Cut()).values
        asked = (
            VisitFilter(container=BOX),
            VisitFilter(container=OTHER_BOX),
            VisitFilter(since=NOON, until=NOON + timedelta(seconds=1)),
        )
        found = [store.visits.page(each, Cut()).values for each in asked]
    stored.close()

    assert hold.reference == "H-1"
    assert [[visit.id for visit in each] for each in found] == [["v-1"]] * 3
