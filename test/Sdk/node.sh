#!/usr/bin/env bash
set -euo pipefail
cd "$(dirname "$0")"
sdk=../../sdk/node
[ -d $sdk/node_modules ] || npm --prefix $sdk ci --ignore-scripts --no-audit --no-fund
npm --prefix $sdk test

shop=$(mktemp -d)
trap 'rm -rf "$shop"' EXIT
mkdir -p "$shop/node_modules/@tetri"
ln -s "$(realpath $sdk)" "$shop/node_modules/@tetri/client"
node seed.mjs node "$shop/seed.cjs" node "$shop/seed.cjs"
