#!/bin/sh
# The monthly papers, as at a day: one call makes the same files again later from the same plans.
set -eu
day=${1:?usage: monthly.sh 2008-10-01 FOLDER}
folder=${2:?usage: monthly.sh 2008-10-01 FOLDER}
mkdir -p "$folder"
lscb overdue --as-at "$day" -o "$folder/overdue.md"
lscb due --as-at "$day" --within 90d -o "$folder/due.csv"
lscb report leads --as-at "$day" -o "$folder/leads.md"
lscb report groups --as-at "$day" -o "$folder/groups.md"
lscb report boards --as-at "$day" -o "$folder/boards.csv"
