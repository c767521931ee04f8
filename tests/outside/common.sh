# What the scripts that ask other programs share: where they work, what they install, how they end. Read by each with the
# lscb to be asked; when that is left out, it is built.
set -Eeuo pipefail
if [[ $# -gt 0 ]]; then lscb=$(realpath "$1"); fi
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
checkout=$PWD
if [[ $# -eq 0 ]]; then
    cargo build --quiet
    lscb=$(realpath "${CARGO_TARGET_DIR:-target}/debug/lscb")
fi

# Nothing is asked of the settings of whoever runs this, nor of a repository that called the script from its hook.
unset $(git rev-parse --local-env-vars) LSCB_TODAY LSCB_CONFIG COLUMNS
scratch=$(mktemp -d)
tell() {
    local code=$?
    [[ $code -eq 0 ]] || echo "$0: does not hold: ${check//_/ }" >&2
}
finish() {
    tell
    rm -rf "$scratch"
}
check=beginning
trap finish EXIT
trap 'echo "line $LINENO: $BASH_COMMAND" >&2' ERR

# Installs a list of Python's packages into a folder's venv, once for each list of versions.
install_with_python() {
    local list=$1 folder=$2
    cmp -s "$list" "$folder/installed.txt" && return
    rm -rf "$folder/venv"
    mkdir -p "$folder"
    python3 -m venv --without-pip "$folder/venv"
    # The pip of the machine, as not every machine's Python brings one along for a folder of its own.
    python3 -m pip --python "$folder/venv/bin/python" install --quiet --disable-pip-version-check -r "$list"
    cp "$list" "$folder/installed.txt"
}

# Runs each check, and says how long it took.
hold() {
    local began
    for check in "$@"; do
        began=$SECONDS
        $check
        echo "ok: ${check//_/ } ($((SECONDS - began)) s)"
    done
}
