"""Reads a report as a document, a workbook and a calendar, and compares each with its CSV and JSON.

The arguments are the path of the files without their ending, and the words that LibreOffice put on the document's pages.
A column of a document or a workbook must hold, row by row, what a column of the data holds; dates in words count as the
last day they can mean.
"""

import calendar
import collections
import csv
import datetime
import json
import re
import sys

import docx
import icalendar
import openpyxl

BASE, PAGES = sys.argv[1:]
MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}
SHORT = {name[:3]: number for name, number in MONTHS.items()}
STATES = {
    "overdue": "overdue", "late to start": "late-to-start", "due soon": "due-soon", "scheduled": "scheduled",
    "on hold": "on-hold", "ongoing": "ongoing", "waits for an event": "event", "no date": "undated", "closed": "closed",
}
# Of a plan, on a day.
STAGES = {"in force": "running", "over": "ended", "not begun": "not-begun"}


def last(year, month):
    return f"{year:04}-{month:02}-{calendar.monthrange(year, month)[1]:02}"


def plain(value):
    """A value in the one form that all formats are brought to."""
    if isinstance(value, list):
        # A date that was missed is the day and what it stands for.
        value = "; ".join(f"{one['date']} {one['what']}" if isinstance(one, dict) else one for one in value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    text = re.sub(r"\s+", " ", str(value)).strip()
    if re.match(r"'[=+\-@\t\r]", text):
        text = text[1:]
    # Beside a date people are told what it is, where it is not the one deadline.
    text = re.sub(r"(\d) \((?:milestone|report|to be set up|to start|one of \d+ deadlines)\)$", r"\1", text)
    if text in ("true", "false"):
        return "yes" if text == "true" else "no"
    # Dates that were missed, in words.
    text = re.sub(r"([^;\s][^;]*?), \d+ days? late: ", lambda match: plain(match[1]) + " ", text)
    if text in STATES | STAGES:
        return (STATES | STAGES)[text]
    if match := re.fullmatch(r"(\d{1,2}) ([A-Z][a-z]{2}) (\d{4})", text):
        if match[2] in SHORT:
            return f"{match[3]}-{SHORT[match[2]]:02}-{int(match[1]):02}"
    if match := re.fullmatch(r"(?:([A-Z][a-z]+) to )?([A-Z][a-z]+) (\d{4})", text):
        if match[2] in MONTHS:
            return last(int(match[3]), MONTHS[match[2]])
    if match := re.fullmatch(r"(\d{4})-(\d\d)", text):
        return last(int(match[1]), int(match[2]))
    if match := re.fullmatch(r"(\d{4})-Q([1-4])", text):
        return last(int(match[1]), int(match[2]) * 3)
    if re.fullmatch(r"(19|20)\d\d", text):
        return last(int(text), 12)
    if match := re.fullmatch(r"(\d{4})/(\d\d)", text):
        return last(int(match[1]) + 1, 3)
    # What has no reference is shown by its place, and what has no board by its title.
    if re.fullmatch(r"\[.*/\d+\]", text) or text.startswith("(no board named)"):
        return ""
    # Signs that no page can show.
    text = re.sub("[\x00-\x1f\ufffe\uffff]", "\ufffd", text)
    return text.replace("; ", ", ")


def columns_of(rows):
    """The columns of a table as lists, empty ones and those of nothing but noughts left out."""
    columns = [[plain(cell) for cell in column] for column in zip(*rows)]
    return [column for column in columns if any(cell not in ("", "0") for cell in column)]


def same(where, theirs, ours):
    """Every column of `theirs` is one of `ours`."""
    assert len(theirs) == len(ours), f"{where}: {len(theirs)} rows instead of {len(ours)}"
    known = columns_of(ours)
    for number, column in enumerate(columns_of(theirs)):
        if column in known:
            continue
        near = max(known, key=lambda other: sum(a == b for a, b in zip(column, other)), default=[])
        differ = [(a, b) for a, b in zip(column, near) if a != b][:3]
        raise AssertionError(f"{where}: column {number} is not in the data; nearest differs in {differ}")


def holds_rows(name, value):
    return name != "missed" and isinstance(value, list) and value and isinstance(value[0], dict)


def inner_of(row):
    lists = [value for name, value in row.items() if holds_rows(name, value)]
    return lists[0] if lists else []


def outer_of(row):
    return [value for name, value in row.items() if not holds_rows(name, value)]


def sections_of(report):
    """The sections as people are shown them: below a page one, the figures it was made from come last."""
    sections = report.get("sections") or [{"id": None, "rows": report["rows"]}]
    return sorted(sections, key=lambda section: "page_one" in report and section["id"] == "figures")


def facts_of_rows(report):
    """What each row of the data says, as a set of values; of an action also its words with what is due in brackets after them."""
    for section in sections_of(report):
        for row in section["rows"]:
            outer = {plain(value) for value in outer_of(row)}
            outer |= with_aside(row)
            inner = [each for name, value in row.items() if holds_rows(name, value) for each in value]
            yield outer
            for each in inner:
                yield {plain(value) for value in each.values()} | with_aside(each)


def with_aside(row):
    if not row.get("action") or not row.get("what"):
        return set()
    return {plain(f"{row['action']} ({row['what']})")}


def read_tables(tables, report):
    """Every row of a document is one of the data; what stands for several is their number, and each action has a row."""
    known = list(facts_of_rows(report))
    said = []
    sums = []
    for table in tables:
        # Through the cells of each row: python-docx reads a long table by rows far faster.
        rows = [[plain(cell.text) for cell in row.cells] for row in table.rows]
        assert table.rows[0]._tr.trPr.xpath("w:tblHeader"), f"docx, {rows[0]}: the heading is not repeated"
        others = [row for row in rows[1:] if not any({cell for cell in row if cell not in ("", "0")} <= facts for facts in known)]
        if not others:
            said += [frozenset(cell for cell in row if cell) for row in rows[1:]]
            if sums:
                count, label = sums.pop(0)
                assert int(count) == len(rows) - 1, f"docx, {label}: {len(rows) - 1} rows, and {count} are told"
            continue
        assert len(others) == len(rows) - 1 or report["report"] in PEOPLE_ONLY, f"docx, {rows[0]}: {others[0]} is not in the data"
        if rows[0][1] in ("Actions", "Dates"):
            sums = [(row[1], row[0]) for row in rows[1:]]
    for section in sections_of(report):
        for row in section["rows"]:
            for each in inner_of(row) or [row]:
                name = plain(each.get("ref")) or plain(each.get("action"))
                if each.get("action") and section["id"] not in WORKBOOK_ONLY:
                    there = any(name in row or not row.isdisjoint(with_aside(each)) for row in said)
                    assert there, f"docx, {section['id']}: {name} is not there"


# Reports whose tables sum for people what the data has row by row.
PEOPLE_ONLY = {"boards", "workload", "objectives"}
# Sections of a paper that no page shows.
WORKBOOK_ONLY = {"actions"}


def read_document(report):
    document = docx.Document(f"{BASE}.docx")
    assert document.core_properties.title == report["title"].replace("\n", " "), document.core_properties.title
    assert document.core_properties.language == "en-GB"
    assert document.core_properties.created.date().isoformat() == report["as_at"]
    said = [paragraph.text for paragraph in document.paragraphs]
    # Each once: a cell over several columns stands among the cells of its row as often.
    cells = [docx.table._Cell(cell, table).text for table in document.tables for cell in table._tbl.iter_tcs()]
    on_pages(" ".join(said + cells))
    for note in report["notes"]:
        assert any(plain(note["text"]) in plain(text) for text in said + cells), note["text"]
    if report["report"] == "show":
        return
    tables = [table for table in document.tables if table.style.name == "Paper"]
    read_tables(tables, report)


def on_pages(said):
    """No row was lost on the way to the pages, but for words that a narrow column breaks."""
    with open(PAGES, encoding="utf-8") as file:
        printed = collections.Counter(re.findall(r"\b[A-Za-z]{4,12}\b", file.read()))
    wanted = collections.Counter(re.findall(r"\b[A-Za-z]{4,12}\b", said))
    lost = sum((wanted - printed).values())
    assert lost * 50 <= wanted.total(), f"docx: {lost} of {wanted.total()} words are not on its pages"


def sheets_of(report):
    """The sheets of the rows: of each section that has any, then of the rows within its rows; what must be on a sheet, and what may be."""
    for section in sections_of(report):
        if section["rows"]:
            outer = [outer_of(row) for row in section["rows"]]
            yield outer, outer
        inner = [(outer_of(row), list(one.values())) for row in section["rows"] for one in inner_of(row)]
        if inner:
            yield [one for _, one in inner], [row + one for row, one in inner]


def read_workbook(report):
    book = openpyxl.load_workbook(f"{BASE}.xlsx")
    assert book.properties.created.date().isoformat() == report["as_at"], book.properties.created
    assert book.active == book.worksheets[0]
    *sheets, about = book.worksheets
    assert about.title == "About"
    named = set()
    linked = [cell.hyperlink.location for row in (sheets[0] if "page_one" in report else about).iter_rows() for cell in row if cell.hyperlink]
    for sheet in sheets[int("page_one" in report):]:
        assert f"'{sheet.title}'!A1" in linked, f"xlsx: no link to {sheet.title}"
    if "page_one" in report:
        first, every, *sheets = sheets
        assert (first.title, every.title) == ("Page one", "All actions"), (first.title, every.title)
        read_table(every, named)
    expected = list(sheets_of(report))
    if not expected:
        [only] = sheets
        assert only.max_row == 1 and not only.tables
        return
    assert len(sheets) == len(expected), f"xlsx: {len(sheets)} sheets instead of {len(expected)}"
    for sheet, (wanted, allowed) in zip(sheets, expected):
        read_table(sheet, named)
        # By the last column lscb knows its rows again.
        keys = int(sheet.cell(1, sheet.max_column).value == "lscb key")
        theirs = [[cell.value for cell in row[: len(row) - keys]] for row in sheet.iter_rows(min_row=2)]
        same(f"xlsx, {sheet.title}", theirs, allowed)
        # Nothing that the data holds is missing.
        missing = [column for column in columns_of(wanted) if column not in columns_of(theirs)]
        assert not missing, f"xlsx, {sheet.title}: {missing[0][:3]} is missing"
        for chart in sheet._charts:
            read_chart(sheet, chart, len(theirs))


def read_table(sheet, named):
    """A sheet of rows is a table as Excel wants it, which is stricter than other readers: its heads are the cells above its columns."""
    [table] = sheet.tables.values()
    heads = [cell.value for cell in sheet[1]]
    assert [column.name for column in table.tableColumns] == heads, f"xlsx, {sheet.title}: {heads}"
    assert all(isinstance(head, str) and 0 < len(head) <= 255 and "\n" not in head for head in heads), heads
    assert len({head.lower() for head in heads}) == len(heads), f"xlsx, {sheet.title}: a heading stands twice"
    assert [column.id for column in table.tableColumns] == list(range(1, len(heads) + 1))
    assert table.ref == table.autoFilter.ref == sheet.dimensions and sheet.max_row > 1, f"xlsx, {sheet.title}: {table.ref}"
    assert not sheet.auto_filter.ref and not sheet.merged_cells.ranges and not table.totalsRowCount
    assert sheet.freeze_panes == "A2"
    for name in (table.name, table.displayName):
        assert re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name) and not re.fullmatch(r"[A-Za-z]{1,3}[0-9]+|[RrCc][0-9]*", name), name
    assert table.displayName.lower() not in named and table.id not in named
    named |= {table.displayName.lower(), table.id}
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            assert cell.data_type in "nsd", f"xlsx, {sheet.title}: {cell.coordinate} is of type {cell.data_type}"
    # A heading stands where its numbers do.
    for column in sheet.iter_cols():
        numbers = [cell.value for cell in column[1:] if cell.value is not None]
        if numbers and all(type(number) in (int, float) for number in numbers):
            assert {cell.alignment.horizontal for cell in column if cell.value is not None} == {"right"}, f"xlsx, {sheet.title}: {column[0].value}"


