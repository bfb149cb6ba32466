"""Trucks of which instruments tell: seals, locks, placards, weights and damage."""

from collections.abc import Mapping

from quaygate.simulate.kinds import Kind, Then, let_go, refer, stop


def placard(side: str, imdg: str | None = None) -> Mapping[str, object]:
    """Give what a placard reader tells of one side: a class, or that none is there."""
    said = {"state": "clear"} if imdg is None else {"text": imdg}
    return {"instrument": "placard", "side": side, **said}


MEASURED = (
    Kind(
        name="sealed as declared",
        share=40,
        of_box={"seals": ["ML-CN00123"]},
        told=({"instrument": "seal", "text": "MLCN00123", "state": "intact"},),
    ),
    Kind(
        name="another seal",
        share=5,
        of_box={"seals": ["ML-CN00123"]},
        told=({"instrument": "seal", "text": "XX999", "state": "intact"},),
        says=(stop("seal_differs"),),
        then=Then.AWAY,
    ),
    Kind(
        name="seal broken",
        share=5,
        of_box={"seals": ["ML-CN00123"]},
        told=({"instrument": "seal", "text": "MLCN00123", "state": "broken"},),
        says=(stop("seal_broken"),),
        then=Then.AWAY,
    ),
    Kind(
        name="electronic lock open",
        share=5,
        of_box={"seals": ["LOCK77"]},
        told=({"instrument": "e-lock", "text": "LOCK77", "state": "open"},),
        says=(stop("elock_open"),),
        then=Then.AWAY,
    ),
    Kind(
        name="dangerous as declared",
        share=20,
        of_box={"dangerous": [{"un": "1263", "imdg": "3"}]},
        told=tuple(placard(side, "3") for side in ("left", "right", "rear")),
    ),
    Kind(
        name="dangerous, not declared",
        share=5,
        told=(placard("rear", "3"), placard("left"), placard("right")),
        says=(stop("dangerous_undeclared"),),
        then=Then.AWAY,
    ),
    Kind(
        name="a placard's side unread, let go",
        share=5,
        of_box={"dangerous": [{"un": "1263", "imdg": "3"}]},
        told=(placard("left", "3"), placard("rear", "3")),
        says=(refer("placard_side_unread"), let_go("placard_side_unread")),
        then=Then.LET_GO,
    ),
    Kind(
        name="weighed as declared",
        share=40,
        of_box={"vgm": 20_000},
        told=({"instrument": "weighbridge", "kilograms": 35_000},),
    ),
    Kind(
        name="another weight, let go",
        share=10,
        of_box={"vgm": 20_000},
        told=({"instrument": "weighbridge", "kilograms": 24_000},),
        says=(refer("weight_differs"), let_go("weight_differs")),
        then=Then.LET_GO,
    ),
    Kind(
        name="too heavy",
        share=10,
        told=({"instrument": "weighbridge", "kilograms": 46_200},),
        says=(stop("gross_overload"),),
        then=Then.AWAY,
    ),
    Kind(
        name="an axle too heavy",
        share=5,
        told=(
            {
                "instrument": "weighbridge",
                "kilograms": 39_000,
                "axles": [7_000, 12_400, 6_600, 6_500, 6_500],
            },
        ),
        says=(stop("axle_overload"),),
        then=Then.AWAY,
    ),
    Kind(
        name="damaged",
        share=10,
        told=({"instrument": "damage", "state": "medium", "side": "left"},),
        says=(refer("damage_medium"), let_go("damage_medium")),
        then=Then.LET_GO,
    ),
    Kind(
        name="doors open",
        share=5,
        told=({"instrument": "damage", "state": "doors-open", "side": "rear"},),
        says=(stop("doors_open"), let_go("doors_open")),
        then=Then.CONFIRMED,
    ),
    Kind(
        name="leaking",
        share=5,
        told=({"instrument": "damage", "state": "leak", "side": "left"},),
        says=(stop("damage_leak"),),
        then=Then.AWAY,
    ),
)
"""Their shares are weights."""
