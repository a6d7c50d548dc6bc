#!/usr/bin/env bash
# Other people's clients, unmodified, against the built gateway. They insist on https and port 443 of a known host, so the run
# has a network of its own where it may: that port is free in it, those names lead here, and nothing else can be reached.
set -euo pipefail
cd "$(dirname "$0")"
bin=../../src/Gateway/bin

if [ "${1:-}" != --inside ]; then
    [ -d node_modules ] || npm ci --ignore-scripts --no-audit --no-fund
    [ -x $bin/Release/net10.0/tetri ] || dotnet build ../../src/Gateway -c Release
    if unshare --user --map-root-user --mount --net ip link set lo up 2> /dev/null; then
        exec unshare --user --map-root-user --mount --net ./run.sh --inside own-network
    fi
    echo "No network of its own can be made here: port 443 of this machine is used, and the clients' own host names are left out."
    exec ./run.sh --inside
fi

data=$(mktemp -d)
gateway=
finish() {
    [ -z "$gateway" ] || kill "$gateway" 2> /dev/null || true
    rm -rf "$data"
}
trap finish EXIT

if [ "${2:-}" = own-network ]; then
    ip link set lo up
    echo "127.0.0.1 localhost pay.flitt.com api.flitt.com api.fondy.eu pay.fondy.eu" > "$data/hosts"
    mount --bind "$data/hosts" /etc/hosts
fi

Tetri__DataFolder=$data Tetri__OperationsUrl=off $bin/Release/net10.0/tetri --urls https://localhost:443 > "$data/log" 2>&1 &
gateway=$!
for _ in $(seq 150); do
    if (exec 3<> /dev/tcp/127.0.0.1/443) 2> /dev/null; then break; fi
    kill -0 "$gateway" 2> /dev/null || { cat "$data/log"; exit 1; }
    sleep 0.2
done

# What failed comes last, so that a long log of the gateway does not hide it.
NODE_EXTRA_CA_CERTS=$data/tls/ca.pem node --test --test-reporter=../failures.mjs > "$data/said" || failed=1
[ -z "${failed:-}" ] || cat "$data/log"
cat "$data/said"
exit ${failed:-0}
