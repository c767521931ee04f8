"""Reads a report as CSV, TSV and JSON and compares the rows: tables.py FILE, without its ending."""

import csv
import io
import json
import pathlib
import sys


def table(ending, delimiter):
    text = pathlib.Path(sys.argv[1] + ending).read_bytes().decode("utf-8")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    assert all(None not in row and None not in row.values() for row in rows), "a row is longer or shorter than the first"
    return rows


def refuse(word):
    raise ValueError(f"{word} is no JSON")


def written(value):
    """A value of JSON as a cell has it."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(map(written, value))
    # A date that was missed: the day, and what it stands for.
    if isinstance(value, dict):
        return f"{value['date']} {value['what']}"
    return value if isinstance(value, str) else json.dumps(value)


report = json.loads(pathlib.Path(sys.argv[1] + ".json").read_bytes().decode("utf-8"), parse_constant=refuse)
expected = []
for row in report["rows"]:
    inner = row.pop("actions", None) if isinstance(row.get("actions"), list) else None
    for action in inner or [{}]:
        # A column of the same name in both rows is the inner one's under another name.
        renamed = {"action_" + name if name in row else name: value for name, value in action.items()}
        expected.append({name: written(value) for name, value in {**row, **renamed}.items()})
assert expected
for ending, delimiter in ((".csv", ","), (".tsv", "\t")):
    rows = table(ending, delimiter)
    assert len(rows) == len(expected), (ending, len(rows), len(expected))
    for row, wanted in zip(rows, expected):
        # A row with no row within has nothing in the inner columns.
        assert row == {name: wanted.get(name, "") for name in row} and wanted.keys() <= row.keys(), (ending, row, wanted)
