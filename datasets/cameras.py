"""The five cameras of a lane: where they hang and what they look at."""

from datasets.optics import Camera

FRONT = Camera(
    name="front", position=(8.2, 0.7, 5.0), target=(0, 0.02, 1.14), view=19.2
)
LEFT = Camera(
    name="left", position=(-13.3, 6.6, 2.9), target=(-14.0, 1.22, 2.45), view=41.5
)
RIGHT = Camera(
    name="right", position=(-7.4, -7.3, 2.9), target=(-6.8, -1.22, 2.4), view=43.0
)
REAR = Camera(
    name="rear", position=(-22.6, -0.9, 5.6), target=(-15.9, 0.0, 2.36), view=28.6
)
KIOSK = Camera(
    name="kiosk", position=(-1.1, 3.75, 2.1), target=(-1.2, 0.0, 2.0), view=46.0
)

CAMERAS = (FRONT, LEFT, RIGHT, REAR, KIOSK)

READING_CAMERAS = (FRONT, LEFT, RIGHT, REAR)
