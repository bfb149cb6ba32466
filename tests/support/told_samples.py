"""Canonical events as a gate would tell them, for the forms that write them."""

from datetime import UTC, datetime

from gate_service.domain.canonical import CanonicalEvent, SiteCodes

AT = datetime(2026, 5, 4, 8, 15, 2, tzinfo=UTC)
SITE = SiteCodes(
    terminal="NLRTM", un_locode="NLRTM", smdg="APM2", facility="APM Terminals II"
)
BOX: dict[str, object] = {
    "number": "CSQU3054383",
    "size_type": "22G1",
    "laden": True,
    "vgm": 21000.0,
    "seals": ["S-1"],
    "dangerous": [],
}
EMPTY: dict[str, object] = {
    "number": "MSKU6011672",
    "size_type": None,
    "laden": None,
    "vgm": None,
    "seals": [],
    "dangerous": [],
}


def sample(
    name: str = "visit.gated_in",
    *boxes: dict[str, object],
    at: datetime = AT,
    number: int = 12,
    **data: object,
) -> CanonicalEvent:
    """Make an event of one truck with *boxes*, one laden container by default."""
    facts = {
        "visit": {"id": "v-1", "booked": True, "lane": "in 1", "direction": "in"},
        "truck": {"plate": "AB12CDE", "trailer": None},
        "containers": list(boxes or (BOX,)),
        "appointment": {"id": "a-1", "reference": "R-1'x", "haulier": "Müller & Söhne"},
    }
    return CanonicalEvent(
        id=f"evt_{number}_0123456789abcdef",
        type=f"org.quaygate.{name}.v1",
        source=SITE.source,
        subject="v-1",
        at=at,
        sequence=number,
        data={**facts, **data},
    )


def hold(name: str, order: str = "hold") -> CanonicalEvent:
    """Make an event of a hold, which no truck carries."""
    held = {
        "id": "h-1",
        "authority": "HMRC",
        "container": BOX["number"],
        "reference": "H/1 x",
        "order": order,
    }
    event = sample(name, hold=held)
    return CanonicalEvent(
        id=event.id,
        type=event.type,
        source=event.source,
        subject=str(BOX["number"]),
        at=event.at,
        sequence=event.sequence,
        data={"hold": held},
        authority="HMRC",
    )
