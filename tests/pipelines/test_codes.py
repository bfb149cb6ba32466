"""Codes in the picture of the kiosk camera."""

import numpy as np
import segno
from numpy.typing import NDArray

from pipelines.codes import CodeWatch, read_codes
from pipelines.health import CameraMonitor
from pipelines.messages import CodeSeen
from pipelines.newest import NewestFrame
from tests.support.pipes import HandClock, frame


def shown_code(text: str) -> NDArray[np.uint8]:
    matrix = np.array([list(row) for row in segno.make(text, error="q").matrix])
    code = np.where(np.kron(np.pad(matrix, 4), np.ones((6, 6))) > 0, 0, 255)
    luma = np.full((480, 640), 180, np.uint8)
    luma[40 : 40 + code.shape[0], 60 : 60 + code.shape[1]] = code
    return luma


def test_a_code_in_the_picture_is_read() -> None:
    assert read_codes(shown_code("QGA0123456789AB")) == ("QGA0123456789AB",)
    assert read_codes(np.full((480, 640), 180, np.uint8)) == ()


def test_a_code_is_told_once_until_it_was_out_of_sight() -> None:
    clock, told = HandClock(), list[CodeSeen]()
    looks = list[int]()

    def read(luma: NDArray[np.uint8]) -> tuple[str, ...]:
        looks.append(1)
        return ("QGA1",) if luma.mean() > 100 else ()

    watch = CodeWatch(
        NewestFrame(CameraMonitor("kiosk", clock), clock, 0.5), told.append, read
    )
    bright, dark = np.full((90, 160), 200, np.uint8), np.zeros((90, 160), np.uint8)
    for second in range(5):
        watch.see(frame("kiosk", 1000.0 + second / 10, bright))
    assert len(looks) == 1
    watch.see(frame("kiosk", 1003.0, bright))
    watch.see(frame("kiosk", 1004.0, dark))
    watch.see(frame("kiosk", 1014.5, bright))
    assert [code.seconds for code in told] == [1000.0, 1014.5]
