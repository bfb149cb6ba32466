"""The wrong truck, container, time or place, and codes that were used."""

from quaygate.simulate.kinds import GO, Kind, Look, Shows, Then, let_go, refer, stop

REFUSED = (
    # The wrong truck, container, time or place.
    Kind(
        name="another plate",
        share=20,
        plate=Look.OTHER,
        says=(stop("plate_differs"),),
        then=Then.AWAY,
    ),
    Kind(
        name="another container",
        share=20,
        box=Look.OTHER,
        says=(stop("container_other"),),
        then=Then.AWAY,
    ),
    Kind(
        name="one container too many",
        share=10,
        box=Look.EXTRA,
        says=(stop("container_other"),),
        then=Then.AWAY,
    ),
    Kind(
        name="a container nobody announced",
        share=10,
        boxes=0,
        box=Look.EXTRA,
        says=(stop("container_unexpected"),),
        then=Then.AWAY,
    ),
    Kind(
        name="slightly early",
        share=25,
        late=-10,
        says=(refer("slightly_early"),),
        then=Then.AWAY,
    ),
    Kind(
        name="slightly late, let go",
        share=20,
        late=10,
        says=(refer("slightly_late"), let_go("slightly_late")),
        then=Then.LET_GO,
    ),
    Kind(
        name="too early", share=10, late=-60, says=(stop("too_early"),), then=Then.AWAY
    ),
    Kind(
        name="cancelled",
        share=10,
        cancelled=True,
        says=(stop("appointment_cancelled"),),
        then=Then.AWAY,
    ),
    Kind(
        name="another terminal's",
        share=10,
        declared={"terminal": "NEIGHBOUR"},
        says=(stop("other_terminal"),),
        then=Then.AWAY,
    ),
    Kind(
        name="another lane's",
        share=10,
        declared={"lane": "in-1"},
        lane="in-2",
        says=(refer("other_lane"),),
        then=Then.AWAY,
    ),
    Kind(
        name="at a closed lane",
        share=5,
        lane="shut",
        says=(stop("lane_closed"),),
        then=Then.AWAY,
    ),
    Kind(
        name="no code",
        share=10,
        shows=Shows.NOTHING,
        says=(refer("no_code", "no_appointment"),),
        then=Then.AWAY,
    ),
    # A code that was used.
    Kind(
        name="its code shown again",
        share=15,
        says=(GO, stop("arrival_code_used", "plate_inside")),
        then=Then.TWICE,
    ),
    Kind(
        name="its pass shown again",
        share=10,
        says=(GO, stop("pass_spent", "plate_inside")),
        then=Then.SPENT,
    ),
    Kind(
        name="a forged pass",
        share=5,
        shows=Shows.FORGED,
        says=(stop("pass_forged", "no_appointment"),),
        then=Then.AWAY,
    ),
)
"""Their shares are weights."""
