#!/usr/bin/env bash
set -euo pipefail
cd "$(dirname "$0")"
sdk=$(realpath ../../sdk)
seed=$(realpath seed.mjs)
"$sdk/php/test/run"
node broken.mjs php "$sdk/php/test/live.php"

shop=$(mktemp -d)
trap 'rm -rf "$shop"' EXIT
"$sdk/pack.sh" php
mkdir "$shop/package"
tar -xf ../../artifacts/sdk/packages/php/*.tar -C "$shop/package"
cd "$shop"
cat > composer.json << 'END'
{"repositories": [{"type": "path", "url": "package", "options": {"symlink": false}}, {"packagist.org": false}], "require": {"tetri/client": "*"}}
END
COMPOSER_ALLOW_SUPERUSER=1 COMPOSER_DISABLE_NETWORK=1 composer install --quiet --no-interaction
rm -r package
node "$seed" php shop.php php shop.php
