import json

from datasets.measure.report import row_values, table
from datasets.measure.summary import row, rows
from tests.support.labels import judged


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_the_table_counts_each_group() -> None:
    wrong = judged(exact=False, wrong="MSKU3866036")
    line = table(rows([judged(), wrong])).splitlines()[-1]
    assert cells(line) == [
        *("quaygate", "portal", "2", "1 (50.0%)", "9-91", "4.5%", "-"),
        *("1 (50.0%)", "0", "1", "-", "10", "10", "5.0", "5.0"),
    ]


def test_every_line_of_the_table_has_as_many_cells() -> None:
    lines = table(rows([judged(), judged(reader="rapidocr", stated=False)]))
    assert len({len(cells(line)) for line in lines.splitlines()}) == 1


def test_a_row_is_json_with_rates_and_intervals() -> None:
    values = json.loads(json.dumps(row_values(row("quaygate", "all", [judged()]))))
    assert values["exact"] == {
        "count": 1,
        "of": 1,
        "rate": 1.0,
        "interval": [0.2065, 1.0],
    }
    assert values["found"] is None
    assert values["times"]["wall"] == 10
