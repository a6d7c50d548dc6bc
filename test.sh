#!/usr/bin/env bash
# Every test, in one command. Installs what is missing: Chromium from Debian's packages, the rest from NuGet and npm.
set -uo pipefail
cd "$(dirname "$0")"

passed=0
failed=0
failures=

install() { # command, Debian package
    command -v "$1" > /dev/null && return
    echo "Installing $2 …"
    apt-get install -y --no-install-recommends "$2" > /dev/null || { apt-get update > /dev/null && apt-get install -y --no-install-recommends "$2" > /dev/null; }
}

install_packages() { # Debian packages of which some have no command
    dpkg -s "$@" > /dev/null 2>&1 && return
    echo "Installing $* …"
    apt-get install -y --no-install-recommends "$@" > /dev/null || { apt-get update > /dev/null && apt-get install -y --no-install-recommends "$@" > /dev/null; }
}

count() { # passed, failed, name
    passed=$((passed + $1))
    failed=$((failed + $2))
    [ "$2" -eq 0 ] || failures+=$'\n'"  $3"
    echo "$3: $1 passed, $2 failed"
}

dotnet_tests() { # project
    local log
    log=$(mktemp)
    dotnet test --project "test/$1" --no-build -c Release 2>&1 | tee "$log"
    local ok bad
    ok=$(sed -n 's/^ *succeeded: //p' "$log" | tail -n 1)
    bad=$(sed -n 's/^ *failed: //p' "$log" | tail -n 1)
    # A run that never came to count is one failure.
    [ -n "$ok" ] && [ "$((ok + bad))" -gt 0 ] || { ok=0; bad=1; }
    count "$ok" "$bad" "$1"
    # A failed test and what it said, once more at the end: a long log hides it.
    [ "$bad" -eq 0 ] || failures+=$'\n'$(grep -A 12 '^ *failed .*(.*s)$' "$log" | head -n 120)
    rm -f "$log"
}

check() { # name, command …
    local name=$1
    shift
    if "$@"; then count 1 0 "$name"; else count 0 1 "$name"; fi
}

install curl curl
install zbarimg zbar-tools
install ip iproute2
install chromium chromium
install haproxy haproxy
install systemd-analyze systemd
install etcd etcd-server
install patroni patroni
install_packages default-jdk-headless libandroid-json-org-java php-cli php-curl composer php-nyholm-psr7 php-psr-http-client mypy openssl python3-pip python3-setuptools python3-wheel
[ -d /usr/lib/postgresql ] || install postgres postgresql

check "build" dotnet build Tetri.slnx -c Release
check "format" dotnet format --verify-no-changes --no-restore Tetri.slnx
check "web" npm --prefix web test
dotnet_tests Gateway.Tests
[ -d test/Simulation.Tests ] && dotnet_tests Simulation.Tests
[ -d test/Browser.Tests ] && dotnet_tests Browser.Tests
[ -f test/Interop/run.sh ] && check "interop" test/Interop/run.sh
check "client libraries" test/Sdk/run.sh

[ -z "$failures" ] || echo "Failed:$failures"
echo
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
