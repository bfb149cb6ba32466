"""One truck of the demo: rendered, streamed, read, decided and let through."""

from contextlib import ExitStack
from pathlib import Path

import pytest
from rich.console import Console

pytest.importorskip("gi", reason="GStreamer's Python binding is not installed")

from quaygate.demo.house import opened
from quaygate.demo.run import performed, rendered
from quaygate.demo.story import STORY


@pytest.mark.gstreamer
@pytest.mark.slow
@pytest.mark.timeout(180)
def test_a_truck_stops_once_and_goes(tmp_path: Path) -> None:
    acts, console = STORY[:1], Console(quiet=True)
    scenes = rendered(acts, tmp_path / "clips", console)

    with ExitStack() as stack:
        house = opened(acts, scenes[0], tmp_path / "run", stack, console)
        (result,) = performed(house, acts, scenes, console)

    assert result.verdicts == ("GO",)
    assert result.reasons == ()
    assert [c["number"] for c in result.passage["containers"]] == ["MRDU4172069"]
    assert house.driver.first_pass is not None
