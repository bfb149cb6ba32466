"""The forms in which events are told keep the standards that they name."""

import json
import uuid
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pydifact.exceptions import MissingImplementationWarning
from pydifact.segmentcollection import Interchange
from pydifact.segments import Segment

from gate_service.adapters.telling.codeco import Parties, interchange
from gate_service.adapters.telling.dcsa import events
from gate_service.adapters.telling.epcis import document
from gate_service.adapters.telling.forms import writer
from gate_service.domain.canonical import SiteCodes
from gate_service.domain.telling import Form
from tests.support.told_samples import BOX, EMPTY, SITE, hold, sample

SCHEMAS = Path(__file__).parents[1] / "support" / "schemas"
PARTIES = Parties("NLRTMAPM", "TOS")


def validator(name: str, kind: Any) -> Any:
    schema = json.loads((SCHEMAS / name).read_text())
    return kind(schema, format_checker=kind.FORMAT_CHECKER)


EPCIS = validator("epcis-2.0.json", jsonschema.Draft7Validator)
DCSA = validator("dcsa-equipment-event.json", jsonschema.Draft202012Validator)


@pytest.mark.parametrize(
    ("event", "codes"),
    [
        (sample("visit.gated_in", BOX, EMPTY), [("GTIN", "ACT")] * 2),
        (sample("visit.gated_out"), [("GTOT", "ACT")]),
        (hold("hold.placed", "scan"), [("CUSS", "ACT")]),
        (hold("hold.placed", "exam"), [("CUSI", "ACT")]),
        (hold("hold.released"), [("CUSR", "ACT")]),
        (
            sample("visit.decided", decision={"target": "inspection", "reasons": []}),
            [("INSP", "PLN")],
        ),
        (hold("hold.placed", "seizure"), []),
        (sample("visit.cleared"), []),
        (sample("alert.raised"), []),
    ],
    ids=lambda value: getattr(value, "name", None),
)
def test_dcsa_has_an_equipment_event_a_container(
    event: Any, codes: list[tuple[str, str]]
) -> None:
    told = events(event, SITE)

    assert [
        (e["equipmentEventTypeCode"], e["eventClassifierCode"]) for e in told
    ] == codes
    for each in told:
        DCSA.validate(each)


def test_dcsa_names_place_container_and_seals() -> None:
    (told,) = events(sample(), SITE)

    assert told["equipmentReference"] == "CSQU3054383"
    assert told["emptyIndicatorCode"] == "LADEN"
    assert told["seals"] == [{"sealNumber": "S-1"}]
    assert told["transportCall"] == {
        "transportCallID": "v-1",
        "modeOfTransport": "TRUCK",
        "location": {"locationName": "APM Terminals II"},
        "UNLocationCode": "NLRTM",
        "facilityCode": "APM2",
        "facilityCodeListProvider": "SMDG",
    }


def test_dcsa_gives_each_container_an_id_that_stays() -> None:
    ids = [[e["eventID"] for e in events(sample("visit.gated_in", BOX, EMPTY), SITE)]]
    ids.append(
        [e["eventID"] for e in events(sample("visit.gated_in", BOX, EMPTY), SITE)]
    )

    assert ids[0] == ids[1]
    assert len({uuid.UUID(str(each)) for each in ids[0]}) == 2


@pytest.mark.parametrize(
    ("event", "step"),
    [
        (sample("visit.gated_in", BOX, EMPTY), "arriving"),
        (sample("visit.gated_out"), "departing"),
        (sample("visit.stopped"), "holding"),
        (hold("hold.placed", "scan"), "holding"),
        (hold("hold.released"), "accepting"),
    ],
    ids=lambda value: getattr(value, "name", None),
)
def test_epcis_documents_are_valid_by_the_schema_of_gs1(event: Any, step: str) -> None:
    told: Any = document(event)
    EPCIS.validate(told)
    (one,) = told["epcisBody"]["eventList"]

    assert one["bizStep"] == step
    assert one["epcList"][0] == "urn:epc:id:bic:CSQU3054383"


