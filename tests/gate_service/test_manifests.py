"""Manifests: ten thousand lines with bad ones among them, once, and to the end."""

import json
from collections.abc import Mapping
from typing import cast

import pytest

from gate_service.application.gate import Gate
from gate_service.domain.customs import HoldOrder
from gate_service.domain.errors import InvalidInputError
from gate_service.domain.manifests import Import, ImportState, LineFault, Row
from gate_service.domain.pages import Cut
from gate_service.domain.risk import RiskTerms
from gate_service.web.manifest_files import CSV_TYPE, JSON_TYPE, rows_of
from tests.support.gates import BOX, CUSTOMS, OTHER_BOX, GateAtWork, said
from vision.identifiers import check_digit

LINE = {"container": BOX, "commodity": "847989"}


def number(serial: int) -> str:
    stem = f"TGHU{serial:06d}"
    return stem + check_digit(stem)


def sent(
    work: GateAtWork, *lines: Mapping[str, object], dry_run: bool = False
) -> Import:
    """Send lines as JSON, and have them read."""
    body = json.dumps({"lines": lines}).encode()
    rows = rows_of(body, JSON_TYPE)
    imported = work.gate.customs.receive(rows, body, CUSTOMS, dry_run=dry_run)
    work.gate.customs.read()
    return work.gate.customs.look.imported(imported.id)


def faults(gate: Gate, imported: Import) -> list[tuple[int, str]]:
    page = gate.customs.look.faults(imported.id, 0, 1000)
    return [(each.line, each.field) for each in page.values]


def test_bad_lines_are_told_and_good_lines_kept(work: GateAtWork) -> None:
    bad = {"container": "CSQU3054384", "commodity": "x", "origin": "GBR"}
    done = sent(work, LINE, bad, {**LINE, "colour": "red"}, {"container": OTHER_BOX})

    assert (done.state, done.done, done.refused) == (ImportState.DONE, 4, 3)
    assert faults(work.gate, done) == [
        (2, "container"),
        (2, "commodity"),
        (2, "origin"),
        (3, "line"),
        (4, "commodity"),
    ]


def test_ten_thousand_lines_are_read_in_pieces(work: GateAtWork) -> None:
    lines = [{"container": number(each), "commodity": "8479"} for each in range(9998)]
    lines[4321] = {"container": "nonsense", "commodity": "8479"}
    held = {"container": BOX, "commodity": "8479", "order": "scan", "reference": "S-1"}
    done = sent(work, *lines, held, {**held, "order": "nuke"})

    assert (done.lines, done.done, done.refused, done.held) == (10_000, 10_000, 2, 1)
    assert faults(work.gate, done) == [(4322, "container"), (10_000, "order")]
    assert [each.order for each in work.gate.look_up.holds(BOX)] == [HoldOrder.SCAN]


def test_an_import_goes_on_where_it_was_cut_off(work: GateAtWork) -> None:
    rows: list[Row] = [
        {"container": number(each), "commodity": "8479"} for each in range(250)
    ]
    received = work.gate.customs.receive(rows, b"a file", CUSTOMS)

    class CutOffError(Exception):
        pass

    def cut_off(_: float) -> None:
        raise CutOffError

    reading = work.gate.customs.read
    with pytest.raises(CutOffError):
        type(reading)(
            transactions=reading.transactions,
            place_hold=reading.place_hold,
            clock=reading.clock,
            new_id=reading.new_id,
            pause=cut_off,
        )()
    half = work.gate.customs.look.imported(received.id)
    reading()

    assert (half.state, half.done) == (ImportState.RUNNING, 100)
    assert work.gate.customs.look.imported(received.id).done == 250
    assert work.kinds().count("manifest.imported") == 1


def test_the_same_file_is_the_same_import(work: GateAtWork) -> None:
    assert sent(work, LINE).id == sent(work, LINE).id
    assert len(work.gate.customs.look.imports("HMRC", Cut()).values) == 1


