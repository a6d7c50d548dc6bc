#!/usr/bin/env bash
# A wheel, made by Debian's setuptools without a network. Writes to the folder $1.
set -euo pipefail
cd "$(dirname "$0")"
package=$(mktemp -d)
trap 'rm -rf "$package"' EXIT
cp -R src pyproject.toml README.md ../../LICENSE "$package"
find "$package" -name __pycache__ -prune -exec rm -rf {} +
/usr/bin/python3 -m pip wheel --quiet --no-deps --no-index --no-build-isolation --wheel-dir "$1" "$package"
