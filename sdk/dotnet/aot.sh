#!/usr/bin/env bash
# The samples as a Native-AOT executable, without one warning, and a payment with it at TETRI_URL. Takes a minute, so not every test run does it.
set -euo pipefail
cd "$(dirname "$0")"
out=$(mktemp -d)
trap 'kill "$shop" 2> /dev/null || true; rm -rf "$out"' EXIT
dotnet publish samples -c Release -r "linux-$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')" -o "$out" -p:TreatWarningsAsErrors=true
Tetri__MerchantId=1549901 Tetri__SecretKey=test Logging__LogLevel__Default=Information "$out/Samples" --urls http://127.0.0.1:0 > "$out/log" &
shop=$!
for _ in $(seq 50); do
    address=$(sed -n 's/.*listening on: \(http.*\)/\1/p' "$out/log")
    [ -z "$address" ] || break
    sleep 0.1
done
curl -sf -X POST -o /dev/null -w '%{redirect_url}\n' "$address/buy" | grep token=
ls -l "$out/Samples"
