#!/usr/bin/env bash
# Asks other programs: what lscb writes is read, and what it says is compared, by programs that others wrote. They are
# installed into target/outside. The argument is the lscb to be asked; when left out, it is built.
source "$(dirname "$0")/outside/common.sh"
store=$checkout/target/outside
# Its pip puts packages into environments that have none of their own.
machine_python=$(command -v python3)

install_the_others() {
    install_with_python tests/outside/requirements.txt "$store"
    PATH=$store/venv/bin:$PATH

    # The SARIF schema comes in a crate, so that it has a version and a checksum.
    mkdir -p "$store/sarif/src"
    touch "$store/sarif/src/lib.rs"
    printf '%s\n' '[package]' 'name = "sarif"' 'edition = "2024"' '[workspace]' '[dependencies]' \
        'serde-sarif = { version = "=0.8.0", default-features = false }' >"$store/sarif/Cargo.toml"
    sarif_schema=$(cargo metadata --quiet --format-version 1 --manifest-path "$store/sarif/Cargo.toml" |
        python -c 'import json, os, sys
[crate] = [package for package in json.load(sys.stdin)["packages"] if package["name"] == "serde-sarif"]
print(os.path.join(os.path.dirname(crate["manifest_path"]), "src/schema.json"))')
    test -s "$sarif_schema"

    examples=$scratch/examples
    "$lscb" rules --format json | python tests/outside/examples.py "$examples"
}

# The tools that judge a file by the schema: each ends with 0 when it takes the file, with 1 when it refuses it.
schema=$checkout/plans/plan.schema.json
tools="taplo tombi check-jsonschema"
taplo_takes() { taplo check --colors never --schema "file://$schema" "$@"; }
tombi_takes() { (cd "$examples" && tombi lint --offline "$@"); }
check-jsonschema_takes() { check-jsonschema --schemafile "$schema" "$@"; }

# Every tool takes the five plans and each rule's right example.
what_is_right_is_taken() {
    printf '[[schemas]]\npath = "%s"\ninclude = ["**/*.toml"]\n' "$schema" >"$examples/tombi.toml"
    local tool
    for tool in $tools; do
        "${tool}_takes" "$checkout"/plans/*.toml "$examples"/right/*/*.toml >"$scratch/said" 2>&1 || {
            cat "$scratch/said"
            return 1
        }
    done
}

# Of the wrong examples each tool refuses those that a schema can see, and no other: everything else only lscb knows.
what_is_wrong_is_refused() {
    local tool rule code others
    local expected=" bad-date key-below-heading missing-key syntax unknown-key unknown-value wrong-type "
    for tool in $tools; do
        # taplo does not mind a key that stands twice.
        [[ $tool == taplo ]] || expected=" repeated-key ${expected# }"
        for rule in $expected; do
            code=0
            "${tool}_takes" "$examples/wrong/$rule"/*.toml >"$scratch/said" 2>&1 || code=$?
            [[ $code -eq 1 ]] || { echo "$tool takes the wrong example of $rule"; return 1; }
        done
        others=()
        for rule in "$examples"/wrong/*; do
            [[ $expected == *" ${rule##*/} "* ]] || others+=("$rule"/*.toml)
        done
        "${tool}_takes" "${others[@]}" >"$scratch/said" 2>&1 || { cat "$scratch/said"; return 1; }
    done
}

# A misspelt key that taplo tells many times over is one finding here, and names the word that was meant.
one_slip_is_one_finding() {
    local plan=$scratch/misspelt.toml errors
    sed '0,/^due /s//deu /' plans/swindon-2007-08.toml >"$plan"
    errors=$(taplo_takes "$plan" 2>&1 | grep -c '^error') || true
    [[ $errors -gt 1 ]]
    "$lscb" check --no-config "$plan" >"$scratch/said" || [[ $? -eq 1 ]]
    [[ $(grep -cE '^(error|warning)' "$scratch/said") -eq 1 ]]
    grep -q 'error\[unknown-key\]: an action has no key "deu"' "$scratch/said"
    grep -q 'did you mean "due"?' "$scratch/said"
}

