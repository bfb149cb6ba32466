"""Trucks against which nothing speaks, and those that are misread."""

from quaygate.simulate.kinds import GO, Cameras, Kind, Look, Ordered, Shows, Then, refer

READ = (
    # Nothing against it.
    Kind(name="one container", share=900),
    Kind(name="two containers", share=180, boxes=2),
    Kind(name="bare chassis", share=180, boxes=0),
    Kind(name="check digit inferred", share=60, box=Look.INFERRED),
    Kind(name="code shown before it was seen", share=60, shows=Shows.EARLY),
    Kind(name="a code of nobody first", share=20, shows=Shows.UNKNOWN),
    Kind(name="hold lifted in time", share=40, ordered=Ordered.LIFTED),
    # Misread: read again, or corrected at the desk.
    Kind(
        name="container one digit off, read again",
        share=25,
        box=Look.NEAR,
        says=(refer("container_one_off"), GO),
        then=Then.READ_AGAIN,
    ),
    Kind(
        name="container one digit off, corrected",
        share=50,
        box=Look.NEAR,
        says=(refer("container_one_off"), GO),
        then=Then.CORRECTED,
    ),
    Kind(
        name="container unread",
        share=30,
        box=Look.UNREAD,
        says=(refer("container_unread"), GO),
        then=Then.CORRECTED,
    ),
    Kind(
        name="container uncertain",
        share=20,
        box=Look.UNSURE,
        says=(refer("container_uncertain"), GO),
        then=Then.READ_AGAIN,
    ),
    Kind(
        name="another size-type",
        share=15,
        box=Look.SIZED,
        says=(refer("size_type_differs"), GO),
        then=Then.READ_AGAIN,
    ),
    Kind(
        name="plate unread",
        share=30,
        plate=Look.UNREAD,
        says=(refer("plate_unread"), GO),
        then=Then.CORRECTED,
    ),
    Kind(
        name="plate one character off",
        share=30,
        plate=Look.NEAR,
        says=(refer("plate_near"), GO),
        then=Then.CORRECTED,
    ),
    Kind(
        name="plate uncertain",
        share=15,
        plate=Look.UNSURE,
        says=(refer("plate_uncertain"), GO),
        then=Then.READ_AGAIN,
    ),
    Kind(
        name="plate and container misread",
        share=15,
        plate=Look.NEAR,
        box=Look.NEAR,
        says=(refer("plate_near", "container_one_off"), GO),
        then=Then.READ_AGAIN,
    ),
    Kind(
        name="a camera stalled",
        share=15,
        cameras=Cameras.STALLED,
        says=(refer("camera_stalled"), GO),
        then=Then.READ_AGAIN,
    ),
    Kind(
        name="no camera told of",
        share=5,
        cameras=Cameras.NONE,
        says=(refer("no_cameras"), GO),
        then=Then.READ_AGAIN,
    ),
)
"""Their shares are weights."""
