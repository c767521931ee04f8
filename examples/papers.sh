#!/bin/sh
# The board's papers of the five plans, each as at a day in the middle of its plan: to read, to work on, to sort, and as
# a calendar.
set -eu
folder=${1:?usage: papers.sh FOLDER}
mkdir -p "$folder"
paper() {
    for format in html docx xlsx; do
        lscb report monthly "plans/$1.toml" --as-at "$2" --since "$3" -o "$folder/$1.$format"
    done
    lscb report timeline "plans/$1.toml" --as-at "$2" -o "$folder/$1.ics"
}
paper hammersmith-fulham-2008-09 2008-10-01 2008-07-01
paper oldham-2008-09 2008-10-01 2008-07-01
paper swindon-2007-08 2007-11-20 2007-09-01
paper unnamed-scb-2009-10 2009-10-01 2009-07-01
paper west-berkshire-2015-17 2016-06-30 2016-03-31
