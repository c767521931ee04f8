"""A calendar that imports one export of a plan after another, as calendar programs do: an event is known by its UID, and the one
of the higher SEQUENCE stays. Events move, and none is lost or doubled.

The arguments are the lscb to be asked and a folder to work in.
"""

import datetime
import pathlib
import subprocess
import sys

import icalendar

lscb, folder = sys.argv[1], pathlib.Path(sys.argv[2])
PLAN = """
board = "{board}"
title = "Business Plan"
period = {{ from = 2008-04-01, to = 2009-03-31 }}
[[objective]]
ref = "1"
[[objective.action]]
ref = "1.1"
action = "Hold two briefings"
due = ["{first}", "2009-02"]
{moved}
[[objective.action]]
ref = "1.2"
action = "Report"
every = "quarter"
"""


def write(board: str, first: str = "2008-11", moved: str = "") -> pathlib.Path:
    path = folder / board / "plan.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(PLAN.format(board=board, first=first, moved=moved))
    return path


def imported(calendar: dict, *paths: pathlib.Path, day: str) -> None:
    command = [lscb, "report", "timeline", *map(str, paths), "--no-config", "--as-at", day, "--format", "ics"]
    data = subprocess.run(command, check=True, capture_output=True).stdout
    export = icalendar.Calendar.from_ical(data)
    assert export["METHOD"] == "PUBLISH", "an export cancels nothing"
    events = list(export.walk("VEVENT"))
    assert len({str(event["UID"]) for event in events}) == len(events), "two events of one name"
    for event in events:
        uid, sequence = str(event["UID"]), int(event["SEQUENCE"])
        if uid not in calendar or calendar[uid][0] <= sequence:
            calendar[uid] = (sequence, event.decoded("DTSTART"), str(event["SUMMARY"]))


def days(calendar: dict, words: str) -> list:
    return sorted(day.isoformat() for _, day, summary in calendar.values() if words in summary)


calendar: dict = {}
imported(calendar, write("Any Town"), day="2008-10-01")
assert days(calendar, "briefings") == ["2008-11-30", "2009-02-28"], calendar
before = len(calendar)
# The same plan, a day later: nothing is added.
imported(calendar, write("Any Town"), day="2008-10-02")
assert len(calendar) == before, calendar
# The first date is moved behind the second: its event moves, the other stays.
moved = 'moved = [{ from = "2008-11", to = "2009-03", on = 2008-10-10, because = "no hall" }]'
imported(calendar, write("Any Town", "2009-03", moved), day="2008-10-11")
assert days(calendar, "briefings") == ["2009-02-28", "2009-03-31"] and len(calendar) == before, calendar
# An export of an earlier day, imported late, does not move it back.
imported(calendar, write("Any Town", "2009-03", moved), day="2008-10-01")
assert days(calendar, "briefings") == ["2009-02-28", "2009-03-31"], calendar
# Another board's plan of the same name beside it.
imported(calendar, write("Any Town", "2009-03", moved), write("Other Town"), day="2008-10-12")
assert days(calendar, "Other Town: 1.1 Hold two briefings") == ["2008-11-30", "2009-02-28"], calendar
assert len(calendar) == 2 * before and datetime.date.today() > datetime.date(2008, 10, 1), calendar