# SARIF is what its schema says, and it, the GitHub remarks and the JSON tell the same findings at the same places.
findings_are_read_alike() {
    local form rule
    sheet() {
        for form in json sarif github; do
            "$lscb" check --no-config --advice --format "$form" "${@:2}" >"$scratch/findings/$1.$form" || [[ $? -eq 1 ]]
        done
    }
    mkdir -p "$scratch/findings"
    sheet plans plans
    sheet mistakes tests/cmd/mistakes.toml
    for rule in "$examples"/wrong/*; do
        sheet "${rule##*/}" "$rule"
    done
    python tests/outside/findings.py "$sarif_schema" "$scratch/findings"
}

# Python's own readers find the same rows in CSV, TSV and JSON.
tables_are_read_alike() {
    local question format
    for question in "overdue" "due --within 60d" "list" "report leads" "report groups" "report objectives" "report boards"; do
        for format in csv tsv json; do
            # shellcheck disable=SC2086
            "$lscb" $question plans --no-config --as-at 2008-10-01 --format "$format" -o "$scratch/table.$format" 2>/dev/null
        done
        python tests/outside/tables.py "$scratch/table" || { echo "lscb $question"; return 1; }
    done
}

# Recurring work falls due on the days that dateutil counts.
recurring_work_falls_due_as_dateutil_counts() {
    python tests/outside/recurring.py "$lscb" "$scratch/recurring"
}

