#!/usr/bin/env bash
# composer takes this package from its repository by a tag; here it gets its version and its licence into an archive. Writes to the folder $1.
set -euo pipefail
cd "$(dirname "$0")"
version=$(cat ../VERSION)
package=$(mktemp -d)
trap 'rm -rf "$package"' EXIT
cp -R src cloudipsp samples autoload.php composer.json README.md CHANGELOG.md ../../LICENSE "$package"
export COMPOSER_ALLOW_SUPERUSER=1
composer validate --quiet --strict --working-dir "$package"
composer config version "$version" --working-dir "$package"
composer archive --quiet --format=tar --dir "$1" --file "tetri-client-$version" --working-dir "$package"