def read_chart(sheet, chart, rows):
    """A series is a column of the sheet, from the first row to the last, under the heading of what it counts."""
    heads = {"scheduled": "later", "waits for an event": "event"}
    assert chart.series
    for series in chart.series:
        area = sheet[series.val.numRef.f.split("!")[1].replace("$", "")]
        cells = [row[0] for row in area] if isinstance(area, tuple) else [area]
        assert len(cells) == rows and cells[0].row == 2, f"xlsx, {sheet.title}: {series.val.numRef.f}"
        head = sheet.cell(1, cells[0].column).value.lower()
        assert head == heads.get(series.tx.v, series.tx.v), f"xlsx, {sheet.title}: {head} is called {series.tx.v}"


def read_calendar(report, rows):
    with open(f"{BASE}.ics", "rb") as file:
        data = file.read()
    assert b"\n" not in data.replace(b"\r\n", b""), "ics: a line does not end with CR LF"
    assert all(len(line) <= 75 for line in data.split(b"\r\n")), "ics: a line is too long"
    found = icalendar.Calendar.from_ical(data)
    assert not found.errors, found.errors
    assert found.subcomponents, "ics: RFC 5545 wants at least one component"
    dated = set()
    for row in rows:
        get = lambda name: row.get(f"action_{name}") or row.get(name) or ""
        if row.get("due") and "closed" not in (get("state"), get("date_state")) and not row.get("completed") and (get("ref") or get("place")):
            dated.add((get("ref") or f"[{get('place')}]", row["due"]))
    events = list(found.walk("VEVENT"))
    assert bool(events) != bool(list(found.walk("VTIMEZONE"))), "ics: a time zone stands for no event, and only then"
    assert len({str(event["UID"]) for event in events}) == len(events)
    told = set()
    for event in events:
        start, end = event["DTSTART"].dt, event["DTEND"].dt
        assert type(start) is datetime.date and end - start == datetime.timedelta(days=1), (start, end)
        assert event["DTSTAMP"].dt.date().isoformat() == report["as_at"]
        [label] = [label for label, due in dated
                   if due == start.isoformat() and str(event["SUMMARY"]).startswith(f"{label} ")] or [None]
        assert label, f"ics: {event['SUMMARY']} on {start} is not in the data"
        told.add((label, start.isoformat()))
    assert told == dated, f"ics: {sorted(dated - told)[:5]} missing"


with open(f"{BASE}.json", encoding="utf-8") as file:
    report = json.load(file)
with open(f"{BASE}.csv", encoding="utf-8", newline="") as file:
    rows = list(csv.DictReader(file))
read_document(report)
read_workbook(report)
read_calendar(report, rows)
