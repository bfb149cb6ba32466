import sys

import cv2
import numpy as np
import pytest

from datasets.measure.rivals import RivalError, open_rival


def test_an_unknown_rival_is_answered_with_those_there_are() -> None:
    with pytest.raises(RivalError, match="there are rapidocr, easyocr"):
        open_rival("tesseract")


@pytest.mark.parametrize("name", ["rapidocr", "easyocr"])
def test_a_rival_that_is_not_installed_says_what_to_install(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(RivalError, match=f"{name} is not installed: pip install"):
        open_rival(name)


@pytest.mark.slow
def test_rapidocr_reads_a_line_and_its_place() -> None:
    image = np.full((200, 640, 3), 40, np.uint8)
    cv2.putText(image, "CSQU 305438", (60, 110), 1, 4, (240, 240, 240), 5)

    rival = open_rival("rapidocr")

    (line,) = rival(image)
    assert line.text == "CSQU305438"
    assert 30 < line.box.x0 < 90
    assert rival(np.zeros((200, 200, 3), np.uint8)) == ()
