#!/usr/bin/env bash
# The gateway beside a bare web server, in interleaved rounds on this machine. Prints one Markdown table (bench/README.md).
set -euo pipefail
cd "$(dirname "$0")/.."

rounds=5 seconds=6 warm_up=8 connections="64 256" orders="0 1000000 5000000" ids=random build=yes measure=yes append=no before=
usage() {
    cat <<'TEXT'
bench/run.sh [--quick] [--rounds N] [--seconds S] [--warm-up S] [--connections "64 256"] [--orders "0 1000000 5000000"]
             [--ids random|sequential] [--build-only] [--no-build] [--append] [--before FOLDER]
--quick     one round of 2 s on an empty database: does it all work
--orders    databases to measure, by the orders in them; more connections than the first number only on the smallest
--append    adds rounds to those of the last run and reports them together
--before    a folder with another build of the gateway, measured on an empty database in the same rounds
TEXT
}
while [ $# -gt 0 ]; do
    case $1 in
        --quick) rounds=1 seconds=2 warm_up=1 connections=64 orders=0 ;;
        --rounds) rounds=$2; shift ;;
        --seconds) seconds=$2; shift ;;
        --warm-up) warm_up=$2; shift ;;
        --connections) connections=$2; shift ;;
        --orders) orders=$2; shift ;;
        --ids) ids=$2; shift ;;
        --build-only) measure=no ;;
        --no-build) build=no ;;
        --append) append=yes ;;
        --before) before=$2; shift ;;
        --help) usage; exit ;;
        *) usage >&2; exit 2 ;;
    esac
    shift
done

binaries=artifacts/bench data=artifacts/bench/data results=bench/results
server= port= address= operations=

stop() {
    [ -n "$server" ] || return 0
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    server=
}
trap stop EXIT
trap 'exit 130' INT TERM

publish() {
    dotnet publish "$1" -c Release --use-current-runtime -o "$binaries/$2" -v quiet --nologo
}

listens() { (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; }

choose_port() {
    port=$((20000 + RANDOM % 10000))
    while listens; do port=$((port + 2)); done
    address=http://127.0.0.1:$port operations=http://127.0.0.1:$((port + 1))
}

# start COMMAND...: runs a server on the chosen port and waits until it listens.
start() {
    "$@" --urls "$address" >"$binaries/server.log" 2>&1 &
    server=$!
    for _ in $(seq 200); do
        if listens; then return; fi
        kill -0 "$server" 2>/dev/null || break
        sleep 0.05
    done
    echo "The server did not start: $*" >&2
    cat "$binaries/server.log" >&2
    exit 1
}

# Without a line for each request, as in live mode, where the proxy in front keeps the access log.
start_gateway() {
    choose_port
    start "${2:-$binaries/gateway}/tetri" --Tetri:DataFolder="$1" --Tetri:OperationsUrl="$operations" \
        --Logging:LogLevel:Tetri.Operations.RequestLog=Warning
}

load() {
    timeout 120 "$binaries/load/tetri-load" --url "$address/api/checkout/url" --round "$round" --seconds "$seconds" --warm-up "$warm_up" \
        --ids "$ids" --pid "$server" "$@" >>"$results/rounds.jsonl"
}

# A database is filled once for a schema and kept; the rows that the rounds add are few beside those in it.
fill() {
    local folder=$data/$1 schema
    schema=$(cat src/Gateway/Store/Migrations/sqlite/*.sql | sha256sum)
    [ "$schema" != "$(cat "$folder/filled" 2>/dev/null)" ] || return 0
    rm -rf "$folder"
    start_gateway "$folder"
    stop
    "$binaries/fill/tetri-fill" "$folder/tetri.db" "$1"
    echo "$schema" >"$folder/filled"
}

measure_bare() {
    choose_port
    start "$binaries/bare/tetri-bare"
    load --label bare --connections "$1"
    stop
}

# measure_gateway CLIENTS ORDERS [BUILD]
measure_gateway() {
    local folder=$data/$2 label=$2
    if [ "$2" = 0 ]; then
        label=empty
        rm -rf "$folder"
    fi
    [ $# -lt 3 ] || label="$label, before"
    start_gateway "$folder" "${3:-$binaries/gateway}"
    load --label "$label" --connections "$1" --wal "$folder/tetri.db-wal" --alloc-url "$operations/metrics"
    stop
}

mkdir -p "$binaries" "$data" "$results"
if [ "$build" = yes ]; then
    publish src/Gateway gateway
    publish bench/Bare bare
    publish bench/Load load
    publish bench/Fill fill
fi
[ "$measure" = yes ] || exit 0

for many in $orders; do
    [ "$many" = 0 ] || fill "$many"
done
sync
first_round=1
if [ "$append" = yes ] && [ -s "$results/rounds.jsonl" ]; then
    first_round=$(($(grep -o '"round":[0-9]*' "$results/rounds.jsonl" | cut -d: -f2 | sort -n | tail -1) + 1))
else
    : >"$results/rounds.jsonl"
fi
for round in $(seq "$first_round" $((first_round + rounds - 1))); do
    databases=$orders
    for clients in $connections; do
        measure_bare "$clients"
        [ -z "$before" ] || measure_gateway "$clients" 0 "$before"
        for many in $databases; do
            measure_gateway "$clients" "$many"
        done
        databases=${orders%% *}
    done
done

"$binaries/load/tetri-load" report "$results/rounds.jsonl" | tee "$results/latest.md"
