"""Compares when recurring work falls due with what dateutil counts, over 10,000 made cases: recurring.py LSCB FOLDER."""

import calendar
import collections
import csv
import datetime
import io
import pathlib
import random
import subprocess
import sys

from dateutil.relativedelta import relativedelta

lscb, folder = sys.argv[1], pathlib.Path(sys.argv[2])
folder.mkdir()
chance = random.Random(20260130)

FREQUENCIES = {
    "day": relativedelta(days=1),
    "10 days": relativedelta(days=10),
    "week": relativedelta(weeks=1),
    "2 weeks": relativedelta(weeks=2),
    "month": relativedelta(months=1),
    "2 months": relativedelta(months=2),
    "quarter": relativedelta(months=3),
    "5 months": relativedelta(months=5),
    "6 months": relativedelta(months=6),
    "7 months": relativedelta(months=7),
    "year": relativedelta(years=1),
    "18 months": relativedelta(months=18),
    "2 years": relativedelta(years=2),
}
# Each plan covers one start year of one frequency, and ten to a few dozen periods of it.
YEARS = range(2000, 2060)
CASES = 10_000


def last_of_month(day):
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


# The ends of months are hard, so that half of all days lie there.
def some_day(year):
    month = chance.randint(1, 12)
    last = calendar.monthrange(year, month)[1]
    return datetime.date(year, month, chance.choice([chance.randint(1, last), chance.randint(last - 3, last)]))


def in_months(frequency):
    return frequency.months or frequency.years


plans = collections.defaultdict(list)
compared = at_month_ends = 0
while compared < CASES:
    year, every = chance.choice(YEARS), chance.choice(list(FREQUENCIES))
    first = some_day(year)
    if in_months(FREQUENCIES[every]) and first == last_of_month(first):
        # dateutil keeps the day of such a deadline (30 June, 30 September, 30 December) unless it is told to take the last.
        at_month_ends += 1
    else:
        compared += 1
    plans[year, every].append(first)

expected = {}
for (year, every), deadlines in plans.items():
    frequency = FREQUENCIES[every]
    end = datetime.date(year, 12, 31) + frequency * 10
    name = f"from-{year}-every-{every.replace(' ', '-')}"
    lines = [f'title = "{name}"', f"period = {{ from = {year}-01-01, to = {end} }}", "[[objective]]", 'ref = "1"']
    for number, first in enumerate(deadlines, 1):
        lines += ["[[objective.action]]", f'ref = "1.{number}"', f"due = {first}", f'every = "{every}"']
        stays = relativedelta(day=31) if in_months(frequency) and first == last_of_month(first) else relativedelta()
        days = []
        while (day := first + frequency * (len(days) + 1) + stays) <= end:
            days.append(str(day))
        expected[name, f"1.{number}"] = days
    (folder / f"{name}.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")

asked = [lscb, "due", folder, "--no-config", "--as-at", "1999-12-31", "--by", "2199-12-31", "--format", "csv"]
said = subprocess.run(asked, check=True, capture_output=True, encoding="utf-8").stdout
answered = collections.defaultdict(list)
for row in csv.DictReader(io.StringIO(said, newline="")):
    if row["what"] == "report":
        answered[row["plan"], row["ref"]].append(row["due"])

for case, days in expected.items():
    assert sorted(answered[case]) == days, (case, answered[case], days)
assert at_month_ends > CASES / 20 and sum(map(len, expected.values())) > 10 * CASES
