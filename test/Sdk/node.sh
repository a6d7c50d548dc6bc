#!/usr/bin/env bash
set -euo pipefail
cd "$(dirname "$0")"
sdk=$(realpath ../../sdk)
seed=$(realpath seed.mjs)
[ -d "$sdk/node/node_modules" ] || npm --prefix "$sdk/node" ci --ignore-scripts --no-audit --no-fund
npm --prefix "$sdk/node" run build
(cd "$sdk/node" && node --test --test-reporter=../../test/failures.mjs test/*.test.mjs)
node broken.mjs node --test "$sdk/node/test/live.test.mjs"

shop=$(mktemp -d)
trap 'rm -rf "$shop"' EXIT
"$sdk/pack.sh" node
npm install --silent --offline --no-audit --no-fund --prefix "$shop" "$(echo "$sdk"/../artifacts/sdk/packages/node/*.tgz)"
cd "$shop"
node --input-type=module -e "import { TetriClient } from '@tetri/client'; console.log((await new TetriClient({ merchantId: 1549901, secretKey: 'test' }).checkout.token({ order_id: 'packed', order_desc: 'x', amount: 1, currency: 'GEL' })).token)"
node "$seed" node shop.cjs node shop.cjs
