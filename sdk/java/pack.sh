#!/usr/bin/env bash
# The library and its description for Maven. Writes to the folder $1.
set -euo pipefail
cd "$(dirname "$0")"
./build.sh
cp build/tetri-client-*.jar "$1"
cp pom.xml "$1/tetri-client-$(cat ../VERSION).pom"
