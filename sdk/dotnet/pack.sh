#!/usr/bin/env bash
# Both packages with their symbols. Writes to the folder $1.
set -euo pipefail
cd "$(dirname "$0")"
for package in Tetri.Client Tetri.Client.AspNetCore; do
    dotnet pack "src/$package" -c Release -v q "-p:PackageOutputPath=$1" --disable-build-servers
done
