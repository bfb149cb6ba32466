import pytest

from pipelines.frames import SourceError
from quaygate.clip_watch import incidents
from quaygate.watched import Watched, without_zones
from tests.support.pipes import EPOCH, ListSource
from tests.support.yard_clips import frames, saying, walk
from vision.incidents import Cause, Incident
from vision.scene import Scene, Worn
from vision.yard import YardRules
from vision.zones import Admitted, Zone

DRIVEWAY = Zone(
    name="driveway",
    corners=((0.3, 0.6), (0.7, 0.6), (0.7, 1.0), (0.3, 1.0)),
    admits=frozenset({Admitted.VEHICLE}),
)


def seen(scenes: list[Scene], watched: Watched | None = None) -> list[Incident]:
    found = incidents(frames(len(scenes)), watched or without_zones(), saying(scenes))
    return [incident for incident, begun in found if begun == EPOCH.timestamp()]


def test_without_zones_missing_gear_is_one_incident_a_person() -> None:
    (incident,) = seen(walk(40, vest=Worn.MISSING))
    assert (incident.cause, incident.zone) == (Cause.MISSING_PPE, "everywhere")
    assert set(incident.measures) == {"vest"}


@pytest.mark.parametrize("worn", [Worn.WORN, Worn.UNSEEN])
def test_who_wears_all_or_is_not_seen_well_is_no_incident(worn: Worn) -> None:
    assert seen(walk(40, vest=worn, helmet=worn)) == []


def test_an_empty_clip_shows_no_incident() -> None:
    assert seen([Scene()] * 30) == []


def test_with_zones_only_their_rules_count() -> None:
    watched = Watched(rules=YardRules(zones=(DRIVEWAY,)))
    (incident,) = seen(walk(50, vest=Worn.MISSING), watched)
    assert (incident.cause, incident.zone) == (Cause.INTRUSION, "driveway")
    begins, ends = (t - EPOCH.timestamp() for t in (incident.opened, incident.last))
    assert 1.3 < begins < 3.0 < ends < 5.5


def test_what_was_going_on_is_told_before_a_stream_breaks() -> None:
    scenes = walk(30, helmet=Worn.MISSING)
    source = ListSource(tuple(frames(30)), SourceError("gone"))
    told = incidents(source.frames(), without_zones(), saying(scenes))
    assert next(told)[0].cause is Cause.MISSING_PPE
    with pytest.raises(SourceError, match="gone"):
        next(told)