# What edits make of plans is read by those who read the plans, and is as it was but for what was edited.
edited_plans_are_read_by_others() {
    python tests/outside/edits.py "$lscb" "$scratch/edits" plans/*.toml plans/README.md examples/starter.toml tests/suite/odd.toml
}

# The shell reads its completions.
completions_are_read() {
    "$lscb" completions bash | bash -n
}

# A client of the Language Server Protocol types slips letter by letter, and is told what `lscb check` says of the same text.
an_editor_is_told_what_check_says() {
    python tests/outside/lsp.py "$lscb" "$scratch/the board's plans"
}

# Neovim, set as users are told to set it, shows the same, and makes the fixes.
neovim_is_told_what_check_says() {
    command -v nvim >/dev/null || {
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends neovim >"$scratch/said" 2>&1 || { cat "$scratch/said"; return 1; }
    }
    mkdir -p "$scratch/the plans of Neovim/plans" "$scratch/path"
    cp plans/*.toml "$scratch/the plans of Neovim/plans"
    ln -s "$lscb" "$scratch/path/lscb"
    PATH=$scratch/path:$PATH EXAMPLE=examples/neovim/lscb.lua PLAN="$scratch/the plans of Neovim/plans/oldham-2008-09.toml" \
        SLIPS='[["due = \"2008-09\"", "due = September 2008"], ["ongoing = true", "ongong = true"], ["ref = \"2.1\"", "ref = 2.1"],
            ["title = \"", "title = “Ünïcode 👍 "], ["[[objective.action]]", "[objective.action]"], ["[[objective]]", "[[objectiv]]"]]' \
        timeout 120 nvim --headless --clean -S tests/outside/neovim.lua
}

# The extension for VS Code finds its one package, and is JavaScript.
the_extension_for_vscode_can_be_built() {
    cp -R examples/vscode "$scratch/vscode"
    (
        cd "$scratch/vscode"
        npm install --no-audit --no-fund --no-package-lock --ignore-scripts --silent
        node --check extension.js
        node -e 'require("vscode-languageclient/package.json")'
        node -e 'JSON.parse(require("fs").readFileSync("language.json", "utf8"))'
    )
}

# The crate holds what it is built from, and none of the tests.
the_crate_can_be_packed() {
    cargo package --quiet --no-verify --allow-dirty --locked
    cargo package --quiet --list --allow-dirty --locked >"$scratch/packed"
    grep -qx src/main.rs "$scratch/packed" && grep -qx examples/starter.toml "$scratch/packed" && ! grep -q ^tests/ "$scratch/packed"
}

# A built wheel, put into an empty environment of Python, runs the README's first command where there is no Rust at all.
a_wheel_needs_no_rust() {
    CARGO_TARGET_DIR=$store/build CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
        CARGO_PROFILE_RELEASE_OPT_LEVEL=0 maturin build --quiet --release --locked --out "$scratch/wheels" >/dev/null 2>&1
    "$machine_python" -m venv --without-pip "$scratch/empty"
    "$machine_python" -m pip --python "$scratch/empty/bin/python" install --quiet --disable-pip-version-check --no-index "$scratch"/wheels/lscb-*.whl
    local command
    command=$(sed -n '/^```console$/{n;s/^\$ //p;q}' README.md)
    sed -n '/^```console$/,/^```$/p;/^```$/q' README.md | sed '1,2d;$d' >"$scratch/expected"
    env -i PATH="$scratch/empty/bin" HOME="$scratch" "$BASH" -c "! command -v cargo && $command" >"$scratch/said"
    diff --ignore-blank-lines "$scratch/expected" "$scratch/said"
}

# A repository with a good plan in it, nothing committed yet.
repository() {
    rm -rf "$1"
    git init --quiet "$1"
    "$lscb" new "$1/plans/plan.toml" 2>/dev/null
    "$lscb" schema >"$1/plans/plan.schema.json"
}

# Writes a configuration that takes a hook of this checkout, and installs it.
with_hook_of_this_checkout() {
    printf 'repos:\n- repo: %s\n  rev: %s\n  hooks:\n  - id: %s\n' \
        "$scratch/hooks" "$(git -C "$scratch/hooks" rev-parse HEAD)" "$2" >"$1/.pre-commit-config.yaml"
    (cd "$1" && pre-commit install >/dev/null)
}

committed() { git -C "$1" commit --quiet "${@:2}" >"$scratch/said" 2>&1; }
passes() { committed "$@" || { cat "$scratch/said"; return 1; }; }
# The commit does not happen, and the screen shows the one finding.
is_stopped() {
    local before
    before=$(git -C "$1" rev-parse HEAD)
    if committed "$@"; then
        echo "the bad plan was committed"
        return 1
    fi
    [[ $(git -C "$1" rev-parse HEAD) == "$before" ]]
    [[ $(grep -c 'error\[unknown-key\]: an action has no key "deu"' "$scratch/said") -eq 1 ]] || { cat "$scratch/said"; return 1; }
}

# In a repository with a hook: what is staged is judged, and nothing else.
the_stage_is_judged() {
    local repo=$1 plan=$1/plans/plan.toml good=$scratch/good.toml bad=$scratch/bad.toml
    cp "$plan" "$good"
    sed '0,/^due /s//deu /' "$good" >"$bad"

    git -C "$repo" add .
    passes "$repo" -m "a good plan"

    cp "$bad" "$plan"
    git -C "$repo" add .
    is_stopped "$repo" -m "a bad plan"
    # Staged bad, mended in the folder but not staged.
    cp "$good" "$plan"
    is_stopped "$repo" -m "a bad plan, mended too late"
    # Staged good, and worse in the folder.
    (cat "$good" && echo "# Read again in June.") >"$plan"
    git -C "$repo" add .
    cp "$bad" "$plan"
    passes "$repo" -m "a good plan, with work going on"
    cmp "$bad" "$plan"
    # Staged by the commit itself.
    is_stopped "$repo" --all -m "a bad plan"
    is_stopped "$repo" -m "a bad plan" plans/plan.toml
    git -C "$repo" checkout --quiet .
    # Not yet a part of the repository.
    cp "$bad" "$repo/plans/later.toml"
    echo "# Read again in July." >>"$plan"
    passes "$repo" --all -m "a good plan, with a bad one lying about"
    rm "$repo/plans/later.toml"
    # In the folder that the configuration names.
    mkdir "$repo/boards"
    cp "$bad" "$repo/boards/other.toml"
    printf 'plans = "boards"\n' >"$repo/lscb.toml"
    git -C "$repo" add .
    is_stopped "$repo" -m "a bad plan elsewhere"
}

# What two days of three boards export, asked by DuckDB as the example does: its figures are those of lscb.
lines_are_asked_by_duckdb() {
    local day
    mkdir -p "$scratch/duckdb/exports"
    for day in 2008-06-30 2008-10-01; do
        "$lscb" list tests/cmd/boards --as-at "$day" --format jsonl -o "$scratch/duckdb/exports/$day.jsonl" \
            --columns plan,board,ref,objective_title,action,leads,due,days_late,state,rag,tags 2>/dev/null
    done
    "$lscb" report boards tests/cmd/boards --as-at 2008-10-01 --format json >"$scratch/duckdb/boards.json" 2>/dev/null
    (cd "$scratch/duckdb" && python "$checkout/tests/outside/many_boards.py" "$checkout/examples/many-boards.sql" boards.json)
}

# A calendar that imports one export after another: events move, and none is lost or doubled.
calendars_follow_the_plan() {
    python tests/outside/calendars.py "$lscb" "$scratch/calendar"
}

install_libreoffice() {
    command -v soffice >/dev/null || {
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
            libreoffice-writer-nogui libreoffice-calc-nogui >"$scratch/said" 2>&1 || { cat "$scratch/said"; return 1; }
    }
}

# The five plans, printed by other programs in each board's layout, are imported as they are, and numbers of lists as LibreOffice counts them.
printed_plans_are_imported() {
    install_libreoffice
    python tests/outside/imports.py "$lscb" "$scratch/imports"
}

# What people write into papers in other programs comes back as exactly the edits made.
papers_are_taken_back() {
    install_libreoffice
    python tests/outside/take_back.py "$lscb" "$scratch/take-back"
}

# The hooks, called by git and by pre-commit, each in a repository of its own.
hooks_stop_a_bad_plan() {
    printf '[user]\nname = Sue\nemail = sue@example.org\n' >"$scratch/gitconfig"
    # The checkout as it lies here is the repository that the hooks come from.
    mkdir "$scratch/hooks"
    git ls-files --cached --others --exclude-standard -z | tar --create --null --files-from - | tar --extract --directory "$scratch/hooks"
    export GIT_CONFIG_GLOBAL=$scratch/gitconfig GIT_CONFIG_NOSYSTEM=1 PRE_COMMIT_HOME=$scratch/pre-commit
    git -C "$scratch/hooks" init --quiet
    git -C "$scratch/hooks" add .
    git -C "$scratch/hooks" commit --quiet -m "as it lies here"
    mkdir "$scratch/bin"
    ln -s "$lscb" "$scratch/bin/lscb"

    # pre-commit builds lscb as a release; how fast that runs is of no matter here.
    repository "$scratch/built"
    with_hook_of_this_checkout "$scratch/built" lscb-check
    (
        export CARGO_TARGET_DIR=$store/build CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
            CARGO_PROFILE_RELEASE_OPT_LEVEL=0
        cd "$scratch/built" && pre-commit install-hooks >/dev/null
    )
    the_stage_is_judged "$scratch/built"

    # pip builds it, from the same packages.
    repository "$scratch/python"
    with_hook_of_this_checkout "$scratch/python" lscb-check-python
    (
        export CARGO_TARGET_DIR=$store/build CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
            CARGO_PROFILE_RELEASE_OPT_LEVEL=0
        cd "$scratch/python" && pre-commit install-hooks >/dev/null
    )
    the_stage_is_judged "$scratch/python"

    # From a wheel, as on a machine without Rust.
    repository "$scratch/wheel"
    sed 's/language: system/language: python\n        additional_dependencies: ["lscb"]/' examples/pre-commit-config.yaml \
        >"$scratch/wheel/.pre-commit-config.yaml"
    (cd "$scratch/wheel" && pre-commit install >/dev/null && PIP_FIND_LINKS=$scratch/wheels pre-commit install-hooks >/dev/null)
    the_stage_is_judged "$scratch/wheel"

    PATH=$scratch/bin:$PATH
    repository "$scratch/installed"
    with_hook_of_this_checkout "$scratch/installed" lscb-check-installed
    the_stage_is_judged "$scratch/installed"
    # Without a commit: all that git keeps is judged.
    (cd "$scratch/installed" && ! pre-commit run --all-files) >"$scratch/said"
    grep -q 'error\[unknown-key\]' "$scratch/said"

    git init --quiet "$scratch/begun"
    (cd "$scratch/begun" && lscb init 2>/dev/null && pre-commit install >/dev/null)
    the_stage_is_judged "$scratch/begun"

    git init --quiet "$scratch/alone"
    lscb init --git-hook "$scratch/alone" 2>/dev/null
    the_stage_is_judged "$scratch/alone"

    repository "$scratch/copied"
    install -m 755 examples/git-hook.sh "$scratch/copied/.git/hooks/pre-commit"
    the_stage_is_judged "$scratch/copied"
}

hold install_the_others what_is_right_is_taken what_is_wrong_is_refused one_slip_is_one_finding findings_are_read_alike \
    tables_are_read_alike recurring_work_falls_due_as_dateutil_counts edited_plans_are_read_by_others completions_are_read \
    lines_are_asked_by_duckdb calendars_follow_the_plan printed_plans_are_imported papers_are_taken_back \
    an_editor_is_told_what_check_says neovim_is_told_what_check_says \
    the_extension_for_vscode_can_be_built the_crate_can_be_packed a_wheel_needs_no_rust hooks_stop_a_bad_plan
