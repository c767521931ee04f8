#!/usr/bin/env bash
# Asks other programs of the papers: a browser, a judge of HTML, LibreOffice, and Python's readers of documents, workbooks
# and calendars. What they need is installed into target/outside/papers. The argument is the lscb to be asked; when left out,
# it is built.
source "$(dirname "$0")/common.sh"
here=$checkout/tests/outside/papers
store=$checkout/target/outside/papers
pictures=$store/pictures
mkdir -p "$pictures"

install_the_others() {
    # Excel's own font, or one of the same widths: with another, sheets are as wide as another font.
    { command -v chromium && command -v soffice && command -v pdftoppm && fc-match Calibri | grep -E "Calibri|Carlito"; } >/dev/null || {
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
            chromium libreoffice-writer-nogui libreoffice-calc-nogui poppler-utils fonts-liberation fonts-crosextra-carlito >"$scratch/said" 2>&1 ||
            { cat "$scratch/said"; return 1; }
    }
    if ! cmp -s "$here/package.json" "$store/installed.json"; then
        cp "$here/package.json" "$here/package-lock.json" "$store"
        (cd "$store" && npm ci --silent --no-audit --no-fund)
        cp "$here/package.json" "$store/installed.json"
    fi
    install_with_python "$here/requirements.txt" "$store"
}

# Each plan as at a day in its middle, in several shapes and every format; and one plan of odd words.
make_the_papers() {
    sed "s/LONGTEXT/$(printf "five thousand letters %.0s" {1..230})/; s/LONGWORD/$(printf "w%.0s" {1..5000})/" tests/suite/odd.toml >"$scratch/odd.toml"
    local plan day shape format
    while read -r plan day; do
        for shape in overdue "due --within 90d" list $("$lscb" report --help | sed -n 's/^ *- \([a-z]*\):.*/report=\1/p'); do
            for format in html docx xlsx ics csv json; do
                # shellcheck disable=SC2086
                "$lscb" ${shape/=/ } "$plan" --no-config --as-at "$day" \
                    -o "$scratch/$(basename "$plan" .toml).$(tr -d ' -' <<<"${shape/=/}").$format" 2>/dev/null
            done
        done
    done <<END
plans/hammersmith-fulham-2008-09.toml 2008-10-01
plans/oldham-2008-09.toml 2008-10-01
plans/swindon-2007-08.toml 2007-11-20
plans/unnamed-scb-2009-10.toml 2009-10-01
plans/west-berkshire-2015-17.toml 2016-06-30
$scratch/odd.toml 2026-06-30
END
    # First pages that are known: one sheet each, also by themselves.
    while read -r plan days; do
        # shellcheck disable=SC2086
        for format in html docx xlsx ics csv json; do
            "$lscb" report monthly "plans/$plan.toml" --no-config --as-at $days --purpose decision -o "$scratch/$plan.first.$format" 2>/dev/null
        done
        # shellcheck disable=SC2086
        for format in html docx json; do
            "$lscb" report monthly "plans/$plan.toml" --no-config --as-at $days --brief -o "$scratch/$plan.brief.$format" 2>/dev/null
        done
    done <<END
oldham-2008-09 2008-10-01 --since 2008-07-01
swindon-2007-08 2007-12-01
unnamed-scb-2009-10 2009-12-01
west-berkshire-2015-17 2015-06-01
END
    # What a lead is sent.
    for format in html docx xlsx ics csv json; do
        "$lscb" report monthly plans/oldham-2008-09.toml --no-config --as-at 2008-10-01 --each lead --out-dir "$scratch/packs" --format "$format" \
            2>/dev/null
        cp "$scratch/packs/sue-harrison-monthly.$format" "$scratch/oldham-2008-09.pack.$format"
    done
    for format in html docx xlsx ics csv json; do
        "$lscb" report boards plans --no-config --as-at 2008-10-01 -o "$scratch/all.boards.$format" 2>/dev/null
        "$lscb" show 1.9 plans/oldham-2008-09.toml --no-config --as-at 2008-10-01 -o "$scratch/oldham-2008-09.show.$format" 2>/dev/null
    done
}

