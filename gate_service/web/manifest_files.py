"""A manifest as it is sent: JSON or CSV into rows of texts, checked line by line later.

What cannot be told as texts (a nested value, a field that is not known, a line with
too many columns) stays with its line under ``?``, so that one bad line spoils no other.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping

from gate_service.domain.errors import InvalidInputError
from gate_service.domain.manifests import FIELDS, MOST_LINES, UNREADABLE, Row

JSON_TYPE, CSV_TYPE = "application/json", "text/csv"


def rows_of(body: bytes, kind: str) -> list[Row]:
    """Read *body*; InvalidInputError where it is no manifest at all."""
    media = kind.partition(";")[0].strip().lower()
    if media not in {JSON_TYPE, CSV_TYPE}:
        msg = f"a manifest is sent as {JSON_TYPE} or {CSV_TYPE}"
        raise InvalidInputError(field="Content-Type", message=msg)
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        msg = f"byte {error.start} is not UTF-8"
        raise InvalidInputError(field="body", message=msg) from None
    rows = list(_json_rows(text) if media == JSON_TYPE else _csv_rows(text))
    if len(rows) > MOST_LINES:
        msg = f"a manifest has at most {MOST_LINES} lines: send it in parts"
        raise InvalidInputError(field="lines", message=msg)
    return rows


def _json_rows(text: str) -> Iterator[Row]:
    try:
        body = json.loads(text)
    except (ValueError, RecursionError):
        msg = "the body is not valid JSON"
        raise InvalidInputError(field="body", message=msg) from None
    lines = body.get("lines") if isinstance(body, dict) else body
    if not isinstance(lines, list):
        msg = 'a manifest is {"lines": [{"container": ...}, ...]}'
        raise InvalidInputError(field="lines", message=msg)
    for line in lines:
        yield _row(line)


def _row(line: object) -> Row:
    if not isinstance(line, dict):
        return {UNREADABLE: "a line is an object with texts by field"}
    others = sorted(ascii(name)[:40] for name in line if name not in FIELDS)
    nested = [name for name in FIELDS if not _plain(line.get(name))]
    if others:
        return {UNREADABLE: f"not known here: {', '.join(others[:5])}"}
    if nested:
        return {UNREADABLE: f"must be a text: {', '.join(nested)}"}
    return {name: _text(line.get(name)) for name in FIELDS}


def _plain(value: object) -> bool:
    if isinstance(value, int) and not isinstance(value, bool):
        return abs(value) < 10**12
    return value is None or isinstance(value, str)


def _text(value: object) -> str:
    return "" if value is None else str(value)[:1000]


def _csv_rows(text: str) -> Iterator[Row]:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        heading = [each.strip().lower() for each in next(lines, [])]
        _check_heading(heading)
        for line in lines:
            if line:
                yield _csv_row(heading, line)
    except csv.Error as error:
        raise InvalidInputError(
            field="body", message=f"line {lines.line_num}: {error}"
        ) from None


def _delimiter(text: str) -> str:
    """Tell commas from semicolons, as European spreadsheets write them."""
    first = text.partition("\n")[0]
    return ";" if first.count(";") > first.count(",") else ","


def _check_heading(heading: list[str]) -> None:
    unknown = [ascii(each)[:40] for each in heading if each not in FIELDS]
    if unknown or "container" not in heading or len(set(heading)) < len(heading):
        msg = f"the first line names columns, of {', '.join(FIELDS)}, each once"
        raise InvalidInputError(field="heading", message=msg)


def _csv_row(heading: list[str], line: list[str]) -> Mapping[str, str]:
    if len(line) != len(heading):
        return {UNREADABLE: f"{len(line)} columns, the heading has {len(heading)}"}
    return {name: text[:1000] for name, text in zip(heading, line, strict=True)}