def test_a_dry_run_tells_everything_and_keeps_nothing(work: GateAtWork) -> None:
    held = {**LINE, "order": "hold", "reference": "H-1"}
    dry = sent(work, held, {"container": "x"}, dry_run=True)

    assert (dry.refused, dry.held, work.gate.look_up.holds()) == (1, 1, ())
    assert sent(work, held, {"container": "x"}).id != dry.id
    assert len(work.gate.look_up.holds()) == 1


def test_the_same_order_in_two_manifests_is_one_hold(work: GateAtWork) -> None:
    held = {**LINE, "order": "hold", "reference": "H-1"}
    sent(work, held)
    sent(work, held, {"container": OTHER_BOX, "commodity": "8479"})

    assert len(work.gate.look_up.holds()) == 1


def test_a_later_manifest_takes_the_place_of_an_earlier_one(work: GateAtWork) -> None:
    rule = RiskTerms(order=HoldOrder.SCAN, reference="RR-1", commodities=("84",))
    work.gate.customs.add_rule(rule, CUSTOMS)
    sent(work, LINE)
    booked = work.book()
    work.stand(booked.arrival_code)
    before = said(work.visit_of(booked))
    work.drive_off(through=False)
    sent(work, {**LINE, "commodity": "0901"})
    work.stand(booked.arrival_code, "p-2")

    assert (before, said(work.visit_of(booked))) == ({"CUSTOMS": "risk_scan"}, {})


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param(
            "container,commodity\r\nA,1\r\n\r\nB,2\r\n",
            [
                {"container": "A", "commodity": "1"},
                {"container": "B", "commodity": "2"},
            ],
            id="commas",
        ),
        pytest.param(
            "\ufeffContainer;Commodity\nA;1\n",
            [{"container": "A", "commodity": "1"}],
            id="semicolons, a byte order mark and capitals",
        ),
        pytest.param(
            'container,description\nA,"a, b"\n',
            [{"container": "A", "description": "a, b"}],
            id="quotes",
        ),
    ],
)
def test_csv_is_read_as_spreadsheets_write_it(
    text: str, rows: list[dict[str, str]]
) -> None:
    assert rows_of(text.encode(), CSV_TYPE) == rows


def test_a_line_with_too_many_columns_is_one_bad_line(work: GateAtWork) -> None:
    body = f"container,commodity\n{BOX},8479,extra\n{OTHER_BOX},8479\n".encode()
    received = work.gate.customs.receive(rows_of(body, CSV_TYPE), body, CUSTOMS)
    work.gate.customs.read()

    told = work.gate.customs.look.faults(received.id, 0, 10).values
    detail = "3 columns, the heading has 2"
    assert told == (LineFault(line=1, field="line", detail=detail),)


@pytest.mark.parametrize(
    ("body", "kind", "field"),
    [
        pytest.param(b"{", JSON_TYPE, "body", id="no JSON"),
        pytest.param(b"7", JSON_TYPE, "lines", id="no lines"),
        pytest.param(b"\xff", CSV_TYPE, "body", id="no UTF-8"),
        pytest.param(b"box,hs\n", CSV_TYPE, "heading", id="unknown columns"),
        pytest.param(b"", CSV_TYPE, "heading", id="nothing"),
        pytest.param(b"[]", "text/plain", "Content-Type", id="another kind"),
        pytest.param(b"[1" + b",1" * 10_000 + b"]", JSON_TYPE, "lines", id="too many"),
    ],
)
def test_what_is_no_manifest_is_refused_whole(
    body: bytes, kind: str, field: str
) -> None:
    with pytest.raises(InvalidInputError) as refused:
        rows_of(body, kind)
    assert refused.value.field == field


@pytest.mark.parametrize("value", [True, 1.5, ["a"], {"a": 1}, 10**15, "\ud800"])
def test_a_value_that_is_no_text_spoils_its_line_alone(
    work: GateAtWork, value: object
) -> None:
    done = sent(work, {**LINE, "description": cast("str", value)}, LINE)
    assert (done.done, done.refused) == (2, 1)
