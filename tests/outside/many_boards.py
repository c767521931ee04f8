"""Asks DuckDB what examples/many-boards.sql asks, and compares its figures with those of `lscb report boards`.

The arguments are the SQL file and the report as JSON; the exports lie in the folder exports of the current folder.
"""

import json
import pathlib
import sys

import duckdb

sql, report = sys.argv[1:]
base = duckdb.connect()
base.execute(pathlib.Path(sql).read_text())
asked = base.execute("SELECT board, overdue, overdue_percent FROM overdue_by_quarter WHERE as_at = DATE '2008-10-01'").fetchall()
rows = json.loads(pathlib.Path(report).read_text())["rows"]
told = sorted((row["board"], row["overdue"], row["overdue_percent"]) for row in rows)
assert sorted(asked) == told and len(told) == 3, (sorted(asked), told)
[(count,)] = base.execute("SELECT count(*) FROM 'actions.parquet'").fetchall()
lines = sum(len(path.read_text().splitlines()) for path in pathlib.Path("exports").glob("*.jsonl"))
assert count == lines > 0, (count, lines)
