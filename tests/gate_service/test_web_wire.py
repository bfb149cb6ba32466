"""The service takes what docs/passage-events.md promises that a lane sends."""

import json
import re
from pathlib import Path

from gate_service.domain.lane_events import EVENT_TYPES
from gate_service.web.schemas.batches import BatchBody

WIRE = Path(__file__).parents[2] / "docs" / "passage-events.md"


def test_the_batch_of_the_wires_document_is_understood() -> None:
    batch, captured = re.findall(
        r"```json\n(.*?)```", WIRE.read_text("utf-8"), re.DOTALL
    )
    body = json.loads(batch)
    body["events"][0]["data"] = json.loads(captured.replace("9f86d0...", 64 * "0"))
    (event,) = BatchBody.model_validate(body).lane_events()
    assert (event.sequence, EVENT_TYPES[type(event.report)]) == (7, "passage.captured")


def test_every_type_of_the_wires_document_is_known() -> None:
    documented = re.findall(
        r"^\| `([a-z.]+)` \|", WIRE.read_text("utf-8"), re.MULTILINE
    )
    assert sorted(documented) == sorted(EVENT_TYPES.values())