def test_the_schema_of_gs1_finds_faults() -> None:
    told: Any = document(sample())
    del told["epcisBody"]["eventList"][0]["action"]

    assert not EPCIS.is_valid(told)


def test_epcis_is_silent_without_containers_or_business_step() -> None:
    assert document(sample("visit.cleared")) is None
    assert document(sample("visit.gated_in", containers=[])) is None


def read_back(text: str) -> tuple[Interchange, list[Segment]]:
    with pytest.warns(MissingImplementationWarning):  # pydifact has no syntax 2
        found = Interchange.from_str(text)
    (message,) = found.get_messages()
    return found, list(message.segments)


def test_codeco_is_read_back_as_it_was_meant() -> None:
    text = interchange(sample("visit.gated_in", BOX, EMPTY), SITE, PARTIES)
    assert text is not None
    found, segments = read_back(text)

    assert (found.sender, found.recipient) == ("NLRTMAPM", "TOS")
    assert [s.tag for s in segments] == [
        *("BGM", "NAD", "NAD"),
        *("EQD", "RFF", "DTM", "LOC", "MEA", "SEL", "TDT", "NAD"),
        *("EQD", "RFF", "DTM", "LOC", "TDT", "NAD", "CNT"),
    ]
    by_tag = {s.tag: s.elements for s in reversed(segments)}
    assert by_tag["BGM"] == ["34", "EVT_12_0123456789ABCDEF", "9"]
    assert by_tag["EQD"][:3] == ["CN", "CSQU3054383", ["22G1", "102", "5"]]
    assert by_tag["EQD"][4:] == ["2", "5"]
    assert by_tag["RFF"] == [["ACD", "R-1'X"]]
    assert by_tag["DTM"] == [["7", "202605040815", "203"]]
    assert by_tag["LOC"][1:] == [["NLRTM", "139", "6"], ["APM2", "TER", "ZZZ"]]
    assert by_tag["MEA"] == ["AAE", "VGM", ["KGM", "21000"]]
    assert by_tag["SEL"] == ["S-1", "CA"]
    assert by_tag["TDT"][-1] == ["AB12CDE", "146"]
    assert by_tag["CNT"] == [["16", "2"]]


def test_codeco_counts_its_segments_and_messages() -> None:
    text = interchange(sample(), SITE, PARTIES)
    assert text is not None
    lines = [line for line in text.split("\n") if line]
    inside = [n for n, line in enumerate(lines) if line.startswith(("UNH", "UNT"))]

    assert lines[-2] == f"UNT+{inside[1] - inside[0] + 1}+12'"
    assert lines[-1] == "UNZ+1+12'"


def test_codeco_says_gate_out_and_empty() -> None:
    text = interchange(sample("visit.gated_out", EMPTY), SITE, PARTIES)
    assert text is not None

    assert "BGM+36+" in text
    assert "EQD+CN+MSKU6011672+:102:5++3+4'" in text


def test_codeco_keeps_to_the_signs_that_edi_can_write() -> None:
    text = interchange(sample(), SITE, PARTIES)

    assert text is not None
    assert text.isascii()
    assert "NAD+CA+++MULLER & SOHNE'" in text


@pytest.mark.parametrize("name", ["visit.cleared", "hold.placed", "alert.raised"])
def test_codeco_reports_gate_moves_alone(name: str) -> None:
    assert interchange(sample(name), SITE, PARTIES) is None


def test_a_site_without_codes_is_told_of_too() -> None:
    bare = SiteCodes(terminal="QG1")
    (told,) = events(sample(), bare)
    text = interchange(sample(), bare, PARTIES)

    DCSA.validate(told)
    assert text is not None
    assert "+QG1:TER:ZZZ'" in text


@pytest.mark.parametrize("form", list(Form))
def test_every_form_is_written_for_a_gate_in(form: Form) -> None:
    written = writer(form, SITE, PARTIES)(sample())

    assert written is not None
    assert "CSQU3054383" in written.body
    assert "/" in written.media_type
