"""The real models on a rendered picture."""

from concurrent.futures import ThreadPoolExecutor

import cv2
import numpy as np
import pytest

from models.registry import load_cards, verify
from models.runtime import ModelError, Session
from models.text import PaddleTextReader
from vision.results import Slant
from vision.strips import Image

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def reader() -> PaddleTextReader:
    return PaddleTextReader.load()


@pytest.fixture(scope="module")
def picture() -> Image:
    image = np.full((360, 640, 3), (90, 50, 30), np.uint8)
    light, font = (240, 240, 240), cv2.FONT_HERSHEY_DUPLEX
    cv2.putText(image, "CSQU 305438 3", (40, 60), font, 1.5, light, 3)
    for place, character in enumerate("MSKU3866036"):
        cv2.putText(image, character, (560, 40 + 30 * place), font, 0.8, light, 2)
    image.flags.writeable = False
    return image


def test_a_line_is_found_and_read(reader: PaddleTextReader, picture: Image) -> None:
    flat = [p for p in reader.find(picture) if p.width > p.height]
    texts = [reader.recognise(picture, place, stacked=False).text for place in flat]
    assert "CSQU3054383" in "".join(texts)


def test_a_column_is_read_top_down(reader: PaddleTextReader, picture: Image) -> None:
    line = reader.recognise(picture, Slant(568, 180, 36, 340), stacked=True)
    assert line.text == "MSKU3866036"
    assert min(line.scores) > 0.5


def test_one_reader_serves_many_threads(
    reader: PaddleTextReader, picture: Image
) -> None:
    place = Slant(230, 45, 400, 60)
    with ThreadPoolExecutor(4) as pool:
        reads = [
            pool.submit(reader.recognise, picture, place, stacked=False)
            for _ in range(8)
        ]
        assert len({read.result().text for read in reads}) == 1


def test_a_tiny_picture_holds_no_text(reader: PaddleTextReader) -> None:
    assert reader.find(np.zeros((1, 1, 3), np.uint8)) == ()


def test_a_batch_of_the_wrong_shape_is_an_error() -> None:
    detector = Session(verify(load_cards()["text-detector"]))
    with pytest.raises(ModelError, match="takes"):
        detector(np.zeros((1, 4, 32, 32), np.float32))


def test_an_output_that_is_not_finite_is_an_error() -> None:
    detector = Session(verify(load_cards()["text-detector"]))
    with pytest.raises(ModelError, match="not finite"):
        detector(np.full((1, 3, 32, 32), np.nan, np.float32))
