"""What customs, officers, carriers and the terminal ordered of a truck."""

from quaygate.simulate.kinds import GO, Kind, Look, Ordered, Then, let_go, refer, stop

ORDERED = (
    # Somebody ordered something.
    Kind(
        name="customs hold",
        share=20,
        ordered=Ordered.HOLD,
        says=(stop("customs_hold"),),
        then=Then.AWAY,
    ),
    Kind(
        name="scan ordered, then released",
        share=30,
        ordered=Ordered.SCAN,
        says=(refer("scan_ordered"), GO),
        then=Then.RELEASED,
    ),
    Kind(
        name="exam ordered",
        share=15,
        ordered=Ordered.EXAM,
        says=(refer("exam_ordered"),),
        then=Then.AWAY,
    ),
    Kind(
        name="held after GO, then released",
        share=15,
        says=(GO, refer("hold_arrived"), GO),
        then=Then.HELD_LATE,
    ),
    Kind(
        name="watched, soft",
        share=10,
        watched="soft",
        says=(refer("watched_soft"),),
        then=Then.AWAY,
    ),
    Kind(
        name="watched, hard",
        share=5,
        watched="hard",
        says=(stop("watched_hard"),),
        then=Then.AWAY,
    ),
    # What carriers say, and who drives.
    Kind(name="released by its carrier", share=40, terms={"release": "REL-1"}),
    Kind(
        name="held by its line",
        share=10,
        terms={"line_hold": "unpaid demurrage"},
        says=(stop("line_hold"),),
        then=Then.AWAY,
    ),
    Kind(
        name="fees due, let go",
        share=10,
        terms={"fees": "storage"},
        says=(refer("fees_due"), let_go("fees_due")),
        then=Then.LET_GO,
    ),
    Kind(
        name="its right passed on since",
        share=5,
        terms={"release": "REL-2"},
        passed_on=True,
        says=(stop("right_of_another"),),
        then=Then.AWAY,
    ),
    Kind(name="driver inducted", share=60, driver="inducted"),
    Kind(
        name="driver's induction due",
        share=10,
        driver="new",
        says=(refer("induction_due"), let_go("induction_due")),
        then=Then.LET_GO,
    ),
    Kind(
        name="driver banned",
        share=5,
        driver="banned",
        says=(stop("driver_banned"),),
        then=Then.AWAY,
    ),
    Kind(name="with a trailer", share=60, trailer=Look.RIGHT),
    Kind(
        name="trailer unread",
        share=10,
        trailer=Look.UNREAD,
        says=(refer("trailer_unread"), GO),
        then=Then.READ_AGAIN,
    ),
    Kind(
        name="trailer one character off",
        share=10,
        trailer=Look.NEAR,
        says=(refer("trailer_near"), GO),
        then=Then.READ_AGAIN,
    ),
    Kind(
        name="another trailer",
        share=5,
        trailer=Look.OTHER,
        says=(stop("trailer_differs"),),
        then=Then.AWAY,
    ),
)
"""Their shares are weights."""
