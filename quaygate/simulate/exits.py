"""The ways in which trucks leave."""

from quaygate.simulate.kinds import GO, Exit, Look, Shows, Then, let_go, refer, stop

EXITS = (
    Exit(name="out empty", share=60),
    Exit(name="out with what it fetched", share=25, fetches=1),
    Exit(name="out, found by its plate", share=8, shows=Shows.NOTHING),
    Exit(
        name="out with a digit misread",
        share=3,
        fetches=1,
        box=Look.NEAR,
        says=(refer("container_one_off"), GO),
        then=Then.CORRECTED,
    ),
    Exit(
        name="out with nobody's container",
        share=2,
        box=Look.EXTRA,
        says=(stop("container_unexpected"),),
        then=Then.AWAY,
    ),
    Exit(
        name="out, nothing announced",
        share=2,
        announced=False,
        says=(refer("containers_not_announced"), let_go("containers_not_announced")),
        then=Then.LET_GO,
    ),
)
"""Their shares are weights."""
