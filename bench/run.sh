#!/usr/bin/env bash
# Builds all that is measured and measures it (bench/README.md). Everything else is in bench/Runner.
set -euo pipefail
cd "$(dirname "$0")/.."

build=yes measure=yes
options=()
for option in "$@"; do
    case $option in
        --no-build) build=no ;;
        --build-only) measure=no ;;
        *) options+=("$option") ;;
    esac
done

publish() { # project, folder, options …
    dotnet publish "$1" -c Release --use-current-runtime -o "artifacts/bench/$2" -v quiet --nologo "${@:3}"
}

if [ "$build" = yes ]; then
    publish src/Gateway gateway-jit -p:PublishAot=false -p:EnableRequestDelegateGenerator=true --self-contained false
    publish src/Gateway gateway
    publish bench/Bare bare
    publish bench/Sender sender
    publish bench/Runner runner
    [ bench/peers/node_modules/.package-lock.json -nt bench/peers/package-lock.json ] ||
        npm ci --prefix bench/peers --no-audit --no-fund --silent
fi
[ "$measure" = no ] || exec artifacts/bench/runner/tetri-bench "${options[@]}"
