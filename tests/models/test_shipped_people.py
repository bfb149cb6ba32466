"""The shipped detector of people, fp32 and int8, on real photos that it never saw."""

from pathlib import Path

import pytest

from datasets.ppe import PPE_LABELS, PpePhotos, labelled_boxes
from models.registry import load_cards
from pipelines.yard_look import YardLook

DATA = Path(__file__).parents[2].parent / "shared" / "data" / "ppe" / "val"
CARDS = ("people", "people-int8")
_EVERY = 25
"""One photo of so many is looked at."""


@pytest.mark.parametrize("card", CARDS)
def test_the_card_names_the_labels_in_the_order_of_the_output(card: str) -> None:
    assert load_cards()[card].labels == tuple(str(label) for label in PPE_LABELS)


@pytest.mark.real
@pytest.mark.slow
@pytest.mark.skipif(not DATA.is_dir(), reason=f"no real photos at {DATA}")
@pytest.mark.parametrize("card", CARDS)
@pytest.mark.parametrize(
    ("group", "label", "least"),
    [
        pytest.param("hhw", "helmet", 0.75, id="helmets"),
        pytest.param("hhw", "no-helmet", 0.6, id="bare heads"),
        pytest.param("css", "vest", 0.5, id="vests"),
    ],
)
def test_most_of_what_people_wear_is_found(
    card: str, group: str, label: str, least: float
) -> None:
    look, photos = YardLook.load(card_name=card), PpePhotos(DATA / group)
    found = total = 0
    for index in range(0, len(photos), _EVERY // (3 if group == "css" else 1)):
        sample = photos[index]
        seen = [d.box for d in look.detections(sample.image) if d.label == label]
        there = [t.box for t in labelled_boxes(sample) if t.label == label]
        found += sum(any(box.iou(one) >= 0.5 for one in seen) for box in there)
        total += len(there)
    assert found >= least * total > 0