pages_are_sound_html() {
    (cd "$store" && npx --no-install html-validate --config "$here/htmlvalidate.json" "$scratch"/*.html)
}

# Every shape of one plan and of the odd one, and the first two of the others.
pages_open_in_a_browser() {
    node "$here/browser.mjs" "$store/node_modules" "$scratch/browser" "$pictures" \
        "$scratch"/{odd,oldham-2008-09}.*.html "$scratch"/{hammersmith,swindon,unnamed,west}*.{overdue,reportmonthly}.html \
        "$scratch"/{all.boards,oldham-2008-09.show}.html
}

# Without repair, and not as an empty page.
office_opens_documents_and_workbooks() {
    local file
    HOME=$scratch/home soffice --headless --convert-to pdf --outdir "$scratch/pdf" "$scratch"/*.docx >"$scratch/said" 2>&1
    mkdir -p "$scratch/pdfx"
    HOME=$scratch/home soffice --headless --convert-to pdf --outdir "$scratch/pdfx" "$scratch"/*.xlsx >>"$scratch/said" 2>&1
    for file in "$scratch"/*.docx "$scratch"/*.xlsx; do
        local pdf=$scratch/pdf/$(basename "$file" .docx).pdf
        [[ $file == *.docx ]] || pdf=$scratch/pdfx/$(basename "$file" .xlsx).pdf
        [[ -s $pdf ]] || { echo "$file: not opened"; cat "$scratch/said"; return 1; }
        pdftotext "$pdf" "$pdf.txt"
        grep -q '[[:alnum:]]' "$pdf.txt" || { echo "$file: nothing on its pages"; return 1; }
    done
}

# Every paper of the five plans, printed by a browser, LibreOffice's writer and its calculator: no blank page and no stray line.
printed_pages_are_whole() {
    mkdir -p "$scratch/print"
    node "$here/print.mjs" "$store/node_modules" "$scratch/browser2" "$scratch/print" "$scratch"/[!o]*.html "$scratch"/oldham*.html
    "$store/venv/bin/python" "$here/pages.py" plans "$scratch" "$scratch/print" "$scratch/pdf"
}

# Of the odd plan a word alone is wider than a sheet.
printed_sheets_can_be_read() {
    "$store/venv/bin/python" "$here/letters.py" "$scratch"/pdfx/[!o]*.pdf "$scratch"/pdfx/oldham*.pdf
}

formats_are_read_alike() {
    local file
    for file in "$scratch"/*.json; do
        [[ -e ${file%.json}.csv ]] || continue
        "$store/venv/bin/python" "$here/read.py" "${file%.json}" "$scratch/pdf/$(basename "$file" .json).pdf.txt" ||
            { echo "$file"; return 1; }
    done
}

# Small pictures of papers as LibreOffice and a browser show them, and README's, to be looked at and committed: only where asked for.
pictures_are_kept() {
    local kept=$checkout/tests/pictures paper page
    mkdir -p "$kept"
    while read -r paper page; do
        pdftoppm -r 40 -f "$page" -l "$page" -singlefile -png "$scratch/$paper.pdf" "$kept/$(tr / - <<<"$paper")-$page"
    done <<END
pdf/oldham-2008-09.first 1
pdf/oldham-2008-09.first 2
pdf/oldham-2008-09.reportleads 1
pdf/oldham-2008-09.reporttimeline 1
pdf/oldham-2008-09.pack 1
pdf/oldham-2008-09.reportworkload 2
pdfx/oldham-2008-09.first 1
pdfx/oldham-2008-09.reportgroups 2
pdfx/oldham-2008-09.pack 1
print/oldham-2008-09.reportobjectives 1
print/unnamed-scb-2009-10.first 1
END
    node "$here/screenshots.mjs" "$store/node_modules" "$scratch/browser3" "$kept" "$scratch" \
        oldham-2008-09.first,light,1280,0,1150 oldham-2008-09.first,dark,1280,0,1150 oldham-2008-09.first,light,390,0,1800 \
        oldham-2008-09.reportworkload,dark,1280,1250,1100 oldham-2008-09.reporttimeline,dark,390,0,1100 \
        oldham-2008-09.reportleads,light,390,0,900
    pdftoppm -r 75 -f 1 -l 1 -singlefile -png "$scratch/print/oldham-2008-09.first.pdf" "$checkout/examples/board-paper"
    "$store/venv/bin/python" "$here/reduce.py" "$kept"/*.png
}

hold install_the_others make_the_papers
# The pages and the documents are looked at at the same time.
(
    trap tell EXIT
    hold pages_are_sound_html pages_open_in_a_browser
) &
pages=$!
hold office_opens_documents_and_workbooks printed_pages_are_whole printed_sheets_can_be_read formats_are_read_alike
check=what_was_said_of_the_pages
wait "$pages"
if [[ -n ${KEEP_PICTURES:-} ]]; then hold pictures_are_kept; fi
