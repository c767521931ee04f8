#!/bin/sh
# The papers of a month, for every plan and for all of them: one call makes the same files again later from the same plans.
# Run it where lscb finds the plans (see lscb.toml).
set -eu
month=${1:?usage: monthly.sh 2008-09 FOLDER}
folder=${2:?usage: monthly.sh 2008-09 FOLDER}
mkdir -p "$folder"

# The board's paper, to read, to send round and to count with; as at the day after the month, on which
# what was due in it and is not done is overdue.
for ending in html docx xlsx md; do
  lscb report monthly --month "$month" -o "$folder/monthly.$ending"
done
day=$(lscb report monthly --month "$month" --format json | sed -n 's/^  "as_at": "\(.*\)",$/\1/p')

# One for each plan.
for plan in $(lscb report boards --as-at "$day" --columns plan --format tsv 2>/dev/null | tail -n +2); do
  lscb report monthly --plan "$plan" --month "$month" -o "$folder/$plan.html"
done

# What comes next, in a calendar and on paper; who has how much to do; what slipped and what is missing.
lscb report timeline --as-at "$day" -o "$folder/calendar.ics"
for shape in boards workload slippage gaps escalation timeline; do
  lscb report "$shape" --as-at "$day" -o "$folder/$shape.html"
done

# What each lead and each group has to do, with room for an update.
lscb report monthly --month "$month" --each lead --format docx --out-dir "$folder/leads" 2>/dev/null
lscb report monthly --month "$month" --each group --format docx --out-dir "$folder/groups" 2>/dev/null
