#!/usr/bin/env bash
# A package as npm takes it. Writes to the folder $1.
set -euo pipefail
cd "$(dirname "$0")"
[ -d node_modules ] || npm ci --ignore-scripts --no-audit --no-fund
npm pack --silent --pack-destination "$1" > /dev/null
