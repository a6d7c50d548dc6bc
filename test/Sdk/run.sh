#!/usr/bin/env bash
# The client libraries, their cases and samples and the snippets of seed.txt, with one running gateway for all.
# With names of languages only those: run.sh node java
set -uo pipefail
cd "$(dirname "$0")"
bin=../../src/Gateway/bin/Release/net10.0/tetri
[ -x $bin ] || dotnet build ../../src/Gateway -c Release

data=$(mktemp -d)
started=()
finish() {
    for process in "${started[@]}"; do kill "$process" 2> /dev/null || true; done
    rm -rf "$data"
}
trap finish EXIT

port() { node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close() })'; }

export TETRI_URL=http://127.0.0.1:$(port)
Tetri__DataFolder=$data Tetri__OperationsUrl=off $bin --urls "$TETRI_URL" > "$data/log" 2>&1 &
started+=($!)
node catcher.mjs > "$data/catcher" &
started+=($!)
for _ in $(seq 150); do
    if [ -s "$data/catcher" ] && curl -s -o /dev/null "$TETRI_URL/api/none"; then break; fi
    kill -0 "${started[@]}" 2> /dev/null || { cat "$data/log"; exit 1; }
    sleep 0.2
done
TETRI_CALLBACKS=$(cat "$data/catcher")
export TETRI_CALLBACKS TETRI_LIVE=1

failed=0
# Every language has its script here. What it says is shown when it fails.
named=$#
[ $# -gt 0 ] || set -- $(for script in *.sh; do [ $script = run.sh ] || echo "${script%.sh}"; done)
for language in "$@"; do
    SECONDS=0
    if "./$language.sh" > "$data/$language" 2>&1; then
        echo "$language: passed in $SECONDS s"
    else
        cat "$data/$language"
        echo "$language: FAILED"
        failed=1
    fi
done
[ "$named" -gt 0 ] || node ../../sdk/parity.mjs --check || failed=1
exit $failed
