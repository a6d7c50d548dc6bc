#!/usr/bin/env bash
# Makes the packages of all client libraries, or of those named, in artifacts/sdk/packages, without a network.
#   sdk/pack.sh [LANGUAGE…]
# How one language packs is its own pack.sh, which gets the folder to write to. test/Sdk then uses each from a project elsewhere.
set -euo pipefail
cd "$(dirname "$0")"
out=$(realpath -m ../artifacts/sdk/packages)
[ $# -gt 0 ] || set -- $(ls -d */pack.sh | xargs -n 1 dirname)
for language in "$@"; do
    rm -rf "${out:?}/$language"
    mkdir -p "$out/$language"
    "./$language/pack.sh" "$out/$language"
    (cd "$out/$language" && sha256sum -- * > SHA256SUMS && cat SHA256SUMS)
done
