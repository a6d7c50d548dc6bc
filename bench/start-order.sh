#!/usr/bin/env bash
# Writes src/Gateway/start-order.txt: the methods that run from the start to idle after a first order, and after them those of a page, a payment
# and its callback, as valgrind saw them. Needs Debian's valgrind and binutils; a few minutes.
set -euo pipefail
cd "$(dirname "$0")/.."

list=src/Gateway/start-order.txt
build=artifacts/bench/start-order
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C

# Names of functions without the debug information, which valgrind cannot read.
dotnet publish src/Gateway -c Release --use-current-runtime -o "$build" -v quiet --nologo -p:StripSymbols=false -p:NativeDebugSymbols=false

order() { # address, order_id
    local callback="$1/demo/callback" signature
    signature=$(printf %s "test|1000|USD|1549901|Start|$2|$callback" | sha1sum | cut -d ' ' -f 1)
    curl -sSf -H 'Content-Type: application/json' "$1/api/checkout/url" -d "{\"request\":{\"order_id\":\"$2\",\"merchant_id\":1549901,
        \"order_desc\":\"Start\",\"amount\":1000,\"currency\":\"USD\",\"server_callback_url\":\"$callback\",\"signature\":\"$signature\"}}"
}

pay() { # address, the answer that names the order's page
    local page
    page=$(grep -o 'http[^"]*token=[0-9a-f]*' <<< "$2")
    curl -sSf --compressed -o "$work/page" "$page"
    curl -sSf -H 'Content-Type: application/json' "$1/checkout/pay" \
        -d "{\"token\":\"${page##*token=}\",\"cardNumber\":\"4444555511116666\",\"expiryDate\":\"12/30\",\"cvv2\":\"123\"}" | grep -q '"state":"approved"'
}

trace() { # name, whether to pay: the names of all functions that ran, in $work/NAME
    # Valgrind has less address space than the runtime would reserve for the heap.
    DOTNET_GCHeapHardLimit=0x10000000 valgrind -q --tool=callgrind --demangle=no --callgrind-out-file="$work/calls" \
        "$build/tetri" --urls http://127.0.0.1:0 --Tetri:DataFolder="$work/data" --Tetri:OperationsUrl=off > "$work/log" 2>&1 &
    local gateway=$! address='' answer
    for _ in $(seq 120); do
        address=$(sed -n 's/.*listening on: \(http[^ ]*\).*/\1/p' "$work/log")
        [ -z "$address" ] || break
        sleep 1
    done
    answer=$(order "$address" "$1")
    [ "$2" = no ] || pay "$address" "$answer"
    # What comes once, a little after the start, belongs to it.
    sleep 10
    kill "$gateway"
    wait "$gateway" || true
    sed -nE "s/^c?fn=\([0-9]+\) ([^']*)('[0-9]+)?$/\1/p" "$work/calls" | sort -u > "$work/$1"
}

trace tables no # makes the database, which a later start finds
trace start no
trace payment yes

# One method can have several names, of which valgrind tells one and the compiler wants another.
objdump -t "$build/tetri" | awk '/ __managedcode\t/ { print $1, $NF }' | sort -u > "$work/symbols"
methods() { # name
    awk 'NR == FNR { ran[$1]; next } FNR == 1 { pass++ } pass == 1 && $2 in ran { at[$1] } pass == 2 && $1 in at { print $2 }' \
        "$work/$1" "$work/symbols" "$work/symbols" | sort -u
}
methods start > "$work/first"
methods payment | comm -13 "$work/first" - > "$work/second"
cat "$work/first" "$work/second" > "$list"
wc -l "$list"
