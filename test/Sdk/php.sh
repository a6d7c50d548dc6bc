#!/usr/bin/env bash
set -euo pipefail
cd "$(dirname "$0")"
sdk=$(realpath ../../sdk/php)
"$sdk/test/run"

shop=$(mktemp -d)
trap 'rm -rf "$shop"' EXIT
cat > "$shop/composer.json" << END
{"repositories": [{"type": "path", "url": "$sdk", "options": {"versions": {"tetri/client": "$(cat "$sdk/../VERSION")"}}}, {"packagist.org": false}], "require": {"tetri/client": "*"}}
END
COMPOSER_ALLOW_SUPERUSER=1 composer install --quiet --no-interaction --working-dir "$shop"
seed=$(realpath seed.mjs)
cd "$shop"
node "$seed" php shop.php php shop.php
