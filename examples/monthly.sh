#!/bin/sh
# The papers of a month, for every plan and for all of them: one call makes the same files again later from the same plans.
# Run it where lscb finds the plans (see lscb.toml). Where a plan cannot be read whole, lscb says so, in every paper too; all papers
# are made nevertheless, and the script ends with 2.
set -u
month=${1:?usage: monthly.sh 2008-09 FOLDER}
folder=${2:?usage: monthly.sh 2008-09 FOLDER}
mkdir -p "$folder" || exit 2
end=0
ask() { lscb "$@" || end=2; }

# The board's paper, to read, to send round and to count with; as at the day after the month, on which
# what was due in it and is not done is overdue.
for ending in html docx xlsx md; do
  ask report monthly --month "$month" -o "$folder/monthly.$ending"
done
day=$(lscb report monthly --month "$month" --format json 2>/dev/null | sed -n 's/^  "as_at": "\(.*\)",$/\1/p')
[ -n "$day" ] || exit 2

# One for each plan.
for plan in $(lscb report boards --as-at "$day" --columns plan --format tsv 2>/dev/null | tail -n +2); do
  ask report monthly --plan "$plan" --month "$month" -o "$folder/$plan.html"
done

# What comes next, in a calendar and on paper; who has how much to do; what slipped and what is missing.
ask report timeline --as-at "$day" -o "$folder/calendar.ics"
for shape in boards workload slippage gaps escalation timeline; do
  ask report "$shape" --as-at "$day" -o "$folder/$shape.html"
done

# What each lead and each group has to do, with room for an update.
ask report monthly --month "$month" --each lead --format docx --out-dir "$folder/leads" 2>/dev/null
ask report monthly --month "$month" --each group --format docx --out-dir "$folder/groups" 2>/dev/null
exit $end
